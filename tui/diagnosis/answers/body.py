"""A body that came otherwise than HTTP has it: cut, endless, or coded in another way than it says.

Of a success this is why it is none: a token in it can't be relied upon. Of a refusal it only limits what
is known of the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ...oauth2.exchange import BodyFault, HttpResponse
from ..finding import Finding, Severity
from ..quoting import Quote


class _Words(NamedTuple):
    culprits: tuple[str, ...]
    title: str
    """May hold the place {coding}, as `cause` and `fix` may."""
    cause: str
    fix: str
    reference: str


_AT_THIS_MINUTE: Final = (
    "ask the server's owner for its log, and that of the gateway before it, at this minute"
)
_FAULTS: Final[Mapping[BodyFault, _Words]] = {
    BodyFault.CUT_SHORT: _Words(
        ("network", "server_side"),
        "The answer is cut short.",
        "The connection ended before the body did: the server announces more than it sends, or something on "
        "the way cuts it off. Half a token looks like a whole one, so none is taken from such an answer.",
        "Send once more. If it ends at the same place again, the server or a gateway before it is at fault: "
        f"{_AT_THIS_MINUTE}. If not, the network between is unsteady.",
        "RFC 9112 §8",
    ),
    BodyFault.BAD_CHUNKING: _Words(
        ("server_side", "network"),
        "The answer comes in chunks that can't be read to their end.",
        "A chunk does not have the length that it announces, or announces none. Where the body ends is not "
        "known then, and every client fails on it.",
        f"Nothing in the form can make up for it: {_AT_THIS_MINUTE}.",
        "RFC 9112 §7.1",
    ),
    BodyFault.TOO_LONG: _Words(
        ("token_url", "server_side"),
        "The answer is longer than 1 MiB, which no token response is.",
        "It is a page, a file or a stream without end, not the answer of a token endpoint.",
        "Check that Oauth2 Token Url is the token endpoint itself; if it is, ask the server's owner what it "
        "sends there.",
        "RFC 6749 §5.1",
    ),
    BodyFault.BAD_CODING: _Words(
        ("server_side", "network"),
        "The answer says that it is coded in {coding}, and it is not.",
        "Content-Encoding tells a client how to read the body. One that believes it, as most do, fails "
        "on this answer, whatever it holds.",
        "Ask the server's owner to send Content-Encoding with a coded body alone; a gateway that "
        "decompresses and leaves the header in is the usual culprit.",
        "RFC 9110 §8.4",
    ),
    BodyFault.UNKNOWN_CODING: _Words(
        ("server_side", "additional_headers", "network"),
        "The answer is coded in {coding}, which nobody asked for.",
        "What it says can't be read here, and whether the product can is not known: a server may only use "
        "codings that the request names.",
        "Ask the server's owner to leave the answers of the token endpoint uncoded. A row Accept-Encoding in "
        "Additional Headers would ask for a coding: delete it.",
        "RFC 9110 §12.5.3",
    ),
}
_COUNTED: Final = frozenset({BodyFault.CUT_SHORT, BodyFault.BAD_CHUNKING, BodyFault.TOO_LONG})


def body_finding(response: HttpResponse, quote: Quote) -> Finding | None:
    """Return what is wrong with a body as it came; None where nothing is, and for a redirect's.

    An error where it makes a success useless, else a warning.
    """
    fault = response.body_fault
    if fault is None or 300 <= response.status < 400:
        return None
    if fault is BodyFault.UNKNOWN_CODING and not response.is_coded:
        return _only_a_name(response, quote)
    words = _FAULTS[fault]
    coding = _coding(response, quote)
    return Finding(
        id=f"answer.{fault.value}",
        severity="error" if response.status < 300 else "warning",
        culprits=words.culprits,
        title=words.title.replace("{coding}", coding),
        cause=words.cause,
        fix=words.fix,
        evidence=(_counted(response, quote) if fault in _COUNTED else _octets(response, quote),),
        reference=words.reference,
    )


def _only_a_name(response: HttpResponse, quote: Quote) -> Finding:
    """Return that a readable body names a coding which is none, such as utf-8: most clients overlook it."""
    severity: Severity = "warning" if response.status < 300 else "info"
    return Finding(
        id=f"answer.{BodyFault.UNKNOWN_CODING.value}",
        severity=severity,
        culprits=("server_side", "response_format"),
        title=f"The answer calls itself coded in {_coding(response, quote)}, and can be read as it is.",
        cause="That is no content coding. Many clients overlook it, and some refuse the answer.",
        fix="Ask the server's owner to leave Content-Encoding out; a charset belongs into Content-Type.",
        evidence=(f"Content-Encoding: {_coding(response, quote)}",),
        reference="RFC 9110 §8.4.1",
    )


def _counted(response: HttpResponse, quote: Quote) -> str:
    came = f"{len(response.body):,} bytes came"
    announced = (response.header("Content-Length") or "").strip()
    if announced.isdecimal() and not response.header("Content-Encoding"):
        return f"{came} of {int(announced[:18]):,} that Content-Length announced"
    if coding := response.header("Transfer-Encoding"):
        return f"{came}; Transfer-Encoding: {quote(coding)}"
    return came


def _octets(response: HttpResponse, quote: Quote) -> str:
    coding, start = _coding(response, quote), response.body[:8].hex(" ")
    return f"Content-Encoding: {coding}; the body begins with the bytes {start or 'of nothing'}"


def _coding(response: HttpResponse, quote: Quote) -> str:
    return quote((response.header("Content-Encoding") or "").strip()) or "nothing"
