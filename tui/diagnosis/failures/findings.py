"""The finding on a request that got no response: one for each cause of failure.

The texts are in tables by layer, and serve token requests and API calls alike. This module fills in
the names of hosts and fields, and adds the evidence and how far the request got.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from ...oauth2.api_request import address_key
from ...oauth2.api_run import AnyExchange, ApiExchange
from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from ...oauth2.url_parts import host_header, host_of
from ..finding import Finding
from ..quoting import Quote
from .how_far import fruitless_trials, how_far
from .network import NETWORK_FAILURES
from .protocol import PROTOCOL_FAILURES
from .proxy import PROXY_FAILURES
from .timeouts import TIMEOUT_FAILURES
from .tls import CERTIFICATE_FAILURES, HANDSHAKE_FAILURES
from .words import FailureWords

FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    **NETWORK_FAILURES,
    **TIMEOUT_FAILURES,
    **CERTIFICATE_FAILURES,
    **HANDSHAKE_FAILURES,
    **PROXY_FAILURES,
    **PROTOCOL_FAILURES,
}
"""The texts for each cause."""
_AREA: Final = {FailureKind.TLS: "tls", FailureKind.PROXY: "proxy"}
"""How the ids of a layer begin; those of all others begin with `network`."""
_FIX_OF_SETTING: Final = "Correct or clear Proxy (a setting of this tool)."
_FIX_OF_ENVIRONMENT: Final = (
    "Correct the proxy in HTTPS_PROXY and similar variables, or in the system's settings. "
    "Or add the server's host to NO_PROXY to connect directly."
)


class _Asked(NamedTuple):
    """The words that differ between a token request and an API call."""

    counted: str
    """What may have happened although no response came."""
    headers: str
    """Where else to look: at what the headers come from."""


_FOR_A_TOKEN: Final = _Asked(
    "The server may still count the login.",
    f"{short_label_of('additional_headers')}: look there too. "
    "With Credential headers on, look in the four credentials.",
)
_FOR_THE_API: Final = _Asked(
    "The server may still carry out the call.", "Look in the headers of the call and in the token itself."
)
_OF_THE_TOKEN_REQUEST: Final = frozenset({"token_url", "additional_headers"})
"""Culprits that play no part in an API call."""


def finding_id(cause: FailureCause) -> str:
    """Return the id of the finding for a cause, such as `tls.certificate_expired`."""
    return f"{_AREA.get(cause.kind, 'network')}.{cause.word}"


def failure_finding(
    connector: Connector, exchange: AnyExchange, failure: TransportFailure, quote: Quote
) -> Finding:
    """Return the finding on a request that got no response. For an API call, its id begins with `api.`."""
    words = FAILURES[failure.cause]
    is_call = isinstance(exchange, ApiExchange)
    url_key = address_key(connector) if is_call else "token_url"
    asked = _FOR_THE_API if is_call else _FOR_A_TOKEN
    places = {
        "endpoint": quote(host_header(exchange.request.url) or "the host"),
        "host": quote(host_of(exchange.request.url) or "the host"),
        "field": short_label_of(url_key),
        "counted": asked.counted,
        "headers": asked.headers,
        "proxy": f"the proxy {quote(exchange.connection.proxy)}"
        if exchange.connection.proxy
        else "the proxy",
        "proxy_fix": _FIX_OF_SETTING if connector.request.proxy else _FIX_OF_ENVIRONMENT,
    }
    finding = Finding(
        id=finding_id(failure.cause),
        severity="error",
        culprits=words.culprits,
        title=words.title.format_map(places),
        cause=f"{quote(failure.message)} {words.why.format_map(places)}",
        fix=words.fix.format_map(places),
        evidence=tuple(dict.fromkeys(_evidence(exchange, failure, quote))),
        reference=words.reference,
        field_keys=(words.field,) if words.field else (),
    )
    if failure.cause is FailureCause.CLOSED and exchange.request.url.lower().startswith("http://"):
        finding = _without_tls(finding, short_label_of(url_key))
    return _of_a_call(finding, url_key) if is_call else finding


def _of_a_call(finding: Finding, url_key: str) -> Finding:
    """Accuse the field that names the API's host instead of the token URL, which plays no part."""
    is_first = finding.first_field == "token_url"
    return replace(
        finding,
        id=f"api.{finding.id}",
        culprits=tuple(culprit for culprit in finding.culprits if culprit not in _OF_THE_TOKEN_REQUEST),
        field_keys=(url_key,) if is_first else (),
    )


def _evidence(exchange: AnyExchange, failure: TransportFailure, quote: Quote) -> Iterator[str]:
    yield quote(failure.message)
    yield from (quote(line) for line in failure.evidence)
    yield from fruitless_trials(exchange.connection, quote)
    if progress := how_far(exchange, quote):
        yield progress


def _without_tls(finding: Finding, label: str) -> Finding:
    """Accuse the scheme, where a request over plain http got silence."""
    return replace(
        finding.accusing("token_url"),
        fix=f"{label}: change it to https://, if the system speaks https. {finding.fix}",
    )
