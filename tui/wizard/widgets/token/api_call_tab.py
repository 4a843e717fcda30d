"""The API call tab: the form, the call as it will be sent, and its outcome."""

from __future__ import annotations

from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....diagnosis.finding import Finding
from ....interchange.http_text import http_text
from ....interchange.shown_text import shown_text
from ....interchange.token_text.use import verdict_of
from ....oauth2.api_request import ApiRequest, api_url
from ....oauth2.api_run import ApiRun
from ....oauth2.connector import Connector
from ....oauth2.field_checks import Problem
from ....oauth2.masking.redaction import Redactor
from ...content.http_content import request_content
from ...content.inked import STYLES
from ...content.table import heading
from ...keys.keys_now import key_of
from ..findings_view import show_findings
from ..long_text import LongText
from ..route_line import RouteLine
from .api_call_form import ApiCallForm
from .life_steps import LifeSteps, MakeContent

_SHOWN_CALL: Final = 16_384


class ApiCallTab(Horizontal):
    """Shows the form and the call, with the response beside them, or below if there is no room."""

    form = query_one(ApiCallForm)
    steps = query_one(LifeSteps)
    verdict = query_one("#call-verdict", Static)

    def __init__(self, connector: Connector, make: MakeContent) -> None:
        super().__init__(id="api-call")
        self._connector = connector
        self._make = make
        self.findings: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="call-asked", can_focus=False):
            yield ApiCallForm(self._connector)
            yield Static(id="call-problems")
            yield RouteLine()
            yield LongText(id="call-preview")
        with VerticalScroll(id="call-answer", can_focus=False):
            yield Static(id="call-verdict")
            yield Vertical(id="call-findings", classes="token-part")
            yield LifeSteps(self._make, id="call-steps")

    def show_call(self, connector: Connector, preview: Content, problems: tuple[Problem, ...]) -> None:
        """Show the call as it would be sent now, and what prevents that."""
        lines = [Content.assemble(("✗ ", "bold"), problem.message) for problem in problems]
        static = self.query_one("#call-problems", Static)
        static.display = bool(lines)
        static.update(Content("\n").join(lines))
        self.query_one(RouteLine).show(connector, api_url(connector))
        self.query_one("#call-preview", LongText).update(preview)

    def nothing_sent(self) -> None:
        """Say that the API has not been called yet."""
        key = (key_of("token.call"), "bold")
        self._say(Content.assemble("Not called yet. Press ", key, " to call the API."))

    async def begin(self) -> None:
        """Remove the outcome of the previous call."""
        self._say(Content(""))
        self.findings = ()
        await show_findings(self.query_one("#call-findings"), ())

    async def show_ended(self, run: ApiRun, findings: tuple[Finding, ...]) -> None:
        """Show the outcome of a call: a sentence, its findings, and its last step."""
        verdict = verdict_of(run)
        self._say(Content.styled(verdict.text, f"bold {STYLES[verdict.ink]}"))
        self.findings = findings
        await show_findings(self.query_one("#call-findings"), findings)
        await self.steps.unfold_last()
        # If the response is below the call, it is out of sight. Only once all of it has been laid out can it
        # be scrolled to the top.
        show = partial(self.verdict.scroll_visible, top=True, animate=False)
        self.call_after_refresh(self.call_after_refresh, show)

    def _say(self, words: Content) -> None:
        self.verdict.display = bool(words)
        self.verdict.update(words)


def call_content(request: ApiRequest, redactor: Redactor, *, reveal: bool) -> Content:
    """Return the call as it goes over the wire, masked unless `reveal`."""
    text = http_text(request, redactor, reveal=reveal)
    shown = shown_text(text, None, most=_SHOWN_CALL)
    rest = [Content(f"… {shown.left_off:,} more characters")] if shown.left_off else []
    return Content("\n").join([heading("The call"), request_content(shown.text, request), *rest])
