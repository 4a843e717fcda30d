"""What a response must hold for a rule to be looked at: of a thousand rules, some twenty are left.

Derived from a rule's conditions when the catalogue is built. Each need names words by their place, and a
response must hold one of them there. A need that is met proves nothing: `matching` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..evidence.claims import Saying
from ..evidence.folded_letters import fold_letters
from .keywords import SHORTEST, best, of_pattern
from .observation import Observation
from .phrase import CodeRange, Phrase
from .rule import Needs, Rule, When

_HEADER: Final = "header "
_EDGE: Final = "\n"
"""Divides the words of a place that holds several, so that a word can be looked for as a whole."""


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
        yield {"members": [f"{_EDGE}{name}{_EDGE}" for name in dict.fromkeys((path, path.partition(".")[0]))]}
    for name, phrase in when.header:
        yield {f"{_HEADER}{name}": best(phrase.keywords) or [""]}
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
    states = [f"{state}{_EDGE}" for state in sorted(saying.states)] or [""]
    return [f"{_EDGE}{entity} {state}" for entity in sorted(saying.entities) for state in states]


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
    return f"{_EDGE}{span[0]}" if len(span) == 1 else f"{_EDGE}{span[0] // 100}"


class Places(dict[str, str | None]):
    """The texts of a response by their place, each laid out when it is first asked for; None where it has none."""

    def __init__(self, seen: Observation) -> None:
        super().__init__()
        self._seen = seen

    def __missing__(self, place: str) -> str | None:
        text = self[place] = self._text(place)
        return text

    def can_hold(self, rule: Rule) -> bool:
        """Tell whether the response meets all needs of a rule."""
        for need in rule.needs:
            for place, words in need.items():
                text = self[place]
                if text is not None and any([word in text for word in words]):
                    break
            else:
                return False
        return True

    def _text(self, place: str) -> str | None:
        seen = self._seen
        if place.startswith(_HEADER):
            value = seen.header(place.removeprefix(_HEADER))
            return None if value is None else fold_letters(value)
        match place:
            case "said":
                return seen.words
            case "body":
                return seen.folded_body.words
            case "errors":
                return _EDGE.join(seen.folded_codes)
            case "claims":
                return "".join(f"{_EDGE}{claim.entity} {claim.state}{_EDGE}" for claim in seen.claims)
            case "members":
                members = seen.document if isinstance(seen.document, dict) else {}
                return "".join(f"{_EDGE}{name}{_EDGE}" for name in members)
            case "status":
                return f"{_EDGE}{seen.told_status}"
            case "media type":
                return seen.media_type
            case "shape":
                return seen.shape
        return fold_letters(seen.url)
