"""One request of a run in full: its waterfall, the route, TLS with its certificates, request and response."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...oauth2.connection import AddressTrial, Certificate, Peer
from ...oauth2.exchange import HttpResponse
from ...oauth2.foreign_time import read_moment
from ...time_words import distance
from ..http_text import http_text
from .blocks import Block, Code, Fact, Facts, Mood, Section, Waterfall
from .case import Case, Sent
from .layers import LayerRow, layers_of
from .log_entries import outcome_of

_MOST_OF_BODY: Final = 20_000
_MOST_CERTIFICATES: Final = 10
_TRUSTS: Final = {"public": "the public roots", "system": "the store of the machine that asked"}


def exchange_section(case: Case, sent: Sent, made: datetime) -> Section:
    """Return everything that went over the wire. The days of certificates count from `made`."""
    exchange = sent.exchange
    blocks: list[Block] = [Waterfall(tuple(_shown(case, row) for row in layers_of(exchange)))]
    if facts := tuple(_connection(case, sent, made)):
        blocks.append(Facts(facts))
    blocks.append(Code("Request", http_text(exchange.request, case.redactor)))
    if exchange.response:
        blocks.append(Code("Response", _response(sent, exchange.response)))
    mood: Mood = "bad" if sent.attempt else "neutral"
    if sent.attempt and sent.attempt.token:
        mood = "good"
    return Section(f"{sent.title}: {outcome_of(case, sent)}", tuple(blocks), 2, mood)


def _shown(case: Case, row: LayerRow) -> LayerRow:
    trials = tuple(AddressTrial(case.shown(trial.ip), case.shown(trial.error)) for trial in row.trials)
    return replace(row, details=tuple(map(case.shown, row.details)), trials=trials)


def _connection(case: Case, sent: Sent, made: datetime) -> Iterator[Fact]:
    response = sent.exchange.response
    target = response.header("Location") if response and 300 <= response.status < 400 else None
    if target is not None:
        yield Fact("Redirects to", case.shown(target))
        yield Fact("Redirect", "not followed: a token request loses its body on the way", is_exact=False)
    if sent.exchange.connection.proxy:
        yield Fact("Proxy", case.shown(sent.exchange.connection.proxy))
    if peer := sent.exchange.peer:
        yield from _tls(case, peer, made)


def _tls(case: Case, peer: Peer, made: datetime) -> Iterator[Fact]:
    if spoken := ", ".join(words for words in (peer.tls_version, peer.cipher) if words):
        yield Fact("TLS", case.shown(spoken))
    for number, certificate in enumerate(peer.chain[:_MOST_CERTIFICATES], start=1):
        yield Fact(f"Certificate {number}", case.shown(certificate.subject or "without a subject"))
        yield Fact("Issued by", case.shown(certificate.issuer))
        yield Fact("Valid", case.shown(_validity(certificate, made)), is_exact=False)
    if own := peer.certificate:
        if own.names:
            yield Fact("Valid for", case.shown(", ".join(own.names[:20])))
        yield Fact("Trusted by", case.shown(_truster(peer)), is_exact=False)


def _truster(peer: Peer) -> str:
    if peer.trusted_by is None:
        return "nothing: it was refused"
    trust = _TRUSTS.get(peer.trusted_by, f"the CA file {peer.trusted_by}")
    public = ", but not by the public roots" if peer.trusted_by_public is False else ""
    return trust + public


def _validity(certificate: Certificate, made: datetime) -> str:
    words = f"{certificate.not_before or 'unknown'} to {certificate.not_after or 'unknown'}"
    starts, ends = read_moment(certificate.not_before), read_moment(certificate.not_after)
    if starts and starts > made:
        return f"{words}: not valid yet"
    if ends is None:
        return words
    left = ends - made
    return (
        f"{words}, {distance(left)} left" if left > timedelta() else f"{words}: expired {distance(-left)} ago"
    )


def _response(sent: Sent, response: HttpResponse) -> str:
    body = sent.body
    if sent.is_cut or len(body) > _MOST_OF_BODY:
        size = len(response.body)
        body = f"{body[:_MOST_OF_BODY]}\n… and more: the body has {size:,} bytes, a report as JSON has it all"
    fault = f"\n… the body {response.body_fault.words}" if response.body_fault else ""
    return f"{sent.head}\n\n{body or '(no body)'}{fault}"
