"""A list for what should not happen by accident: the first click on an option only selects it."""

from __future__ import annotations

from textual import events

from .deliberate_button import SendsOnEnter
from .paged_list import PagedList


class DeliberateList(SendsOnEnter, PagedList):
    """An option list where a second click, or Enter, does what Textual's own list does at the first click."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._clicked: int | None = None

    def on_click(self, event: events.Click) -> None:
        """Select the option; let the second click on it through."""
        option: int | None = event.style.meta.get("option")
        if option is not None and self.acts_at_once(option):
            return
        if option is None or option != self._clicked or option != self.highlighted:
            event.prevent_default()
            self.highlighted = self._clicked = option if option is not None else self.highlighted

    def acts_at_once(self, option: int) -> bool:
        """Tell whether the first click on an option is enough: it is as harmless as a button."""
        return False

    def on_key(self) -> None:
        """Forget the click: the keys lead to another option, or back."""
        self._clicked = None

    def on_blur(self) -> None:
        """Forget the click: what comes later is no second one."""
        self._clicked = None
