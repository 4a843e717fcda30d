"""A parameter that the server calls missing, and that was sent: in another place or spelling."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.token_request import TokenRequest
from ..quoting import Quote
from ..rules.observation import Observation

_MISSING: Final = (
    r"(?:missing|required|mandatory|absent|not (?:found|provided|specified|supplied|present|set|given)|"
    r"(?:must|should) (?:be (?:provided|specified|supplied|present|set)|contain|include)|empty|blank|null)"
)
_NEAR: Final = r"[^¦]{0,60}?"
_MOST_NAMES: Final = 40
_DATA: Final = short_label_of("additional_request_data")


class Blame(NamedTuple):
    """Why a parameter did not arrive where it should, and what to change."""

    culprits: tuple[str, ...]
    cause: str
    fix: str
    evidence: str


def blame_for_missing(
    connector: Connector, request: TokenRequest, seen: Observation, quote: Quote
) -> Blame | None:
    """Return why a parameter that the server calls missing did not arrive; None if nothing shows why."""
    words = seen.words
    if not re.search(_MISSING, words):
        return None
    missing = [name for name in _names(connector, request) if _is_called_missing(name, words)]
    for name in missing:
        if blame := _blame(name, connector, request, quote):
            return blame
    return None


def _names(connector: Connector, request: TokenRequest) -> list[str]:
    """Return every name that the request has anywhere, and the client's own two, in lower case."""
    names = ["client_id", "client_secret", *(parameter.name for parameter in request.parameters)]
    names += [row.name for row in connector.additional_headers]
    names += list(_query(request.url))
    return list(dict.fromkeys(name.lower() for name in names if 2 < len(name) <= 60))[:_MOST_NAMES]


def _is_called_missing(name: str, words: str) -> bool:
    spelled = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    return bool(re.search(rf"{_MISSING}{_NEAR}{spelled}|{spelled}{_NEAR}{_MISSING}", words))


def _blame(name: str, connector: Connector, request: TokenRequest, quote: Quote) -> Blame | None:
    shown = quote(name)
    in_body = [parameter for parameter in request.parameters if parameter.name.lower() == name]
    if any(parameter.name == name and parameter.value for parameter in in_body):
        return None
    if in_body:
        written = quote(in_body[0].name)
        if in_body[0].name == name:
            cause = f"{shown} was sent without a value."
            fix = f"{_DATA}: give {shown} a value, or delete its row."
        else:
            cause = f"The row is named {written}, but names in the body are case-sensitive."
            fix = f"{_DATA}: rename the row to {shown}."
        return Blame(("additional_request_data",), cause, fix, f"sent in the body: {written}")
    if any(row.name.lower() == name for row in connector.additional_headers):
        return Blame(
            ("additional_headers", "additional_request_data"),
            f"{shown} was sent as a header, but the server looks for it in the body.",
            f"{short_label_of('additional_headers')}: move the row {shown} to Additional Request Data.",
            f"sent as a header: {shown}",
        )
    if any(key.lower() == name for key in _query(request.url)):
        return Blame(
            ("additional_request_data", "token_url"),
            f"{shown} was sent in the query of the token URL, but the server looks for it in the body.",
            f"Oauth2 Token Url: remove {shown} from it. {_DATA}: add a row {shown}.",
            f"sent in the query: {shown}",
        )
    if name in {"client_id", "client_secret"} and request.client_authentication is ClientAuthentication.BASIC:
        return Blame(
            ("client_authentication",),
            f"{shown} was sent with Basic Auth, but the server looks for it in the body.",
            f"Oauth2 Client Authentication: set it to “{ClientAuthentication.REQUEST_BODY.form_value}”.",
            f"sent in the Authorization header: {shown}",
        )
    return None


def _query(url: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {}
