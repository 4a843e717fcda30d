"""How a client proves itself at the token endpoint (RFC 6749 §2.3)."""

from __future__ import annotations

import base64
from enum import StrEnum
from urllib.parse import quote_plus

from .secret import Secret


class ClientAuthentication(StrEnum):
    """The values of the form's "Oauth2 Client Authentication".

    `BLANK` is no method of its own: the connector then tries `BASIC` and `REQUEST_BODY`.
    """

    BLANK = ""
    BASIC = "basic"
    BASIC_USER = "basic-user"
    REQUEST_BODY = "request-body"

    @property
    def form_value(self) -> str:
        """The wording of the choice in the connector form."""
        return _FORM_VALUES[self]

    @property
    def effect(self) -> str:
        """One sentence on what the choice puts into the request."""
        return _EFFECTS[self]

    @property
    def short_name(self) -> str:
        """A name of one to three words, for tabs and headlines."""
        return _SHORT_NAMES[self]

    @property
    def methods(self) -> tuple[ClientAuthentication, ...]:
        """The methods to try for this choice, in order, at the most one attempt each."""
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
    ClientAuthentication.BLANK: "Basic Auth is tried first, then Request Body.",
    ClientAuthentication.BASIC: (
        "Client ID and Client Secret go into the Authorization header (RFC 6749 §2.3.1), not into the body."
    ),
    ClientAuthentication.BASIC_USER: (
        "Username and password go into the Authorization header; Client ID and Client Secret into the body."
    ),
    ClientAuthentication.REQUEST_BODY: (
        "Client ID and Client Secret go into the body; no Authorization header is sent."
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
    """Return the value of a Basic Authorization header (RFC 7617 §2), text taken as UTF-8.

    With `BasicEncoding.FORM` both parts are form-urlencoded first (RFC 6749 §2.3.1), so that a colon
    in the user-id can't be taken for the one between the two.
    """
    secret = password.reveal()
    if encoding is BasicEncoding.FORM:
        user_id = quote_plus(user_id, errors="surrogatepass")
        secret = quote_plus(secret, errors="surrogatepass")
    # Half of a character is refused before sending; a preview shows it all the same.
    credentials = f"{user_id}:{secret}".encode("utf-8", "surrogatepass")
    return Secret("Basic " + base64.b64encode(credentials).decode("ascii"))
