"""A widget that shows something else when its size is another one."""

from __future__ import annotations

from textual.widget import Widget


class Fitted(Widget):
    """A screen that opens asks it to fit as soon as sizes are known, so that nothing moves later on."""

    def fit(self) -> None:
        """Show what goes with the size that it has now."""

    def on_resize(self) -> None:
        self.fit()
