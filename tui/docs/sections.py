"""The sections of the pages, and a search through them: what help shows of a field, and what it finds.

page ──> sections: what stands before the first `## Heading`, then one for each heading
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from .pages import TOPICS, read_page

_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_IN_HEADING, _IN_TITLE, _IN_TEXT = 9, 3, 1
"""What a word counts where it is found."""
_WITH_FIELDS: Final = ("fields", "more-fields")
"""The pages that have a section for each field of the form."""


@dataclass(frozen=True)
class Section:
    """A part of a page."""

    topic: str
    heading: str
    """Empty for what stands before the first heading."""
    text: str
    """Its Markdown, without the heading."""

    @property
    def name(self) -> str:
        """What a list calls it: `Keys › Review`."""
        title = read_page(self.topic).title
        return f"{title} › {self.heading}" if self.heading else title


@cache
def sections_of(topic: str) -> tuple[Section, ...]:
    """Return the sections of a page, in their order.

    Raises:
        KeyError: there is no page of that name.
    """
    text = read_page(topic).text
    # A heading in an example is no heading.
    blank = _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    found = [*_HEADING.finditer(blank)]
    starts = [0, *(heading.end() for heading in found)]
    ends = [*(heading.start() for heading in found), len(text)]
    headings = ["", *(text[heading.start(1) : heading.end(1)] for heading in found)]
    parts = zip(headings, starts, ends, strict=True)
    return tuple(Section(topic, heading, text[start:end].strip()) for heading, start, end in parts)


def section_of_field(label: str) -> Section | None:
    """Return the section about a field of the form, by its label; None where none is."""
    for topic in _WITH_FIELDS:
        for section in sections_of(topic):
            if label in section.heading.split(", "):
                return section
    return None


def find_sections(query: str) -> list[Section]:
    """Return the sections that hold every word of a query, those that have them in the heading first."""
    words = query.casefold().split()
    found = [(_worth(section, words), section) for section in _all_sections()] if words else []
    # Sorting keeps the order of the pages among equals.
    return [section for worth, section in sorted(found, key=lambda pair: -pair[0]) if worth]


def _all_sections() -> Iterator[Section]:
    for topic in TOPICS:
        yield from sections_of(topic)


def _worth(section: Section, words: list[str]) -> int:
    heading, text = section.heading.casefold(), section.text.casefold()
    title = read_page(section.topic).title.casefold()
    total = 0
    for word in words:
        worth = _IN_HEADING * (word in heading) + _IN_TITLE * (word in title) + _IN_TEXT * (word in text)
        if not worth:
            return 0
        total += worth
    return total
