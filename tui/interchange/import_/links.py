"""Undoes what programs make of addresses: a link to itself, or to a service that checks it first."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = (
    r"(?:https?://[^\s<>()\[\]|\"']{1,2000}+|"
    r"(?<![^\s<>()\[\]|\"':/])[^\s<>()\[\]|\"':/@]{1,200}+@[\w.-]{1,200}+)"
)
_CHECKED: Final = (
    r"https://[\w.-]{0,80}(?:safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com)/"
    r"[^\s<>()\[\]|\"']{1,4000}+"
)
"""Where services that check links lead first."""
_TARGET: Final = rf"(?:(?:mailto:)?\1/?|{_CHECKED})"
_FORMS: Final = tuple(
    map(
        re.compile,
        (
            rf"\[({_ADDRESS})\]\({_TARGET}\)",  # Markdown
            rf"\[({_ADDRESS})\|{_TARGET}(?:\|[\w-]{{1,40}})?\]",  # Jira
            rf"({_ADDRESS})[ \t]?<{_TARGET}>",  # Outlook
        ),
    )
)
_SLACK: Final = re.compile(rf"<(?:mailto:)?({_ADDRESS})\|\1/?>")


def without_links(text: str) -> str:
    """Return a text in which an address that links to itself is only the address."""
    if "](" not in text and "|" not in text and "<" not in text:
        return text
    for form in (*_FORMS, _SLACK):
        text = form.sub(r"\1", text)
    return text
