"""One attempt on the Result screen: its facts, its waterfall, and everything that the server sent."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ....interchange.report.layers import layers_of
from ....oauth2.attempt import Attempt
from ...content.attempt_content import AttemptContent
from ...content.waterfall import Waterfall
from ..deliberate_button import DeliberateButton
from ..long_text import LongText


class AttemptView(VerticalScroll):
    """Shows everything about one attempt, the most important first."""

    def __init__(self, attempt: Attempt, content: AttemptContent) -> None:
        super().__init__(classes="attempt-view")
        self.attempt = attempt
        self._content = content

    def compose(self) -> ComposeResult:
        yield LongText(self._content.facts, classes="attempt-facts")
        if self.attempt.exchange:
            yield Static(Waterfall(layers_of(self.attempt.exchange)), classes="waterfall")
            yield LongText(self._content.details, classes="attempt-details")
        if self.attempt.outcome == "skipped":
            yield DeliberateButton("Send it anyway", classes="try-anyway", compact=True)

    def show(self, content: AttemptContent) -> None:
        """Show the attempt's content again, masked or revealed; works also before the view is composed."""
        self._content = content
        for text in self.query(".attempt-facts").results(LongText):
            text.update(content.facts)
        for text in self.query(".attempt-details").results(LongText):
            text.update(content.details)
