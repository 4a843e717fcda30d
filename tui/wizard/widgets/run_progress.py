"""A run while it goes on: what has ended, what is under way, and for how long."""

from __future__ import annotations

import time

from textual.content import Content
from textual.widgets import Static

from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.redaction import Redactor
from ...oauth2.token_request import TokenRequest
from ...plain_text import plain_line
from .result_tabs import attempt_sign, attempt_title


class RunProgress(Static):
    """Follows a run as its observer."""

    def __init__(self) -> None:
        super().__init__(id="progress")
        self._connector = Connector()
        self._redactor = Redactor(())
        self._ended: list[Attempt] = []
        self._under_way: TokenRequest | None = None
        self._began = 0.0

    def on_mount(self) -> None:
        """Count the time."""
        self.set_interval(0.1, self._show)

    def begin(self, connector: Connector) -> None:
        """Start to follow a run."""
        self._connector = connector
        self._redactor = Redactor.for_connector(connector)
        self._ended, self._under_way = [], None
        self._show()

    def attempt_started(self, request: TokenRequest) -> None:
        """Show that an attempt is under way (called by the transport)."""
        self._under_way = request
        self._began = time.monotonic()
        self._show()

    def attempt_finished(self, attempt: Attempt) -> None:
        """Show how an attempt ended (called by the transport)."""
        self._under_way = None
        self._ended.append(attempt)
        self._show()

    def _show(self) -> None:
        if not self.display:
            return
        lines = [
            Content.assemble(f"{attempt_sign(attempt)} ", attempt_title(attempt, self._redactor))
            for attempt in self._ended
        ]
        if self._under_way:
            seconds = time.monotonic() - self._began
            limit = self._connector.request.timeout
            name = self._under_way.client_authentication.short_name
            lines.append(
                Content.assemble("… ", (name, "bold"), f"  {seconds:.1f} s of {limit:g} s at the most")
            )
        target = Content.styled(plain_line(self._connector.token_url), "$foreground-muted")
        self.update(Content("\n").join([target, Content(""), *lines]))
