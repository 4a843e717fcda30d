"""Defines a practice fault: what is wrong in the form, or what the server does wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.secret import Secret
from .protected_resource import API_PATH
from .registered import CLIENT_ID, CLIENT_SECRET, PASSWORD, SCOPES
from .responses import Response
from .server_rules import ServerRules

TOKEN_PATH: Final = "/oauth2/token"  # noqa: S105 (a path)
LOGIN_PATH: Final = "/login"
FORMER_PATH: Final = "/v1/token"
"""Where the token endpoint was once. It redirects to where it is now."""
TIMEOUT: Final = 5.0
"""Seconds. Short, so that nobody waits long for the slow server."""
_ORDINARY: Final = ServerRules()


@dataclass(frozen=True)
class PracticeFault:
    """One practice fault. Fields of the form that it does not set are right."""

    key: str
    title: str
    description: str
    """What is wrong, and what "Authorization failed" hides; at most three short sentences."""
    client_id: str = CLIENT_ID
    client_secret: Secret = CLIENT_SECRET
    password: Secret = PASSWORD
    client_authentication: ClientAuthentication = ClientAuthentication.BLANK
    scope: str = SCOPES[0]
    """The row of Additional Request Data; empty for none."""
    header_auth_value_pattern: str = ""
    token_path: str = TOKEN_PATH
    api_path: str = API_PATH
    nothing_listens: bool = False
    """Whether the token URL has a closed port."""
    rules: ServerRules = _ORDINARY
    response: Response | None = None
    """What the token endpoint always sends, instead of a response of OAuth."""
    delay: float = 0.0
    """Seconds until the token endpoint answers."""
