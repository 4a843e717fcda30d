"""A connector, the request that works, and how the two are compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tui.interchange.compare.comparing import compare
from tui.interchange.compare.difference import Comparison
from tui.interchange.curl import curl_command
from tui.interchange.import_.read import read_import
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret

URL: Final = "https://idp.dunes.example/oauth2/token"
SECRET: Final = "r0pe-Harbour-57"
PASSWORD: Final = "t!de-Lantern-83"
BODY: Final = ClientAuthentication.REQUEST_BODY
BASIC: Final = ClientAuthentication.BASIC
CONNECTOR: Final = Connector(
    name="dunes",
    client_id="quay",
    client_secret=Secret(SECRET),
    username="ferry",
    password=Secret(PASSWORD),
    token_url=URL,
    client_authentication=BODY,
    additional_headers=(AdditionalRow("X-Dock", "7"),),
    additional_request_data=(AdditionalRow("scope", "read write"),),
    request=RequestSettings(credential_headers=False),
)


def changed(**values: Any) -> Connector:
    """Return the connector with other values; a text for a secret becomes one."""
    secrets = ("client_secret", "password")
    given: dict[str, Any] = {
        key: Secret(value) if key in secrets and isinstance(value, str) else value
        for key, value in values.items()
    }
    return replace(CONNECTOR, **given)


def curl_of(connector: Connector = CONNECTOR, method: ClientAuthentication | None = None) -> str:
    """Return the curl command that sends what a connector sends."""
    method = method or connector.client_authentication.methods[0]
    return curl_command(assemble(connector, method), reveal=True)


def compared(connector: Connector, text: str | None = None, unknown_here: tuple[str, ...] = ()) -> Comparison:
    """Compare a connector with a paste; without one, with the request of `CONNECTOR`."""
    return compare(connector, read_import(curl_of() if text is None else text), unknown_here)


def ids(comparison: Comparison) -> list[str]:
    """Return the ids of the differences, the most telling first."""
    return [one.id for one in comparison.differences]
