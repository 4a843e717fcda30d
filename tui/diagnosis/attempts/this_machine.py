"""What depends on this machine's network: a request that works from here can fail from the product.

The product sends from its own addresses, without this machine's VPN, proxy and trusted certificates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ...ip_addresses import is_loopback, is_private
from ...oauth2.attempt import Attempt, Run
from ...oauth2.connection import Certificate, Peer
from ...oauth2.exchange import Exchange
from ...oauth2.foreign_time import read_moment
from ...oauth2.url_parts import host_of
from ..finding import Finding
from ..quoting import Quote

_SOON: Final = 21
"""Days before its end by which a certificate is usually renewed."""
_DAY: Final = 86_400


def place_findings(run: Run, quote: Quote, now: datetime | None = None) -> Iterator[Finding]:
    """Yield what the route of a run that got a response shows, never errors. `now` is for certificates."""
    heard = [attempt for attempt in run.attempts if attempt.exchange and attempt.exchange.response]
    attempt = run.working or next(iter(heard), None)
    exchange = attempt.exchange if attempt else None
    if attempt is None or exchange is None:
        return
    peer = exchange.peer or Peer()
    if peer.trusted_by_public is False:
        yield _public_roots_refuse(peer, quote)
    if is_private(peer.ip) and not is_loopback(peer.ip):
        yield _private_address(peer, quote)
    if now and (ending := _first_to_end(peer.chain, now)):
        yield _ends_soon(ending, host_of(exchange.request.url) or "the server", now, quote)
    if attempt.token:
        yield _works_from_here(attempt, exchange, quote)


def _works_from_here(attempt: Attempt, exchange: Exchange, quote: Quote) -> Finding:
    ip = exchange.peer.ip if exchange.peer else None
    proxy = exchange.connection.proxy
    title = "It works from this machine, but the product sends from elsewhere."
    cause = "The product has its own addresses, and not this machine's VPN, proxy and certificates."
    fix = (
        "If the product still fails, ask the system's owner "
        "to add the product's addresses to the allow-list. "
        "The product reaches a system inside a company's network only through the on-premise agent."
    )
    evidence = f"{attempt.client_authentication.short_name}: access token"
    if proxy:
        cause += f" This request went through the proxy {quote(proxy)}, which may be why it worked."
        evidence += f" through the proxy {quote(proxy)}"
    elif ip and is_loopback(ip):
        title = "It works on this machine, where the token endpoint runs too."
        cause = f"{quote(ip)} is this machine itself. No other machine can reach it, nor can the product."
        fix = "Oauth2 Token Url: for the product, name a host that is reachable from outside."
    if ip:
        evidence += f" from {quote(ip)}"
    return Finding(
        id="network.works_from_here",
        severity="info",
        culprits=("network",),
        title=title,
        cause=cause,
        fix=fix,
        evidence=(evidence,),
    )


def _public_roots_refuse(peer: Peer, quote: Quote) -> Finding:
    issuer = peer.certificate.issuer if peer.certificate else "unknown"
    trust = quote(peer.trusted_by or "unknown")
    return Finding(
        id="tls.public_roots_refuse",
        severity="warning",
        culprits=("tls", "server_side"),
        title="The server's certificate is trusted here, but a cloud service would refuse it.",
        cause=f"Trust (a setting of this tool) is {trust}. No public CA vouches for this certificate, "
        "and a cloud service trusts no other CA. It works here, but fails in the product. "
        "If a web filter on this network made the certificate, the product sees another one.",
        fix="Ask the server's owner for a certificate from a public CA, with its chain, "
        "or for a way through the on-premise agent. "
        "To see exactly what is refused, set Trust to public and send again.",
        evidence=(f"trusted by: {trust}; by the public roots: no", f"issued by {quote(issuer)}"),
    )


def _private_address(peer: Peer, quote: Quote) -> Finding:
    ip = quote(peer.ip or "")
    return Finding(
        id="network.private_address",
        severity="warning",
        culprits=("network", "token_url"),
        title=f"The token endpoint has an address that the cloud can't reach: {ip}.",
        cause="Such addresses exist only inside private networks. This machine is in one, or in its VPN.",
        fix="If the system belongs inside a company's network, "
        "route the connector through the on-premise agent. "
        "If it should be public, its name may have another address outside (split DNS). "
        "Send again without the VPN, and ask the system's owner for the public name.",
        evidence=(f"connected to {ip}",),
        reference="RFC 1918" if ":" not in ip else "RFC 4193",
    )


def _ends_soon(certificate: Certificate, host: str, now: datetime, quote: Quote) -> Finding:
    until = certificate.not_after or ""
    days = int(_seconds(now.isoformat(), until) // _DAY)
    when = "within a day" if days < 1 else "in 1 day" if days == 1 else f"in {days} days"
    return Finding(
        id="tls.certificate_ends_soon",
        severity="warning",
        culprits=("tls", "server_side"),
        title=f"The certificate of {quote(host)}, or one in its chain, expires {when}.",
        cause="After that, every client refuses the connection, and so does the product. "
        "An automatic renewal would have replaced it by now.",
        fix=f"Ask the server's owner to renew it before {quote(until)}.",
        evidence=(f"{quote(certificate.subject)}: valid until {quote(until)}",),
        reference="RFC 5280 §4.1.2.5",
    )


def _first_to_end(chain: tuple[Certificate, ...], now: datetime) -> Certificate | None:
    """Return the certificate that ends first, if that is soon. Roots are not the server's to renew."""
    sent = [seen for place, seen in enumerate(chain) if place == 0 or seen.subject != seen.issuer]
    left = {seen: _seconds(now.isoformat(), seen.not_after) for seen in sent}
    ending = [seen for seen in sent if 0 < left[seen] < _soon(seen)]
    return min(ending, key=lambda seen: left[seen], default=None)


def _soon(certificate: Certificate) -> float:
    """Return how many seconds before its end it should be renewed; some certificates live only for days."""
    return min(_SOON * _DAY, _seconds(certificate.not_before, certificate.not_after) / 3)


def _seconds(start: str | None, end: str | None) -> float:
    """Return the seconds between two moments; infinity if one is not known."""
    begins, ends = read_moment(start), read_moment(end)
    return (ends - begins).total_seconds() if begins and ends else float("inf")
