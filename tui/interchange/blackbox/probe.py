"""A token request as a module of the blackbox exporter, as its version 0.23 and later ones read it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote_plus

from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.form_fields import label_of
from ...oauth2.token_request import NameValue, Origin, TokenRequest, encode_parameters
from ...plain_text import plain_line
from .references import References

_AUTHORIZATION: Final = "authorization"
_OF_ITSELF: Final = Origin.TRANSPORT
"""Headers of this origin are HTTP's and the client's: the exporter has its own."""


def seconds_of_probe(connector: Connector) -> int:
    """Return how long one probe may take, in whole seconds, since Prometheus has no fractions of them."""
    return math.ceil(connector.request.timeout)


def probe(request: TokenRequest, connector: Connector, references: References) -> dict[str, Any]:
    """Return the module for a request."""
    http: dict[str, Any] = {
        "method": request.method,
        # The exporter tries one address only, and prefers IPv6 unless it is told.
        "preferred_ip_protocol": "ip4",
        "enable_http2": False,
        "follow_redirects": False,
        "headers": dict(_headers(request, references)),
        **_client_authentication(request, connector, references),
        "body": "&".join(_parameter(each, references) for each in request.parameters),
        "fail_if_body_not_matches_regexp": [_token_pattern(connector)],
        **_way(connector, references),
    }
    return {"prober": "http", "timeout": f"{seconds_of_probe(connector)}s", "http": http}


def repeated_headers(request: TokenRequest) -> tuple[str, ...]:
    """Return the names of headers that the request holds twice: the exporter has room for one of each."""
    names = [header.name.lower() for header in request.headers if header.origin is not _OF_ITSELF]
    return tuple(dict.fromkeys(name for name in names if names.count(name) > 1))


def _headers(request: TokenRequest, references: References) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for header in request.headers:
        name = header.name.lower()
        is_left_out = name in seen or (_is_basic(header) and not references.in_clear)
        if header.origin is _OF_ITSELF or is_left_out:
            continue
        seen.add(name)
        meaning = f"the value of the header {plain_line(header.name)}"
        yield header.name, references.text(header.value, header.name, meaning)


def _is_basic(header: NameValue) -> bool:
    return header.name.lower() == _AUTHORIZATION and header.origin is Origin.ASSEMBLED


def _client_authentication(
    request: TokenRequest, connector: Connector, references: References
) -> dict[str, Any]:
    """Return the credentials of Basic, whose password the exporter takes from a file."""
    if references.in_clear or not any(_is_basic(header) for header in request.headers):
        return {}
    is_user = request.client_authentication is ClientAuthentication.BASIC_USER
    user_key, secret_key = ("username", "password") if is_user else ("client_id", "client_secret")
    user, meaning = getattr(connector, user_key), f"the {label_of(secret_key)}"
    if request.basic_encoding is BasicEncoding.FORM:
        user, meaning = quote_plus(user), f"{meaning}, form-urlencoded"
    username = references.text(user, user_key, f"the {label_of(user_key)}")
    return {"basic_auth": {"username": username, "password_file": references.file(secret_key, meaning)}}


def _parameter(parameter: NameValue, references: References) -> str:
    if references.in_clear or not references.is_secret(parameter.value):
        return encode_parameters((parameter,), reveal_secrets=True)
    name = encode_parameters((NameValue(parameter.name, ""),), reveal_secrets=True)
    meaning = f"the value of {plain_line(parameter.name)} in the body, form-urlencoded"
    return name + references.text(parameter.value, f"{parameter.name}_form", meaning)


def _token_pattern(connector: Connector) -> str:
    """Return what a response with an access token holds, in the regular expressions of Go."""
    if connector.response.type == "text":
        return r"^\s*[^\s{\[<]\S*\s*$"
    key = connector.response.access_token_key
    names = dict.fromkeys((key, key.rpartition(".")[2]))  # a dotted key may be a path into objects
    return f'"(?:{"|".join(map(re.escape, names))})"\\s*:\\s*"[^"]'


def _way(connector: Connector, references: References) -> dict[str, Any]:
    settings = connector.request
    way: dict[str, Any] = {}
    if settings.trust not in {"public", "system"}:
        way["tls_config"] = {"ca_file": settings.trust}
    if settings.proxy:
        proxy = settings.proxy if settings.proxy.has_credentials else settings.proxy.reveal()
        way["proxy_url"] = references.text(proxy, "proxy", "the proxy's URL with its credentials")
        way["skip_resolve_phase_with_proxy"] = True  # the proxy knows names that this network doesn't
    return way
