"""Runs one profile of `run`, and writes what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from ...exit_status import ExitStatus
from ...oauth2.own_fault import OwnFault, own_fault
from ...profiles.login_ledger import LoginLedger
from ...profiles.profile import Profile
from ...transport.login_guard import LoginGuard
from ...transport.running import run_connector
from ..login_question import may_log_in
from ..output import Output
from ..profile_argument import name_of
from .follower import Follower
from .options import RunOptions
from .result import Outcome, case_of, tell

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Rule
    from ...interchange.report.case import Case
    from ...oauth2.api_run import ApiRun


async def run_single(
    profile: Profile, options: RunOptions, rules: tuple[Rule, ...] | None, output: Output
) -> tuple[ExitStatus, Case | None]:
    """Return the exit status and, for a report, what it is about."""
    outcome: Outcome | OwnFault
    try:
        outcome = await _run(profile, options, output)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        outcome = own_fault(error)
    status, findings = tell(profile, outcome, rules, options, output)
    return status, case_of(profile, outcome, findings, options) if options.report else None


async def _run(profile: Profile, options: RunOptions, output: Output) -> Outcome:
    guard = LoginGuard(LoginLedger(), partial(may_log_in, output), options.max_failed_logins)
    connector, follower = profile.connector, Follower(name_of(profile), output)
    run = await run_connector(connector, all_methods=options.all_methods, observer=follower, guard=guard)
    api: ApiRun | None = None
    if options.call_api and run.working:
        from ...oauth2.api_run import HeldToken
        from ...transport.calling import call_api

        follower.call_started(connector)
        held = HeldToken(run.working, follower.token_came)
        api = await call_api(connector, held, follow=follower.step_made, guard=guard)
    return Outcome(run, api, datetime.now(UTC))
