"""One response of a run, with all that is known beside it."""

from __future__ import annotations

from ...oauth2.attempt import Attempt
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.lean.frozen import frozen
from ...oauth2.token_request import TokenRequest
from ..quoting import Quote
from ..rules.observation import Observation


@frozen
class Context:
    """All that is known about one response."""

    connector: Connector
    attempt: Attempt
    request: TokenRequest
    seen: Observation
    quote: Quote

    @property
    def method(self) -> ClientAuthentication:
        """The client authentication of the attempt."""
        return self.attempt.client_authentication
