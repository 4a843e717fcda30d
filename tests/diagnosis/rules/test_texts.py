"""What a user reads of every rule: short sentences, a step each, the form's words, no more than is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tui.diagnosis.finding import CULPRITS, culprits_named_in, fields_named_in

from .catalogue_files import FILES, read

MOST_WORDS: Final = 24
"""Of a step: it is read aloud on the phone."""
ODD: Final = re.compile(r"(?i)\banew\b|\bmend|says no more|\boctets?\b|the answer\b|\bfor good\b|¦")
SENTENCE: Final = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“{])")


def faults_of(rule: dict[str, Any], file: dict[str, Any]) -> Iterator[str]:
    title, cause, steps = rule["title"], rule["cause"], SENTENCE.split(rule["fix"])
    if not re.match(r"https?://|[\w.\-]+[/:]\S|RFC \d", rule.get("source", file.get("source", ""))):
        yield "no source"
    if len(title.split()) > 16:
        yield f"a title of {len(title.split())} words"
    if len(SENTENCE.split(cause)) > 3:
        yield "a cause of more than three sentences"
    if len(steps) > 5:
        yield f"{len(steps)} steps"
    for sentence in (*SENTENCE.split(cause), *steps):
        if len(sentence.split()) > MOST_WORDS:
            yield f"{len(sentence.split())} words: {sentence}"
    for step in steps:
        if fields_named_in(step) and not fields_named_in(step.partition(": ")[0]):
            yield f"names a field, and does not begin with it and a colon: {step}"
    if odd := ODD.search(f"{title} {cause} {rule['fix']}"):
        yield f"says “{odd[0]}”"
    culprits = rule["culprits"]
    if len(culprits) > 4:
        yield f"{len(culprits)} culprits"
    if missing := set(culprits_named_in(rule["fix"])) - set(culprits):
        yield f"the fix names {', '.join(sorted(missing))}, which is no culprit"
    if not rule.get("wins"):
        yield "no case that it wins"
    if not rule.get("near_miss"):
        yield "no near miss"
    assert set(culprits) <= set(CULPRITS)


@pytest.mark.parametrize("name", FILES)
def test_every_rule_reads_well(name: str) -> None:
    file = read(name)
    faults = [f"{rule['id']}: {fault}" for rule in file["rule"] for fault in faults_of(rule, file)]
    assert not faults, "\n".join(faults)
