"""A body that is damaged: cut short, endless, or encoded in another way than its headers say.

A token in a damaged success can't be relied on. In a refusal, the damage only limits what is known of the
reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ...oauth2.http_response import BodyFault, HttpResponse
from ..finding import Finding, FindingKind
from ..quoting import Quote

_damaged_body: Final = FindingKind("error")
_LOGS: Final = "ask the server's owner for the log of this minute, of server and gateway."
_FAULTS: Final[Mapping[BodyFault, Finding]] = {
    BodyFault.CUT_SHORT: _damaged_body(
        "answer.cut_short",
        title="The response is cut short.",
        cause="The body stops before its end. The server announced more than it sent, "
        "or something on the way cut it off. Half a token looks like a complete one, "
        "so no token is read from such a response.",
        fix=f"Send the request once more. If the response ends at the same point again, {_LOGS}",
        culprits=("network", "server_side"),
        reference="RFC 9112 §8",
        confidence="likely",
    ),
    BodyFault.BAD_CHUNKING: _damaged_body(
        "answer.bad_chunking",
        title="The response comes in chunks that can't be read to the end.",
        cause="A chunk has no length, or not the length it announces. "
        "Nobody can tell where the body ends, so every client fails on it.",
        fix=f"Nothing in the form can fix this: {_LOGS}",
        culprits=("server_side", "network"),
        reference="RFC 9112 §7.1",
    ),
    BodyFault.TOO_LONG: _damaged_body(
        "answer.too_long",
        title="The response is longer than 1 MiB, which no token response is.",
        cause="It is a page, a file or an endless stream, not the response of a token endpoint.",
        fix="Oauth2 Token Url: check that it is the token endpoint itself. "
        "If it is, ask the server's owner what it sends there.",
        culprits=("token_url", "server_side"),
        reference="RFC 6749 §5.1",
    ),
    BodyFault.BAD_CODING: _damaged_body(
        "answer.bad_coding",
        title="The response says that it is encoded with {coding}, but it isn't.",
        cause="Content-Encoding tells a client how to read the body. "
        "Most clients believe it and fail on this response, whatever it holds.",
        fix="Ask the server's owner to send Content-Encoding only with a body that is encoded. "
        "The usual culprit is a gateway that decompresses the body and leaves the header in.",
        culprits=("server_side", "network"),
        reference="RFC 9110 §8.4",
    ),
    BodyFault.TRAILING_BYTES: _damaged_body(
        "answer.trailing_bytes",
        title="After the body, which is encoded with {coding}, more bytes follow that are not.",
        cause="Some clients ignore such bytes, others fail on the whole response. "
        "Whether the product does can't be told from here.",
        fix="Ask the server's owner which gateway or filter adds to the body after it is compressed. "
        "Without compression for the token endpoint, this can't happen.",
        culprits=("server_side", "network"),
        reference="RFC 1952 §2.2",
    ),
    BodyFault.UNKNOWN_CODING: _damaged_body(
        "answer.unknown_coding",
        title="The response is encoded with {coding}, which the request didn't ask for.",
        cause="It can't be read here, and perhaps not by the product either. "
        "A server may use only the encodings that the request names.",
        fix="Ask the server's owner to send the token endpoint's responses without an encoding. "
        "Additional Headers: "
        "delete a row Accept-Encoding, which asks for one.",
        culprits=("server_side", "additional_headers", "network"),
        reference="RFC 9110 §12.5.3",
    ),
}
"""The title may hold the place {coding}; what is seen of the body is added for each response."""
_name_alone: Final = FindingKind("warning", ("server_side", "response_format"), "RFC 9110 §8.4.1")
_COUNTED: Final = frozenset({BodyFault.CUT_SHORT, BodyFault.BAD_CHUNKING, BodyFault.TOO_LONG})


def body_finding(response: HttpResponse, quote: Quote) -> Finding | None:
    """Return how a body is damaged; None where it isn't, and for a redirect, whose body doesn't matter.

    It is an error where it makes a success useless, else a warning.
    """
    fault = response.body_fault
    if fault is None or 300 <= response.status < 400:
        return None
    if fault is BodyFault.UNKNOWN_CODING and not response.is_coded:
        return _only_a_name(response, quote)
    finding = _FAULTS[fault]
    return replace(
        finding,
        severity="error" if response.status < 300 else "warning",
        title=finding.title.replace("{coding}", _coding(response, quote)),
        evidence=(_counted(response, quote) if fault in _COUNTED else _first_bytes(response, quote),),
    )


def _only_a_name(response: HttpResponse, quote: Quote) -> Finding:
    """Return that a readable body claims an encoding that is none, such as utf-8: most clients ignore it."""
    coding = _coding(response, quote)
    return _name_alone(
        "answer.unknown_coding",
        title=f"The response says that it is encoded with {coding}, but it can be read as it is.",
        cause="That is not a content encoding. Many clients ignore it, and some refuse the response.",
        fix="Ask the server's owner to leave Content-Encoding out. A charset belongs in Content-Type.",
        evidence=(f"Content-Encoding: {coding}",),
        severity="warning" if response.status < 300 else "info",
    )


def _counted(response: HttpResponse, quote: Quote) -> str:
    arrived = f"{len(response.body):,} bytes arrived"
    announced = (response.header("Content-Length") or "").strip()
    if announced.isdecimal() and not response.header("Content-Encoding"):
        return f"{arrived}; Content-Length announced {int(announced[:18]):,}"
    if coding := response.header("Transfer-Encoding"):
        return f"{arrived}; Transfer-Encoding: {quote(coding)}"
    return arrived


def _first_bytes(response: HttpResponse, quote: Quote) -> str:
    if response.body_fault is BodyFault.TRAILING_BYTES:
        return (
            f"Content-Encoding: {_coding(response, quote)}; {len(response.body):,} bytes decoded before them"
        )
    start = response.body[:8].hex(" ")
    begins = f"the body begins with the bytes {start}" if start else "the body is empty"
    return f"Content-Encoding: {_coding(response, quote)}; {begins}"


def _coding(response: HttpResponse, quote: Quote) -> str:
    return quote((response.header("Content-Encoding") or "").strip()) or "nothing"
