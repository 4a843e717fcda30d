"""The file of `run --report`, and other files: checked before anything is sent, written at the end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ...errors import ConnectorDoctorError, UsageError
from ...interchange.report.case import Case
from ...interchange.report.maker import this_maker
from ...interchange.report.model import make_report
from ...interchange.report.writing import suffix_problem, written
from ...plain_text import plain_line
from ...profiles.atomic_file import replace_file
from ..output import Output, is_file_name


class ReportFile:
    """A report to be written. What is already in the file is replaced at once, or not at all."""

    def __init__(self, name: str) -> None:
        """Take a file that a report can be written to.

        Raises:
            UsageError: it can't; the message says why.
        """
        self._path = Path(name)
        if reason := _problem(name, self._path):
            told = f" {plain_line(name)}" if is_file_name(name) else ""
            raise UsageError(f"--report{told}: {reason} Nothing was sent.")

    def write(self, cases: Sequence[Case], output: Output) -> None:
        """Write the report of all runs, and say where it is.

        Raises:
            ConnectorDoctorError: it can't be written. A report that was there before is unchanged.
        """
        write_report(cases, self._path)
        output.message(f"Report: {plain_line(str(self._path))}")


def write_report(cases: Sequence[Case], path: Path) -> None:
    """Write the report of runs to a file, in the format that its suffix names.

    Raises:
        ConnectorDoctorError: it can't be written. A report that was there before is unchanged.
    """
    made, maker = datetime.now(UTC), this_maker()
    put_file(path, written([make_report(case, made, maker) for case in cases], path))


def put_file(path: Path, text: str) -> None:
    """Write a report to a file, in UTF-8.

    Raises:
        ConnectorDoctorError: it can't be written. A file that was there before is unchanged.
    """
    try:
        replace_file(path, text.encode("utf-8", "backslashreplace"))
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConnectorDoctorError(f"The report can't be written to {path}: {why}.") from None


def _problem(name: str, path: Path) -> str:
    """Return why no report can be written there; empty if one can."""
    if is_file_name(name) and (reason := suffix_problem(path)):
        return reason if path.suffix else f"{reason} For a folder, end its name in /."
    return file_problem(name, path)


def file_problem(name: str, path: Path) -> str:
    """Return why no file can be written there; empty if one can."""
    if not is_file_name(name):
        return "It is not the name of a file."
    try:
        if path.is_dir():
            return "It is a folder."
        if not path.parent.is_dir():
            return f"There is no folder {plain_line(str(path.parent))}."
        return "" if os.access(path.parent, os.W_OK) else "The folder can't be written to."
    except (OSError, ValueError):
        return "There can be no file of this name."
