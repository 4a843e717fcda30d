"""Made-up credentials that every real server under test knows, full of what encodings trip over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret

BASIC_CLIENT_ID: Final = "acme+basic/client"
"""Registered for Basic; where a server can tell, for Basic alone."""
BODY_CLIENT_ID: Final = "acme+body/client"
"""Registered for the request body; where a server can tell, for that alone."""
GRANTLESS_CLIENT_ID: Final = "acme+no-password-grant"
"""Registered for both, but not for the password grant."""
CLIENT_SECRET: Final = "p+q/r=s&t%u:v w ü東🔑"
"""The secret of all three."""
USERNAME: Final = "svc.connector+ü@example.com"
PASSWORD: Final = "P@ss&word=1+1% ü東京🔑;~"


def connector_for(token_url: str, method: ClientAuthentication, **changes: Any) -> Connector:
    """Return a connector that a server under test answers with a token. `changes` replace its fields."""
    connector = Connector(
        name="test",
        client_id=BODY_CLIENT_ID if method is ClientAuthentication.REQUEST_BODY else BASIC_CLIENT_ID,
        client_secret=Secret(CLIENT_SECRET),
        username=USERNAME,
        password=Secret(PASSWORD),
        token_url=token_url,
        client_authentication=method,
    )
    return replace(connector, **changes)
