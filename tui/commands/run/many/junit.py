"""The results of a fleet as JUnit's XML, which CI servers show: a suite, and in it a case for each profile.

works -> passed     fails, unreachable -> failure     not sent, our fault -> error     not run -> skipped
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ....errors import UsageError
from ....exit_status import ExitStatus
from ....plain_text import plain_line, plain_text, xml_text
from ...output import PROGRAM, Output
from ..report_file import file_problem, put_file
from .broken import shown_name
from .told import Told

_ERRORS: Final = frozenset({ExitStatus.USAGE, ExitStatus.INTERNAL_ERROR})


class JUnit:
    """The file of `run --junit`."""

    def __init__(self, name: str) -> None:
        """Take a file that can be written.

        Raises:
            UsageError: it can't; the message says why.
        """
        self._path = Path(name)
        if reason := file_problem(name, self._path):
            raise UsageError(f"--junit: {reason} Nothing was sent.")
        self._began = datetime.now(UTC)
        self._cases: dict[int, str] = {}
        self._failures = self._errors = 0
        self._seconds = 0.0

    def add(self, number: int, told: Told) -> None:
        """Keep the result of a profile."""
        self._cases[number] = _case(told)
        self._failures += _kind(told) == "failure"
        self._errors += _kind(told) == "error"
        self._seconds += told.seconds

    def write(self, not_run: Sequence[str], output: Output) -> None:
        """Write the file, and say where it is. `not_run` are the profiles that were not begun, as typed.

        Raises:
            ConnectorDoctorError: it can't be written.
        """
        put_file(self._path, "\n".join(self._lines(not_run)) + "\n")
        output.message(f"JUnit: {plain_line(str(self._path))}")

    def _lines(self, not_run: Sequence[str]) -> Iterator[str]:
        counts = (
            f'tests="{len(self._cases) + len(not_run)}" failures="{self._failures}" errors="{self._errors}" '
            f'skipped="{len(not_run)}" time="{self._seconds:.3f}"'
        )
        began = self._began.replace(tzinfo=None).isoformat(timespec="seconds")
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<testsuites name="{PROGRAM}" {counts}>'
        yield f'<testsuite name="{PROGRAM}" {counts} timestamp="{began}">'
        for number in sorted(self._cases):
            yield self._cases[number]
        for name in not_run:
            yield f'<testcase {_named(shown_name(name))}><skipped message="interrupted"/></testcase>'
        yield "</testsuite>"
        yield "</testsuites>"


def _kind(told: Told) -> str:
    """Return which element says why a case did not pass; empty for one that did."""
    if not told.status:
        return ""
    return "error" if told.is_canceled or told.status in _ERRORS else "failure"


def _case(told: Told) -> str:
    start = f'<testcase {_named(told.name)} time="{told.seconds:.3f}"'
    kind, cause = _kind(told), told.cause
    if not kind or cause is None:
        return f"{start}/>"
    why = (
        f"<{kind} message={_attribute(cause.title)} type={_attribute(cause.id)}>{_text(cause.text)}</{kind}>"
    )
    return f"{start}>{why}</testcase>"


def _named(name: str) -> str:
    return f"classname={_attribute(PROGRAM)} name={_attribute(name)}"


def _attribute(text: str) -> str:
    return quoteattr(xml_text(plain_line(text)))


def _text(text: str) -> str:
    return escape(xml_text(plain_text(text)))
