"""The Token tab: what is known about the token, with its lifetime counting down."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one

from ....diagnosis.finding import Finding
from ...content.moments import lifetime_rows, moment_row
from ...content.table import heading
from ...content.token_facts import TokenFacts, in_line
from ..findings_view import show_findings
from ..long_text import LongText


class TokenTab(VerticalScroll):
    """Shows a token's facts. Short parts change every second; long parts don't.

    What is read in the token is below what is known of it, or beside it if there is room.
    """

    lifetime = query_one("#token-lifetime", LongText)
    rows = query_one("#token-rows", LongText)
    moments = query_one("#token-moments", LongText)
    inside = query_one("#token-inside", LongText)

    def __init__(self) -> None:
        super().__init__(id="token-facts", can_focus=False)
        self._facts: TokenFacts | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about the token."""
        return self._facts.findings if self._facts else ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="token-halves"):
            with Vertical(id="token-known"):
                yield LongText(id="token-lifetime")
                yield LongText(id="token-rows")
                yield Vertical(id="token-findings", classes="token-part")
            with Vertical(id="token-read"):
                yield LongText(id="token-moments", classes="token-part")
                yield LongText(id="token-inside", classes="token-part")

    async def show(self, facts: TokenFacts, now: float) -> None:
        """Show a token's facts."""
        before, self._facts = self._facts, facts
        self.rows.update(facts.rows)
        self.inside.update(facts.inside)
        self.moments.display = bool(facts.moments)
        self.tick(now)
        if before is None or before.findings != facts.findings:
            await show_findings(self.query_one("#token-findings"), facts.findings)

    def tick(self, now: float) -> None:
        """Update the remaining lifetime, and how far off the times in the token are."""
        if self._facts is None:
            return
        self.lifetime.update(in_line(lifetime_rows(self._facts.lifetime, now)))
        rows = [moment_row(name, moment, now, ends=name == "exp") for name, moment in self._facts.moments]
        self.moments.update(Content("\n").join([heading("Times in the token"), in_line(rows)]))
