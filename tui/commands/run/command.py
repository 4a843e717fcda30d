"""`run PROFILE...`: one profile is checked, sent and told of here; many are the fleet's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from ...exit_status import ExitStatus
from ...user_rules import rules_if_own
from ..output import Output
from .options import RunOptions
from .ready import ready_profile


def run(names_or_paths: Sequence[str], options: RunOptions, output: Output) -> ExitStatus:
    """Run each profile, write what came of it to stdout, and return the largest exit status.

    A single profile, and all rules, are read and checked before anything is sent. The user is also asked for
    missing secrets, and for permission to send a token to another host. Of many profiles, one that can't be
    read or sent is told as such, and the others are run.

    Raises:
        UsageError: the API of a single profile can't be called, its token would go to another host, or a
            report can't be written where it is to go.
        ConnectorDoctorError: a single profile can't be read or sent, a rule can't be read, or a secret is
            missing. Nothing was sent.
    """
    if len(names_or_paths) > 1 or options.junit or options.report_folder:
        from .fleet import run_fleet

        return run_fleet(names_or_paths, options, rules_if_own(), output)
    report = None
    if options.report:
        from .report_file import ReportFile

        report = ReportFile(options.report)
    rules = rules_if_own()
    profile = ready_profile(names_or_paths[0], options, output)
    from .single import run_single  # now: a bad profile is told of before the network's modules load

    status, case = asyncio.run(run_single(profile, options, rules, output))
    if report and case:
        report.write([case], output)
    return status
