"""`run PROFILE...`: sends the token requests, several profiles at a time, and reports the results."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ..diagnosis.finding import Finding, by_severity
from ..diagnosis.guard import fault_finding
from ..diagnosis.lint.findings import lint
from ..diagnosis.run_diagnosis import diagnose_run
from ..errors import ConnectorDoctorError
from ..exit_status import ExitStatus, status_of
from ..interchange.json_text import json_text
from ..interchange.run_json import run_document
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connection import Progress
from ..oauth2.connector import Connector
from ..oauth2.login_ledger import LOCKOUT, MOST_FAILED_LOGINS
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import OwnFault, own_fault
from ..oauth2.token_request import TokenRequest
from ..oauth2.url_parts import host_header
from ..plain_text import plain_line
from ..profiles.login_ledger import LoginLedger
from ..profiles.profile import Profile
from ..user_rules import rules_if_own
from .output import Output, is_terminal
from .profile_argument import (
    ask_missing_secrets,
    check_sendable,
    missing_without_api,
    name_of,
    open_profile,
    with_stand_ins,
)

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Rule
    from ..oauth2.api_run import ApiRun, ApiStep


_OF_FAILURES: Final = (
    "tui.transport.failures.causes",
    "tui.transport.tls.examination",
    "tui.diagnosis.answers.findings",
    "tui.diagnosis.attempts.refinement",
    "tui.diagnosis.failures.findings",
    "tui.interchange.run_text",
)
"""Modules that are loaded when an attempt fails, unless many run at the same time."""


@dataclass(frozen=True)
class RunOptions:
    """The options of `run`."""

    as_json: bool = False
    jobs: int = 4
    """How many profiles run at the same time."""
    all_methods: bool = False
    call_api: bool = False
    """Whether the API is called with the token."""
    max_failed_logins: int = MOST_FAILED_LOGINS
    """After so many failed logins of an account, no attempt is made without asking."""


@dataclass(frozen=True)
class _Outcome:
    """The result of running one profile."""

    run: Run
    api: ApiRun | None
    """None if the API was not called, because nobody asked for it or there was no token."""
    ended: datetime


def run(names_or_paths: Sequence[str], options: RunOptions, output: Output) -> ExitStatus:
    """Run each profile, write the results to stdout in the given order, and return the largest exit status.

    Before the first request is sent, all rules and profiles are read and checked. The user is also asked
    for missing secrets, and for permission to send a token to another host.

    Raises:
        UsageError: the API of a profile can't be called, or its token would go to another host.
        ConnectorDoctorError: a profile can't be read or sent, a rule can't be read, or a secret is missing.
            Nothing was sent.
    """
    rules = rules_if_own()
    profiles = [open_profile(name) for name in names_or_paths]
    check_sendable((name_of(profile), with_stand_ins(profile)) for profile in profiles)
    if options.call_api:
        from .api_checks import allow_other_host, check_callable

        check_callable((profile, with_stand_ins(profile)) for profile in profiles)
        for profile in profiles:
            allow_other_host(profile, output)
    missing_in = Profile.missing_secrets if options.call_api else missing_without_api
    profiles = ask_missing_secrets(profiles, missing_in)
    check_sendable((name_of(profile), profile.connector) for profile in profiles)
    if options.call_api:
        check_callable((profile, profile.connector) for profile in profiles)
    return asyncio.run(_run_all(profiles, options, rules, output))


async def _run_all(
    profiles: Sequence[Profile], options: RunOptions, rules: tuple[Rule, ...] | None, output: Output
) -> ExitStatus:
    # Imported here so that a bad profile is reported before httpx loads.
    from ..transport.login_guard import LoginGuard
    from ..transport.running import run_connector

    if len(profiles) > 1:
        _load_what_failures_need()
    turns = asyncio.Semaphore(options.jobs)
    guard = LoginGuard(LoginLedger(), partial(_may_log_in, output), options.max_failed_logins)

    async def run_one(profile: Profile) -> _Outcome:
        async with turns:
            connector, follower = profile.connector, _Follower(name_of(profile), output)
            run = await run_connector(
                connector, all_methods=options.all_methods, observer=follower, guard=guard
            )
            api: ApiRun | None = None
            if options.call_api and run.working:
                from ..oauth2.api_run import HeldToken
                from ..transport.calling import call_api

                follower.call_started(connector)
                held = HeldToken(run.working, follower.token_came)
                api = await call_api(connector, held, follow=follower.step_made, guard=guard)
            return _Outcome(run, api, datetime.now(UTC))

    async def run_safely(profile: Profile) -> _Outcome | OwnFault:
        try:
            return await run_one(profile)
        except Exception as error:  # noqa: BLE001 (a fault of ours: the other profiles go on)
            return own_fault(error)

    status = ExitStatus.WORKS
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(run_safely(profile)) for profile in profiles]
        for profile, task in zip(profiles, tasks, strict=True):
            outcome = await task
            if task is not tasks[0] and not options.as_json:
                output.result("")
            status = max(status, _tell(profile, outcome, rules, options, output))
    return status


def _load_what_failures_need() -> None:
    """Load it before many attempts can use up this machine's files: a module is a file too."""
    from ..diagnosis.rules.catalogue import built_in_rules

    for name in _OF_FAILURES:
        import_module(name)
    built_in_rules()


def _tell(
    profile: Profile,
    outcome: _Outcome | OwnFault,
    rules: tuple[Rule, ...] | None,
    options: RunOptions,
    output: Output,
) -> ExitStatus:
    """Write what came of one profile, and return its exit status. A fault of ours is this profile's alone."""
    if isinstance(outcome, _Outcome):
        try:
            findings = _findings(profile.connector, outcome, rules)
            _write(profile, outcome, findings, options, output)
            return _status_of(outcome, findings)
        except ConnectorDoctorError:  # the result can't be written
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours)
            outcome = own_fault(error)
    name = name_of(profile)
    if options.as_json:
        document = run_document(
            name, Run(()), Redactor.for_connector(profile.connector), [fault_finding(outcome)]
        )
        output.result(json_text(document | {"verdict": "fails"}))
    else:
        output.result(f"{name}: Fails: internal error: {outcome}. Please report this line.")
    return ExitStatus.INTERNAL_ERROR


def _status_of(outcome: _Outcome, findings: tuple[Finding, ...]) -> ExitStatus:
    if outcome.api is None:
        return status_of(outcome.run)
    from ..diagnosis.api.findings import api_works

    return status_of(outcome.run, api_works=api_works(findings))


async def _may_log_in(output: Output, connector: Connector, count: int) -> bool:
    """Ask at the terminal whether to go on; without one, don't."""
    if not is_terminal(sys.stdin):
        return False
    logins = "1 failed login" if count == 1 else f"{count} failed logins"
    return output.confirms(
        f"{plain_line(connector.username)} may have had {logins} in the last hour. "
        f"Many systems lock an account after {LOCKOUT} to 5. Send anyway?"
    )


def _findings(connector: Connector, outcome: _Outcome, rules: tuple[Rule, ...] | None) -> tuple[Finding, ...]:
    """Return the findings about the token request and the API call, the most telling first."""
    found = diagnose_run(connector, outcome.run, rules, now=outcome.ended)
    if outcome.api is None or outcome.run.working is None:
        return found
    from ..diagnosis.api.findings import diagnose_api, together

    about_api = diagnose_api(connector, outcome.api, outcome.run.working, rules, now=outcome.ended)
    return together(found, about_api)


def _write(
    profile: Profile, outcome: _Outcome, findings: tuple[Finding, ...], options: RunOptions, output: Output
) -> None:
    name, connector = name_of(profile), profile.connector
    redactor = Redactor.for_connector(connector)
    warnings = lint(connector)
    stopped = next((one.skipped_because for one in outcome.run.attempts), "")
    if stopped and not any(attempt.exchange for attempt in outcome.run.attempts):
        output.message(f"{name}: nothing was sent. {stopped} To send anyway, see --max-failed-logins.")
    if options.as_json:
        all_findings = by_severity((*findings, *warnings))
        output.result(json_text(run_document(name, outcome.run, redactor, all_findings, outcome.api)))
        return
    from ..interchange.run_text import run_report

    for warning in warnings:
        if warning.severity == "warning":
            output.message(redactor.text(f"{name}: warning: {warning.title} {warning.fix}"))
    output.result(run_report(name, connector, outcome.run, redactor, findings, outcome.api))


class _Follower:
    """Reports progress while a profile runs."""

    def __init__(self, name: str, output: Output) -> None:
        self._name = name
        self._output = output
        self.token_came = 0.0
        """When the first token arrived, in seconds since 1970; 0 before that."""

    def attempt_started(self, request: TokenRequest) -> None:
        """Report which attempt is starting."""
        method = request.client_authentication.short_name
        self._output.progress(f"{self._name}: trying {method} at {host_header(request.url)} …")

    def attempt_progressed(self, progress: Progress) -> None:
        """Report nothing: an attempt takes only seconds."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Remember when the first token arrived. The report describes the rest."""
        if attempt.token and not self.token_came:
            self.token_came = time.time()

    def call_started(self, connector: Connector) -> None:
        """Report which URL is called with the token."""
        from ..oauth2.api_request import api_url

        what = "calling the API" if connector.api.path else "no API path is set; calling Base Url"
        self._output.progress(f"{self._name}: {what} at {host_header(api_url(connector))} …")

    async def step_made(self, step: ApiStep) -> None:
        """Report what follows a refused token. The report describes the rest."""
        from ..oauth2.api_run import CallStep, TokenStep, Why

        if isinstance(step, CallStep) and step.why is Why.CALL and step.exchange.token_was_refused:
            self._output.progress(f"{self._name}: the API refused the token; getting a new one …")
        elif isinstance(step, TokenStep) and step.token:
            self._output.progress(f"{self._name}: calling the API again with the new token …")
