"""A response that came from a proxy instead of the server. Only plain http allows that.

With https, a proxy can only refuse to connect, and that is a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...oauth2.transport_failure import FailureCause
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from .proxy import PROXY_FAILURES

if TYPE_CHECKING:
    from ...oauth2.api_run import AnyExchange


_LIKELY: Final = frozenset({403, 502, 503, 504})
"""Statuses with which proxies forbid a host, or say that they could not reach it."""
_TELLING: Final = ("proxy-authenticate", "via", "server", "x-squid-error", "x-cache")
_FIX: Final = {407: PROXY_FAILURES[FailureCause.PROXY_WANTS_CREDENTIALS].fix}
_OTHER_FIX: Final = (
    "Ask the network's administrator to allow this host and port, or send from another network. "
    "After 502, 503 or 504, also check the host and port in the URL."
)


def with_proxy_answer(
    exchange: AnyExchange, seen: Observation, found: tuple[Finding, ...], quote: Quote
) -> tuple[Finding, ...]:
    """Return the findings of a response without a token, led by the proxy that sent it, if one did.

    A 407 always comes from a proxy (RFC 9110 §15.5.8), and so does a page that the rules know as a proxy's.
    A page that forbids the request, or reports a bad gateway, may come from one.
    """
    proxy = exchange.connection.proxy
    if not proxy or not exchange.request.url.lower().startswith("http://"):
        return found
    by_rule = next((finding for finding in found[:1] if finding.id.startswith("proxy.")), None)
    is_certain = seen.status == 407 or by_rule is not None
    is_likely = seen.status in _LIKELY and seen.shape not in {"json", "form", "xml"}
    if not is_certain and not is_likely:
        return found
    rest = found[1:] if by_rule else found
    return (_answered_by(proxy, seen, by_rule, quote, is_certain=is_certain), *rest)


def _answered_by(
    proxy: str, seen: Observation, by_rule: Finding | None, quote: Quote, *, is_certain: bool
) -> Finding:
    verb = "answered" if is_certain else "seems to have answered"
    headers = [f"{name}: {quote(value)}" for name in _TELLING if (value := seen.header(name))]
    said = [quote(seen.messages[0])] if seen.messages else []
    cause = f"{by_rule.title} {by_rule.cause}" if by_rule else "The server may never have seen the request."
    return Finding(
        id="proxy.answered",
        severity="error",
        culprits=("network",),
        title=f"The proxy {quote(proxy)} {verb} instead of the server.",
        cause=f"{cause} The product does not use this proxy. Over http, the proxy could read the secrets.",
        fix=_FIX.get(seen.status or 0, _OTHER_FIX),
        evidence=(f"status {seen.status}", *headers, *said),
        vendor=by_rule.vendor if by_rule else None,
        reference=by_rule.reference if by_rule else "RFC 9110 §7.7",
    )
