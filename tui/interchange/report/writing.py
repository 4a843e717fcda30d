"""Writes reports in the format that a file's suffix names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from ..json_text import json_text
from .html_page import html_page
from .markdown import markdown
from .model import Report


def json_report(reports: Sequence[Report]) -> str:
    """Return one report as a JSON object, and several as a list of them."""
    if len(reports) == 1:
        return json_text(reports[0].document(), indent=2) + "\n"
    return "[\n" + ",\n".join(json_text(report.document(), indent=2) for report in reports) + "\n]\n"


WRITERS: Final[Mapping[str, Callable[[Sequence[Report]], str]]] = {
    ".md": markdown,
    ".html": html_page,
    ".json": json_report,
}
"""What writes a report, by the suffix of its file."""


def suffix_problem(path: PurePath) -> str:
    """Return why no report can be written to a file of this name; empty if one can."""
    if path.suffix.lower() in WRITERS:
        return ""
    *others, last = WRITERS
    ending = f"“{path.suffix}”" if path.suffix else "nothing"
    return f"The file's name has to end in {', '.join(others)} or {last}, and it ends in {ending}."


def written(reports: Sequence[Report], path: PurePath) -> str:
    """Return reports in the format that the suffix of the path names."""
    return WRITERS[path.suffix.lower()](reports)
