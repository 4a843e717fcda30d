"""The folder of `run --report`: a page for each profile, written by its judge, and an index of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from ....errors import UsageError
from ....exit_status import ExitStatus
from ....plain_text import plain_line
from ....time_words import duration
from ...output import Output
from ..report_file import put_file
from .broken import shown_name
from .tally import verdict_of
from .told import Told

_NO_FILE: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 80
_INDEX: Final = "index.html"
_PAGE: Final = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>connector-doctor: $total</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8888; padding: .4rem .6rem; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<h1>$total</h1>
<table>
<thead><tr><th>Verdict</th><th>Profile</th><th>Why</th><th>Change</th><th>Took</th></tr></thead>
<tbody>
$rows
</tbody>
</table>
</body>
</html>
""")


class ReportFolder:
    """The reports of a fleet."""

    def __init__(self, path: Path) -> None:
        """Take a folder that can be written to; it is made if its parent exists.

        Raises:
            UsageError: it can't be made, or not be written to.
        """
        self._path = path
        try:
            path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            shown = plain_line(str(path))
            raise UsageError(f"--report {shown}: {error.strerror}. Nothing was sent.") from None
        if not os.access(path, os.W_OK):
            raise UsageError(
                f"--report {plain_line(str(path))}: The folder can't be written to. Nothing was sent."
            )
        self._taken = {_INDEX}
        self._rows: dict[int, tuple[bool, str]] = {}
        self._works = 0

    def file_for(self, name: str) -> str:
        """Return the path of the page on a profile. No two share one, whatever case means there."""
        stem = _NO_FILE.sub("-", name).strip("-.")[:_LONGEST] or "profile"
        file, count = f"{stem}.html", 1
        while file.casefold() in self._taken:
            count += 1
            file = f"{stem}-{count}.html"
        self._taken.add(file.casefold())
        return str(self._path / file)

    def add(self, number: int, told: Told) -> None:
        """Keep a row of the index."""
        works = told.status is ExitStatus.WORKS
        self._works += works
        name = escape(told.name)
        if told.report:
            name = f'<a href="{escape(Path(told.report).name)}">{name}</a>'
        cause = told.cause
        cells = (
            f"{'✓' if works else '✗'} {verdict_of(told)}",
            name,
            escape(cause.title) if cause else "",
            escape(cause.change) if cause else "",
            duration(told.seconds * 1000) if told.was_sent else "",
        )
        self._rows[number] = works, f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def write(self, not_run: Sequence[str], output: Output) -> None:
        """Write the index, those that don't work first, and say where it is.

        Raises:
            ConnectorDoctorError: it can't be written.
        """
        total = f"{self._works:,} of {len(self._rows) + len(not_run):,} profiles work"
        page = _PAGE.substitute(total=total, rows="\n".join(self._lines(not_run)))
        put_file(self._path / _INDEX, page)
        output.message(f"Reports: {plain_line(str(self._path / _INDEX))}")

    def _lines(self, not_run: Sequence[str]) -> Iterator[str]:
        for _, (_, row) in sorted(self._rows.items(), key=lambda item: (item[1][0], item[0])):
            yield row
        for name in not_run:
            yield f"<tr><td>not run</td><td>{escape(shown_name(name))}</td><td></td><td></td><td></td></tr>"
