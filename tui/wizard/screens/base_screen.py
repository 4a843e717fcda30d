"""What all screens and dialogs share: buttons that run actions, and a layout that survives every size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, Generic, TypeVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.notifications import Notification, SeverityLevel
from textual.widgets import Button

from ...screen_size import MINIMUM_HEIGHT, MINIMUM_WIDTH
from ..doctor import Doctor
from ..widgets.frame.key_footer import KeyFooter
from ..widgets.too_small import TooSmall, is_too_small
from .scrolling import ScrollingScreen

Result = TypeVar("Result")

_SLIM: Final = 80
"""The columns below which the list of steps has no column of its own."""
_WIDE: Final = 112
"""The columns from which there is room for the request preview."""
_BESIDE: Final = 160
"""The columns from which what Review and Result show stands in two columns."""
_TALL: Final = 32
"""The rows from which fields have borders."""


class BaseScreen(ScrollingScreen[Result], Generic[Result]):
    """A screen of this app. A button is named after the action that it runs: `Button("Send", name="send")`.

    A button's own `action` won't do: Textual looks it up on whichever screen is on top by then.
    """

    doctor = getters.app(Doctor)
    """The app, with its own type."""

    _is_covered = False
    """Whether it was laid out below the cover."""

    gives_way_to_help: ClassVar[bool] = False
    """Whether it closes when help is asked for: the help is for the screen below it then."""

    @property
    def unfinished(self) -> str:
        """A sentence on what was typed here and would be lost with the screen; empty if nothing would be."""
        return ""

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        self.doctor.forget_notes_of_others()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a note about this screen, which goes with it. What matters elsewhere is a note of the app."""
        if severity == "error":
            self.app.notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        else:
            seconds = self.app.NOTIFICATION_TIMEOUT if timeout is None else timeout
            self.doctor.note_of(self, Notification(message, title, severity, seconds, markup))

    def compose(self) -> ComposeResult:
        # Known before anything is there, the size costs no second look at the stylesheet for each widget.
        self.update_classes(self.classes_for(self.app.size), animate=False)
        yield from self.compose_screen()
        yield TooSmall()

    def compose_screen(self) -> ComposeResult:
        """Compose everything but the cover."""
        return iter(())

    def before_painting(self) -> None:
        super().before_painting()
        for footer in self.query_children(KeyFooter):
            footer.show_bindings()

    def arrange(self, size: Size, _optimal: bool = False) -> DockArrangeResult:
        """Lay out the screen: at its smallest usable size in a smaller terminal, where the cover is over it.

        The classes for the stylesheet are set here because Textual's own breakpoints come after the layout.
        A wide screen would be laid out in a narrow terminal first, with columns of no width, and Textual
        can't measure text for those.
        """
        size = self.app.size  # what is asked for lacks the scroll bars, which it had under the cover
        self.update_classes(self.classes_for(size), animate=False)
        if self._is_covered != is_too_small(size):
            self._is_covered = not self._is_covered
            self.forget_layout()  # below the cover, a part of the height is another
        for cover in self.query_children(TooSmall):
            cover.fit(size, self.doctor.warning_under_cover)
        large = Size(max(size.width, MINIMUM_WIDTH), max(size.height, MINIMUM_HEIGHT))
        return super().arrange(large, _optimal)

    def classes_for(self, size: Size) -> Mapping[str, bool]:
        is_wide, is_tall = size.width >= _WIDE, size.height >= _TALL
        return {
            "-slim": size.width < _SLIM,
            "-wide": is_wide,
            "-beside": size.width >= _BESIDE,
            "-narrow": not is_wide,
            "-tall": is_tall,
            "-short": not is_tall,
            "-too-small": is_too_small(size),
        }

    @on(Button.Pressed)
    async def _button_pressed(self, event: Button.Pressed) -> None:
        if event.button.name:
            await self.run_action(event.button.name)
