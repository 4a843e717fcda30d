"""The fields that the diagnosis names, of the last run and of the last call of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..diagnosis.verdict import headline
from ..form.field_values import PLACES
from ..form.journey import TokenUse, with_use_of
from .conversation import Conversation

if TYPE_CHECKING:
    from ..diagnosis.finding import Finding


def named_fields(talk: Conversation) -> Sequence[str]:
    """Return the fields that the diagnosis of the connector as it is names; none of one that works."""
    record = talk.journey.record
    if record is None or not talk.journey.record_is_current:
        return ()
    found = headline(record.connector, record.run, record.findings)
    tells = _told_by_the_api(talk) if found.works else found.tells
    keys = (tells.first_field, *tells.keys) if tells else ()
    return tuple(dict.fromkeys(key for key in keys if key in PLACES))


def _told_by_the_api(talk: Conversation) -> Finding | None:
    """Return what keeps the API from accepting the token; None where nothing does, as far as is known."""
    found = (finding for use in uses_now(talk) for finding in use.findings)
    return next((each for each in found if each.severity == "error"), None)


def uses_now(talk: Conversation) -> Sequence[TokenUse]:
    """Return what was done with the token and the form as it is now, a call of the API first."""
    record = talk.journey.record
    now = with_use_of(record.connector, of=talk.connector) if record else None
    return sorted(
        (use for use in talk.journey.uses if use.connector == now), key=lambda use: use.kind != "call"
    )
