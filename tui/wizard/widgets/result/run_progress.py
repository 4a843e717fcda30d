"""The progress of a run: the attempts that have ended, and the layers of the one under way."""

from __future__ import annotations

import time
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from ....interchange.attempt_words import attempt_sign
from ....interchange.report.layers import State, layers_under_way
from ....oauth2.attempt import Attempt
from ....oauth2.connection import Connection, Progress, Timings
from ....oauth2.connector import Connector
from ....oauth2.masking.redaction import Redactor
from ....oauth2.token_request import TokenRequest
from ....plain_text import plain_line
from ...content.attempt_content import attempt_title
from ...content.waterfall import Waterfall

_TICK: Final = 0.1
"""Seconds between two updates."""
_NOTHING_YET: Final = Progress(None, Timings(), Connection(), None)


class RunProgress(VerticalScroll):
    """Follows a run as its observer, and shows the progress."""

    text = query_one("#progress-text", Static)
    waterfall = query_one("#progress-waterfall", Static)

    def __init__(self) -> None:
        super().__init__(id="progress")
        self._connector = Connector()
        self._redactor = Redactor(())
        self._ended: list[Attempt] = []
        self._under_way: TokenRequest | None = None
        self._progress = _NOTHING_YET
        self._began = self._heard = 0.0
        self._turn = 0

    def compose(self) -> ComposeResult:
        yield Static(id="progress-text")
        yield Static(id="progress-waterfall")

    def on_mount(self) -> None:
        """Get ready to update the time regularly, while an attempt is under way."""
        self._ticks = self.set_interval(_TICK, self._tick, pause=True)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The attempts of the run that have ended so far."""
        return tuple(self._ended)

    def begin(self, connector: Connector) -> None:
        """Start to follow a run."""
        self._connector = connector
        self._redactor = Redactor.for_connector(connector)
        self._ended, self._under_way = [], None
        self._show()

    def attempt_started(self, request: TokenRequest) -> None:
        """Show that an attempt is under way (called by the transport)."""
        self._under_way, self._progress = request, _NOTHING_YET
        self._began = self._heard = time.monotonic()
        self._show()
        self.call_later(self._ticks.resume)

    def attempt_progressed(self, progress: Progress) -> None:
        """Keep the layer that has begun (called by the transport) for the next update.

        Painting it now would be measured as part of it.
        """
        self._progress = progress
        self._heard = time.monotonic()

    def attempt_finished(self, attempt: Attempt) -> None:
        """Show how an attempt ended (called by the transport)."""
        self._under_way = None
        self._ended.append(attempt)
        self._redactor = self._redactor.with_secrets(attempt.secrets)
        self._show()

    def _tick(self) -> None:
        self._turn += 1
        if self._under_way:
            self._show()
        else:
            self._ticks.pause()

    def _show(self) -> None:
        if not self.display or not self.is_mounted or not self.is_attached:
            return
        lines = [
            Content.assemble(f"{attempt_sign(attempt)} ", attempt_title(attempt, self._redactor))
            for attempt in self._ended
        ]
        if request := self._under_way:
            seconds = time.monotonic() - self._began
            limit = self._connector.request.timeout
            name = request.client_authentication.short_name
            lines.append(Content.assemble("… ", (name, "bold"), f"  {seconds:.1f} s of at most {limit:g} s"))
            rows = layers_under_way(request, self._progress, (time.monotonic() - self._heard) * 1000)
            # The waterfall doesn't always have room for it.
            lines += [Content(f"  {row.details[0]}") for row in rows if row.state is State.UNDER_WAY]
            self.waterfall.update(Waterfall(rows, self._turn))
        self.waterfall.display = self._under_way is not None
        target = Content.styled(plain_line(self._redactor.text(self._connector.token_url)), "$quiet")
        self.text.update(Content("\n").join([target, Content(""), *lines]))
