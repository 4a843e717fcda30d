"""The Form sheet screen: what to type into each field of the connector form, to read, copy or write down."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from ...diagnosis.lint.findings import lint
from ...diagnosis.verdict import headline
from ...interchange.form_sheet import Kind, SheetLine, form_sheet, sheet_text
from ...plain_text import plain_line
from ..journey import Journey
from ..widgets.long_text import LongText
from .doctor_screen import DoctorScreen
from .text_file import write_text_file

_STYLES: Final = {
    Kind.TITLE: "bold $text-primary",
    Kind.INTRO: "$foreground-muted",
    Kind.LABEL: "$text-primary",
    Kind.MARKED_LABEL: "bold $text-warning",
    Kind.VALUE: "",
    Kind.REMARK: "$foreground-muted",
    Kind.CHANGE: "$text-warning",
}
_NOT_SENT: Final = "Not sent yet: this is what the checks before sending found."
_OUTDATED: Final = "The connector has changed since the last run. Send again for a diagnosis of it."


class FormSheetScreen(DoctorScreen[None]):
    """Shows the form sheet. It holds no secret, so there is none to reveal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="sheet.back"),
        Binding("y", "copy", "Copy", tooltip="Copy the form sheet", id="sheet.copy"),
        Binding(
            "w", "write", "Write to a file", tooltip="Write the form sheet to a new file", id="sheet.write"
        ),
    ]

    place = "Form sheet"

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[SheetLine, ...] = ()

    def compose_content(self) -> ComposeResult:
        with Vertical(id="form-sheet"):
            with VerticalScroll(id="sheet-part"):
                yield LongText(id="sheet")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Write to a file (w)", id="write", name="write")
                yield Button("Copy (y)", id="copy", name="copy", variant="primary")

    def on_mount(self) -> None:
        """Show the sheet of the connector as it is now."""
        self.show_name()
        self._show_sheet()

    @work(exclusive=True, group="sheet")
    async def _show_sheet(self) -> None:
        # In a thread: long values take longer than a key press should.
        self._lines = await asyncio.to_thread(sheet_of, self.journey)
        if not self.is_left:
            self.query_one("#sheet", LongText).update(sheet_content(self._lines))
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"copy", "write"} and not self._lines:
            return None
        return True

    def action_copy(self) -> None:
        """Copy the sheet to the clipboard."""
        if self._lines:
            self.app.copy_to_clipboard(sheet_text(self._lines))
            self.notify("Copied the form sheet. If it isn't on the clipboard, press w to write it to a file.")

    def action_write(self) -> None:
        """Write the sheet to a new file, and say which."""
        if not self._lines:
            return
        try:
            path = write_text_file("form-sheet", sheet_text(self._lines) + "\n")
        except OSError as error:
            self.notify(f"Not written: {plain_line(str(error))}", severity="error", markup=False)
            return
        self.notify(f"Written to {plain_line(str(path))} (0600).", timeout=30, markup=False)

    def action_back(self) -> None:
        """Go back to the step."""
        self.dismiss(None)


def sheet_of(journey: Journey) -> tuple[SheetLine, ...]:
    """Return the sheet of a connector, after its last run if there is a current one.

    What has changed since the profile was opened or saved is marked too: the form still holds the old value.
    """
    connector, record = journey.connector, journey.record
    findings = lint(connector)
    intro = [_NOT_SENT]
    if record and journey.record_is_current:
        intro = [headline(record.connector, record.run, record.findings).title]
        findings = tuple(dict.fromkeys((*record.findings, *findings)))
    elif record:
        intro = [_OUTDATED]
    before = journey.baseline.connector if journey.baseline.path else None
    return form_sheet(connector, findings, intro=intro, before=before)


def sheet_content(lines: tuple[SheetLine, ...]) -> Content:
    """Color the lines of a sheet."""
    return Content("\n").join(Content.styled(line.text, _STYLES[line.kind]) for line in lines)
