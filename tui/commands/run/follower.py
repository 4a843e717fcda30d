"""What `run` says while it goes on: which attempt is made, and what follows a refused token."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ...oauth2.attempt import Attempt
from ...oauth2.connection import Layer, Progress
from ...oauth2.connector import Connector
from ...oauth2.token_request import TokenRequest
from ...oauth2.url_parts import host_header
from ..output import Output

if TYPE_CHECKING:
    from ...oauth2.api_run import ApiStep


class Follower:
    """Reports progress while a profile runs."""

    def __init__(self, name: str, output: Output) -> None:
        self._name = name
        self._output = output
        self._doing = ""
        """Which attempt is made, and where."""
        self._layer: Layer | None = None
        self.token_came = 0.0
        """When the first token arrived, in seconds since 1970; 0 before that."""

    def attempt_started(self, request: TokenRequest) -> None:
        """Report which attempt is starting."""
        method = request.client_authentication.short_name
        self._doing = f"{self._name}: {method} at {host_header(request.url)}"
        self._layer = None
        self._output.progress(f"{self._doing} …")

    def attempt_progressed(self, progress: Progress) -> None:
        """Report the layer that the attempt has come to."""
        if progress.layer is None or progress.layer is self._layer or not self._output.shows_progress:
            return
        from ...interchange.report.layers import UNDER_WAY

        self._layer = progress.layer
        self._output.progress(f"{self._doing}: {UNDER_WAY[progress.layer]} …")

    def attempt_finished(self, attempt: Attempt) -> None:
        """Remember when the first token arrived. The report describes the rest."""
        if attempt.token and not self.token_came:
            self.token_came = time.time()

    def call_started(self, connector: Connector) -> None:
        """Report which URL is called with the token."""
        from ...oauth2.api_request import api_url

        what = "calling the API" if connector.api.path else "no API path is set; calling Base Url"
        self._output.progress(f"{self._name}: {what} at {host_header(api_url(connector))} …")

    async def step_made(self, step: ApiStep) -> None:
        """Report what follows a refused token. The report describes the rest."""
        from ...oauth2.api_run import CallStep, TokenStep, Why

        if isinstance(step, CallStep) and step.why is Why.CALL and step.exchange.token_was_refused:
            self._output.progress(f"{self._name}: the API refused the token; getting a new one …")
        elif isinstance(step, TokenStep) and step.token:
            self._output.progress(f"{self._name}: calling the API again with the new token …")
