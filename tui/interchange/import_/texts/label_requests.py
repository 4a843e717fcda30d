"""Makes requests of labels and values: one for each account that they name."""

from __future__ import annotations

import re
from typing import Final

from ..request import PastedRequest
from ..urls import CREDENTIALS
from .label_draft import SECTIONS, Draft
from .label_lines import Labeled, bare_label, labeled_parts
from .labels import WIRE_NAMES
from .markup import with_labeled_elements, with_labeled_names
from .nested import with_full_names
from .prose import labeled_sentences, labeled_words
from .tables import without_tables

_BASIC_BELOW: Final = re.compile(r"(?im)^([ \t]*authorization)[ \t]*\n[ \t]*(basic[ \t]+\S+)[ \t]*$")
"""A header whose value stands on the line below, as a browser's tools copy it."""
_NO_WORD: Final = re.compile(r"[\d_@$!#%*]")
"""What a value has, and a word of a sentence hasn't."""
_MOST_LINES: Final = 5000


def label_requests(text: str) -> list[PastedRequest]:
    """Return the requests that the labels in a text describe: one for each account."""
    draft = Draft()
    plain = with_labeled_names(with_labeled_elements(_BASIC_BELOW.sub(r"\1: \2", text)))
    lines = with_full_names(without_tables(plain.split("\n")[:_MOST_LINES]))
    _read_lines(draft, lines, are_the_pastes=len(lines) == text.count("\n") + 1)
    known = {item.name for item in draft.items}
    if known.isdisjoint(CREDENTIALS):
        for part in labeled_words(lines) or labeled_sentences(text):
            draft.take(part, "the text")
    else:
        for part in labeled_sentences(text):
            if part.meaning in CREDENTIALS and part.meaning not in known and _NO_WORD.search(part.value):
                draft.take(part, "the text")
    draft.find_url(text.split("\n")[:_MOST_LINES])
    return draft.requests() if draft.names_something else []


def _read_lines(draft: Draft, lines: list[str], *, are_the_pastes: bool) -> None:
    section = ""
    skipped = -1
    for number, line in enumerate(lines):
        if number == skipped:
            continue
        where = f"line {number + 1}" if are_the_pastes else "the text"
        if bare := bare_label(line):
            section = bare.meaning if bare.meaning in SECTIONS else ""
            below = lines[number + 1] if number + 1 < len(lines) else ""
            if not section and _is_value(below, line, bare.meaning):
                draft.take(Labeled(bare.label, bare.meaning, below.strip()), where)
                skipped = number + 1
            continue
        parts = labeled_parts(line)
        if section and not _leaves(section, parts) and draft.take_row(section, line.strip(), where):
            continue
        section = section if line.strip() else ""
        for part in parts:
            draft.take(part, where)


def _is_value(line: str, label: str, meaning: str) -> bool:
    """Tell whether a line is the value of the label above it, and not a remark in parentheses."""
    value = line.strip()
    if not value or labeled_parts(line) or (value.startswith("(") and value.endswith(")")):
        return False
    return " " not in value or meaning in ("scope", "client_authentication") or _indent(line) > _indent(label)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _leaves(section: str, parts: list[Labeled]) -> bool:
    """Tell whether a label in a section belongs to the form again, and isn't a row."""
    return any(part.meaning != "scope" and part.label not in WIRE_NAMES for part in parts) or (
        section == "additional_headers" and bool(parts)
    )
