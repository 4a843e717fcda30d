"""Findings on what changed from an older request of a ticket to a newer one: a secret, an account, a host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ....diagnosis.finding import Finding, FindingKind
from ....oauth2.form_fields import label_of
from ....oauth2.url_parts import host_of
from ...compare.likeness import likeness
from ..filling import Filled, FilledField
from ..part import Part
from ..told import tenant_of
from ..words import capital, part_name, redactor_of, shown

_differs: Final = FindingKind("warning", confidence="likely")
_MOST: Final = 6


def change_findings(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield the fields of which the ticket has two values."""
    yield from _places(parts, filled)
    for key in ("client_secret", "password"):
        yield from _secret(filled.of(key), filled)
    for key in ("client_id", "username"):
        yield from _name(filled.of(key), filled, parts)


def _secret(field: FilledField | None, filled: Filled) -> Iterator[Finding]:
    if field is None or not (older := _of_this_system(field, filled)):
        return
    label, before = label_of(field.key), older[-1]
    how = likeness(before.clear, field.clear, names=("the older one", "the newer one"))
    yield _differs(
        "ticket.secret_changed",
        f"{label} is not the same everywhere in the ticket.",
        f"The older one is in {part_name(before.part)}, the newer one in {part_name(field.part)}. {how}",
        f"{label}: ask which one is right, and type it into the form again.",
        evidence=tuple(part_name(one.part) for one in (*older[-_MOST:], field)),
        culprits=(field.key,),
    )


def _name(field: FilledField | None, filled: Filled, parts: Sequence[Part]) -> Iterator[Finding]:
    if field is None or not (older := _of_this_system(field, filled)):
        return
    redactor, label = redactor_of(parts), label_of(field.key)
    values = [*older[-_MOST:], field]
    yield _differs(
        f"ticket.{field.key}_differs",
        f"The ticket has {len({one.clear for one in values})} different values for {label}.",
        "The form is filled with the newest one. "
        "A response to a request with another one says nothing about it.",
        f"{label}: ask which one the connector is to use.",
        evidence=tuple(f"{shown(one.clear, redactor)}: {part_name(one.part)}" for one in values),
        culprits=(field.key,),
    )


def _of_this_system(field: FilledField, filled: Filled) -> list[FilledField]:
    """Return the older values that are of the form's own host, or of no host that is known."""
    host = host_of(filled.connector.token_url)
    return [
        one
        for one in field.replaced
        if one.clear != field.clear and (not one.part.host or not host or one.part.host == host)
    ]


def _places(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield that the requests go to two hosts, to two tenants of one host, or to two paths."""
    field, redactor = filled.of("token_url"), redactor_of(parts)
    requests = [part for part in parts if part.kind in {"request", "settings"} and part.url]
    others = [part for part in requests if field and part.url.rstrip("/") != field.clear.rstrip("/")]
    if field is None or not others:
        return
    older = next((part for part in reversed(others) if part.host != host_of(field.clear)), others[-1])
    mine, theirs = tenant_of(field.clear), tenant_of(older.url)
    if older.host != host_of(field.clear):
        kind, id_ = "hosts", "ticket.other_host"
    elif mine and theirs and mine != theirs:
        kind, id_ = "tenants", "ticket.other_tenant"
    else:
        kind, id_ = "token URLs", "ticket.other_token_url"
    yield _differs(
        id_,
        f"The requests in the ticket go to different {kind}.",
        f"{capital(part_name(field.part))} and {part_name(older)} do not agree. "
        "A client and an account of one system are unknown to the other.",
        "Oauth2 Token Url: ask which one the connector is to use. Take client and account of that system.",
        evidence=(
            f"{shown(older.url, redactor)}: {part_name(older)}",
            f"{shown(field.clear, redactor)}: {part_name(field.part)}",
        ),
        culprits=("token_url",),
    )
