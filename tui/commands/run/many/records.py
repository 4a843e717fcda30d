"""What is kept of the results of a fleet beside stdout: reports, an index of them, and JUnit's XML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...output import Output
from ..options import RunOptions
from ..report_file import ReportFile
from .told import Told, loads

if TYPE_CHECKING:
    from .junit import JUnit
    from .report_folder import ReportFolder


class Records:
    """Keeps what has to be written at the end, and only if something has to."""

    def __init__(self, options: RunOptions) -> None:
        """Check that everything can be written.

        Raises:
            UsageError: it can't; the message says why.
        """
        self._junit: JUnit | None = None
        self._folder: ReportFolder | None = None
        self._file: ReportFile | None = None
        self._cases: dict[int, bytes] = {}
        self._numbers: set[int] = set()
        if options.junit:
            from .junit import JUnit

            self._junit = JUnit(options.junit)
        if options.report_folder:
            from .report_folder import ReportFolder

            self._folder = ReportFolder(Path(options.report))
        elif options.report:
            self._file = ReportFile(options.report)

    @property
    def needs_cases(self) -> bool:
        """Whether one report is to tell of all profiles."""
        return self._file is not None

    def report_for(self, name: str) -> str:
        """Return the file for a report of its own of a profile; empty for none."""
        return self._folder.file_for(name) if self._folder else ""

    def add(self, number: int, told: Told) -> None:
        """Keep the result of a profile."""
        self._numbers.add(number)
        if self._junit:
            self._junit.add(number, told)
        if self._folder:
            self._folder.add(number, told)
        if told.case:
            self._cases[number] = told.case

    def write(self, names: Sequence[str], output: Output) -> None:
        """Write all that was asked for, and say where it is. `names` are those of all profiles, as typed.

        Raises:
            ConnectorDoctorError: something can't be written.
        """
        not_run = [name for number, name in enumerate(names) if number not in self._numbers]
        if self._file:
            self._file.write([loads(self._cases[number]) for number in sorted(self._cases)], output)
        if self._folder:
            self._folder.write(not_run, output)
        if self._junit:
            self._junit.write(not_run, output)
