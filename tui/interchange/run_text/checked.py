"""The list of what was checked in a run: what is fine, where it stopped, and what was not reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ...diagnosis.attempts.reading import Reading, Stage
from ...oauth2.attempt import Attempt
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ...time_words import duration
from ..findings_text import masked
from .checks import Check, Result, checks_of_api, checks_of_attempt
from .told import Told

_SIGNS: Final = {
    Result.FINE: Span("✓", Ink.WORKS),
    Result.STOPPED: Span("✗", Ink.FAILS),
    Result.OPEN: Span("?", Ink.WARNS),
    Result.NOT_REACHED: Span("·", Ink.FAINT),
}
_SHORTEST_COLUMN: Final = 9


def checked(told: Told) -> Iterator[Paragraph]:
    """Yield the checks of the attempt that got furthest, and of the API call; nothing if none was made."""
    furthest = _furthest(told)
    if furthest is None:
        return
    attempt, reading = furthest
    method = f" with {attempt.client_authentication.short_name}" if len(told.made) > 1 else ""
    yield BLANK
    yield paragraph(Span(f"Checked{method}:", Ink.FAINT))
    yield from _lines(told, list(checks_of_attempt(attempt, reading)))
    if told.api:
        yield BLANK
        yield paragraph(Span("Checked when the API was called:", Ink.FAINT))
        yield from _lines(told, list(checks_of_api(told.api, works=told.headline.works)))


def _furthest(told: Told) -> tuple[Attempt, Reading | None] | None:
    """Return the attempt that got furthest with its reading, the first of several; None if none was made."""
    if told.run.working:
        return told.run.working, None
    from ...diagnosis.run_diagnosis import reading_of  # after a failure alone

    best: tuple[Stage, Attempt, Reading | None] | None = None
    for attempt in told.made:
        reading = reading_of(told.connector, attempt, told.rules)
        stage = reading.stage if reading else Stage.NOWHERE
        if best is None or stage > best[0]:
            best = (stage, attempt, reading)
    return best[1:] if best else None


def _lines(told: Told, checks: list[Check]) -> Iterator[Paragraph]:
    """Yield a line for each check. Neighbors that say the same of nothing that was seen share a line."""
    rows = [
        ([check.name for check in together], together[0])
        for _, group in groupby(checks, lambda check: check if check.spent else (check.result, check.words))
        if (together := list(group))
    ]
    column = max(_SHORTEST_COLUMN, *(len(names[0]) + 2 for names, _ in rows if len(names) == 1), 0)
    for names, check in rows:
        yield _line(told, names, check, column)


def _line(told: Told, names: list[str], check: Check, column: int) -> Paragraph:
    words = told.shown(check.words) or ("not reached" if check.result is Result.NOT_REACHED else "")
    name = names[0].ljust(column) if len(names) == 1 else f"{', '.join(names)}: "
    ink = Ink.FAINT if check.result is Result.NOT_REACHED else Ink.PLAIN
    took = "" if check.spent is None else f"  {duration(check.spent)}"
    told_of = (Span(name, ink), *masked(words, ink), Span(took, Ink.FAINT))
    return paragraph(_SIGNS[check.result], " ", *told_of, indent=2, hanging=4 + column)
