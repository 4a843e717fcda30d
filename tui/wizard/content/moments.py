"""Points in time as text: dates, how far off they are, and the countdown of a token's lifetime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from ...oauth2.foreign_time import local_moment_at
from .table import Row

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_CENTURY: Final = 36_525
"""Days."""
_BAR: Final = 20
_SOON: Final = 60
"""Seconds: a token that expires within them gets a warning color."""


@dataclass(frozen=True)
class Lifetime:
    """When a token was received and when it expires, in seconds since 1970. `ends` is None if unknown."""

    since: float
    ends: float | None

    def has_expired(self, now: float) -> bool:
        """Tell whether the connector treats the token as expired."""
        return self.ends is not None and now >= self.ends


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


def lifetime_rows(lifetime: Lifetime, now: float) -> list[Row]:
    """Return a token's remaining lifetime, and what the connector does when it expires."""
    return [("Lifetime", _left_of(lifetime, now)), ("On expiry", Content(_at_the_end(lifetime, now)))]


def _at_the_end(lifetime: Lifetime, now: float) -> str:
    if lifetime.ends is None:
        return "the API refuses a call, and the connector gets a new token with the user's credentials"
    when = "before its next call, " if lifetime.has_expired(now) else ""
    return f"{when}the connector gets a new token with the user's credentials"


def _left_of(lifetime: Lifetime, now: float) -> Content:
    since, ends = lifetime.since, lifetime.ends
    if ends is None:
        return Content.styled("not stated in a way that the form can read", "$warns")
    if lifetime.has_expired(now):
        expired = (f"✗ expired {span(now - ends)} ago", "bold $fails")
        return Content.assemble(expired, f", {date_of(ends)} ", _bar(0, whole=_BAR // 2))
    left, whole = ends - now, max(ends - since, 1.0)
    sign, style = ("✓", "$works") if left > _SOON else ("!", "$warns")
    return Content.assemble(
        (f"{sign} {span(left)} left", f"bold {style}"),
        f" of {span(whole)} ",
        _bar(min(max(round(left / whole * _BAR), 1), _BAR), style),
        f" until {time_of(ends, now)}",
    )


def _bar(filled: int, style: str = "", whole: int = _BAR) -> Content:
    """Return a bar of what is left: filled, then dashed."""
    return Content.assemble(("━" * filled, style), ("╌" * (whole - filled), "$quiet"))


def moment_row(name: str, moment: float, now: float, *, ends: bool = False) -> Row:
    """Return a moment that a token names, with how far off it is. With `ends`, a past one is an error."""
    style = "$fails" if ends and moment <= now else "$accent"
    return name, Content.assemble(f"{date_of(moment)}  ", (distance(moment, now), style))
