"""Recognizes a request that was pasted in place of its response: curl, raw HTTP, a snippet, a form body.

A ticket often holds both. What follows the request is then the response.
"""

from __future__ import annotations

import json
import re
from typing import Final

from ..oauth2.lean.lazy_pattern import LazyPattern

_MOST_READ: Final = 65_536
"""Characters of a paste that are searched for a request."""
_PROMPT: Final = r"(?:[\w.@~:/\\-]{0,40}[$#>%][ \t]{1,3})?"
COMMAND: Final = LazyPattern(
    rf"{_PROMPT}(?:(?:curl|wget)(?:\.exe)?[ \t](?=[^\n]{{0,4000}}(?:https?:|--?\w|\\))|"
    r"(?:https?|xh)[ \t]{1,3}(?:--?\S{1,40}[ \t]{1,3}){0,9}(?:POST|GET|PUT|PATCH|DELETE)[ \t]\S|"
    r"(?:\$\w{1,40}[ \t]?=[ \t]?)?Invoke-(?:RestMethod|WebRequest)\b)",
    re.IGNORECASE,
)
"""A command that sends a request. It ends with its first line that neither a quote nor a mark carries on."""
REQUEST_LINE: Final = LazyPattern(
    r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]{1,3}"
    r"(?:https?://\S{1,4000}(?:[ \t]{1,3}HTTP/\d(?:\.\d)?)?|/\S{0,4000}[ \t]{1,3}HTTP/\d(?:\.\d)?)"
    r"[ \t]*(?=\r?\n|$)"
)
SNIPPET: Final = LazyPattern(
    r"\bfetch\([ \t\r\n]{0,9}[\"'`]?|\baxios(?:\.\w{1,10})?\([\s{]{0,9}|"
    r"\b(?:requests|httpx|session)\.(?:post|get|request)\(|\burllib\.request\.Request\(|\bcurl_init\(|"
    r"\bnew (?:HttpRequestMessage|RestRequest|HttpPost|XMLHttpRequest)\(|\bHttpRequest\.newBuilder\(|"
    r"\bhttp\.(?:NewRequest|PostForm)\(|\$\.(?:ajax|post)\("
)
_HEADER: Final = LazyPattern(r"[\w-]{1,60}:[ \t]?[^\n]{0,4000}")
FORM: Final = LazyPattern(r"(?:[\w.%+-]{1,100}=[^\s&]{0,4000}&)*grant_type=[^\s]{1,8000}", re.ASCII)
CARRIED_ON: Final = ("\\", "^", "`")
"""Marks at the end of a line that its command goes on: of POSIX shells, cmd.exe and PowerShell."""
_ANSWERED: Final = LazyPattern(r"""["']?(?:error|errors|message|access_token|fault)["']?\s?:""")


def is_request(text: str) -> bool:
    """Tell whether a paste is a request and holds no response to it."""
    text = text[:_MOST_READ].strip()
    rest = after_request(text)
    if rest is not None:
        return not rest
    return _is_form(text) or _is_json_form(text) or _is_snippet(text)


def after_request(text: str) -> str | None:
    """Return what follows the request that a paste begins with; None where it doesn't begin with one."""
    start = text.lstrip()
    if COMMAND.match(start[:_MOST_READ]):
        return _after_command(start)
    if line := REQUEST_LINE.match(start[:_MOST_READ]):
        return _after_raw_request(start[line.end() :])
    return None


def _after_command(text: str) -> str:
    """Return what follows a command of a shell. Its quotes may hold line breaks."""
    position, quote = 0, ""
    for line in text[:_MOST_READ].split("\n"):
        position += len(line) + 1
        quote = open_quote(line, quote)
        if not quote and not line.rstrip().endswith(CARRIED_ON) and not _goes_on(text, position):
            return text[position:].strip()
    return ""


def _goes_on(text: str, position: int) -> bool:
    """Tell whether the next line is one more option: copied from a page, the marks before it may be lost."""
    return re.match(r"[ \t]{0,40}--?[A-Za-z]", text[position : position + 60]) is not None


def open_quote(line: str, quote: str) -> str:
    """Return the quote that is open after a line, if it was `quote` before; empty without one."""
    is_escaped = False
    for char in line:
        if is_escaped:
            is_escaped = False
        elif char == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
    return quote


def _after_raw_request(text: str) -> str:
    """Return what follows a raw request: its headers, a blank line and its body belong to it."""
    lines = text.lstrip("\r\n").split("\n")
    index = 0
    while index < len(lines) and _HEADER.fullmatch(lines[index].rstrip()):
        index += 1
    rest = "\n".join(lines[index:]).strip()
    first, _, after = rest.partition("\n")
    if _is_form(first.strip()):
        return after.strip()
    return "" if _is_json_form(rest) else rest


def _is_form(text: str) -> bool:
    """Tell whether a text is the form-urlencoded body of a token request (RFC 6749 §4.3.2)."""
    return FORM.fullmatch(text) is not None


def _is_json_form(text: str) -> bool:
    """Tell whether a text is a token request's parameters as JSON: some clients send them that way."""
    if not text.startswith("{") or '"grant_type"' not in text or _ANSWERED.search(text):
        return False
    try:
        members = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(members, dict) and "grant_type" in members


def _is_snippet(text: str) -> bool:
    """Tell whether a text is code that sends a request, and not a traceback that names such code."""
    found = SNIPPET.search(text[:8000])
    if found is None or _ANSWERED.search(text, found.end()) or "Traceback" in text or "Exception" in text:
        return False
    return re.search(r"https?://|[A-Za-z]\w{0,40}[,)]", text[found.end() : found.end() + 4000]) is not None
