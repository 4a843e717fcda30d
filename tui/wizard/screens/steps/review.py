"""Step 8: the request of each attempt as it will be sent, and what to know before sending it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Static, TabPane

from ....diagnosis.lint.findings import lint
from ....interchange.http_text import http_text
from ....oauth2.assembly import assemble
from ....oauth2.masking.redaction import Redactor
from ....oauth2.token_request import TokenRequest
from ...content.http_content import request_content, shell_content
from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.long_text import LongText
from ...widgets.route_line import RouteLine
from ...widgets.steady_tabs import SteadyTabs
from ..field_actions import COMPARE, COPY, FORM_SHEET
from .copying_step import CopyingStep

if TYPE_CHECKING:
    from ....form.copied_parts import Part

_WAITING: Final = (
    "… Waiting for the keychain. It may ask for its password, perhaps in a window behind this one."
)
_SEND: Final = "Send ({review.send})"
_AS_CURL: Final = "As curl ({review.curl})"


class ReviewStep(CopyingStep):
    """Shows the requests as HTTP text or as curl, with problems and warnings, and sends them."""

    CSS_PATH = sheets("steps", "fields", "review")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "send", "Send", id="review.send"),
        Binding(
            "c",
            "toggle_curl",
            "HTTP/curl",
            tooltip="Show the request as HTTP text or as curl",
            id="review.curl",
        ),
        FORM_SHEET,
        COPY,
        COMPARE,
    ]
    has_preview = False
    has_rail = False

    as_curl: reactive[bool] = reactive(False)

    def compose_form(self) -> ComposeResult:
        with Vertical(id="remarks"):
            yield RouteLine()
            yield Static(id="problems")
            yield Static(id="warnings")
        with SteadyTabs(id="attempts"):
            for index, request in enumerate(self._requests(), start=1):
                title = f"{index}  {request.client_authentication.short_name}"
                with TabPane(Content(title), id=f"attempt-{index}"), VerticalScroll():
                    yield LongText(classes="request-text")

    def compose_navigation(self) -> ComposeResult:
        with Horizontal(id="navigation"):
            yield Button("Back", id="back", name="back")
            yield Static(id="step-problem")
            yield Button(with_keys(_AS_CURL), id="curl", name="toggle_curl")
            yield DeliberateButton(with_keys(_SEND), variant="primary", id="next", name="next")

    def _requests(self) -> list[TokenRequest]:
        connector = self.journey.connector
        return [assemble(connector, method) for method in connector.client_authentication.methods]

    def parts(self) -> Iterator[Part]:
        """Yield the request of the open tab, as curl and as HTTP text, and the form sheet."""
        from ....form.copied_parts import request_parts

        requests, redactor = self._requests(), Redactor.for_connector(self.journey.connector)
        yield from request_parts(requests[self.shown_attempt() or 0], redactor, reveal=self.revealed)
        yield from super().parts()

    def focus_start(self) -> None:
        """Focus the button that sends, or that leads to what is missing."""
        self.set_focus(self.query_one("#next"))

    def journey_changed(self) -> None:
        super().journey_changed()
        self._show_requests()
        self.query_one(RouteLine).show(self.journey.connector)
        problems = self.journey.problems
        lines = [Content.assemble(("✗ ", "bold"), str(problem)) for problem in problems]
        self._fill("#problems", [*lines, Content(_WAITING)] if self.journey.waits_for_keychain else lines)
        redact = Redactor.for_connector(self.journey.connector).text
        warnings = [
            Content.assemble(("! ", "bold"), (f"{redact(finding.title)} ", "bold"), redact(finding.fix))
            for finding in lint(self.journey.connector)
            if finding.severity != "info"
        ]
        self._fill("#warnings", warnings)
        self._relabel("#next", "Fix ({review.send})" if problems else _SEND)

    def _fill(self, selector: str, lines: list[Content]) -> None:
        panel = self.query_one(selector, Static)
        panel.display = bool(lines)
        panel.update(Content("\n").join(lines))

    def _show_requests(self) -> None:
        redactor = Redactor.for_connector(self.journey.connector)
        # Not strictly: Compare, which lies over this screen, may change how many attempts there are.
        for static, request in zip(
            self.query(".request-text").results(Static), self._requests(), strict=False
        ):
            if self.as_curl:
                from ....interchange.curl import curl_command

                static.update(shell_content(curl_command(request, reveal=self.revealed)))
            else:
                text = http_text(request, redactor, reveal=self.revealed)
                static.update(request_content(text, request))
        self._relabel("#curl", "As HTTP ({review.curl})" if self.as_curl else _AS_CURL)

    def _relabel(self, selector: str, label: str) -> None:
        button = self.query_one(selector, Button)
        button.label = with_keys(label)
        button.refresh(layout=True)  # Textual keeps the width of the label before

    def watch_as_curl(self) -> None:
        if self.is_mounted:
            self._show_requests()

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self._show_requests()

    def action_toggle_curl(self) -> None:
        """Show the requests as curl commands, or as HTTP text again."""
        self.as_curl = not self.as_curl

    def action_next(self) -> None:
        """Send; or go to the first field that keeps the request from being sent."""
        self.action_send()
