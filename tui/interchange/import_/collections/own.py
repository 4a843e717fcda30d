"""Reads what connector-doctor writes itself: profiles, and requests as JSON (`show`, `run`)."""

from __future__ import annotations

from typing import Any

from ..bodies import as_text, body_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest

_METHODS = ("", "basic", "basic-user", "request-body")
_PROFILE = "profile"


def is_profile(document: object) -> bool:
    """Tell whether a document is a saved profile."""
    return "token_url" in obj(obj(document).get("oauth2"))


def profile_request(document: object) -> PastedRequest:
    """Return the request that a profile sends. A secret that is kept elsewhere is missing."""
    values = obj(obj(document).get("oauth2"))
    method = as_text(values.get("client_authentication"))
    method = method if method in _METHODS else ""
    client = as_text(values.get("client_id")), as_text(values.get("client_secret"))
    grant = as_text(values.get("request_custom_grant_type")) or as_text(values.get("custom_grant_type"))
    names = ("username", "password", *(("client_id", "client_secret") if method != "basic" else ()))
    body = [Item("grant_type", grant or "password", _PROFILE)]
    body += [Item(name, as_text(values[name]), _PROFILE) for name in names if as_text(values.get(name))]
    return PastedRequest(
        _PROFILE, as_text(values.get("token_url")), _PROFILE, "POST",
        headers=tuple(_rows(values.get("additional_headers"))),
        body=(*body, *_rows(values.get("additional_request_data"))), body_kind=BodyKind.FORM,
        client=client if method == "basic" and any(client) else None, client_where=_PROFILE,
        client_authentication=method, is_settings=True, may_be_unencoded=False,
        basic_encoding=as_text(obj(obj(document).get("request")).get("basic_encoding")),
    )  # fmt: skip


def is_attempts(document: object) -> bool:
    """Tell whether a document holds the attempts of a run, or of what would be sent."""
    return any("url" in _request_of(attempt) for attempt in objects(obj(document).get("attempts")))


def attempt_requests(document: object) -> list[PastedRequest]:
    """Return the requests of all attempts."""
    requests = [_request_of(attempt) for attempt in objects(obj(document).get("attempts"))]
    return [_attempt(request) for request in requests if "url" in request]


def _request_of(attempt: dict[str, Any]) -> dict[str, Any]:
    return obj(attempt.get("request")) or attempt


def _attempt(request: dict[str, Any]) -> PastedRequest:
    given = request.get("headers")
    pairs = given if isinstance(given, list) else []
    body, kind = body_items(as_text(request.get("body")), "the body")
    return PastedRequest(
        "requests of connector-doctor", as_text(request.get("url")), method=as_text(request.get("method")),
        headers=tuple(
            Item(as_text(pair[0]), as_text(pair[1]), "the headers")
            for pair in pairs
            if isinstance(pair, list) and len(pair) == 2
        ),
        body=tuple(body), body_kind=kind, may_be_unencoded=False,
    )  # fmt: skip


def _rows(rows: object) -> list[Item]:
    return [
        Item(as_text(row.get("name")), as_text(row.get("value")), _PROFILE)
        for row in objects(rows)
        if as_text(row.get("name"))
    ]
