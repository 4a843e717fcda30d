"""`run PROFILE...`: the requests sent, and what came of them; several profiles at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ..diagnosis.finding import Finding
from ..diagnosis.lint import lint
from ..diagnosis.rule import Rule
from ..diagnosis.run_diagnosis import diagnose_run
from ..exit_status import ExitStatus, status_of
from ..interchange.request_json import json_text
from ..interchange.run_json import run_document
from ..interchange.run_text import run_report
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connection import Progress
from ..oauth2.redaction import Redactor
from ..oauth2.token_request import TokenRequest, host_header
from ..profiles.profile import Profile
from ..user_rules import all_rules
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

    Every rule and profile is read and checked, and every secret asked for, before the first request is sent.

    Raises:
        ConnectorDoctorError: a profile can't be read or sent, a rule can't be read, or a secret can't be had;
            nothing was sent.
    """
    rules = all_rules()
    profiles = [open_profile(name) for name in names_or_paths]
    check_sendable((name_of(profile), with_stand_ins(profile)) for profile in profiles)
    profiles = ask_missing_secrets(profiles)
    check_sendable((name_of(profile), profile.connector) for profile in profiles)
    return asyncio.run(_run_all(profiles, options, rules, output))


async def _run_all(
    profiles: Sequence[Profile], options: RunOptions, rules: tuple[Rule, ...], output: Output
) -> ExitStatus:
    from ..transport import run_connector  # here, so that a bad profile is told before httpx loads

    turns = asyncio.Semaphore(options.jobs)

    async def run_one(profile: Profile) -> tuple[Run, datetime]:
        async with turns:
            follower = _Follower(name_of(profile), output)
            outcome = await run_connector(
                profile.connector, all_methods=options.all_methods, observer=follower
            )
            return outcome, datetime.now(UTC)

    status = ExitStatus.WORKS
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(run_one(profile)) for profile in profiles]
        for profile, task in zip(profiles, tasks, strict=True):
            outcome, ended = await task
            if task is not tasks[0] and not options.as_json:
                output.result("")
            findings = diagnose_run(profile.connector, outcome, rules, now=ended)
            _write(profile, outcome, findings, options, output)
            status = max(status, status_of(outcome))
    return status


def _write(
    profile: Profile, outcome: Run, findings: tuple[Finding, ...], options: RunOptions, output: Output
) -> None:
    name, connector = name_of(profile), profile.connector
    redactor = Redactor.for_connector(connector)
    warnings = lint(connector)
    if options.as_json:
        output.result(json_text(run_document(name, outcome, redactor, (*findings, *warnings))))
        return
    for warning in warnings:
        if warning.severity == "warning":
            output.message(redactor.text(f"{name}: warning: {warning.title} {warning.fix}"))
    output.result(run_report(name, connector, outcome, redactor, findings))


class _Follower:
    """Tells what goes on while a profile is run."""

    def __init__(self, name: str, output: Output) -> None:
        self._name = name
        self._output = output

    def attempt_started(self, request: TokenRequest) -> None:
        """Say which attempt is being made."""
        method = request.client_authentication.short_name
        self._output.progress(f"{self._name}: trying {method} at {host_header(request.url)} …")

    def attempt_progressed(self, progress: Progress) -> None:
        """Stay silent: an attempt takes seconds at the most."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Stay silent: the report says how it ended."""
