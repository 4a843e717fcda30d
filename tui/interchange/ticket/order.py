"""Puts messages and their parts in the order of time, whichever way round a thread was pasted.

Times count, where there are any. Else a quote is older than what quotes it, and what stands further down is
newer, unless the times that there are run the other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from .messages import Message
from .moments import Moment

_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)


def ranks_of(messages: Sequence[Message], own: Mapping[int, Sequence[Moment]]) -> dict[int, int]:
    """Return the place of each message in the order of time, by its index: the oldest is 0.

    `messages` are in the order of the text. `own` are the times of the parts of each.
    """
    times = [_time_of(message, own.get(message.index, ())) for message in messages]
    newest_first = _is_newest_first(messages, times)
    last: datetime | None = None
    known: dict[int, datetime] = {}
    in_time = list(zip(messages, times, strict=True))
    for message, time in reversed(in_time) if newest_first else in_time:
        # One without a time is just newer than its older neighbor.
        last = time or last
        known[message.index] = last or _LONG_AGO
    ordered = sorted(
        enumerate(messages),
        key=lambda placed: (
            known[placed[1].index],
            -placed[1].depth,
            -placed[0] if newest_first else placed[0],
        ),
    )
    return {message.index: rank for rank, (_, message) in enumerate(ordered)}


def in_time(own: Sequence[Moment | None]) -> list[int]:
    """Return the order of the parts of one message: by their own times, or as they stand."""
    dated = [moment.at if moment and moment.has_date else None for moment in own]
    if sum(at is not None for at in dated) < 2:
        return list(range(len(own)))
    known, after = [], None
    for at in reversed(dated):  # a request without a time is as old as the response below it
        after = at or after
        known.append(after)
    known.reverse()
    before = _LONG_AGO
    for index, at in enumerate(known):
        before = known[index] = at or before
    return sorted(range(len(own)), key=lambda index: (known[index], index))


def _time_of(message: Message, own: Sequence[Moment]) -> datetime | None:
    if message.moment:
        return message.moment.at
    return min((moment.at for moment in own if moment.has_date), default=None)


def _is_newest_first(messages: Sequence[Message], times: Sequence[datetime | None]) -> bool:
    timed = [time for time in times if time]
    down = sum(one > other for one, other in pairwise(timed))
    up = sum(one < other for one, other in pairwise(timed))
    if down != up:
        return down > up
    deeper = sum(one.depth < other.depth for one, other in pairwise(messages))
    return deeper > sum(one.depth > other.depth for one, other in pairwise(messages))
