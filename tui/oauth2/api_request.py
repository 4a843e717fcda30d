"""The API call that a connector makes once it has an access token (RFC 6750 §2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final

from .assembly import CLIENT_HEADERS, merge_rows
from .connector import AdditionalRow, Connector
from .field_checks import (
    Problem,
    check_data_row,
    check_header_name,
    check_header_row,
    check_url,
    foreign_host,
)
from .lean.frozen import frozen
from .secret import Secret, reveal
from .token_request import NameValue, Origin, encode_parameters, request_target
from .url_parts import host_header, split_url

_WITHOUT_CONTENT: Final = frozenset({"GET", "HEAD", "DELETE"})
_AUTHORIZATION: Final = "Authorization"
_BEARER: Final = "Bearer %s"
_PLACE: Final = "%s"


@frozen
class ApiRequest:
    """One call: everything that goes over the wire, in order."""

    method: str
    url: str = field(repr=False)
    headers: tuple[NameValue, ...]
    body: bytes = field(default=b"", repr=False)
    """Always empty: a call made to try a token must not change anything."""

    @property
    def target(self) -> str:
        """The request target (RFC 9112 §3.2.1): path and query, exactly as typed."""
        return request_target(self.url)

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """Return names and values as sent, header values in UTF-8."""
        return [(header.name.encode("ascii"), reveal(header.value).encode()) for header in self.headers]

    def shown_body(self, *, reveal_secrets: bool = False, hide: Callable[[str], str] | None = None) -> str:
        """Return the body as it may be shown."""
        del reveal_secrets, hide  # an empty body has nothing to hide
        return ""


def api_url(connector: Connector) -> str:
    """Return the URL to call: the Base Url, the path appended to it, and the query rows.

    Base Url and path are joined with exactly one slash. A path that is itself a URL replaces the Base Url.
    """
    path = connector.api.path
    if _is_absolute(path):
        url = path
    elif path.startswith("?") or not path:
        url = connector.base_url + path
    else:
        url = f"{connector.base_url.rstrip('/')}/{path.lstrip('/')}"
    parameters = tuple(NameValue(row.name, row.value) for row in connector.api.query)
    rows = encode_parameters(parameters, reveal_secrets=True)
    if not rows:
        return url
    return url + ("&" if "?" in url else "?") + rows


def assemble_api_call(connector: Connector, token: Secret) -> ApiRequest:
    """Return the call with this token, even for a connector that has problems (for a preview).

    Header Auth Key names the header that carries the token, and Header Auth Value Pattern its form. Where
    they are blank, it is `Authorization: Bearer TOKEN` (RFC 6750 §2.1). A header row of the same name wins.
    No name is sent twice: the token replaces what the client itself would send under that name.
    """
    url = api_url(connector)
    pattern = connector.header_auth_value_pattern or _BEARER
    key = connector.header_auth_key or _AUTHORIZATION
    before = (NameValue("Host", host_header(url), Origin.TRANSPORT), NameValue("Accept", "application/json"))
    behind = _without(key, CLIENT_HEADERS)
    credentials = NameValue(key, Secret(pattern.replace(_PLACE, token.reveal())))
    assembled = (*_without(key, before), credentials, *behind)
    headers = merge_rows(assembled, connector.api.headers, fold=True, behind=len(behind))
    if connector.api.method not in _WITHOUT_CONTENT:
        headers = (*headers, NameValue("Content-Length", "0", Origin.TRANSPORT))
    return ApiRequest(connector.api.method, url, headers)


def _without(name: str, headers: tuple[NameValue, ...]) -> tuple[NameValue, ...]:
    return tuple(header for header in headers if header.name.lower() != name.lower())


def find_api_problems(connector: Connector) -> tuple[Problem, ...]:
    """Return every reason why the API can't be called; empty when there is none."""
    return tuple(_problems(connector))


def address_key(connector: Connector) -> str:
    """Return the key of the field that names the call's host."""
    return "api.path" if _is_absolute(connector.api.path) else "base_url"


def leaves_base_url(connector: Connector) -> str:
    """Return the origin that the token would go to if it differs from the Base Url's; empty if it doesn't.

    Scheme and port count too: the token must not go over plain http when the Base Url is https.
    """
    here, there = _origin(connector.base_url), _origin(api_url(connector))
    return "" if here == there else there


def _problems(connector: Connector) -> Iterator[Problem]:
    if not connector.base_url and not _is_absolute(connector.api.path):
        yield Problem("base_url", "This field is required: the API path is appended to it.")
        return
    if reason := check_url(api_url(connector)):
        is_of_base = address_key(connector) == "base_url" and check_url(connector.base_url)
        yield Problem("base_url" if is_of_base else "api.path", reason, host=foreign_host(api_url(connector)))
    yield from _header_auth_problems(connector)
    for index, row in enumerate(connector.api.query):
        if reason := check_data_row(row):
            yield Problem("api.query", reason, index)
    for index, row in enumerate(connector.api.headers):
        if reason := check_header_row(row):
            yield Problem("api.headers", reason, index)


def _header_auth_problems(connector: Connector) -> Iterator[Problem]:
    key, pattern = connector.header_auth_key, connector.header_auth_value_pattern
    if key and (reason := check_header_name(key)):
        yield Problem("header_auth_key", reason)
    elif key.lower() == "host":
        reason = "Host names the server, so it can't carry the token. Usually this field stays blank."
        yield Problem("header_auth_key", reason)
    if pattern and _PLACE not in pattern:
        yield Problem("header_auth_value_pattern", "The pattern needs %s where the token goes.")
    elif reason := check_header_row(AdditionalRow(_AUTHORIZATION, pattern)):
        yield Problem("header_auth_value_pattern", reason)


def _is_absolute(path: str) -> bool:
    return path.lower().startswith(("https://", "http://"))


def _origin(url: str) -> str:
    parts = split_url(url)
    return f"{parts.scheme.lower()}://{host_header(url).lower()}" if parts else ""
