"""Takes out of a fix what the run has disproved: it must not contradict the evidence below it.

A rule sees one response, and may advise what another attempt of the same run has just tried in vain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from ...oauth2.client_authentication import ClientAuthentication
from ..finding import Finding
from .reading import Reading, Stage

_BOTH: Final = frozenset({ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY})
_FIELD: Final = "Oauth2 Client Authentication"
_OTHER: Final = re.compile(
    rf"(?i)(?:then )?(?:(?:try|choose) the other {_FIELD}|set {_FIELD} to the other method)\b"
)
_SET: Final = re.compile(
    rf"(?i)(?:then )?(?:set {_FIELD} to|{_FIELD} should be) (?!one\b|the other\b|what\b)"
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_JOINT: Final = re.compile(
    r"(;\s+(?:then\s+)?|,\s+(?:then\s+|and\s+|or\s+)?"
    r"|\s+and\s+(?=(?:try|choose|set|compare|check|copy|delete|fill)\b))"
)
"""What joins two pieces of advice in a sentence."""
_CONDITION: Final = re.compile(r"(?i)(?:if|for|where|when)\b")
_ADVICE: Final = re.compile(
    r"(?i)\b(?:add|ask|check|choose|compare|copy|correct|delete|fill|leave|remove|set|try|type|wait)\b"
)
"""Verbs that begin a piece of advice of its own, and not the rest of the one before."""
_IF_SO: Final = re.compile(r"(?i)if it is")
_ALL_REFUSED: Final = (
    "Compare Client ID and Client Secret with the client's registration. If they are right, ask the server's "
    "owner which client authentication the client is registered for."
)


class _Disproved(NamedTuple):
    """Which advice has failed in this run."""

    refused: Collection[ClientAuthentication]
    """The methods with which the server refused the client."""
    is_other_tried: bool
    """Whether both Basic Auth and Request Body were tried, and neither got the client accepted."""


class _Clause(NamedTuple):
    """A piece of a sentence, and what joins it to the one before."""

    joint: str
    words: str


def without_disproved(finding: Finding, readings: Sequence[Reading]) -> Finding:
    """Return a finding whose fix advises no client authentication that this run tried in vain."""
    refused = {reading.method for reading in readings if reading.stage is Stage.CLIENT}
    in_vain = {reading.method for reading in readings if reading.seen and reading.stage <= Stage.REQUEST}
    fix = " ".join(_kept_sentences(finding.fix, _Disproved(refused, is_other_tried=in_vain >= _BOTH)))
    return finding if fix == finding.fix else replace(finding, fix=fix or _ALL_REFUSED)


def _kept_sentences(fix: str, disproved: _Disproved) -> Iterator[str]:
    was_dropped = False
    for sentence in _SENTENCE.split(fix):
        clauses = _clauses(sentence)
        if was_dropped and _IF_SO.fullmatch(clauses[0].words):
            clauses = clauses[1:]  # what it refers to is gone, and is so
        kept, was_dropped = _kept(clauses, disproved)
        if kept:
            yield _joined(kept) if kept != _clauses(sentence) else sentence


def _clauses(sentence: str) -> list[_Clause]:
    first, *rest = _JOINT.split(sentence.rstrip("."))
    return [_Clause("", first), *(_Clause(*pair) for pair in zip(rest[::2], rest[1::2], strict=True))]


def _kept(clauses: Sequence[_Clause], disproved: _Disproved) -> tuple[list[_Clause], bool]:
    """Return the clauses that still hold, and whether any was dropped. No condition stays without advice."""
    kept: list[_Clause] = []
    was_dropped = is_dropping = False
    for clause in clauses:
        goes_on = clause.joint.startswith(",") and not _ADVICE.match(clause.words)
        is_dropping = _is_disproved(clause.words, disproved) or (is_dropping and goes_on)
        was_dropped |= is_dropping
        if is_dropping or (was_dropped and _IF_SO.fullmatch(clause.words)):
            continue
        if was_dropped and clause.joint.startswith(";"):
            _drop_condition(kept)
        kept.append(clause)
    if was_dropped:
        _drop_condition(kept)
    if is_dropping and "and" in clauses[-1].joint and len(kept) > 1 and kept[-1].joint == ", ":
        kept[-1] = kept[-1]._replace(joint=", and ")
    return kept, was_dropped


def _drop_condition(clauses: list[_Clause]) -> None:
    if clauses and _CONDITION.match(clauses[-1].words) and _ADVICE.search(clauses[-1].words) is None:
        clauses.pop()


def _is_disproved(words: str, disproved: _Disproved) -> bool:
    if _OTHER.match(words):
        return disproved.is_other_tried
    if not _SET.match(words):
        return False
    named = words.lower()
    method = ClientAuthentication.BASIC if "basic auth" in named else ClientAuthentication.REQUEST_BODY
    return method in disproved.refused and ("basic auth" in named) != ("request body" in named)


def _joined(clauses: Sequence[_Clause]) -> str:
    text = clauses[0].words
    for before, clause in pairwise(clauses):
        # After a condition, the advice follows a comma alone.
        joint = ", " if _CONDITION.match(before.words) and ";" not in clause.joint else clause.joint
        text += joint + clause.words
    text = re.sub(r"(?i)^(?:then|and|or) ", "", text)
    return f"{text[0].upper()}{text[1:]}."
