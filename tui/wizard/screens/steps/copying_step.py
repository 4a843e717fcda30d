"""What Review and Result share: each part of what they show can be copied, or written to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.widgets import TabbedContent

from ..copying import copy_text, made_text, write_text
from .step_screen import StepScreen

if TYPE_CHECKING:
    from ....form.copied_parts import Part
    from ..dialogs.copy_dialog import Chosen

_WAY_OUT = "choose it again and write it to a file ({copy.write})"


class CopyingStep(StepScreen):
    """A step with parts to copy."""

    def parts(self) -> Iterator[Part]:
        """Yield what can be copied now, the most wanted first. A step adds its own before the form sheet."""
        # Imported here, so that the first screen doesn't wait for it.
        from ....form.copied_parts import Part
        from ....form.sheet import sheet_of
        from ....interchange.form_sheet import sheet_text

        journey = self.journey

        def text() -> str:
            return sheet_text(sheet_of(journey))

        yield Part("the form sheet", "Copy the form sheet", "form-sheet", text)

    def shown_attempt(self) -> int | None:
        """Return which attempt's tab is open, from 0; None if none is."""
        for tabs in self.query(TabbedContent):
            if tabs.active.startswith("attempt-"):
                return int(tabs.active.removeprefix("attempt-")) - 1
        return None

    def action_copy(self) -> None:
        """Ask which part to copy."""
        from ..dialogs.copy_dialog import CopyDialog

        def chosen(choice: Chosen | None) -> None:
            if choice:
                self.copy_part(choice.part, to_file=choice.to_file)

        self.app.push_screen(CopyDialog(tuple(self.parts())), chosen)

    @work(exclusive=True, group="copy")
    async def copy_part(self, part: Part, *, to_file: bool = False) -> None:
        """Copy a part, or write it to a file, and say so."""
        text = await made_text(self, part.text)
        if not text:
            return
        if to_file:
            remark = " Its secrets are in clear." if part.is_revealed else ""
            write_text(self, part.file, text.rstrip("\n") + "\n", part.suffix, remark)
        else:
            what = f"{part.what}, its secrets in clear" if part.is_revealed else part.what
            copy_text(self, what, text, _WAY_OUT)

    def commands(self) -> Iterable[SystemCommand]:
        """Offer each part in the palette."""
        yield from super().commands()
        if self.check_action("copy", ()):
            for part in self.parts():
                yield SystemCommand(part.command, "To the clipboard", partial(self.copy_part, part))
