"""Tabs whose underline is below the active one from the start."""

from __future__ import annotations

from textual import events
from textual.widgets import TabbedContent, Tabs


class SteadyTabs(TabbedContent):
    """A TabbedContent that looks for its active tab again once all tabs are laid out.

    On a busy machine, Textual's own look comes before that: then the underline has no width, and stays so.
    """

    def on_mount(self) -> None:
        """Wait until all is laid out."""
        self.call_after_refresh(self._look_again)

    def _look_again(self) -> None:
        for tabs in self.query(Tabs):
            tabs.post_message(events.Resize(tabs.size, tabs.virtual_size))
