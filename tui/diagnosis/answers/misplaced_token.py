"""Responses that hold a token where the form doesn't look: another key, no key, an ID token, nothing.

Responses that can't be read are in `unreadable`. Tokens that are found but odd are in `tokens.findings`.
"""

from __future__ import annotations

import json
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.http_response import HttpResponse
from ...oauth2.responses.token_response import JsonValue, look_up
from ...oauth2.responses.token_search import find_lifetime, find_token, looks_like_a_bare_token
from ..finding import Finding, FindingKind
from ..quoting import Quote
from ..rules.observation import Observation

_misplaced: Final = FindingKind("error", ("response_format",), "RFC 6749 §5.1")
_KEY_FIELD: Final = "response.access_token_key"
_TYPE_FIELD: Final = "response.type"
_LONGEST_STRING: Final = 20_000
_ERROR_KEYS: Final = ("error", "errors", "error_code", "errorCode", "error_description", "fault")
"""Of RFC 6749 §5.2, and common others."""
_SUCCESS_KEYS: Final = ("ok", "success", "isSuccess", "succeeded")
_ERROR_CODES: Final = frozenset(
    {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
        "access_denied",
    }
)
"""The codes of RFC 6749 §5.2 and §4.1.2.1, under whichever key."""


def misplaced_token(
    response: HttpResponse, seen: Observation, settings: ResponseSettings, quote: Quote
) -> Finding | None:
    """Return where the token is that the form doesn't find; None where there is none.

    These are certain: whatever else the response says, the server issued a token.
    """
    if response.status >= 300 or is_refusal(seen):
        return None
    text = seen.body.strip()
    if seen.shape == "form":
        return _in_form(seen.document, settings, quote)
    if settings.type == "text":
        return _inside_json(seen.document, quote)
    # A JSON string is laid out as an object with one message.
    if _is_token_in_quotes(text) or (seen.document is None and looks_like_a_bare_token(text)):
        return _bare(text)
    if isinstance(seen.document, dict):
        return _in_object(seen, settings, quote)
    if isinstance(seen.document, list):
        return _in_list(seen.document, quote)
    return None


def _inside_json(document: JsonValue, quote: Quote) -> Finding | None:
    path = find_token(document) if isinstance(document, dict) else ""
    if not path:
        return None
    return _misplaced(
        "answer.token_in_json",
        title="The token arrived inside JSON, but the form takes the entire response as the token.",
        cause="Response Type is Text, but the server answered with JSON.",
        fix=f"Response Type: set it to Json. Json Access Token Key: type {quote(path)}.",
        evidence=(f"a token under {quote(path)}",),
        fields=(_TYPE_FIELD,),
    )


def _in_form(document: JsonValue, settings: ResponseSettings, quote: Quote) -> Finding | None:
    if settings.type == "text" and "access_token" not in document:
        return None  # a token can hold an equals sign
    path = settings.access_token_key if document.get(settings.access_token_key) else find_token(document)
    if not path:
        return None
    expected = "JSON" if settings.type == "json" else "nothing but a token"
    return _misplaced(
        "answer.form_encoded",
        title="The token arrived form-urlencoded, which a connector can't read.",
        cause=f"Response Type is {settings.type.capitalize()}, so the connector expects {expected}, "
        "but the response is written as name=value pairs. RFC 6749 §5.1 requires JSON.",
        fix="Additional Headers: "
        "delete a row Accept that replaces application/json. "
        "If there is none, ask the server's owner for JSON.",
        evidence=(f"name=value pairs, with a token under {quote(path)}",),
        culprits=("response_format", "additional_headers", "server_side"),
    )


def _bare(text: str) -> Finding:
    fix = "Response Type: set it to Text."
    quoted = ""
    if text.startswith('"'):
        quoted = " in quotes"
        fix += " If the quotes then stay in the token, ask the server's owner to leave them out."
    return _misplaced(
        "answer.bare_token",
        title=f"The entire response is a token{quoted}, not JSON with a token in it.",
        cause="Response Type is Json, so the connector looks for a key, and there is none.",
        fix=fix,
        evidence=(f"a single word of {len(text)} characters",),
        fields=(_TYPE_FIELD,),
    )


def _in_list(document: list[JsonValue], quote: Quote) -> Finding | None:
    path = find_token(document[0]) if document else ""
    if not path:
        return None
    return _misplaced(
        "answer.token_in_list",
        title="The token arrived inside a list, which no key of the form can reach into.",
        cause="The response is a JSON list, but a connector reads a JSON object (RFC 6749 §5.1).",
        fix="Oauth2 Token Url: check that it is the token endpoint and not another API. "
        "If it is, ask the server's owner for a response as RFC 6749 defines it.",
        evidence=(f"a list with a token under {quote(path)}",),
    )


def _in_object(seen: Observation, settings: ResponseSettings, quote: Quote) -> Finding | None:
    key = settings.access_token_key
    value = look_up(seen.document, key)
    path = find_token(seen.document)
    if path and path != key and not (isinstance(value, str) and value):
        return _misplaced(
            "answer.token_elsewhere",
            title=f"The token arrived, but under “{quote(path)}”.",
            cause=f"Json Access Token Key is “{quote(key)}”, and there is no usable token under it.",
            fix=f"Json Access Token Key: type {quote(path)}"
            + (", if the product accepts a path into nested objects." if "." in path else ".")
            + _and_lifetime(seen, settings, path, quote),
            evidence=(f"a token under {quote(path)}",),
            fields=(_KEY_FIELD,),
        )
    if look_up(seen.document, "id_token") and not value:
        return _misplaced(
            "answer.id_token_only",
            title="The server issued an ID token, but no access token.",
            cause="An ID token says who signed in; APIs need an access token. "
            "The scope in the request asks for the ID token only.",
            fix="Additional Request Data: add the API's own scope to the row scope, next to openid.",
            evidence=("id_token without access_token",),
            culprits=("scope", "response_format"),
        )
    if key in seen.document and not value:
        return _misplaced(
            "answer.token_empty",
            title=f"The response has {quote(key)}, but nothing in it.",
            cause="The server accepted the request but wrote no token. Either that is the server's fault, "
            "or the account has no access that a token could be issued for.",
            fix="Ask the server's owner for its log of this request.",
            evidence=(f"{quote(key)} is empty",),
            culprits=("server_side", "response_format"),
        )
    return None


def _and_lifetime(seen: Observation, settings: ResponseSettings, path: str, quote: Quote) -> str:
    """Return the step for the lifetime too, where the form would not find it; else nothing."""
    key = find_lifetime(seen.document, path)
    if not key or look_up(seen.document, settings.expires_in_key) is not None:
        return ""
    return f" Json Expires In Key: type {quote(key)}."


def is_refusal(seen: Observation) -> bool:
    """Tell whether a response names an error. A token beside it, for a session or a trace, is not the one."""
    if seen.status is not None and seen.status >= 400:
        return True
    document = seen.document
    if not isinstance(document, dict):
        return False
    values = [document.get(key) for key in _ERROR_KEYS]
    return (
        any(isinstance(value, str | dict | list) and bool(value) for value in values)
        or any(document.get(key) is False for key in _SUCCESS_KEYS)
        or not _ERROR_CODES.isdisjoint(seen.folded_codes)
    )


def _is_token_in_quotes(text: str) -> bool:
    if not (text.startswith('"') and text.endswith('"') and len(text) < _LONGEST_STRING):
        return False
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, str) and looks_like_a_bare_token(value)
