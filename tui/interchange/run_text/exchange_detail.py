"""All of one exchange, as `run -v` prints it: each layer with its time, the certificates, and every byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...oauth2.connection import Certificate, Peer
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ...time_words import duration
from ..findings_text import masked
from ..http_text import http_text, response_text
from ..report.layers import LayerRow, State, layers_of
from .checks import trust_words

if TYPE_CHECKING:
    from ...oauth2.api_run import AnyExchange

_NAMES: Final = {
    "dns": "DNS",
    "connect": "TCP",
    "proxy": "Proxy",
    "tls": "TLS",
    "send": "Sent",
    "wait": "Waited",
    "receive": "Received",
}
_SIGNS: Final = {
    State.PASSED: Span("✓", Ink.WORKS),
    State.CUT: Span("!", Ink.WARNS),
    State.STOPPED: Span("✗", Ink.FAILS),
}
_NOT_REACHED: Final = Span("·", Ink.FAINT)
_COLUMNS: Final = 21
"""Cells before what was seen in a layer: sign, name and time."""


def exchange_detail(title: str, exchange: AnyExchange, redactor: Redactor) -> Iterator[Paragraph]:
    """Yield a heading, the layers, the certificates that were presented, the request and the response.

    The lines of request and response are not wrapped, so that they can be copied.
    """
    began = exchange.started.isoformat(timespec="milliseconds") if exchange.started else ""
    at = Span(f" at {began.replace('+00:00', 'Z')}", Ink.FAINT) if began else ""
    yield paragraph(Span(title, Ink.STRONG), at)
    for row in layers_of(exchange):
        yield from _layer(row, redactor)
    if exchange.timings.total is not None:
        yield paragraph("Total".ljust(9), duration(exchange.timings.total).rjust(8), indent=4)
    if exchange.failure:
        for words in (exchange.failure.message, *exchange.failure.evidence):
            yield paragraph(*masked(plain_line(redactor.text(words))), indent=4)
    if exchange.peer and exchange.peer.chain:
        yield from _chain(exchange.peer, redactor)
    yield BLANK
    if exchange.response is None and exchange.timings.send is None:
        yield paragraph("The request, which was not sent:", indent=2)
    yield from _verbatim(">", http_text(exchange.request, redactor))
    if exchange.response is None:
        return
    yield BLANK
    yield from _verbatim("<", response_text(exchange.response, redactor))
    if fault := exchange.response.body_fault:
        note = "; its bytes are shown in hexadecimal" if exchange.response.is_coded else ""
        yield paragraph(Span(f"… the body {fault.words}{note}", Ink.WARNS), indent=2)


def _layer(row: LayerRow, redactor: Redactor) -> Iterator[Paragraph]:
    sign = _SIGNS.get(row.state, _NOT_REACHED)
    took = "" if row.spent is None else duration(row.spent)
    words = "not reached" if row.state is State.NOT_REACHED else ", ".join(filter(None, row.details))
    told = masked(plain_line(redactor.text(words)))
    name = _NAMES[row.layer.value].ljust(9)
    yield paragraph(sign, " ", name, took.rjust(8), "  ", *told, indent=2, hanging=_COLUMNS + 2)
    for trial in row.trials:
        words = plain_line(redactor.text(f"tried {trial.ip}: {trial.error}"))
        yield paragraph(*masked(words), indent=_COLUMNS + 2)


def _chain(peer: Peer, redactor: Redactor) -> Iterator[Paragraph]:
    yield paragraph(f"Certificates, {plain_line(redactor.text(trust_words(peer)))}:", indent=4)
    for number, certificate in enumerate(peer.chain, 1):
        for index, words in enumerate(_certificate(certificate)):
            text = plain_line(redactor.text(words))
            before = f"{number}. " if index == 0 else ""
            yield paragraph(before, *masked(text), indent=4 if before else 7, hanging=7)


def _certificate(certificate: Certificate) -> Iterator[str]:
    yield f"{certificate.subject or 'without a subject'}, issued by {certificate.issuer}"
    yield f"valid from {certificate.not_before or 'unknown'} until {certificate.not_after or 'unknown'}"
    if certificate.names:
        yield f"for {', '.join(certificate.names)}"
    if certificate.sha256:
        yield f"SHA-256 {certificate.sha256}"


def _verbatim(sign: str, text: str) -> Iterator[Paragraph]:
    """Yield lines as they went over the wire, each behind a sign that says which way."""
    for line in text.split("\n"):
        before = Span(f"{sign} " if line else sign, Ink.FAINT)
        yield Paragraph((before, *masked(line)), indent=2, is_verbatim=True)
