"""The token URL: its shape, scheme, port and query, and whether it fits the base URL."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, parse_qsl

from ...oauth2.connector import Connector
from ...oauth2.url_parts import split_web_url
from ...plain_text import plain_line
from ..finding import Finding
from .systems import lint_systems
from .token_url_shape import odd_url, token_url_suspicion, url_shown

_CREDENTIALS: Final = frozenset(
    {"client_secret", "password", "client_assertion", "secret", "api_key", "apikey"}
)


def lint_token_url(connector: Connector) -> Iterator[Finding]:
    """Yield what is suspicious about the token URL. A URL that can't be sent has a field problem."""
    parts = split_web_url(connector.token_url)
    if parts is None:
        return
    if suspicion := token_url_suspicion(connector.token_url):
        yield suspicion
    yield from _plain_http(parts)
    yield from _query(parts)
    yield from _place(parts)
    yield from lint_systems(connector, parts)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine itself (RFC 6761 §6.3, RFC 1122 §3.2.1.3)."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _plain_http(parts: SplitResult) -> Iterator[Finding]:
    host = parts.hostname or ""
    if parts.scheme.lower() == "http" and host and not is_loopback(host):
        yield odd_url(
            "lint.http",
            "The token URL uses http, so anyone on the network can read the secrets.",
            "Client Secret and Password Grant Password would cross the network unencrypted.",
            "Oauth2 Token Url: change it to https://.",
            evidence=(f"http://{plain_line(host)}",),
        )


def _query(parts: SplitResult) -> Iterator[Finding]:
    try:
        names = {
            name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
        }
    except ValueError:
        return
    for name in sorted(names & _CREDENTIALS):
        yield odd_url(
            "lint.credentials_in_url",
            f"Oauth2 Token Url contains {name} in its query.",
            "Every server on the way may log the URL, and RFC 6749 §2.3.1 forbids credentials in it.",
            f"Oauth2 Token Url: remove {name} from it. Enter it in its own field or row.",
            evidence=(f"the query contains {name}",),
        )


def _place(parts: SplitResult) -> Iterator[Finding]:
    host = (parts.hostname or "").lower()
    if (parts.scheme.lower(), parts.port) in {("https", 80), ("http", 443)}:
        yield odd_url(
            "lint.port",
            f"Oauth2 Token Url has {parts.scheme.lower()} and port {parts.port}, which don't match.",
            "Port 443 is for https, and port 80 is for http.",
            "Oauth2 Token Url: remove the port.",
            evidence=url_shown(parts),
        )
    if host and not is_loopback(host) and _is_internal(host):
        yield odd_url(
            "lint.internal_host",
            "The token URL's host exists only inside a private network.",
            "The product calls it from outside. What works at a desk inside can still fail in the product.",
            "Use the host's public name, or route the connector through the on-premise agent.",
            severity="info",
            evidence=url_shown(parts),
        )


def _is_internal(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        name = host.rstrip(".")
        return "." not in name or name.endswith(
            (".local", ".internal", ".lan", ".intranet", ".corp", ".home.arpa")
        )
