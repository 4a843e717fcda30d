"""The pages of the reference: their order, and what each says of itself.

    # Title
                        <- one blank line
    One first sentence, which says what the page is about.

A page is the file `TOPIC.md` in this folder, so the files can be read on the web as they are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

TOPICS: Final = (
    "keys",
    "key-ids",
    "tour",
    "wizard",
    "fields",
    "more-fields",
    "practice",
    "plain",
    "browser",
    "appearance",
    "commands",
    "many",
    "report",
    "pasted",
    "ticket",
    "profile",
    "secrets",
    "sending",
    "sides",
    "certificates",
    "watching",
    "checkup",
    "rules",
    "json",
    "other-json",
    "exit-status",
)
"""The name of each page, in the order in which they are listed."""
SUFFIX: Final = ".md"


class Page(NamedTuple):
    """One page of the reference."""

    topic: str
    title: str
    summary: str
    """Its first sentence."""
    text: str
    """The whole page, in Markdown."""


@cache
def read_page(topic: str) -> Page:
    """Return a page.

    Raises:
        KeyError: there is no page of that name.
    """
    if topic not in TOPICS:
        raise KeyError(topic)
    text = Path(__file__).with_name(f"{topic}{SUFFIX}").read_text("utf-8")
    title, blank, summary, _ = text.split("\n", 3)
    if not title.startswith("# ") or blank or not summary:
        raise ValueError(f"{topic}{SUFFIX} does not begin with a title and a sentence")
    return Page(topic, title.removeprefix("# "), summary, text)


def topic_of_link(address: str) -> str:
    """Return the topic that a link in a page leads to; empty where it leads out of the reference."""
    topic = address.partition("#")[0].removesuffix(SUFFIX)
    return topic if topic in TOPICS and address.startswith(topic + SUFFIX) else ""
