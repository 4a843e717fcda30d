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

from ...form.sheet import sheet_of
from ...interchange.form_sheet import Kind, SheetLine, sheet_text
from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from ..widgets.long_text import LongText
from .copying import copy_text, write_text
from .dialogs.word_dialog import WordDialog
from .doctor_screen import DoctorScreen

_STYLES: Final = {
    Kind.TITLE: "bold $accent",
    Kind.INTRO: "$quiet",
    Kind.LABEL: "$accent",
    Kind.MARKED_LABEL: "bold $warns",
    Kind.VALUE: "",
    Kind.REMARK: "$quiet",
    Kind.CHANGE: "$warns",
}


class FormSheetScreen(DoctorScreen[None]):
    """Shows the form sheet. It holds no secret, so there is none to reveal."""

    CSS_PATH = sheets("form_sheet")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="sheet.back"),
        Binding("y", "copy", "Copy", tooltip="Copy the form sheet", id="sheet.copy"),
        Binding(
            "w", "write", "Write to a file", tooltip="Write the form sheet to a new file", id="sheet.write"
        ),
        Binding(
            "c",
            "codes",
            "Check codes",
            tooltip="Compare the secrets with somebody else's, without showing them",
            id="sheet.codes",
        ),
    ]

    place = "Form sheet"

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[SheetLine, ...] = ()
        self._word = ""
        """What the check codes are made with; blank for none."""

    def compose_content(self) -> ComposeResult:
        with Vertical(id="form-sheet"):
            with VerticalScroll(id="sheet-part"):
                yield LongText(id="sheet")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button(with_keys("Check codes ({sheet.codes})"), id="codes", name="codes")
                yield Button(with_keys("Write to a file ({sheet.write})"), id="write", name="write")
                yield Button(with_keys("Copy ({sheet.copy})"), id="copy", name="copy", variant="primary")

    def on_mount(self) -> None:
        """Show the sheet of the connector as it is now."""
        self.show_name()
        self._show_sheet()

    @work(exclusive=True, group="sheet")
    async def _show_sheet(self) -> None:
        # In a thread: long values take longer than a key press should.
        self._lines = await asyncio.to_thread(sheet_of, self.journey, self._word)
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
            copy_text(
                self, "the form sheet", sheet_text(self._lines), "press {sheet.write} to write it to a file"
            )

    def action_write(self) -> None:
        """Write the sheet to a new file, and say which."""
        if self._lines:
            write_text(self, "form-sheet", sheet_text(self._lines) + "\n")

    def action_codes(self) -> None:
        """Ask for a word, and show the check codes that it makes."""

        def agreed(word: str | None) -> None:
            if word is not None and word != self._word:
                self._word = word
                self._show_sheet()

        self.app.push_screen(WordDialog(self._word), agreed)

    def action_back(self) -> None:
        """Go back to the step."""
        self.dismiss(None)


def sheet_content(lines: tuple[SheetLine, ...]) -> Content:
    """Color the lines of a sheet."""
    return Content("\n").join(Content.styled(line.text, _STYLES[line.kind]) for line in lines)
