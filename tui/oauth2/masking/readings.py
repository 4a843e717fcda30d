"""Each way that a text reads, made ready to be searched for secrets.

text ──escapes undone, packed text unpacked──> views ──> runs of characters, as they stand and folded
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from .decoded_text import DecodedText, fold
from .packed_text import unpacked
from .spelling_search import Runs, runs_in

_LONGEST_KEPT: Final = 200
"""Characters of a text whose readings are kept."""


class Reading(NamedTuple):
    """One way that a text reads."""

    view: DecodedText
    runs: Runs
    folded: str
    """As secrets are compared."""
    folded_runs: Runs


def readings_of(text: str) -> Iterable[Reading]:
    """Return each way that a text reads, with what is packed in it too.

    Those of short texts are kept, as the names of headers and our own sentences come again in each run.
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else map(_reading, views_of(text))


@lru_cache(maxsize=256)
def _kept(text: str) -> tuple[Reading, ...]:
    return tuple(map(_reading, views_of(text)))


def _reading(view: DecodedText) -> Reading:
    folded, runs = fold(view.text), runs_in(view.text)
    return Reading(view, runs, folded, runs if folded == view.text else runs_in(folded))


def views_of(text: str) -> Iterator[DecodedText]:
    """Yield each way that a text reads, with what is packed in it too."""
    seen: set[str] = set()
    for view in DecodedText.of(text).readings():
        yield view
        for packed in unpacked(view):
            if packed.text not in seen:
                seen.add(packed.text)
                yield from packed.readings()
