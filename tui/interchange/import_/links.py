"""Undoes what programs make of addresses: a link to what is written there already."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = (
    r"(?:https?://[^\s<>()\[\]|\"']{1,2000}+|"
    r"(?<![^\s<>()\[\]|\"':/])[^\s<>()\[\]|\"':/@]{1,200}+@[\w.-]{1,200}+)"
)
_SCHEME: Final = r"(?:mailto:)?"
_FORMS: Final = tuple(
    re.compile(form % (_ADDRESS, _SCHEME))
    for form in (
        r"\[(%s)\]\(%s\1/?\)",  # Markdown
        r"\[(%s)\|%s\1/?(?:\|[\w-]{1,40})?\]",  # Jira
        r"(%s)[ \t]?<%s\1/?>",  # Outlook
    )
)
_SLACK: Final = re.compile(rf"<{_SCHEME}({_ADDRESS})\|\1/?>")


def without_links(text: str) -> str:
    """Return a text in which an address that links to itself is only the address."""
    if "](" not in text and "|" not in text and "<" not in text:
        return text
    for form in (*_FORMS, _SLACK):
        text = form.sub(r"\1", text)
    return text
