"""The Expiry tab: rehearses what the connector does when a token expires, and tries a refresh."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....diagnosis.finding import Finding
from ....oauth2.responses.token_response import AccessTokenResponse
from ...content.shown_text import Mask, shown_line
from ...content.table import Row, heading, table
from ..findings_view import show_findings
from ..long_text import LongText
from .life_steps import LifeSteps, MakeContent

_WHAT_IT_DOES: Final = (
    "When the token expires, or the API answers 401 invalid_token, the connector gets a new token "
    "with the user's credentials and repeats the call. It does this only once."
)
_REHEARSAL: Final = (
    "rehearses that: it calls the API, treats the token as expired, gets a new one and calls again. "
    "Then it tries the first token again. This makes one more login."
)
_REFRESH: Final = (
    "gets a token with the refresh token (RFC 6749 §6), for comparison. "
    "The connector never does this: it uses the user's credentials."
)
_NO_REFRESH: Final = (
    "The server issued no refresh token. The connector needs none: it uses the user's credentials."
)
_SHOWN_VALUE: Final = 400


class ExpiryTab(VerticalScroll):
    """Explains the expiry, and shows a rehearsal or a refresh step by step."""

    steps = query_one(LifeSteps)

    def __init__(self, make: MakeContent) -> None:
        super().__init__(id="token-expiry", can_focus=False)
        self._make = make
        self.findings: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(Content(_WHAT_IT_DOES))
        yield Static(id="expiry-offers")
        yield LifeSteps(self._make, id="expiry-steps")
        yield LongText(id="refresh-comparison", classes="token-part")
        yield Vertical(id="expiry-findings", classes="token-part")

    def offer(self, *, refresh: bool) -> None:
        """Say what the keys of this tab do."""
        lines = [Content.assemble(("h ", "bold $accent"), _REHEARSAL)]
        lines.append(Content.assemble(("r ", "bold $accent"), _REFRESH) if refresh else Content(_NO_REFRESH))
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
            Content("\n").join([heading("The refreshed token"), table(refresh_rows(before, after, mask))])
        )
        comparison.display = True


def refresh_rows(before: AccessTokenResponse, after: AccessTokenResponse, mask: Mask) -> list[Row]:
    """Return how a refreshed token differs from the earlier one (RFC 6749 §6)."""
    return [
        (
            "Access token",
            Content("a new one" if after.access_token != before.access_token else "the same as before"),
        ),
        ("Lifetime", _compared(before.expires_in, after.expires_in, "not stated", mask)),
        ("Scope", _compared(before.scope, after.scope, "not stated", mask)),
        ("Refresh token", Content(_rotation(before, after))),
    ]


def _rotation(before: AccessTokenResponse, after: AccessTokenResponse) -> str:
    if after.refresh_token is None:
        return "none issued: the earlier one stays in use"
    if after.refresh_token == before.refresh_token:
        return "the same as before"
    return "a new one was issued: the earlier one may no longer work"


def _compared(before: object, after: object, absent: str, mask: Mask) -> Content:
    old, new = (
        absent if value is None else shown_line(str(value), mask, most=_SHOWN_VALUE)
        for value in (before, after)
    )
    return Content(f"{new}, as before") if old == new else Content.assemble((new, "bold"), f"; before: {old}")
