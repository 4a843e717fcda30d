"""`run PROFILE...`: the requests sent, and what came of them; several profiles at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ..diagnosis.lint import lint
from ..exit_status import ExitStatus, status_of
from ..interchange.request_json import json_text
from ..interchange.run_json import run_document
from ..interchange.run_text import run_report
from ..oauth2.attempt import Attempt, Run
from ..oauth2.redaction import Redactor
from ..oauth2.token_request import TokenRequest, host_header
from ..profiles.profile import Profile
from .opening import ask_missing_secrets, check_sendable, name_of, open_profile, with_stand_ins
from .output import Output


@dataclass(frozen=True)
class RunOptions:
    """The options of `run`."""

    as_json: bool = False
    jobs: int = 4
    """How many profiles are run at the same time."""
    all_methods: bool = False


def run(names_or_paths: Sequence[str], options: RunOptions, output: Output) -> ExitStatus:
    """Run each profile, write what came of it to stdout in the order given, and return the largest status.

    Every profile is read and checked, and every secret asked for, before the first request is sent.

    Raises:
        ConnectorDoctorError: a profile can't be read or sent, or a secret can't be had; nothing was sent.
    """
    profiles = [open_profile(name) for name in names_or_paths]
    check_sendable((name_of(profile), with_stand_ins(profile)) for profile in profiles)
    profiles = ask_missing_secrets(profiles)
    check_sendable((name_of(profile), profile.connector) for profile in profiles)
    return asyncio.run(_run_all(profiles, options, output))


async def _run_all(profiles: Sequence[Profile], options: RunOptions, output: Output) -> ExitStatus:
    from ..transport import run_connector  # here, so that a bad profile is told before httpx loads

    turns = asyncio.Semaphore(options.jobs)

    async def run_one(profile: Profile) -> Run:
        async with turns:
            follower = _Follower(name_of(profile), output)
            return await run_connector(profile.connector, all_methods=options.all_methods, observer=follower)

    status = ExitStatus.WORKS
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(run_one(profile)) for profile in profiles]
        for profile, task in zip(profiles, tasks, strict=True):
            outcome = await task
            if task is not tasks[0] and not options.as_json:
                output.result("")
            _write(profile, outcome, options, output)
            status = max(status, status_of(outcome))
    return status


def _write(profile: Profile, outcome: Run, options: RunOptions, output: Output) -> None:
    name, connector = name_of(profile), profile.connector
    redactor = Redactor.for_connector(connector)
    findings = lint(connector)
    if options.as_json:
        output.result(json_text(run_document(name, outcome, redactor, findings)))
        return
    for finding in findings:
        if finding.severity == "warning":
            output.message(redactor.text(f"{name}: warning: {finding.title} {finding.fix}"))
    output.result(run_report(name, connector, outcome, redactor))


class _Follower:
    """Tells what goes on while a profile is run."""

    def __init__(self, name: str, output: Output) -> None:
        self._name = name
        self._output = output

    def attempt_started(self, request: TokenRequest) -> None:
        """Say which attempt is being made."""
        method = request.client_authentication.short_name
        self._output.progress(f"{self._name}: trying {method} at {host_header(request.url)} …")

    def attempt_finished(self, attempt: Attempt) -> None:
        """Stay silent: the report says how it ended."""
