"""Derives from a rule's conditions what a response must hold for the rule to be looked at.

Each need names words by their place, and a response must hold one of them there: see `places`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..evidence.claims import Saying
from .derived_keywords import of_pattern
from .keywords import SHORTEST, best
from .phrase import CodeRange, Phrase
from .places import EDGE, HEADER
from .rule import Needs, When


def needs_of(when: When) -> Needs:
    """Return what a response must hold for conditions to hold; what is quickest to check comes first."""
    needs = ({place: list(words) for place, words in need.items()} for need in _needs_of(when))
    return [need for need in needs if all(need.values())]


def _needs_of(when: When) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield the need of each condition. One without words for a place is not known, or needs nothing."""
    yield {"shape": when.shape}
    yield {"status": [_digits(span) for span in when.status]}
    yield {"media type": when.content_type}
    yield {"errors": _united(best(of_pattern(error)) for error in when.error)}
    yield {"said": _united(map(_of_code, when.code))}
    for phrase in when.all_text:
        yield {"said": best(phrase.keywords)}
    yield from _of_wording(when)
    for path, _ in when.json:
        yield {"members": [f"{EDGE}{name}{EDGE}" for name in dict.fromkeys((path, path.partition(".")[0]))]}
    for name, phrase in when.header:
        yield {f"{HEADER}{name}": best(phrase.keywords) or [""]}
    yield {"url": _of_phrases(when.url)}
    yield {"body": _of_phrases(when.body)}


def _of_wording(when: When) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield the need of `text`, `shared` and `says`: one of them must hold."""
    said = _of_phrases((*when.text, *when.shared))
    claims = [word for saying in when.says for word in _of_saying(saying)]
    if not when.says:
        yield {"said": said}
    elif said:
        yield {"claims": claims, "said": said}
    elif not (when.text or when.shared):
        yield {"claims": claims}


def _of_saying(saying: Saying) -> list[str]:
    states = [f"{state}{EDGE}" for state in sorted(saying.states)] or [""]
    return [f"{EDGE}{entity} {state}" for entity in sorted(saying.entities) for state in states]


def _of_phrases(phrases: Iterable[Phrase]) -> list[str]:
    return _united(best(phrase.keywords) for phrase in phrases)


def _united(choices: Iterable[Sequence[str]]) -> list[str]:
    """Return the words of which one is needed where one of several conditions must hold."""
    listed = list(choices)
    return list(dict.fromkeys(word for words in listed for word in words)) if all(listed) else []


def _of_code(code: CodeRange) -> list[str]:
    digits = str(code.first).zfill(code.width)
    is_telling = code.first == code.last and len(digits) >= SHORTEST
    words = digits if is_telling else code.prefix
    return [words] if words else []


def _digits(span: range) -> str:
    """Return how the statuses of a span begin, after an edge: 401, or 4."""
    return f"{EDGE}{span[0]}" if len(span) == 1 else f"{EDGE}{span[0] // 100}"
