"""What was understood of a paste, in a line or two: its status, its headers, its body, and its phase."""

from __future__ import annotations

from ...interchange.explained_paste import Explained
from ...interchange.explained_text import why_read_so
from ...interchange.pasted_response import is_whole_json
from ...oauth2.exchange import HttpResponse
from ..keys.keys_now import with_keys


def understood(explained: Explained) -> str:
    """Return what a paste was read as, such as `Status 401 · 3 headers · JSON body, 95 bytes`.

    A response of an API says so. A second line says why, where nobody chose it.
    """
    phase = explained.reading.phase
    if phase is None:
        return "A request, without its response"
    response, status = explained.pasted.response, explained.pasted.status
    count = len(response.headers)
    facts = " · ".join(
        (
            f"Status {status}" if status else "Status unknown",
            "1 header" if count == 1 else f"{count:,} headers" if count else "no headers",
            f"{_kind_of(response)} body, {len(response.body):,} bytes" if response.body else "no body",
            *(["of the API"] if phase == "api" else []),
        )
    )
    why = why_read_so(explained.reading, with_keys("Press {explain.phase}"))
    return f"{facts}\n{why}" if why else facts


def _kind_of(response: HttpResponse) -> str:
    start = response.text.lstrip()[:5].lower()
    if start.startswith(("{", "[")):
        return "JSON" if is_whole_json(response) else "broken JSON"
    if start.startswith(("<?xml", "<soap")) or "xml" in response.media_type:
        return "XML"
    if start.startswith("<"):
        return "HTML"
    return "form-encoded" if response.media_type.endswith("x-www-form-urlencoded") else "text"
