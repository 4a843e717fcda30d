"""A response as text: its headers and its body, each up to a limit, and what is wrong with the body."""

from __future__ import annotations

import json
from functools import partial
from typing import Final

from textual.content import Content
from textual.highlight import highlight

from ...interchange.shown_text import shown_line, shown_text
from ...oauth2.exchange import BodyFault, HttpResponse
from ...oauth2.masking.redaction import Redactor
from .table import heading

_SHOWN_BODY: Final = 32_768
"""The most characters of a body to show; exports have all of it."""
_SHOWN_LINES: Final = 2_000
_INDENTED: Final = 65_536
"""The most characters of JSON to indent: more than are shown, since masking can shorten the text."""
_LAID_OUT_BODY: Final = 262_144
"""Bytes of JSON above which it is shown as received: parsing more would be felt."""
_COLORED: Final = {"json": 20_000, "html": 8_000}
"""The most characters of a body to color: for some languages, the time grows with the square."""
_SHOWN_VALUE: Final = 2_000
"""The most characters of one header to show."""
_SHOWN_HEADERS: Final = 16_384
"""The most characters of all headers together."""
_MOST_HEADERS: Final = 200


def response_content(response: HttpResponse, redactor: Redactor | None) -> Content:
    """Return the headers and body of a response. Without a redactor, secrets are revealed."""
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
        lines.append(Content.assemble((shown_name, "$accent"), (": ", "$quiet"), shown_value))
    if left_off := len(response.headers) - len(lines):
        lines.append(_muted(f"… {left_off:,} more headers"))
    return Content("\n").join(lines) if lines else _muted("none")


def _body_title(response: HttpResponse) -> Content:
    title = heading(f"Body ({len(response.body):,} bytes)")
    if response.body_fault is None:
        return title
    words = f"It {response.body_fault.words}"
    if response.body_fault in {BodyFault.BAD_CODING, BodyFault.UNKNOWN_CODING}:
        in_hex = bool(response.body) and response.text.startswith(response.body[:16].hex(" "))
        words += "; shown in hexadecimal" if in_hex else "; shown as received"
    return Content.assemble(title, "  ", (f"! {words}", "$warns"))


def _body(response: HttpResponse, redactor: Redactor | None) -> Content:
    if not response.body:
        return _muted("empty")
    text, language, is_whole = _laid_out(response)
    mask = redactor.reading(response).text if redactor else None
    shown = shown_text(text, mask, most=_SHOWN_BODY, most_lines=_SHOWN_LINES)
    plain = shown.text.expandtabs()[:_SHOWN_BODY]
    is_colored = len(plain) <= _COLORED.get(language, -1)
    content = highlight(plain, language=language) if is_colored else Content(plain)
    if is_whole and not shown.left_off:
        return content
    rest = f"… {shown.left_off:,} more characters" if is_whole else "… and more"
    return Content("\n").join([content, _muted(rest)])


def _laid_out(response: HttpResponse) -> tuple[str, str, bool]:
    """Return the body laid out for reading, its language, and whether that is all of it."""
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
    """Return JSON indented, as far as it is shown. If it is nested too deep, return it as received."""
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
    return Content.styled(words, "$quiet")
