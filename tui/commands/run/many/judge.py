"""A process that reads profiles and judges what came of them, one after the other, as it is asked.

Read ──> Ready or Told          Judge ──> Told          ReadResponse ──> Answer
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ....errors import ConnectorDoctorError
from ....oauth2.api_run import ApiRun
from ....oauth2.attempt import Run
from ....oauth2.masking.redaction import Redactor
from ....oauth2.own_fault import RAISE_VARIABLE, own_fault
from ....oauth2.responses.token_response import Answer, read_answer
from ....plain_text import plain_line
from ....profiles.profile import Profile
from ...output import Output
from ...profile_argument import name_of
from ..options import RunOptions
from ..ready import ready_profile
from ..result import Outcome, case_of, tell
from .broken import told_of_broken
from .collected import Collected
from .told import (
    LENGTH,
    Asked,
    Cause,
    Judge,
    Raised,
    Read,
    ReadResponse,
    Ready,
    Told,
    dumps,
    loads,
)

if TYPE_CHECKING:
    from ....diagnosis.finding import Finding
    from ....diagnosis.rules.rule import Rule

_NEEDED_SOON: Final = (
    "tui.transport.failures.causes",
    "tui.diagnosis.answers.findings",
    "tui.diagnosis.attempts.refinement",
    "tui.diagnosis.failures.findings",
    "tui.interchange.run_text.report",
)
"""Loaded before the first profile: later it would delay those that wait."""


_NICENESS: Final = 5
"""How much a judge steps back behind the process that sends, whose times are measured."""


class Bench:
    """Reads profiles and judges them. It holds those that were read until they are judged."""

    def __init__(self, options: RunOptions, rules: tuple[Rule, ...] | None) -> None:
        self._options = options
        self._rules = rules
        self._read: dict[int, Profile] = {}
        self._output = Collected()

    def reply(self, asked: Asked) -> Ready | Told | Answer | Raised:
        """Do what is asked. A fault of ours is told of its profile alone."""
        try:
            match asked:
                case Read():
                    return self._reading(asked)
                case Judge():
                    return self._judging(asked)
                case ReadResponse():
                    return read_answer(asked.response, asked.settings)
        except Exception:
            if os.environ.get(RAISE_VARIABLE):
                return Raised(traceback.format_exc())
            raise

    def _reading(self, asked: Read) -> Ready | Told:
        output = self._output
        output.clear()
        try:
            profile = ready_profile(asked.name, self._options, output, asked.typed, may_leave=asked.may_leave)
        except ConnectorDoctorError as error:
            return told_of_broken(asked.name, error, self._options, output.messages)
        except Exception as error:  # noqa: BLE001 (a fault of ours)
            return told_of_broken(asked.name, own_fault(error), self._options, output.messages)
        self._read[asked.number] = profile
        # To mask a name takes longer than all else here, and a report's file alone is named after it.
        name = _shown_name(profile) if self._options.report_folder else ""
        return Ready(name, profile.connector, tuple(output.messages))

    def _judging(self, asked: Judge) -> Told:
        profile = self._read.pop(asked.number)
        output = self._output
        output.clear()
        status, findings = tell(profile, asked.outcome, self._rules, self._options, output)
        report = self._report(asked, profile, findings, output)
        case = case_of(profile, asked.outcome, findings, self._options) if asked.with_case else None
        outcome = asked.outcome if isinstance(asked.outcome, Outcome) else None
        return Told(
            _shown_name(profile),
            status,
            "\n".join(output.results),
            tuple(output.messages),
            None if status == 0 else _cause(findings, outcome, profile),
            _seconds(outcome.run, outcome.api) if outcome else 0.0,
            asked.is_canceled,
            was_sent=outcome is not None and any(attempt.exchange for attempt in outcome.run.attempts),
            report=report,
            case=dumps(case) if case else b"",
        )

    def _report(self, asked: Judge, profile: Profile, findings: tuple[Finding, ...], output: Output) -> str:
        """Write a report where one is asked for, and return the file; empty where it can't be written."""
        if not asked.report:
            return ""
        from ..report_file import write_report

        try:
            write_report([case_of(profile, asked.outcome, findings, self._options)], Path(asked.report))
        except ConnectorDoctorError as error:
            output.message(str(error))
            return ""
        return asked.report


def _shown_name(profile: Profile) -> str:
    return plain_line(Redactor.for_connector(profile.connector).text(name_of(profile)))


def _cause(findings: Sequence[Finding], outcome: Outcome | None, profile: Profile) -> Cause:
    if findings:
        return cause_of(findings[0])
    stopped = next((one.skipped_because for one in outcome.run.attempts), "") if outcome else ""
    return Cause("doctor.not_sent", "Nothing was sent.", stopped)


def cause_of(finding: Finding) -> Cause:
    """Return what is told of a finding in a table, or in a report in XML."""
    paragraphs = [finding.cause, finding.fix, *(f"Seen: {seen}" for seen in finding.evidence)]
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Cause(finding.id, finding.title, text, next(iter(finding.fields), ""))


def _seconds(run: Run, api: ApiRun | None) -> float:
    exchanges = [attempt.exchange for attempt in run.attempts]
    calls = [getattr(step, "exchange", None) for step in api.steps] if api else []
    spent = (exchange.timings.total or 0.0 for exchange in (*exchanges, *calls) if exchange)
    return sum(spent) / 1000


def serve(
    connection: socket.socket,
    others: Sequence[socket.socket],
    options: RunOptions,
    rules: tuple[Rule, ...] | None,
) -> None:
    """Serve as a judge until the other end of the connection is closed.

    `others` are connections that a fork has left open here: with them, no end would ever be seen.
    """
    for other in others:
        other.close()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # whoever sends decides when it is over
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (to the end; asks nobody)
    bench = Bench(options, rules)
    _load_what_is_needed_soon()
    gc.collect()
    gc.freeze()
    with connection, connection.makefile("rb") as incoming:
        while head := incoming.read(LENGTH.size):
            number, asked = loads(incoming.read(*LENGTH.unpack(head)))
            reply = dumps((number, bench.reply(asked)))
            connection.sendall(LENGTH.pack(len(reply)) + reply)


def _load_what_is_needed_soon() -> None:
    from ....diagnosis.rules.catalogue import built_in_rules

    for name in _NEEDED_SOON:
        import_module(name)
    built_in_rules()
