"""A body that is not plain UTF-8 JSON (RFC 8259 §8.1): another charset, odd bytes, another media type."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from ...oauth2.http_response import HttpResponse
from ..finding import Finding, FindingKind
from ..quoting import Quote
from ..rules.observation import Observation

_START: Final = 4_096
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_odd_bytes: Final = FindingKind("info", ("response_format", "server_side"), "RFC 8259 §8.1")
_CAUSE: Final = "Clients differ here: some read the token anyway, some fail."
_FIX: Final = "Ask the server's owner to send application/json in UTF-8, without a byte order mark."


def encoding_findings(response: HttpResponse, seen: Observation, quote: Quote) -> Iterator[Finding]:
    """Yield what is odd about the bytes of a response that should be JSON; nothing where it isn't text."""
    if seen.shape == "octets":
        return
    start = response.body[:_START]
    if start.startswith(_UTF16) or (len(start) > 4 and start[1::2].count(0) == len(start) // 2):
        yield _odd_bytes(
            "answer.utf16",
            title="The response is written in UTF-16, but JSON must be UTF-8.",
            cause=_CAUSE,
            fix=_FIX,
            evidence=("the body begins with the bytes " + start[:4].hex(" "),),
            severity="error",
        )
    elif start.startswith(codecs.BOM_UTF8) and seen.shape == "json":
        yield _odd_bytes(
            "answer.byte_order_mark",
            title="A byte order mark comes before the JSON, and strict clients refuse it.",
            cause=_CAUSE,
            fix=_FIX,
            evidence=("the body begins with the bytes ef bb bf",),
            severity="warning",
        )
    elif "\ufffd" in seen.body[:_START] and b"\xef\xbf\xbd" not in start:
        yield _odd_bytes(
            "answer.undecodable",
            title="The response holds bytes that don't exist in its charset.",
            cause=_CAUSE,
            fix=_FIX,
            evidence=(quote(f"Content-Type: {response.header('Content-Type') or 'none'}"),),
        )
    elif seen.shape == "json" and seen.media_type and not seen.media_type.endswith("json"):
        yield _odd_bytes(
            "answer.media_type",
            title=f"The response is JSON, but it calls itself {quote(seen.media_type)}.",
            cause=_CAUSE,
            fix="Response Type: "
            "set it to Json, whatever the response calls itself. "
            "If the product then reads no token, ask the server's owner to send application/json.",
            evidence=(quote(f"Content-Type: {seen.media_type}"),),
            severity="warning",
            fields=("response.type",),
        )
