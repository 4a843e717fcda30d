"""Makes requests of labels and values: one for each account that they name."""

from __future__ import annotations

import re
from typing import Final

from ...request import PastedRequest
from ...urls import CREDENTIALS
from ..blocks import with_nested_blocks
from ..chat import without_speakers
from ..exports import without_exports
from ..kubernetes import with_decoded_secrets
from ..listed_values import with_listed_scopes
from ..markup import with_labeled_elements, with_labeled_names
from ..nested import with_flow_mappings, with_full_names
from ..prose import BELOW_BASIC, labeled_pairs, labeled_sentences, labeled_words, looks_like_value
from ..robot import with_labeled_cells
from ..statements import with_labeled_statements
from ..tables import without_tables
from .draft import SECTIONS, Draft, names_basic
from .lines import Labeled, bare_label, labeled_parts
from .meanings import WIRE_NAMES

_BASIC_BELOW: Final = re.compile(r"(?im)^([ \t]*authorization)[ \t]*\n[ \t]*(basic[ \t]+\S+)[ \t]*$")
"""A header whose value stands on the line below, as a browser's tools copy it."""
_LABELED: Final = (
    without_exports, with_decoded_secrets, with_labeled_cells, with_labeled_statements,
    with_labeled_elements, with_labeled_names,
)  # fmt: skip
"""What turns other forms into lines of a label and a value, in this order."""
_CHECKS: Final = (
    r"(?:(?:validate|verify)[ _-]?(?:certs?|certificates?|ssl|tls)|(?:ssl|tls)[ _-]?verif(?:y|ication))"
)
_SKIPS: Final = r"(?:insecure(?:[ _-]?skip[ _-]?verify)?|skip[ _-]?(?:tls|ssl)[ _-]?verify)"
_UNCHECKED: Final = re.compile(
    rf"(?im)^[ \t]*[\"']?(?:{_CHECKS}[\"']?[ \t]*[:=][ \t]*[\"']?(?:false|no|off|0)|"
    rf"{_SKIPS}[\"']?[ \t]*[:=][ \t]*[\"']?(?:true|yes|on|1))\b"
)
"""Settings by which nothing checks the server's certificate."""
_MOST_LINES: Final = 5000


def label_requests(text: str) -> list[PastedRequest]:
    """Return the requests that the labels in a text describe: one for each account."""
    draft = Draft()
    plain = _BASIC_BELOW.sub(r"\1: \2", text)
    for labeled in _LABELED:
        plain = labeled(plain)
    spoken = without_speakers(plain.split("\n")[:_MOST_LINES])
    blocks = with_nested_blocks(with_listed_scopes(without_tables(spoken)))
    lines = with_full_names(with_flow_mappings(blocks))
    _read_lines(draft, lines, are_the_pastes=len(lines) == text.count("\n") + 1)
    known, told_in = draft.known, "\n".join(lines)
    if known.isdisjoint(CREDENTIALS):
        pairs = list(labeled_pairs(told_in))
        told = [*pairs, *(labeled_words(lines) or labeled_sentences(told_in))]
        told = [
            part for part in told if part in pairs or part.meaning not in {pair.meaning for pair in pairs}
        ]
        for part in told:
            _take_told(draft, part)
    else:
        for part in labeled_words(lines, known):
            draft.take(part, "the text")
        known = draft.known
        for part in labeled_sentences(told_in):
            is_new = part.meaning in (*CREDENTIALS, "scope") and part.meaning not in known
            is_sure = looks_like_value(part.value) or part.meaning == "scope"
            if part.label == BELOW_BASIC or (is_new and is_sure):
                _take_told(draft, part)
    if _UNCHECKED.search(text):
        draft.notes.append("insecure")
    draft.find_url(text.split("\n")[:_MOST_LINES])
    return draft.requests() if draft.names_something else []


def _take_told(draft: Draft, part: Labeled) -> None:
    (draft.take_below_basic if part.label == BELOW_BASIC else draft.take)(part, "the text")


def _read_lines(draft: Draft, lines: list[str], *, are_the_pastes: bool) -> None:
    section = ""
    skipped = -1
    for number, line in enumerate(lines):
        if number == skipped:
            continue
        where = f"line {number + 1}" if are_the_pastes else "the text"
        if bare := bare_label(line, is_listed=skipped == number - 1 and number > 0):
            section = bare.meaning if bare.meaning in (*SECTIONS, "basic") else ""
            below = lines[number + 1] if number + 1 < len(lines) else ""
            if section in ("", "basic") and _is_value(below, line, bare.meaning):
                draft.take(Labeled(bare.label, bare.meaning, below.strip()), where)
                skipped = number + 1
            continue
        parts = labeled_parts(line)
        if section == "basic" and parts and all(part.meaning in ("username", "password") for part in parts):
            for part in parts:
                draft.take_below_basic(part, where)
            continue
        if (
            section in SECTIONS
            and not _leaves(section, parts)
            and draft.take_row(section, line.strip(), where)
        ):
            continue
        if any(part.meaning == "basic" and names_basic(part.value) for part in parts):
            section = "basic"
        elif parts if section == "basic" else not line.strip():
            section = ""
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
