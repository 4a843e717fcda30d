"""The connector under test: the fields of its form, and how this tool sends its request."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any, Final, Literal

from .client_authentication import BasicEncoding, ClientAuthentication
from .lean.frozen import frozen
from .proxy_url import ProxyUrl
from .secret import Secret, reveal

PASSWORD_GRANT: Final = "password"  # noqa: S105 (the grant type of RFC 6749 §4.3.2, not a password)


@frozen
class AdditionalRow:
    """A row of Additional Headers or Additional Request Data. A secret value is a `Secret`."""

    name: str
    value: str | Secret = field(repr=False)

    @property
    def is_secret(self) -> bool:
        """Whether the value is masked when shown."""
        return isinstance(self.value, Secret)

    def marked(self, *, secret: bool) -> AdditionalRow:
        """Return the row with its value as a secret, or as plain text."""
        clear = reveal(self.value)
        return AdditionalRow(self.name, Secret(clear) if secret else clear)


@frozen
class ResponseSettings:
    """Oauth2 Custom Oauth Response: where to find the token and its lifetime in the response."""

    type: Literal["json", "text"] = "json"
    access_token_key: str = "access_token"  # noqa: S105 (a key's name)
    expires_in_key: str = "expires_in"
    expires_in_format: Literal["seconds", "date"] = "seconds"


@frozen
class RequestSettings:
    """How this tool sends the request. None of these is a field of the form."""

    credential_headers: bool = True
    """Whether to send the headers Client-Id, Client-Secret, Username and Password."""
    basic_encoding: BasicEncoding = BasicEncoding.FORM
    timeout: float = 30.0
    """Seconds for a whole attempt."""
    connect_timeout: float = 10.0
    """Seconds for an attempt to connect."""
    trust: str = "public"
    """`"public"` (the roots that a cloud service trusts), `"system"`, or the path of a CA file."""
    proxy: ProxyUrl = ProxyUrl()
    """The proxy to use; blank means the environment's."""


API_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
"""The methods that a call with the token may have (RFC 9110 §9.3, RFC 5789)."""


@frozen
class ApiCall:
    """What to call with the token."""

    path: str = ""
    """Appended to the Base Url; may contain a query. A complete URL is used as it is."""
    method: str = "GET"
    query: tuple[AdditionalRow, ...] = ()
    headers: tuple[AdditionalRow, ...] = ()


@frozen
class Connector:
    """The fields of the connector form, as typed. A blank field was not filled in."""

    name: str = ""
    description: str = ""
    base_url: str = ""
    client_id: str = ""
    client_secret: Secret = Secret()
    username: str = ""
    password: Secret = Secret()
    token_url: str = field(default="", repr=False)
    client_authentication: ClientAuthentication = ClientAuthentication.BLANK
    custom_grant_type: str = ""
    request_custom_grant_type: str = ""
    header_auth_key: str = ""
    header_auth_value_pattern: str = ""
    additional_headers: tuple[AdditionalRow, ...] = ()
    additional_request_data: tuple[AdditionalRow, ...] = ()
    response: ResponseSettings = ResponseSettings()
    request: RequestSettings = RequestSettings()
    api: ApiCall = ApiCall()

    @property
    def grant_type(self) -> str:
        """The grant_type to send: a custom grant type, or else `password` (RFC 6749 §4.3.2)."""
        return self.request_custom_grant_type or self.custom_grant_type or PASSWORD_GRANT


def with_value(connector: Connector, attribute: str, value: Any) -> Connector:  # noqa: ANN401 (of any field)
    """Return the connector with another value of an attribute, or of a part's, such as `request.timeout`."""
    part, _, name = attribute.rpartition(".")
    if not part:
        return replace(connector, **{name: value})
    return replace(connector, **{part: replace(getattr(connector, part), **{name: value})})
