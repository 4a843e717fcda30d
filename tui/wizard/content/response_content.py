"""A response as content: headers and body, as much of them as anyone reads, and what is wrong with it."""

from __future__ import annotations

import json
from functools import partial
from typing import Final

from textual.content import Content
from textual.highlight import highlight

from ...oauth2.exchange import BodyFault, HttpResponse
from ...oauth2.redaction import Redactor
from .shown_text import shown_line, shown_text
from .table import heading

_SHOWN_BODY: Final = 32_768
"""Characters of a body that are shown; all of it is in the exports."""
_SHOWN_LINES: Final = 2_000
_INDENTED: Final = 65_536
"""Characters of JSON that are laid out: what is masked may be longer than what is shown."""
_LAID_OUT_BODY: Final = 262_144
"""Octets of JSON above which it is shown as it came: reading more would be felt."""
_COLOURED: Final = {"json": 20_000, "html": 8_000}
"""Characters of a body up to which its language is coloured: for some, the time grows with the square."""
_SHOWN_VALUE: Final = 2_000
"""Characters of one header that are shown."""
_SHOWN_HEADERS: Final = 16_384
"""Characters of all headers together."""
_MOST_HEADERS: Final = 200


def response_content(response: HttpResponse, redactor: Redactor | None) -> Content:
    """Return headers and body of a response; in the clear where there is no redactor."""
    parts = [heading("Response headers"), _headers(response, redactor)]
    parts += [Content(""), _body_title(response), _body(response, redactor)]
    return Content("\n").join(parts)


def _headers(response: HttpResponse, redactor: Redactor | None) -> Content:
    lines: list[Content] = []
    room = _SHOWN_HEADERS
    for name, value in response.headers[:_MOST_HEADERS]:
        if room <= 0:
            break
        shown_name = shown_line(name, redactor.text if redactor else None, most=_SHOWN_VALUE)
        mask = partial(redactor.header, name) if redactor else None
        shown_value = shown_line(value, mask, most=_SHOWN_VALUE)
        room -= len(shown_name) + len(shown_value)
        lines.append(
            Content.assemble((shown_name, "$text-primary"), (": ", "$foreground-muted"), shown_value)
        )
    if left_off := len(response.headers) - len(lines):
        lines.append(_muted(f"… {left_off:,} headers more"))
    return Content("\n").join(lines) if lines else _muted("none")


def _body_title(response: HttpResponse) -> Content:
    title = heading(f"Body ({len(response.body):,} bytes)")
    if response.body_fault is None:
        return title
    words = f"It {response.body_fault.words}"
    if response.body_fault in {BodyFault.BAD_CODING, BodyFault.UNKNOWN_CODING}:
        in_octets = bool(response.body) and response.text.startswith(response.body[:16].hex(" "))
        words += "; its bytes in hexadecimal" if in_octets else "; shown as received"
    return Content.assemble(title, "  ", (f"! {words}", "$text-warning"))


def _body(response: HttpResponse, redactor: Redactor | None) -> Content:
    if not response.body:
        return _muted("empty")
    text, language, is_whole = _laid_out(response)
    mask = redactor.text if redactor else None
    shown = shown_text(text, mask, most=_SHOWN_BODY, most_lines=_SHOWN_LINES)
    plain = shown.text.expandtabs()[:_SHOWN_BODY]
    is_coloured = len(plain) <= _COLOURED.get(language, -1)
    content = highlight(plain, language=language) if is_coloured else Content(plain)
    if is_whole and not shown.left_off:
        return content
    rest = f"… {shown.left_off:,} characters more" if is_whole else "… it goes on"
    return Content("\n").join([content, _muted(rest)])


def _laid_out(response: HttpResponse) -> tuple[str, str, bool]:
    """Return the body laid out to be read, the language it is in, and whether that is all of it."""
    text = response.text
    start = text.lstrip()[:1]
    if start in {"{", "["} and len(response.body) <= _LAID_OUT_BODY:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return text, "", True
        return _indented(document, text)
    return text, "html" if start == "<" else "", True


def _indented(document: object, text: str) -> tuple[str, str, bool]:
    """Return JSON with its members below one another, as far as it is shown; nested too deep, as it is."""
    pieces: list[str] = []
    length = 0
    try:
        for piece in json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(document):
            if length > _INDENTED:
                return "".join(pieces), "json", False
            pieces.append(piece)
            length += len(piece)
    except (ValueError, RecursionError):
        return text, "", True
    return "".join(pieces), "json", True


def _muted(words: str) -> Content:
    return Content.styled(words, "$foreground-muted")
