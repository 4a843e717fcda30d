"""The tab API call: what is asked for, the call as it will go over the wire, and what came of it."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....diagnosis.finding import Finding
from ....interchange.http_text import http_text
from ....oauth2.api_request import ApiRequest, api_url
from ....oauth2.api_run import ApiRun
from ....oauth2.connector import Connector
from ....oauth2.field_checks import Problem
from ....oauth2.redaction import Redactor
from ...content.http_content import request_content
from ...content.shown_text import shown_text
from ...content.table import heading
from ..findings_view import show_findings
from ..long_text import LongText
from ..route_line import RouteLine
from .api_call_form import ApiCallForm
from .life_steps import LifeSteps, MakeContent

_SHOWN_CALL: Final = 16_384


class ApiCallTab(Horizontal):
    """The form and the call; beside them, or below where there is no room, the answer."""

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
        """Show the call as it would be sent now, and what keeps it from being sent."""
        lines = [Content.assemble(("✗ ", "bold"), problem.message) for problem in problems]
        static = self.query_one("#call-problems", Static)
        static.display = bool(lines)
        static.update(Content("\n").join(lines))
        self.query_one(RouteLine).show(connector, api_url(connector))
        self.query_one("#call-preview", LongText).update(preview)

    def nothing_sent(self) -> None:
        """Say that the API was not called yet."""
        self._say(Content.assemble("Not called yet: ", ("s", "bold"), " sends it."))

    async def begin(self) -> None:
        """Take away what came of the call before."""
        self._say(Content(""))
        self.findings = ()
        await show_findings(self.query_one("#call-findings"), ())

    async def show_ended(self, run: ApiRun, findings: tuple[Finding, ...]) -> None:
        """Show what a call came to: in a sentence, by its findings, and all that came."""
        self._say(verdict_of(run))
        self.findings = findings
        await show_findings(self.query_one("#call-findings"), findings)
        await self.steps.unfold_last()
        # Where the answer stands below the call, it is out of sight.
        self.call_after_refresh(self.verdict.scroll_visible, top=True, animate=False)

    def _say(self, words: Content) -> None:
        self.verdict.display = bool(words)
        self.verdict.update(words)


def call_content(request: ApiRequest, redactor: Redactor, *, in_clear: bool) -> Content:
    """Return the assembled call as it goes over the wire, masked unless `in_clear`."""
    text = http_text(request, redactor, reveal=in_clear)
    shown = shown_text(text, None, most=_SHOWN_CALL)
    rest = [Content(f"… {shown.left_off:,} characters more")] if shown.left_off else []
    return Content("\n").join([heading("The call"), request_content(shown.text, request), *rest])


def verdict_of(run: ApiRun) -> Content:
    """Return in a sentence whether the API takes the token."""
    call = run.last_call
    renewed = ", after a new token was got" if run.reacquired else ""
    if call is None:
        return Content.styled("✗ The API was not called: no new token came.", "bold $text-error")
    if call.response is None:
        return Content.styled("✗ The API could not be reached.", "bold $text-error")
    if call.is_success:
        return Content.styled(
            f"✓ The API took the token: {call.response.status}{renewed}.", "bold $text-success"
        )
    return Content.styled(f"✗ The API answered {call.response.status}{renewed}.", "bold $text-error")
