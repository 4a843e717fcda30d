"""A parameter that the server misses, and the request has: in another place, or in another writing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.token_request import TokenRequest
from ..quoting import Quote
from ..rules.observation import Observation

_MISSING: Final = (
    r"(?:missing|required|mandatory|absent|not (?:found|provided|specified|supplied|present|set|given)|"
    r"(?:must|should) (?:be (?:provided|specified|supplied|present|set)|contain|include)|empty|blank|null)"
)
_NEAR: Final = r"[^¦]{0,60}?"
_MOST_NAMES: Final = 40


class Blame(NamedTuple):
    """Who is to blame for a parameter that did not arrive where it should."""

    culprits: tuple[str, ...]
    cause: str
    fix: str
    evidence: str


def blame_for_missing(
    connector: Connector, request: TokenRequest, seen: Observation, quote: Quote
) -> Blame | None:
    """Return why a parameter that the server calls missing did not arrive; None where there is no such."""
    words = seen.words
    if not re.search(_MISSING, words):
        return None
    missing = [name for name in _names(connector, request) if _is_called_missing(name, words)]
    for name in missing:
        if blame := _blame(name, connector, request, quote):
            return blame
    return None


def _names(connector: Connector, request: TokenRequest) -> list[str]:
    """Return every name that the request gives anywhere, and those of the client, in lower case."""
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
            what, fix = f"{shown} was sent with nothing in it.", f"Give {shown} a value, or delete its row."
        else:
            what, fix = (
                f"The row is written {written}, and names in the body count letter by letter.",
                (f"Rename the row to {shown} in Additional Request Data."),
            )
        return Blame(("additional_request_data",), what, fix, f"sent in the body: {written}")
    if any(row.name.lower() == name for row in connector.additional_headers):
        return Blame(
            ("additional_headers", "additional_request_data"),
            f"{shown} was sent as a header, and the server looks for it in the body.",
            f"Move the row {shown} from Additional Headers to Additional Request Data.",
            f"sent as a header: {shown}",
        )
    if any(key.lower() == name for key in _query(request.url)):
        return Blame(
            ("additional_request_data", "token_url"),
            f"{shown} was sent in the query of the token URL, and the server looks for it in the body.",
            f"Add {shown} as a row of Additional Request Data, and take it out of Oauth2 Token Url.",
            f"sent in the query: {shown}",
        )
    if name in {"client_id", "client_secret"} and request.client_authentication is ClientAuthentication.BASIC:
        return Blame(
            ("client_authentication",),
            f"{shown} was sent by Basic Auth, and the server looks for it in the body.",
            f"Set Oauth2 Client Authentication to “{ClientAuthentication.REQUEST_BODY.form_value}”.",
            f"sent in the Authorization header: {shown}",
        )
    return None


def _query(url: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {}
