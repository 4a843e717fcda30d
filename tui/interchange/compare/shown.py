"""Shows a comparison to people and to programs: each difference with both values, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...oauth2.fingerprint import fingerprint
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import MASK, Secret
from ...oauth2.secret_origin import SecretOrigin
from ...plain_text import plain_line
from ...terminal.ink import paragraph
from ...terminal.wrapping import plain_lines
from ..exchange_json import origins_document
from .difference import Comparison, Difference, Shown

SCHEMA: Final = 1
_LONGEST: Final = 300
"""Characters shown of a value."""


def indented(text: str, depth: int) -> Iterator[str]:
    """Yield the lines of a text, wrapped; `depth` counts steps of two spaces."""
    yield from plain_lines([paragraph(text, indent=2 * depth)])


def redactor_of(comparison: Comparison) -> Redactor:
    """Return what masks the secrets of both sides."""
    return Redactor.for_connector(comparison.connector, comparison.secrets)


def comparison_text(name: str, source: str, comparison: Comparison) -> Iterator[str]:
    """Yield the lines on a comparison: the differences, what is not known, and what is the same."""
    redactor = redactor_of(comparison)
    yield plain_line(redactor.text(f"{name} against {source} ({comparison.format}): {counted(comparison)}."))
    for number, difference in enumerate(comparison.differences, 1):
        yield ""
        yield f"{number}. {plain_line(redactor.text(difference.label))}  ({difference.rank.word})"
        for line in difference_lines(comparison, difference, redactor):
            yield from indented(line, 2)
    if _all_may_cost(comparison):
        yield ""
        yield "Trying any of these may cost a failed login: the account isn't known to be right."
    if comparison.unknown:
        yield ""
        yield "Not compared:"
    for unknown in comparison.unknown:
        yield from indented(plain_line(redactor.text(f"{unknown.label}: {unknown.says}")), 1)
    if comparison.same:
        yield ""
        yield plain_line(redactor.text(f"The same: {', '.join(comparison.same)}."))


def counted(comparison: Comparison) -> str:
    """Return how many differences there are, in words that end a sentence."""
    count = len(comparison.differences)
    if not count:
        return "no difference that could matter"
    return "1 difference" if count == 1 else f"{count} differences, the most telling first"


def difference_lines(comparison: Comparison, difference: Difference, redactor: Redactor) -> Iterator[str]:
    """Yield what there is to say about a difference: the sentence, both values, what to do."""
    yield plain_line(redactor.text(difference.says))
    if difference.ours is not None or difference.theirs is not None:
        yield f"connector: {value_shown(difference.ours, redactor)}"
        yield f"request:   {value_shown(difference.theirs, redactor)}"
    if difference.instead:
        yield plain_line(redactor.text(difference.instead))
    if not difference.change:
        yield "It can't be taken over."
    elif comparison.may_cost_login(difference) and not _all_may_cost(comparison):
        yield "Trying it may cost a failed login."


def _all_may_cost(comparison: Comparison) -> bool:
    costs = [comparison.may_cost_login(one) for one in comparison.takeable]
    return len(costs) > 1 and all(costs)


def value_shown(value: Shown, redactor: Redactor) -> str:
    """Return a value as it may be shown: of a secret, its length and kinds of characters."""
    if value is None:
        return "–"
    if isinstance(value, Secret):
        return f"{MASK} ({fingerprint(value)})" if value else "blank"
    shown = plain_line(redactor.text(value[:_LONGEST]))
    edges = value != value.strip() or not value.isprintable()
    return (f"“{shown}”" if edges else shown) + ("…" if len(value) > _LONGEST else "") or "blank"


def comparison_document(
    name: str, source: str, comparison: Comparison, secrets: Iterable[SecretOrigin] = ()
) -> dict[str, Any]:
    """Return a comparison as JSON values: the format of `compare --json`, without the proof."""
    redactor = redactor_of(comparison)

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    return {
        "schema": SCHEMA,
        "profile": shown(name),
        "source": plain_line(source),
        "format": comparison.format or None,
        "client_authentication": comparison.method.value,
        "secrets": origins_document(secrets, shown),
        "differences": [difference_document(comparison, one, redactor) for one in comparison.differences],
        "unknown": [
            {"field": one.key or None, "label": shown(one.label), "text": shown(one.says)}
            for one in comparison.unknown
        ],
        "same": [shown(label) for label in comparison.same],
    }


def difference_document(comparison: Comparison, difference: Difference, redactor: Redactor) -> dict[str, Any]:
    """Return a difference as JSON values."""

    def value(given: Shown) -> str | None:
        return None if given is None else value_shown(given, redactor)

    return {
        "id": plain_line(redactor.text(difference.id)),
        "field": difference.key or None,
        "label": plain_line(redactor.text(difference.label)),
        "kind": difference.kind.value,
        "matters": difference.rank.word,
        "connector": value(difference.ours),
        "request": value(difference.theirs),
        "text": plain_line(redactor.text(difference.says)),
        "can_be_taken_over": difference.change is not None,
        "instead": plain_line(redactor.text(difference.instead)),
        "costs_login": comparison.may_cost_login(difference),
    }
