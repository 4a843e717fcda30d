"""The Expiry tab: rehearses what the connector does when a token expires, and tries a refresh."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....diagnosis.finding import Finding
from ....interchange.shown_text import Mask
from ....interchange.token_text.use import NO_REFRESH, ON_EXPIRY, REFRESH, REFRESHED, REHEARSAL, refresh_rows
from ....oauth2.responses.token_response import AccessTokenResponse
from ...content.inked import inked_rows
from ...content.table import heading, table
from ...keys.keys_now import key_of
from ..findings_view import show_findings
from ..long_text import LongText
from .life_steps import LifeSteps, MakeContent


class ExpiryTab(VerticalScroll):
    """Explains the expiry, and shows a rehearsal or a refresh step by step."""

    steps = query_one(LifeSteps)

    def __init__(self, make: MakeContent) -> None:
        super().__init__(id="token-expiry", can_focus=False)
        self._make = make
        self.findings: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(Content(ON_EXPIRY))
        yield Static(id="expiry-offers")
        yield LifeSteps(self._make, id="expiry-steps")
        yield LongText(id="refresh-comparison", classes="token-part")
        yield Vertical(id="expiry-findings", classes="token-part")

    def offer(self, *, refresh: bool) -> None:
        """Say what the keys of this tab do."""
        lines = [Content.assemble((f"{key_of('token.rehearse')} ", "bold $accent"), REHEARSAL)]
        key = (f"{key_of('token.refresh')} ", "bold $accent")
        lines.append(Content.assemble(key, REFRESH) if refresh else Content(NO_REFRESH))
        self.query_one("#expiry-offers", Static).update(Content("\n").join(lines))

    async def begin(self) -> None:
        """Remove the previous outcome."""
        self.query_one("#refresh-comparison").display = False
        await self.show_findings(())

    async def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the findings."""
        self.findings = findings
        await show_findings(self.query_one("#expiry-findings"), findings)

    def show_comparison(self, before: AccessTokenResponse, after: AccessTokenResponse, mask: Mask) -> None:
        """Show how the refreshed token differs from the earlier one."""
        comparison = self.query_one("#refresh-comparison", LongText)
        comparison.update(
            Content("\n").join([heading(REFRESHED), table(inked_rows(refresh_rows(before, after, mask)))])
        )
        comparison.display = True
