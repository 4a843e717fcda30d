"""What was understood of a pasted response, in one line: its status, its headers and its body."""

from __future__ import annotations

from ...interchange.pasted_response import PastedResponse, is_whole_json
from ...oauth2.exchange import HttpResponse


def understood(pasted: PastedResponse) -> str:
    """Return what a paste was read as, such as `Status 401 · 3 headers · JSON body, 95 bytes`."""
    response = pasted.response
    count = len(response.headers)
    return " · ".join(
        (
            f"Status {pasted.status}" if pasted.status else "Status unknown",
            "1 header" if count == 1 else f"{count:,} headers" if count else "no headers",
            f"{_kind_of(response)} body, {len(response.body):,} bytes" if response.body else "no body",
        )
    )


def _kind_of(response: HttpResponse) -> str:
    start = response.text.lstrip()[:5].lower()
    if start.startswith(("{", "[")):
        return "JSON" if is_whole_json(response) else "broken JSON"
    if start.startswith(("<?xml", "<soap")) or "xml" in response.media_type:
        return "XML"
    if start.startswith("<"):
        return "HTML"
    return "form-encoded" if response.media_type.endswith("x-www-form-urlencoded") else "text"
