"""A fault to practise on: what the form got wrong, or what the server does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.secret import Secret
from .authorization import CLIENT_ID, CLIENT_SECRET, PASSWORD, SCOPES
from .protected_resource import API_PATH
from .responses import Response
from .server_rules import ServerRules

TOKEN_PATH: Final = "/oauth2/token"  # noqa: S105 (a path)
LOGIN_PATH: Final = "/login"
TIMEOUT: Final = 5.0
"""Seconds; short, so that the slow server is no long wait."""
_ORDINARY: Final = ServerRules()


@dataclass(frozen=True)
class PracticeFault:
    """One fault. The fields of the form are as they should be unless it says otherwise."""

    key: str
    title: str
    description: str
    """What a connector's "Authorization failed" hides, and where to look; one or two sentences."""
    client_id: str = CLIENT_ID
    client_secret: Secret = CLIENT_SECRET
    password: Secret = PASSWORD
    client_authentication: ClientAuthentication = ClientAuthentication.BLANK
    scope: str = SCOPES[0]
    token_path: str = TOKEN_PATH
    api_path: str = API_PATH
    nothing_listens: bool = False
    """Whether the token URL leads to a port that is closed."""
    rules: ServerRules = _ORDINARY
    response: Response | None = None
    """What the token endpoint always answers, in place of any OAuth."""
    delay: float = 0.0
    """Seconds until the token endpoint answers."""
