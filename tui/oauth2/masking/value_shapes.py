r"""How a value stands behind its name: JSON, forms, XML, headers, labels, command lines, calls, sentences.

    client_secret = "abc"
    ╰── head ─────╯╰value

A value is read only where its name means a secret, and the search goes on behind it: so all of this takes
linear time, since what repeats in a head is bounded.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..lean.lazy_pattern import LazyPattern

_WORD: Final = r"[^\W\d](?:[\w.\-]{0,58}[\w\-])?"
_NAME: Final = rf"(?P<name>{_WORD})"
_STARTS: Final = r"(?<![\w.\-])"
_QUOTED: Final = r"""(?:\\{1,8}[^"'\\]|[^"'\\])++"""
_BARE: Final = r"(?:[^\s\"'<>|`]|(?<=\w)'(?=\w))"


MOST_BEFORE: Final = 160
MOST_BEHIND: Final = 1_000
"""Characters of a head before its name and behind it: a part of a form has headers of its own."""


class Shape(NamedTuple):
    """What stands before a value, with the group `name`, and the value."""

    head: LazyPattern
    value: LazyPattern


def _shape(head: str, value: str, *needs: str) -> Shape:
    """Return a shape whose head holds one of `needs`, signs that stand in few texts."""
    return Shape(LazyPattern(head, re.IGNORECASE, needs=needs), LazyPattern(value))


_KEY: Final = rf"""(?<!\\)\\{{0,7}}["']{_NAME}\\{{0,7}}["']\s{{0,9}}[:=]>?\s{{0,9}}"""
JSON: Final = _shape(
    # Also as a text inside of JSON; a Python dict; in a list, or in an object of its own.
    rf"""{_KEY}(?:\{{\s{{0,9}}\\{{0,7}}["']value\\{{0,7}}["']\s{{0,9}}:\s{{0,9}})?\[?\s{{0,9}}[a-z]?\\{{0,7}}["']""",
    _QUOTED,
    '"',
    "'",
)
JSON_NUMBER: Final = _shape(_KEY, r"\d{6,40}", '"', "'")
FORM: Final = _shape(
    # A form, a query, a path parameter, an attribute; also user[password]=.
    rf"""{_STARTS}(?P<name>{_WORD}(?:\[[\w.\-]{{0,60}}\]){{0,3}})=["']?""",
    r"""[^&;\s"'<>,)]+""",
    "=",
)
ELEMENT: Final = _shape(rf"<(?:\w{{1,20}}:)?{_NAME}(?:\s[^<>]{{0,200}})?>\s{{0,9}}", r"[^<\s][^<]*", "<")
PROPERTY: Final = _shape(
    rf"""<\w{{1,30}}\s[^<>]{{0,100}}?(?:name|key|id)\s?=\s?["']{_NAME}["'][^<>]{{0,100}}>\s{{0,9}}""",
    r"[^<\s/][^<]*",
    "<",
)
PAIR: Final = _shape(
    # A name and a value, each under a key of its own.
    rf"""["']{_NAME}["']\s{{0,9}},\s{{0,9}}["'](?:value|val|content|data)["']\s{{0,3}}:\s{{0,3}}["']""",
    _QUOTED,
    ",",
)
PART: Final = _shape(
    # A part of multipart/form-data.
    rf"""\bname="?{_NAME}"?[^\n"]{{0,100}}\n(?:[^\s][^\n]{{0,200}}\n){{0,3}}\r?\n""",
    r"[^\r\n]+",
    "\n",
)
FLAG: Final = _shape(
    # The option of a program: --client-secret abc.
    rf"""(?<!\S)--?{_NAME}[ =]{{1,3}}["']?""",
    r"""[^\s"'\-][^\s"']*""",
    "-",
)
HEADER: Final = _shape(
    # The headers that are secrets as a whole but for their scheme; what they hold may be quoted itself.
    r"""(?<![\w.\-])(?P<name>(?:[\w.\-]{1,40}[\-])?(?:authorization|cookie))"""
    r"""[ \t]{0,3}(?:[:：]|=>|-+>|[ ]=)[ \t]{0,3}(?:[a-z][\w\-]{0,19}[ ]{1,3}(?=[^\s"']))?""",
    r"""(?:"[^"\n]*"|[^"'\r\n])++""",
    ":",
    "：",
    ">",
    " =",
)
LABEL: Final = _shape(
    # A header, a setting, a line that somebody wrote: also in bold, in a table, with its value below it.
    rf"""(?<![\w.\-/])(?P<name>{_WORD}(?:[ ]{_WORD})?)[*_`….\])]{{0,4}}"""
    r"""(?:[ \t]{0,3}(?:[:：]|=>|-+>)|[ \t]{1,3}[=|]|\t)[*_`]{0,2}[ \t]{0,3}(?:\|?\r?\n[ \t]{1,8})?["'`“]?""",
    rf"{_BARE}(?:[ \t]{{0,2}}{_BARE})*+",
    ":",
    "：",
    ">",
    "=",
    "|",
    "\t",
)
LISTED: Final = _shape(
    # Two texts in a row, as in a call.
    rf"""(?P<open>[(\[,]?)\s{{0,3}}["']{_NAME}["']\s{{0,3}},\s{{0,3}}["']""",
    _QUOTED,
    ",",
)
SAID: Final = _shape(
    rf"""{_STARTS}{_NAME}[ ](?:[(\[]?was:?[ ])?(?P<quote>["'“‘«\[`]?)""",
    r"""[^\s"'”’»\]`<>()]+""",
    " ",
)
CURL_USER: Final = _shape(
    r"""(?<!\S)(?P<name>-[a-z]{0,6}[ue]|--(?:proxy-|tls)?user|--(?:proxy-)?cert)(?:=|[ ]{0,3})["']?"""
    r"""[^\s:"']{0,100}:""",
    r"""[^\s"']+""",
    "-",
)
CURL_COOKIES: Final = _shape(
    r"""(?<!\S)(?P<name>-b)[ ]{0,3}["']?""", r"""[^\s"']{1,100}=[^"'\n]+""", "-b", "-B"
)
USER_INFO: Final = _shape(
    # https://user:password@host, in any scheme.
    r"""\b(?P<name>[a-z][a-z0-9+.\-]{1,20})://[^\s/?#@:"'<>]{0,100}:""",
    r"""[^\s/?#@"'<>]{1,200}(?=@)""",
    "://",
)
TOKENS: Final = (
    LazyPattern(
        r"""\b(?i:Bearer|Basic)\s{1,9}(?P<value>(?:(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{12,}|"""
        r"""[A-Za-z0-9._~+/-]{24,})=*)"""
    ),
    # A run of base64url is looked at once, from its start: from every eyJ in it, it would take hours.
    LazyPattern(
        r"""(?P<value>(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*?\beyJ[A-Za-z0-9_-]{8})"""
        r"""[A-Za-z0-9_-]++\.[A-Za-z0-9_-]{8,}+(?:\.[A-Za-z0-9_-]*+){1,3})""",
        needs=("eyJ",),
    ),
    LazyPattern(
        r"(?P<value>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]*)", needs=("-----BEGIN ",)
    ),
)
TAG: Final = LazyPattern(r"<[a-z][\w:.\-]{0,40}\s[^<>]{0,2000}>", re.IGNORECASE, needs=("<",))
ATTRIBUTE: Final = LazyPattern(
    r"""\b(?P<attribute>name|id|key|value|content)\s{0,9}=\s{0,9}"""
    r"""(?P<mark>["'])(?P<value>[^"']*+)(?P=mark)""",
    re.IGNORECASE,
)
