"""How a client proves itself at the token endpoint (RFC 6749 §2.3)."""

from __future__ import annotations

import base64
from enum import StrEnum
from urllib.parse import quote_plus

from .secret import Secret


class ClientAuthentication(StrEnum):
    """The values of the form's "Oauth2 Client Authentication".

    `BLANK` is not a method: the connector then tries `BASIC` and `REQUEST_BODY`.
    """

    BLANK = ""
    BASIC = "basic"
    BASIC_USER = "basic-user"
    REQUEST_BODY = "request-body"

    @property
    def form_value(self) -> str:
        """The choice as the connector form words it."""
        return _FORM_VALUES[self]

    @property
    def effect(self) -> str:
        """One sentence on what this choice sends."""
        return _EFFECTS[self]

    @property
    def short_name(self) -> str:
        """A short name for tabs and headlines."""
        return _SHORT_NAMES[self]

    @property
    def methods(self) -> tuple[ClientAuthentication, ...]:
        """The methods to try for this choice, in order, at most one attempt each."""
        if self is ClientAuthentication.BLANK:
            return (ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY)
        return (self,)


_FORM_VALUES = {
    ClientAuthentication.BLANK: "(blank)",
    ClientAuthentication.BASIC: "OAuth 2.0 with Basic Auth Header set to client id and client secret",
    ClientAuthentication.BASIC_USER: "OAuth 2.0 with Basic Auth Header set to username and password",
    ClientAuthentication.REQUEST_BODY: "OAuth 2.0 with Request Body",
}
_EFFECTS = {
    ClientAuthentication.BLANK: "Tries Basic Auth first, then Request Body.",
    ClientAuthentication.BASIC: (
        "Sends Client ID and Client Secret in the Authorization header (RFC 6749 §2.3.1), not in the body."
    ),
    ClientAuthentication.BASIC_USER: (
        "Sends the username and password in the Authorization header. "
        "Client ID and Client Secret go in the body."
    ),
    ClientAuthentication.REQUEST_BODY: (
        "Sends Client ID and Client Secret in the body, without an Authorization header."
    ),
}
_SHORT_NAMES = {
    ClientAuthentication.BLANK: "Basic Auth, then Request Body",
    ClientAuthentication.BASIC: "Basic Auth",
    ClientAuthentication.BASIC_USER: "Basic Auth with the user",
    ClientAuthentication.REQUEST_BODY: "Request Body",
}


class BasicEncoding(StrEnum):
    """Whether Client ID and Client Secret are form-urlencoded before base64.

    RFC 6749 §2.3.1 asks for it (`FORM`); many deployed servers expect the plain values (`RAW`).
    """

    FORM = "form"
    RAW = "raw"


def basic_credentials(user_id: str, password: Secret, encoding: BasicEncoding) -> Secret:
    """Return the value of a Basic Authorization header (RFC 7617 §2), in UTF-8.

    `BasicEncoding.FORM` form-urlencodes both parts first (RFC 6749 §2.3.1), so a colon in the user ID
    can't be mistaken for the separator.
    """
    secret = password.reveal()
    if encoding is BasicEncoding.FORM:
        user_id = quote_plus(user_id, errors="surrogatepass")
        secret = quote_plus(secret, errors="surrogatepass")
    # A lone surrogate is refused before sending, but a preview must still show it.
    credentials = f"{user_id}:{secret}".encode("utf-8", "surrogatepass")
    return Secret("Basic " + base64.b64encode(credentials).decode("ascii"))
