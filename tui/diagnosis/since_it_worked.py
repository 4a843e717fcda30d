"""The finding on what has changed since a connector last worked, from what is remembered of its runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.foreign_time import moment_at
from ..oauth2.form_fields import FORM_FIELDS, label_of
from ..time_words import ago
from .finding import Finding, FindingKind

SINCE_IT_WORKED: Final = "memory.since_it_worked"
NOTHING_CHANGED: Final = "memory.nothing_changed"

_note = FindingKind("info")
_NAMED: Final = 4
"""The fields that are named; the others are counted."""


def since_finding(
    changed: Sequence[str], *, when: float, client_authentication: str, now: datetime | None = None
) -> Finding:
    """Return what to make of a failure of a connector that has worked before.

    `changed` are the keys of the fields that differ now; `when` it worked, in seconds since 1970.
    """
    seconds = (now or datetime.now(UTC)).timestamp() - when
    moment = moment_at(when)
    at = f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "an unknown time"
    method = ClientAuthentication(client_authentication).short_name if client_authentication else ""
    evidence = (f"it worked at {at}" + (f" with {method}" if method else ""),)
    if not changed:
        return _note(
            NOTHING_CHANGED,
            f"It worked {ago(seconds)} with the same values in all that matters here.",
            "So nothing in the form is the cause. Something changed at the server, or on the way to it: an "
            "expired secret, a new password, a locked account, a policy, a certificate, a firewall.",
            f"Ask the owner of the authorization server what has changed since {at}.",
            evidence=evidence,
        )
    fields = tuple(key for key in changed if key in FORM_FIELDS)
    names = _named(changed)
    return _note(
        SINCE_IT_WORKED,
        f"It worked {ago(seconds)}. Changed since then: {names}.",
        "The other fields hold the same values as when it worked.",
        "Check first whether that was meant, and whether the server knows the new value.",
        evidence=evidence,
        fields=fields,
    )


def _named(keys: Sequence[str]) -> str:
    labels = [label_of(key) for key in keys[:_NAMED]]
    if len(keys) > _NAMED:
        labels.append(f"{len(keys) - _NAMED} more")
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
