"""The dialog that asks for the file of a report: its kind, and its path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Label, Select

from ....interchange.report.writing import WRITERS, suffix_problem
from ....plain_text import plain_line
from ...widgets.drop_down import DropDown
from ...widgets.field import Field
from .dialog import FieldsDialog

_KINDS: Final = {
    ".html": "a page to attach (HTML)",
    ".md": "a text to paste (Markdown)",
    ".json": "for programs (JSON)",
}


@dataclass(frozen=True)
class ReportWish:
    """A report as it is wanted. Its kind is the suffix of its path, also where it is copied."""

    path: Path
    is_copied: bool = False


class ReportDialog(FieldsDialog[ReportWish]):
    """Dismissed with what is wanted, or None."""

    def __init__(self, path: Path) -> None:
        super().__init__("Write a report")
        self._path = path

    def compose_body(self) -> ComposeResult:
        with Horizontal(classes="select-row"):
            yield Label(Content("Kind"), classes="select-label")
            options = [(Content(words), suffix) for suffix, words in _KINDS.items() if suffix in WRITERS]
            yield DropDown(
                options, value=self._path.suffix, allow_blank=False, compact=True, id="report-kind"
            )
        yield Field(
            "report",
            str(self._path),
            label="File",
            help_text="Secrets are masked. Only you can read it (mode 0600).",
        )

    def compose_buttons(self) -> ComposeResult:
        yield Button(self.cancel_label, id="cancel", name="cancel")
        yield Button("Copy", id="copy", name="copy")
        yield Button("Write", id="ok", name="accept", variant="primary")

    @property
    def _file(self) -> Field:
        return self.query_one(Field)

    @property
    def _kind(self) -> Select[str]:
        return self.query_one("#report-kind", Select)

    @property
    def unfinished(self) -> str:
        return ""  # a path is soon typed again

    @on(Select.Changed)
    def _kind_chosen(self) -> None:
        path, kind = Path(self._file.value), self._kind.value
        if path.name and isinstance(kind, str) and path.suffix.lower() != kind:
            other = path.with_suffix(kind) if path.suffix.lower() in WRITERS else Path(f"{path}{kind}")
            self._file.input.value = str(other)

    @on(Field.Changed)
    def _typed(self) -> None:
        self._check()
        suffix = Path(self._file.value).suffix.lower()
        if suffix in WRITERS and suffix != self._kind.value:
            with self.prevent(Select.Changed):
                self._kind.value = suffix

    def _check(self) -> bool:
        self._file.problem = _problem(self._file.value)
        return not self._file.problem

    def action_copy(self) -> None:
        """Close with the kind, to be copied."""
        self.dismiss(ReportWish(Path(f"report{self._kind.value}"), is_copied=True))

    def action_accept(self) -> None:
        """Close with the path; if there can be no such file, say why and stay."""
        if self._check():
            self.dismiss(ReportWish(Path(self._file.value).expanduser().absolute()))
        else:
            self._file.shows_problem = True
            self._file.input.focus()


def _problem(typed: str) -> str:
    """Return why no report can be written there; empty if one can."""
    if not typed.strip():
        return "A file name is required."
    try:
        path = Path(typed).expanduser()
        if reason := suffix_problem(path):
            return reason
        if path.is_dir():
            return "It is a folder. Add a file name."
        return "" if path.parent.is_dir() else f"There is no folder {plain_line(str(path.parent))}."
    except (OSError, ValueError, RuntimeError):
        return "There can be no file of this name."
