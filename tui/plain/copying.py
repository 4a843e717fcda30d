"""Copies out what others need: the form sheet, a curl command, or a report, here or to a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..form.outcome import case_of
from ..form.sheet import sheet_of
from ..interchange.curl import curl_command
from ..interchange.form_sheet import sheet_text
from ..oauth2.assembly import assemble_all
from ..oauth2.masking.redaction import Redactor
from ..profiles.atomic_file import replace_file
from .console import Back
from .conversation import Conversation
from .file_question import ask_for_file

_HERE: Final = "File to write, or Enter to print it here"


def copy_out(talk: Conversation) -> None:
    """Ask what to copy and where to, and do it.

    Raises:
        Ended: the input has ended.
    """
    makers: dict[str, Callable[[Conversation], None]] = {
        "The form sheet: what to type into each field": _form_sheet,
        "The request as a curl command": _curl,
    }
    if talk.journey.record:
        makers["The report, for a ticket"] = _report
    try:
        [*makers.values()][talk.console.chooses([*makers])](talk)
    except Back:
        return


def _form_sheet(talk: Conversation) -> None:
    _write(talk, sheet_text(sheet_of(talk.journey)), ask_for_file(talk, _HERE))


def _curl(talk: Conversation) -> None:
    if talk.tells_problems("So there is no request to copy yet. “Change a field” in the menu mends that."):
        return
    redactor = Redactor.for_connector(talk.connector)
    requests = assemble_all(talk.connector)
    index = 0
    if len(requests) > 1:
        index = talk.console.chooses([each.client_authentication.short_name for each in requests])
    reveals = talk.console.confirms("With the secrets in clear, so that it works?", default=False)
    _write(talk, curl_command(requests[index], redactor, reveal=reveals), ask_for_file(talk, _HERE))


def _report(talk: Conversation) -> None:
    from ..interchange.report.maker import this_maker  # with the page and the texts, which few need
    from ..interchange.report.model import make_report
    from ..interchange.report.writing import suffix_problem, written

    case = case_of(talk.journey)
    if case is None:
        return
    file = ask_for_file(talk, f"{_HERE} (.html, .md or .json)")
    path = Path(file or "report.md")
    if problem := suffix_problem(path):
        talk.console.say(f"✗ {problem}")
        return
    _write(talk, written([make_report(case, datetime.now(UTC), this_maker())], path).rstrip("\n"), file)


def _write(talk: Conversation, text: str, file: str) -> None:
    """Write a text to a file that only its owner can read (0600), or show it where none is named."""
    if not file:
        talk.console.show(f"\n{text}\n")
        return
    try:
        path = Path(file).expanduser().absolute()
        shown = talk.shown(str(path))
        if path.exists() and not talk.console.confirms(f"{shown} exists already. Replace it?", default=False):
            return
        replace_file(path, f"{text}\n".encode("utf-8", "backslashreplace"))
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        talk.console.say(f"✗ Not written: {why}.")
        return
    talk.console.say(f"✓ Written to {shown} (0600)")
