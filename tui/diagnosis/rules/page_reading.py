"""What a reader sees of a web page, and what its markup does; the text of XML. Takes a time in proportion.

No expression here looks for the end of what it began with: a page that opens `<svg>` a thousand times and
never closes it would be searched to its end a thousand times. An end is looked for once, and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern

_READ: Final = 32_768
_LONGEST_TEXT: Final = 4_000
_LONGEST_TITLE: Final = 500
_MOST_HEADINGS: Final = 6
_TITLE: Final = LazyPattern(r"(?i)<(title)\b[^<>]{0,200}>")
_HEADING: Final = LazyPattern(r"(?i)<(h[1-3])\b[^<>]{0,300}>")
_UNSEEN: Final = LazyPattern(r"(?i)<(?:(script|style|svg|noscript|template)\b|(!--))")
_TAG: Final = LazyPattern(r"<[^<>]{0,3000}>")
_BLOCK_END: Final = LazyPattern(
    r"(?i)</(?:p|div|h[1-6]|li|td|th|dd|dt|title|head|section)\b[^<>]{0,50}>|<br\b[^<>]{0,50}>"
)
_ELEMENT_END: Final = LazyPattern(r"</(?!(?:b|i|em|strong|code|a|span)>)[^<>]{1,200}>")
"""Not that of an element inside a sentence: a program's complaint in HTML is no page."""
_BREAKS: Final = LazyPattern(r"(?:\|\s)+")
_MARKS: Final = (
    (
        "[a form with a password field]",
        LazyPattern(r"""<(?i:input)[^<>]{0,400}?(?i:type)\s{0,5}=\s{0,5}["']?(?i:password)"""),
    ),
    (
        "[a form of a SAML or WS-Federation sign-in]",
        LazyPattern(r"""<(?i:input)[^<>]{0,400}?["']?(?i:saml(?:request|response)|wresult|relaystate)\b"""),
    ),
)
"""What the markup of a page does, in words: no reader sees it."""


def document_text(document: str) -> list[str]:
    """Return the text of an XML document. What two elements hold is no sentence."""
    import html  # with all entities, which few bodies need

    text = _TAG.sub(" ", _ELEMENT_END.sub(" | ", document[:_READ]))
    return [folded] if (folded := _folded(html.unescape(text))) else []


def page_text(page: str) -> list[str]:
    """Return a web page's title, its headings, what its markup does in words, and its other text."""
    import html  # with all entities, which few bodies need

    window = page[:_READ]
    titles = [text for text in _inner_texts(window, _TITLE) if len(text) <= _LONGEST_TITLE]
    headings = (text for text in _inner_texts(window, _HEADING) if len(text) <= _LONGEST_TITLE)
    texts = [_TAG.sub(" ", text) for text in (*titles[:1], *islice(headings, _MOST_HEADINGS))]
    if "<input" in page.lower():
        texts += [mark for mark, pattern in _MARKS if pattern.search(page)]
    # What two blocks say is no sentence: “Unauthorized”, and then “The request …”.
    texts.append(_TAG.sub(" ", _BLOCK_END.sub(" | ", _without_unseen(window))))
    return [folded for text in texts if (folded := _folded(html.unescape(text)))]


def _folded(text: str) -> str:
    """Return a text with single blanks and single breaks, and none at its ends."""
    return _BREAKS.sub("| ", " ".join(text.split()) + " ").strip(" |")[:_LONGEST_TEXT]


class _Ends:
    """Finds where elements end in a text. Each end is searched for once, however often one begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, re.Match[str] | None] = {}

    def after(self, name: str, start: int) -> re.Match[str] | None:
        """Return the next end of an element, or of a comment (`!--`), from a place on; starts only grow."""
        known = self._next.get(name)
        if name not in self._next or (known and known.start() < start):
            known = self._next[name] = _end_of(name).search(self._text, start)
        return known


@cache
def _end_of(name: str) -> LazyPattern:
    return LazyPattern("-->" if name == "!--" else rf"(?i)</{name}\s{{0,9}}>?")


def _inner_texts(text: str, begin: LazyPattern) -> Iterator[str]:
    """Yield what stands in each element, from its beginning to its next end."""
    ends = _Ends(text)
    for opened in begin.finditer(text):
        if end := ends.after(opened[1].lower(), opened.end()):
            yield text[opened.end() : end.start()]


def _without_unseen(text: str) -> str:
    """Return a page without its scripts, its styles, its drawings and its comments."""
    ends, kept, position = _Ends(text), [], 0
    for opened in _UNSEEN.finditer(text):
        if opened.start() < position:
            continue
        if end := ends.after((opened[1] or opened[2]).lower(), opened.end()):
            kept.append(text[position : opened.start()])
            position = end.end()
    kept.append(text[position:])
    return " ".join(kept)
