"""The line above a step that says what is practiced; a click on it does what Ctrl+F does."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class PracticeBanner(Static):
    """Says which lesson or which practice fault it is."""

    def __init__(self, words: str) -> None:
        super().__init__(Content(words), id="practice-banner")

    def say(self, words: str) -> None:
        """Say something else: the lesson is solved."""
        self.update(Content(words))

    async def on_click(self) -> None:
        """Show the lesson, or the practice faults: a browser may keep Ctrl+F for itself."""
        await self.run_action("app.practice_dialog")
