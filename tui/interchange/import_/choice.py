"""Chooses the token request among all requests of a paste, and finds those with other accounts or URLs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...oauth2.connector import Connector
from .imported import Import, Note
from .meaning import meaning_of
from .request import BodyKind, PastedRequest
from .urls import read_url


def chosen(requests: Sequence[PastedRequest]) -> Import:
    """Return the import of the best request, with the others that differ in account or URL beside it."""
    best = max(map(rank_of, requests), default=0)
    fitting = [request for request in requests if rank_of(request) == best]
    if not fitting:
        return Import()
    imports: list[Import] = []
    keys: set[tuple[str, ...]] = set()
    for request in fitting[:200]:
        found = meaning_of(request)
        key = _key(found.connector)
        if key not in keys:
            keys.add(key)
            imports.append(found)
    imports = _without_poorer(imports)
    first, others = imports[0], tuple(imports[1:])
    if others and best >= _TOKEN_RANK:
        notes = tuple(dict.fromkeys((*first.notes, Note("several-requests"))))
        return replace(first, notes=notes, others=others)
    return first


RANK_OF_ACCOUNT: Final = 4
"""The rank from which a request names an account, or describes the server."""
_TOKEN_RANK: Final = 3


def rank_of(request: PastedRequest) -> int:
    """Return how surely a request is the one: the password grant, another token request, or any other."""
    headers = request.headers if request.header("grant_type") else ()  # whoever mistook them for the body
    named = (*headers, *request.body, *read_url(request.url).query)
    items = {item.name.lower(): item.value for item in named}
    grant = items.get("grant_type", "")
    has_account = all(items.get(name) or name in request.in_files for name in ("username", "password"))
    if request.is_description:
        return 4
    if grant == "password" and (has_account or request.is_settings):
        return 5
    if grant == "password" or has_account:
        return 4
    if grant:
        return 2 + (not grant.startswith(("refresh", "authorization", "urn:")))
    if (request.body_kind is not BodyKind.OTHER and "password" in items) or items.get("client_id"):
        return 2
    return 1 if "token" in request.url.lower() else 0


def _key(connector: Connector) -> tuple[str, ...]:
    return (
        connector.token_url, connector.client_id, connector.username,
        connector.password.reveal(), connector.client_secret.reveal(),
    )  # fmt: skip


def _without_poorer(imports: list[Import]) -> list[Import]:
    """Leave out requests that only say less than another one about the same URL and account."""
    kept = []
    for found in imports:
        own = _key(found.connector)
        if not any(
            other is not found
            and all(
                not part or part == theirs for part, theirs in zip(own, _key(other.connector), strict=True)
            )
            for other in imports
        ):
            kept.append(found)
    return kept or imports[:1]
