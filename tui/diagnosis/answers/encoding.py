"""A body in another coding than it says, or than JSON allows (RFC 8259 §8.1)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from ...oauth2.exchange import HttpResponse
from ..finding import Finding, Severity
from ..quoting import Quote
from ..rules.observation import Observation

_START: Final = 4_096
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_findings(response: HttpResponse, seen: Observation, quote: Quote) -> Iterator[Finding]:
    """Yield what is odd about the bytes of an answer that should be JSON; of octets, nothing is known."""
    if seen.shape == "octets":
        return
    start = response.body[:_START]
    if start.startswith(_UTF16) or (len(start) > 4 and start[1::2].count(0) == len(start) // 2):
        yield _finding(
            "answer.utf16",
            "The answer is written in UTF-16, and JSON has to be UTF-8.",
            "the body begins with the bytes " + start[:4].hex(" "),
            "error",
        )
    elif start.startswith(codecs.BOM_UTF8) and seen.shape == "json":
        yield _finding(
            "answer.byte_order_mark",
            "A byte order mark stands before the JSON; strict readers refuse it.",
            "the body begins with the bytes ef bb bf",
            "warning",
        )
    elif "\ufffd" in seen.body[:_START] and b"\xef\xbf\xbd" not in start:
        yield _finding(
            "answer.undecodable",
            "The answer holds bytes that its charset can't have.",
            quote(f"Content-Type: {response.header('Content-Type') or 'none'}"),
            "info",
        )
    elif seen.shape == "json" and seen.media_type and not seen.media_type.endswith("json"):
        yield _finding(
            "answer.media_type",
            f"The answer is JSON and calls itself {quote(seen.media_type)}.",
            quote(f"Content-Type: {seen.media_type}"),
            "info",
        )


def _finding(finding_id: str, title: str, evidence: str, severity: Severity) -> Finding:
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=("response_format", "server_side"),
        title=title,
        cause="Clients differ in what they do with it: some read the token all the same, some fail.",
        fix="Ask the server's owner for application/json in UTF-8, without a mark before it.",
        evidence=(evidence,),
        reference="RFC 8259 §8.1",
    )
