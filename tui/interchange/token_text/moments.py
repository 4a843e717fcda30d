"""Points in time as text: dates, how far off they are, and what is left of a token's lifetime."""

from __future__ import annotations

from typing import Final, NamedTuple

from ...oauth2.foreign_time import local_moment_at
from ...oauth2.lean.frozen import frozen
from ...terminal.ink import Ink, Paragraph, Span, paragraph

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_CENTURY: Final = 36_525
"""Days."""
_SOON: Final = 60
"""Seconds: a token that expires within them gets a warning color."""


@frozen
class Lifetime:
    """When a token was received and when it expires, in seconds since 1970. `ends` is None if unknown."""

    since: float
    ends: float | None

    def has_expired(self, now: float) -> bool:
        """Tell whether the connector treats the token as expired."""
        return self.ends is not None and now >= self.ends


class Left(NamedTuple):
    """What is left of a lifetime, in three parts; a screen draws a bar before the last."""

    said: Span
    of: str = ""
    until: str = ""
    share: float | None = None
    """How much is left, from 0 to 1; None where that is not known."""


def span(seconds: float) -> str:
    """Return a length of time in the one or two units that a person would use."""
    whole = int(abs(seconds))
    days, hours, minutes = whole // _DAY, whole % _DAY // _HOUR, whole % _HOUR // _MINUTE
    if days > _CENTURY:
        return "more than 100 years"
    if days >= 100:
        return f"{days:,} days"
    if days:
        return f"{days} day{'s' if days > 1 else ''} {hours} h"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    seconds = whole % _MINUTE
    return (
        f"{minutes} min {seconds} s" if minutes and seconds else f"{minutes} min" if minutes else f"{whole} s"
    )


def distance(moment: float, now: float) -> str:
    """Return how far off a moment is, in the future or the past."""
    return f"in {span(moment - now)}" if moment > now else f"{span(now - moment)} ago"


def date_of(moment: float) -> str:
    """Return a moment as a local date. A server can name one that is out of range."""
    local = local_moment_at(moment)
    return local.strftime("%Y-%m-%d %H:%M:%S %Z") if local else "beyond the calendar"


def time_of(moment: float, now: float) -> str:
    """Return a moment as a local time; if it is on another day, as a date."""
    (day, *time), today = date_of(moment).split(" ", 2), date_of(now).partition(" ")[0]
    return time[0] if day == today else date_of(moment)


def left_of(lifetime: Lifetime, now: float) -> Left:
    """Return what is left of a token's lifetime."""
    since, ends = lifetime.since, lifetime.ends
    if ends is None:
        return Left(Span("not stated in a way that the form can read", Ink.WARNS))
    if lifetime.has_expired(now):
        return Left(Span(f"✗ expired {span(now - ends)} ago", Ink.FAILS), f", {date_of(ends)}", share=0.0)
    left, whole = ends - now, max(ends - since, 1.0)
    said = f"{span(left)} left"
    first = Span(f"✓ {said}", Ink.WORKS) if left > _SOON else Span(f"! {said}", Ink.WARNS)
    return Left(first, f" of {span(whole)}", f" until {time_of(ends, now)}", left / whole)


def at_the_end(lifetime: Lifetime, now: float) -> str:
    """Return what the connector does when a token expires."""
    if lifetime.ends is None:
        return "the API refuses a call, and the connector gets a new token with the user's credentials"
    when = "before its next call, " if lifetime.has_expired(now) else ""
    return f"{when}the connector gets a new token with the user's credentials"


def moment_said(moment: float, now: float, *, ends: bool = False) -> Paragraph:
    """Return a moment that a token names, with how far off it is. With `ends`, a past one is an error."""
    ink = Ink.FAILS if ends and moment <= now else Ink.APART
    return paragraph(f"{date_of(moment)}  ", Span(distance(moment, now), ink))
