"""Why no answer came, as a finding: one for each cause that an attempt can fail for.

The words stand in tables by layer; what was seen, and how far the attempt had come, is added here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ..oauth2.connector import Connector
from ..oauth2.exchange import Exchange
from ..oauth2.token_request import host_header
from ..oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from .failure_words import FailureWords
from .finding import Finding
from .network_failures import NETWORK_FAILURES
from .protocol_failures import PROTOCOL_FAILURES
from .proxy_failures import PROXY_FAILURES
from .quoting import Quote
from .timeout_failures import TIMEOUT_FAILURES
from .tls_failures import CERTIFICATE_FAILURES, HANDSHAKE_FAILURES
from .way import fruitless_trials, how_far

FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    **NETWORK_FAILURES,
    **TIMEOUT_FAILURES,
    **CERTIFICATE_FAILURES,
    **HANDSHAKE_FAILURES,
    **PROXY_FAILURES,
    **PROTOCOL_FAILURES,
}
"""What each cause is told with."""
_AREA: Final = {FailureKind.TLS: "tls", FailureKind.PROXY: "proxy"}
"""The first part of the ids of a layer; of all others it is `network`."""

_FIX_OF_SETTING: Final = "Correct or clear Proxy, a setting of this tool."
_FIX_OF_ENVIRONMENT: Final = (
    "Correct the proxy of the environment (HTTPS_PROXY and the like, or the system's settings), or name the "
    "server's host in NO_PROXY to go straight."
)


def finding_id(cause: FailureCause) -> str:
    """Return the id of a cause's finding, such as `tls.certificate_expired`."""
    return f"{_AREA.get(cause.kind, 'network')}.{cause.word}"


def failure_finding(
    connector: Connector, exchange: Exchange, failure: TransportFailure, quote: Quote
) -> Finding:
    """Return what it means that an attempt got no response."""
    words = FAILURES[failure.cause]
    places = {
        "endpoint": quote(_host(exchange.request.url)),
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
        finding = _without_tls(finding)
    return finding


def _evidence(exchange: Exchange, failure: TransportFailure, quote: Quote) -> Iterator[str]:
    yield quote(failure.message)
    yield from (quote(line) for line in failure.evidence)
    yield from fruitless_trials(exchange.connection, quote)
    if way := how_far(exchange, quote):
        yield way


def _without_tls(finding: Finding) -> Finding:
    """Accuse the scheme, where a request in plain http was met with silence."""
    return replace(
        finding.accusing("token_url"),
        fix=f"Oauth2 Token Url begins with http://: if the system speaks https, write that. {finding.fix}",
    )


def _host(url: str) -> str:
    try:
        return host_header(url)
    except ValueError:
        return "the token URL's host"
