"""Findings on the order of a ticket: a response from before the last change, a request that once worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from ....diagnosis.finding import Finding, FindingKind
from ....oauth2.form_fields import label_of
from ....oauth2.secret import Secret, reveal
from ..filling import Filled, FilledField
from ..moments import ZONES_APART
from ..part import Part
from ..words import capital, part_name

_FIELDS: Final = ("token_url", "client_id", "client_secret", "username", "password", "client_authentication")
_by_order: Final = FindingKind("warning", confidence="likely")


def staleness_findings(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield what the order of the parts says. They are in the order of time."""
    yield from _outdated(parts, filled)
    yield from _worked(parts, filled)


def _outdated(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield that the newest response is from before the last change of a field."""
    response = next((part for part in reversed(parts) if part.is_response), None)
    if response is None or not _is_refusal(response):
        return
    later = [
        one
        for one in filled.fields
        if one.key in _FIELDS and one.replaced and _is_before(response, one, parts)
    ]
    if not later:
        return
    labels = [label_of(one.key) for one in later]
    yield _by_order(
        "ticket.response_outdated",
        f"The newest response is from before {_and(labels)} changed.",
        f"{capital(part_name(response))} answers a request with the older value, so it may be outdated.",
        "Send the request again with the newer value, and read the new response.",
        evidence=tuple(f"{label_of(one.key)}: {part_name(one.part)}" for one in later),
        fields=tuple(one.key for one in later),
    )


def _is_refusal(part: Part) -> bool:
    """Tell whether a part is a response of a token endpoint, without a token."""
    is_of_call = part.request is not None and part.request.kind == "call"
    return (
        part.explained is not None
        and not part.is_token
        and not is_of_call
        and (part.explained.reading.phase == "token")
    )


def _is_before(response: Part, change: FilledField, parts: Sequence[Part]) -> bool:
    if parts.index(response) < parts.index(change.part):
        return True
    own, changed = response.own, change.part.moment
    if own is None or changed is None or not (own.has_date and changed.has_date):
        return False
    is_exact = own.has_zone and changed.has_zone
    return own.at + (timedelta() if is_exact else ZONES_APART) < changed.at


def _worked(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield how the form differs from the newest request that got a token."""
    token = next((part for part in reversed(parts) if part.is_token and part.request), None)
    if token is None or token.request is None or token.request.found is None:
        return
    worked = token.request.found.connector
    differing = [
        key
        for key in _FIELDS
        if reveal(_value(worked, key))
        and reveal(_value(worked, key)) != reveal(_value(filled.connector, key))
    ]
    after = parts[parts.index(token) + 1 :]
    failed = next((part for part in after if _is_refusal(part)), None)
    if differing:
        labels = [label_of(key) for key in differing]
        yield _by_order(
            "ticket.request_worked",
            f"A request in the ticket got a token, and the form now differs from it in {_and(labels)}.",
            f"{capital(part_name(token.request))} worked. What is newer than that may be what is wrong.",
            f"{labels[0]}: compare it with the request that worked.",
            evidence=(part_name(token.request), part_name(token)),
            culprits=tuple(differing),
        )
    elif failed:
        yield _by_order(
            "ticket.worked_before",
            "The same request got a token before.",
            f"{capital(part_name(token))} has a token. With the same fields, {part_name(failed)} has none.",
            "Look for what changed at the server or on the way: an account that was locked, "
            "a secret that expired, another machine.",
            evidence=(part_name(token), part_name(failed)),
            severity="info",
        )


def _value(connector: object, key: str) -> str | Secret:
    value: str | Secret = getattr(connector, key)
    return value


def _and(labels: Sequence[str]) -> str:
    unique = list(dict.fromkeys(labels))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
