"""Takes away what wikis and trackers put around words: colors, fixed width, words that are struck out."""

from __future__ import annotations

import re
from typing import Final

_COLOR: Final = re.compile(r"\{color(?::[#\w]{1,20})?\}")
_OF_JIRA: Final = re.compile(r"(?m)^[ \t]*\|\||^h[1-6]\. |\{color[:}]|\{(?:panel|quote|noformat|code)[:}]")
"""What shows that a text is written in Jira's or Confluence's markup."""
_STRUCK_IN_JIRA: Final = re.compile(r"(?<=[:|=] )-(?=[^\s-])[^\n-]{1,80}(?<=\S)-[ ]+(?=\S)")
_FIXED_WIDTH: Final = re.compile(r"(?<![^\s|(*:])\{\{([^{}\n]{1,400})\}\}(?![^\s|),.;*])")
_NAME: Final = re.compile(r"[\s$]*(?:[a-z]+(?:[A-Z][a-z]+)*|[A-Za-z]+(?:[_ -][A-Za-z]+)+|[A-Z_]+)\s*")
"""What a variable is called, so that its braces are those of a placeholder."""
_STRUCK: Final = re.compile(
    r"(?<![^\s|:>])~~(?=[^\s~])[^~\n]{1,200}~~(?!~)|<(?P<tag>s|del|strike)>[^<>\n]{1,200}</(?P=tag)>",
    re.IGNORECASE,
)
"""Words that somebody struck out: they hold no longer."""
_DEFINITION: Final = re.compile(
    r"(?m)^;[ \t]{0,20}([^\s:;][^\n:;]{0,80}?)[ \t]{0,20}(?:\n:|:(?=[ \t]))[ \t]{0,20}(\S[^\n]{0,4000})$"
)
_DEFINED: Final = re.compile(r"(?i)</dt>\s*<dd\b")
_BOLD: Final = re.compile(r"'{3}([^'\n]{1,200})'{3}")


def without_wiki_markup(text: str) -> str:
    """Return a text without a wiki's marks. A placeholder's braces stay."""
    if "~~" in text or "</" in text:
        text = _DEFINED.sub("</dt> : <dd", _STRUCK.sub("", text))
    if _OF_JIRA.search(text):
        text = _FIXED_WIDTH.sub(_plain, _STRUCK_IN_JIRA.sub("", _COLOR.sub("", text)))
    if ";" in text:
        text = _DEFINITION.sub(r"\1: \2", text)
    return _BOLD.sub(r"\1", text) if "'''" in text else text


def _plain(found: re.Match[str]) -> str:
    return found[0] if _NAME.fullmatch(found[1]) else found[1]
