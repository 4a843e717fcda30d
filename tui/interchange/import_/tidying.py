"""Takes away what mail, web pages and terminals put around a text: colors, markup, quote signs, numbers."""

from __future__ import annotations

import html
import re
from typing import Final

from ...line_breaks import without_returns
from .links import without_links
from .quoted_printable import without_quoted_printable
from .wiki_markup import without_wiki_markup

_MOST_OF_TEXT: Final = 1_048_576
"""How much of a text without a structure is read."""
_COLOR: Final = re.compile(r"\x1b\[[0-9;]{0,20}m")
_ENTITY: Final = re.compile(r"&(?:amp|quot|apos|#39|#x27|lt|gt|nbsp);")
_JSON: Final = re.compile(r"\s*[{\[]\s*[\"{}\[\]]|\s*\{\s*&quot;")
_MARKUP: Final = re.compile(
    r"(?i)\A\s*(?:<!doctype html|</?(?:html|body|pre|code|p|div|span|table|ul|ol|br)\b)|"
    r"</(?:pre|code|p|div|span|table|t[dhr]|d[dlt]|ul|ol|li)>"
)
_ROW_END: Final = re.compile(r"(?i)(?:<br[ /]{0,3}>|</(?:p|div|li|tr|dd|pre|h\d)>)[ \t]{0,20}\n?")
_CELL_END: Final = re.compile(r"(?i)</t[dh]>(?=\s*<t[dh])")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->|<![^<>]{0,200}>", re.DOTALL)
_FENCE: Final = re.compile(r"(?m)^[ \t>]*(?:```|~~~)[^\n]*$|\{(?:code|noformat)(?::[^{}\n]{0,80})?\}")
_QUOTED: Final = re.compile(r"[ \t]{0,3}>(?:[ \t]|>|$)")
_QUOTE_SIGNS: Final = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,10}")
_SHELL_GOES_ON: Final = re.compile(r"[\\^`][ \t]*$|['\"]$")
_VERBOSE: Final = re.compile(r"[ \t]{0,3}> (?:POST|GET|PUT) /\S* HTTP/")
_NUMBERED: Final = re.compile(r"[ \t]{0,8}(\d{1,4})(?:[ \t]*[|:][ \t]?|[ \t]+)(.*)$")
_FEWEST_NUMBERED: Final = 3
_WIRE: Final = re.compile(r'(?m)^[^\n>]{0,200}>>[ \t]*"?(?=(?:POST|GET|PUT) \S+ HTTP/)')
_WIRE_PREFIX: Final = re.compile(r'(?m)^[^\n>]{0,200}>>[ \t]?"?(.{0,8000}?)(?:(?:\[\\[rn]\])+"?|")?$')
_WIRE_ANSWER: Final = re.compile(r"(?m)^[^\n<]{0,200}<<[^\n]*$")
_ARROW: Final = re.compile(r"(?m)^([^\n]{0,120}?)--> (?:POST|GET|PUT) https?://")
_LEVELED: Final = re.compile(
    r"(?m)^([^\n]{0,120}?\b(?:INFO|DEBUG|TRACE|FINE)\b[^\n]{0,60}?[ \t])(?:>{1,2}[ \t]?)?"
    r"(?:POST|GET|PUT) (?:https?://|/)\S+(?: HTTP/\S+)?[ \t]*$"
)
"""A request line behind a log's level."""
_SENT_MARK: Final = re.compile(r"(?m)^[ \t]*>{1,2}[ \t]?")
_RECEIVED_LINE: Final = re.compile(r"(?m)^[ \t]*<{1,2}[ \t][^\n]*$")
_ARROWS: Final = re.compile(r"(?m)^--> (?=(?:POST|GET|PUT) )")
_ARROW_NOISE: Final = re.compile(r"(?m)^(?:--> END|<--)[^\n]*$")
_LISTED: Final = re.compile(
    r"(?m)^[ \t]*([-*•])[ \t]+(?:POST|GET|PUT) \S{1,2000}(?: HTTP/\d(?:\.\d)?)?[ \t]*$"
)
"""A request line that a page shows as an entry of a list, as it does the lines below it."""
_ESCAPED: Final = re.compile(
    r"(?m)^[^\n]{0,200}?([\"'`]?)((?:POST|GET|PUT) \S{1,2000} HTTP/\d(?:\.\d)?(?:\\r)?\\n(?=[\w:-])[^\n]*)$"
)
"""A request whose line breaks a log writes as escapes."""
_SHOWN_END: Final = re.compile(
    r"(?m)^[^\n]{0,200}?(?:POST|GET|PUT) \S{1,2000} HTTP/\d(?:\.\d)?(\\r\\n|\.)[ \t]*$"
)
_DOTS: Final = re.compile(r"(?m)\.[ \t]*$")
_SHOWN_ENDS: Final = re.compile(r"(?m)\\r\\n[ \t]*$")
"""Line ends that a recording shows as escapes, and breaks the line behind them."""
_SENT: Final = re.compile(r"(?m)^[ \t]*send: b?(['\"])(.{0,20000})\1[ \t]*$")
_RECEIVED: Final = re.compile(r"(?m)^[ \t]*(?:reply|header): [^\n]*$")


def tidy(text: str) -> str:
    """Return a text as it stood where it was copied from. A document of JSON stays as it is."""
    text = without_returns(_COLOR.sub("", text)).lstrip("\ufeff")
    if _JSON.match(text) and not ("&quot;" in text and '"' not in text):
        return text
    text = without_quoted_printable(text[:_MOST_OF_TEXT])
    text = "\n".join(_without_quote_signs(text.split("\n")))
    text = without_wiki_markup(without_links(text))
    if _MARKUP.search(text):
        text = _TAG.sub("", _ROW_END.sub("\n", _CELL_END.sub("\t", text)))
    if _ENTITY.search(text):
        text = html.unescape(text.replace("&nbsp;", " "))
    if _WIRE.search(text):
        text = _WIRE_PREFIX.sub(r"\1", _WIRE_ANSWER.sub("", text))
    if _ESCAPED.search(text):
        text = _with_line_breaks(text)
    if shown := _SHOWN_END.search(text):
        text = (_DOTS if shown[1] == "." else _SHOWN_ENDS).sub("", text)
    if listed := _LISTED.search(text):
        text = re.sub(rf"(?m)^[ \t]*{re.escape(listed[1])}(?:[ \t]|$)", "", text)
    if (leveled := _LEVELED.search(text)) and not _WIRE.search(text):
        text = _without_marks(_bare(text, leveled[1]))
    if arrow := _ARROW.search(text):
        text = _without_prefixes(text, arrow[1])
    return "\n".join(_without_numbers(text.split("\n")))


def _without_prefixes(text: str, prefix: str) -> str:
    """Return a log of OkHttp without what each line begins with, and without its arrows and answers."""
    bare = _bare(text, prefix) if prefix.strip() else text
    return _ARROWS.sub("", _ARROW_NOISE.sub("", bare))


def _bare(text: str, prefix: str) -> str:
    """Return a text without what each line of a log begins with, whose numbers differ."""
    alike = re.sub(r"\d+", r"\\d+", re.escape(prefix.rstrip()))
    return re.sub(rf"(?m)^{alike}[ \t]?", "", text)


def _without_marks(text: str) -> str:
    """Return a log without the signs for what is sent, and without what is received."""
    return _SENT_MARK.sub("", _RECEIVED_LINE.sub("", text))


def _with_line_breaks(text: str) -> str:
    """Return a text with the line breaks that a log has written as escapes, as Python's http.client does."""
    text = _RECEIVED.sub("", _SENT.sub(r"\2", text))
    text = _ESCAPED.sub(lambda found: found[2].rpartition(found[1])[0] if found[1] else found[2], text)
    return text.replace("\\r\\n", "\n").replace("\\n", "\n")


def without_fences(text: str) -> str:
    """Return a text without the marks that Markdown and Jira put around code."""
    return _FENCE.sub("", text)


def _without_quote_signs(lines: list[str]) -> list[str]:
    """Take the `>` of quoted mail away; a shell's prompts and curl's own `> POST …` stay."""
    kept: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if _QUOTED.match(line):
            block.append(line)
            continue
        if block:
            is_mail = not any(map(_VERBOSE.match, block)) and not (kept and _SHELL_GOES_ON.search(kept[-1]))
            kept += [_QUOTE_SIGNS.sub("", each, count=1) for each in block] if is_mail else block
            block = []
        kept.append(line)
    return kept[:-1]


def _without_numbers(lines: list[str]) -> list[str]:
    """Take line numbers away, where at least three lines have ascending ones."""
    kept: list[str] = []
    run: list[tuple[str, str]] = []
    last = 0
    for line in [*lines, ""]:
        found = _NUMBERED.match(line)
        if found and run and int(found[1]) == last + 1:
            run.append((line, found[2]))
        else:
            kept += [bare if len(run) >= _FEWEST_NUMBERED else whole for whole, bare in run]
            run = [(line, found[2])] if found else []
            if not found:
                kept.append(line)
        last = int(found[1]) if found else 0
    return kept[:-1]
