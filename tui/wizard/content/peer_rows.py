"""Whom an attempt connected to: the proxy, TLS, and the certificates with the days that they have left."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from textual.content import Content

from ...interchange.shown_text import shown_line
from ...oauth2.api_run import AnyExchange
from ...oauth2.connection import Certificate, Peer
from ...oauth2.foreign_time import read_moment
from .table import Row

_SHOWN_NAME: Final = 300
"""The most characters of one name, subject or issuer to show."""
_MOST_NAMES: Final = 8
_MOST_CERTIFICATES: Final = 6
_SOON: Final = 30
"""Days: a certificate that expires within them gets a warning color."""
_TRUSTS: Final = {"public": "the public roots", "system": "this machine's own store"}


def peer_rows(exchange: AnyExchange, now: datetime) -> list[Row]:
    """Return what is known about the proxy and the server; days are counted from `now`."""
    rows: list[Row] = []
    if exchange.connection.proxy:
        rows.append(("Proxy", _line(exchange.connection.proxy)))
    peer = exchange.peer
    if peer is None:
        return rows
    spoken = " · ".join(words for words in (peer.tls_version, peer.cipher) if words)
    if spoken:
        rows.append(("TLS", _line(spoken)))
    if own := peer.certificate:
        rows += _certificate_rows(own, now)
        rows += _chain_rows(peer, now)
    if spoken or own:
        rows += _trust_rows(peer)
    return rows


def _certificate_rows(own: Certificate, now: datetime) -> list[Row]:
    rows = [("Certificate", _line(own.subject))]
    if own.names:
        names = ", ".join(name[:_SHOWN_NAME] for name in own.names[:_MOST_NAMES])
        more = len(own.names) - _MOST_NAMES
        rows.append(("Names", _line(f"{names} and {more:,} more" if more > 0 else names)))
    rows.append(("Issuer", _line(own.issuer)))
    if own.not_before or own.not_after:
        rows.append(("Validity", validity(own, now)))
    return rows


def _chain_rows(peer: Peer, now: datetime) -> list[Row]:
    """Return the certificates above the server's own, from the one that issued it up to the root."""
    above = peer.chain[1:]
    rows = []
    for number, certificate in enumerate(above[:_MOST_CERTIFICATES], start=1):
        words = [_line(certificate.subject)]
        if certificate.subject == certificate.issuer:
            words.append(Content(" (a root, issued by itself)"))
        if _days_left(certificate.not_after, now, default=_SOON) < _SOON:
            words += [Content(", "), validity(certificate, now)]
        rows.append(("Chain" if number == 1 else "", Content.assemble(f"{number}. ", *words)))
    if len(above) > _MOST_CERTIFICATES:
        rows.append(("", Content(f"and {len(above) - _MOST_CERTIFICATES:,} more")))
    return rows


def _trust_rows(peer: Peer) -> list[Row]:
    if peer.trusted_by is None:
        return [("Trusted by", Content.styled("nothing: it was refused", "$fails"))]
    trust = Content(_TRUSTS.get(peer.trusted_by, "")) or _line(f"the CA file {peer.trusted_by}")
    if peer.trusted_by_public is False:
        refused = (", but not by the public roots, so a cloud service refuses it", "$warns")
        return [("Trusted by", Content.assemble(trust, refused))]
    also = ", and by the public roots" if peer.trusted_by_public and peer.trusted_by != "public" else ""
    return [("Trusted by", Content.assemble(trust, also))]


def validity(certificate: Certificate, now: datetime) -> Content:
    """Return when a certificate expires, and in how many days."""
    starts, ends = read_moment(certificate.not_before), read_moment(certificate.not_after)
    if starts and starts > now:
        return Content.styled(f"not valid before {_day(starts)}, {_distance(starts, now)} from now", "$fails")
    if ends is None:
        return _line(f"until {certificate.not_after or 'an unknown day'}")
    if ends <= now:
        return Content.styled(f"expired on {_day(ends)}, {_distance(now, ends)} ago", "$fails")
    style = "$warns" if (ends - now).days < _SOON else ""
    since = f"from {_day(starts)} " if starts else ""
    return Content.styled(f"{since}until {_day(ends)}, {_distance(ends, now)} left", style)


def _days_left(text: str | None, now: datetime, default: int) -> int:
    moment = read_moment(text)
    return (moment - now).days if moment else default


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _distance(later: datetime, earlier: datetime) -> str:
    days = (later - earlier).days
    return "less than a day" if days == 0 else "1 day" if days == 1 else f"{days:,} days"


def _line(text: str) -> Content:
    return Content(shown_line(text, None, most=_SHOWN_NAME * _MOST_NAMES))
