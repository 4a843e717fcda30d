"""The token URL: its shape, its scheme and port, what its query gives away, and whether it fits the rest."""

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
from .token_url_shape import token_url_suspicion, url_finding

_LABEL: Final = "Oauth2 Token Url"


_CREDENTIALS: Final = frozenset(
    {"client_secret", "password", "client_assertion", "secret", "api_key", "apikey"}
)


def lint_token_url(connector: Connector) -> Iterator[Finding]:
    """Yield what is suspicious about the token URL. A URL that can't be sent is left to its problem."""
    parts = split_web_url(connector.token_url)
    if parts is None:
        return
    if suspicion := token_url_suspicion(connector.token_url):
        yield suspicion
    yield from _plain_http(parts)
    yield from _query(connector, parts)
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
        yield Finding(
            id="lint.http",
            severity="warning",
            culprits=("token_url",),
            title="The token URL is http: everyone on the way can read the secrets.",
            cause="Client Secret and password would cross the network unencrypted.",
            fix="Write the Oauth2 Token Url with https://.",
            evidence=(f"http://{plain_line(host)}",),
            reference="RFC 6749 §3.2",
        )


def _query(connector: Connector, parts: SplitResult) -> Iterator[Finding]:
    try:
        names = {
            name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
        }
    except ValueError:
        return
    for name in sorted(names & _CREDENTIALS):
        yield url_finding(
            "lint.credentials_in_url",
            "warning",
            f"{_LABEL} carries {name} in its query.",
            "URLs are written to the logs of every server on the way, and RFC 6749 §2.3.1 forbids "
            "credentials in them.",
            f"Take {name} out of {_LABEL}: the form has a field for it.",
            parts,
            evidence=f"the query holds {name}",
        )


def _place(parts: SplitResult) -> Iterator[Finding]:
    host = (parts.hostname or "").lower()
    if (parts.scheme.lower(), parts.port) in {("https", 80), ("http", 443)}:
        yield url_finding(
            "lint.port",
            "warning",
            f"{_LABEL} says {parts.scheme.lower()} and port {parts.port}, which do not go together.",
            "Port 443 speaks TLS (https), port 80 does not (http).",
            f"Leave the port out of {_LABEL}.",
            parts,
        )
    if host and not is_loopback(host) and _is_internal(host):
        yield url_finding(
            "lint.internal_host",
            "info",
            "The token URL's host exists only inside of a network.",
            "The product calls it from outside; what works at a desk in that network need not work there.",
            "Use the host's public name, or route the connector through the on-premise agent.",
            parts,
        )


def _is_internal(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        name = host.rstrip(".")
        return "." not in name or name.endswith(
            (".local", ".internal", ".lan", ".intranet", ".corp", ".home.arpa")
        )
