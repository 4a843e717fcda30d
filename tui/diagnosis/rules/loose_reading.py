"""Reading what is not quite well-formed: cut-off JSON, web pages, XML, challenges in a header."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Final

_MEMBER: Final = re.compile(
    r"""["']?(?P<key>[A-Za-z_][\w\-]{1,40})["']?\s{0,20}[:=]\s{0,20}"""
    r"""(?:"(?P<double>(?:[^"\\]|\\.){0,2000}+)"?|'(?P<single>(?:[^'\\]|\\.){0,2000}+)'?|(?P<bare>-?\d{1,18}))"""
)
_ELEMENT: Final = re.compile(
    r"<(?:\w{1,20}:)?(?P<key>[A-Za-z_]\w{1,40})(?:\s[^<>]{0,200})?>(?P<value>[^<>]{1,2000})</"
)
_TITLE: Final = re.compile(r"<(?i:title)[^>]{0,200}>(.{0,500}?)</(?i:title)", re.DOTALL)
_HEADING: Final = re.compile(r"<[hH][1-3][^>]{0,300}>(.{0,500}?)</[hH][1-3]", re.DOTALL)
_UNSEEN: Final = re.compile(
    r"<(?:((?i:script|style|svg|noscript|template))\b[^>]{0,2000}>.{0,30000}?</(?i:\1)\s*>|!--.{0,5000}?-->)",
    re.DOTALL,
)
_TAG: Final = re.compile(r"<[^<>]{0,3000}>")
_PARAMETER: Final = re.compile(
    r"""(\w{1,40})\s{0,5}=\s{0,5}(?:"((?:[^"\\]|\\.){0,2000}+)"?|([^\s",]{1,500}))"""
)
_READ: Final = 32_768
_MEMBERS_READ: Final = 12_288
_MARKS: Final = (
    (
        "[a form with a password field]",
        re.compile(r"""<(?i:input)[^<>]{0,400}?(?i:type)\s{0,5}=\s{0,5}["']?(?i:password)"""),
    ),
    (
        "[a form of a SAML or WS-Federation sign-in]",
        re.compile(r"""<(?i:input)[^<>]{0,400}?["']?(?i:saml(?:request|response)|wresult|relaystate)\b"""),
    ),
)
"""What the markup of a page does, in words: no reader sees it."""
_HUMPS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JOINTS: Final = re.compile(r"[_\-.:/#\s]+")
_STATUS: Final = re.compile(
    r"(?:^\W{0,3}|(?:\bhttp(?:/\d(?:\.\d)?)?(?: ?(?:status|error|response))?|status|error|success|"
    r"failed with|resulted in an?|returned)(?: ?code)?\W{1,5})([45]\d\d)(?![\w.])",
    re.IGNORECASE,
)


def loose_members(text: str) -> Iterator[tuple[str, str]]:
    """Yield key and value of all that looks like a member: in broken JSON, XML or `key: value` text."""
    window = text[:_MEMBERS_READ]
    if "</" in window:
        for element in _ELEMENT.finditer(window):
            yield element["key"], html.unescape(element["value"]).strip()
    for member in _MEMBER.finditer(window):
        value = member["double"] if member["double"] is not None else member["single"] or member["bare"] or ""
        yield member["key"], _unescaped(value)


def page_text(page: str) -> list[str]:
    """Return a web page's title, its headings, what its markup does in words, and its other text."""
    window = page[:_READ]
    parts = [_TITLE.search(window), *list(_HEADING.finditer(window))[:6]]
    seen = _TAG.sub(" ", _UNSEEN.sub(" ", window))
    texts = [_TAG.sub(" ", part[1]) for part in parts if part]
    if "<input" in page.lower():
        texts += [mark for mark, pattern in _MARKS if pattern.search(page)]
    texts.append(seen)
    return [folded for text in texts if (folded := " ".join(html.unescape(text).split())[:4000])]


def challenge_parameters(value: str) -> dict[str, str]:
    """Return the parameters of a WWW-Authenticate challenge (RFC 9110 §11.6.1), names in lower case."""
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(value[:_READ])}


def spelled_out(code: str) -> str:
    """Return a code as the words it consists of: `UserNotFoundException` is a sentence too."""
    return " ".join(_JOINTS.sub(" ", _HUMPS.sub(" ", code)).split()).lower()


def status_said(text: str) -> int | None:
    """Return the HTTP status that a text names near its start; None where it names none."""
    found = _STATUS.search(text[:300])
    return int(found[1]) if found else None


def inner_json(text: str) -> dict[str, object] | list[object] | None:
    """Return the JSON that a text consists of, as some gateways wrap a response; None where it isn't JSON."""
    if len(text) > _READ or not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        return None
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None


def _unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
