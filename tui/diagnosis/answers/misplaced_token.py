"""Answers that grant a token where the form does not find it: another key, no key, an ID token, nothing.

Answers with no token at all are `shapes`; a token that is odd is `token_findings`.
"""

from __future__ import annotations

import json
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.exchange import HttpResponse
from ...oauth2.token_response import look_up
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from ..tokens.token_search import find_lifetime, find_token, looks_like_a_bare_token

_KEY_FIELD: Final = "response.access_token_key"
_TYPE_FIELD: Final = "response.type"


def misplaced_token(
    response: HttpResponse, seen: Observation, settings: ResponseSettings, quote: Quote
) -> Finding | None:
    """Return where the token stands that the form does not find; None where there is none.

    These are certain: whatever else the answer says, it gave a token.
    """
    if response.status >= 300 or has_error(seen):
        return None
    text = seen.body.strip()
    if settings.type == "text":
        if isinstance(seen.document, dict) and find_token(seen.document):
            return answer_finding(
                "answer.token_in_json",
                "The token came, inside of JSON, and the form takes the whole answer for it.",
                "Oauth2 Custom Oauth Response Response Type is Text, and the server answers with JSON.",
                f"Set Response Type to Json and Json Access Token Key to {quote(find_token(seen.document))}.",
                evidence=(f"a token under {quote(find_token(seen.document))}",),
                field=_TYPE_FIELD,
            )
        return None
    # A JSON string is laid out as an object of one message.
    if _json_string(text) or (seen.document is None and looks_like_a_bare_token(text)):
        quoted = " in quotes" if text.startswith('"') else ""
        return answer_finding(
            "answer.bare_token",
            f"The whole answer is a token{quoted}, not JSON with a token in it.",
            "Response Type is Json, so the form looks for a key, and there is none.",
            "Set Oauth2 Custom Oauth Response Response Type to Text."
            + (" If the quotes then stay in the token, the server has to leave them out." if quoted else ""),
            evidence=(f"a single word of {len(text)} characters",),
            field=_TYPE_FIELD,
        )
    if isinstance(seen.document, dict):
        return _in_object(seen, settings, quote)
    if isinstance(seen.document, list) and seen.document and find_token(seen.document[0]):
        return answer_finding(
            "answer.token_in_list",
            "The token came inside of a list, where no key of the form can point to.",
            "The answer is a JSON list; a connector reads a JSON object (RFC 6749 §5.1).",
            "Ask the server's owner for an answer as RFC 6749 has it; check that Oauth2 Token Url is the "
            "token "
            "endpoint and not another API.",
            evidence=(f"a list with a token under {quote(find_token(seen.document[0]))}",),
        )
    return None


def _in_object(seen: Observation, settings: ResponseSettings, quote: Quote) -> Finding | None:
    key = settings.access_token_key
    value = look_up(seen.document, key)
    path = find_token(seen.document)
    if path and path != key and not (isinstance(value, str) and value):
        return answer_finding(
            "answer.token_elsewhere",
            f"The token came, but under “{quote(path)}”.",
            f"Json Access Token Key is “{quote(key)}”, and nothing usable stands under it.",
            f"Type {quote(path)} into Json Access Token Key{_and_lifetime(seen, settings, path, quote)}"
            + (", if the product takes a path into nested objects." if "." in path else "."),
            evidence=(f"a token under {quote(path)}",),
            field=_KEY_FIELD,
        )
    if look_up(seen.document, "id_token") and not value:
        return answer_finding(
            "answer.id_token_only",
            "The server gave an ID token and no access token.",
            "An ID token says who signed in; APIs take an access token. The scope asked for the one alone.",
            "Add the API's own scope to the row scope of Additional Request Data, beside openid.",
            evidence=("id_token without access_token",),
            culprits=("scope", "response_format"),
        )
    if key in seen.document and not value:
        return answer_finding(
            "answer.token_empty",
            f"The answer has {quote(key)}, and nothing in it.",
            "The server granted the request and wrote no token: its fault, or the user has no access to "
            "issue one for.",
            "Ask the server's owner for its log of this request.",
            evidence=(f"{quote(key)} is empty",),
            culprits=("server_side", "response_format"),
        )
    return None


def _and_lifetime(seen: Observation, settings: ResponseSettings, path: str, quote: Quote) -> str:
    """Return what to type for the lifetime too, where the form would not find it; else nothing."""
    key = find_lifetime(seen.document, path)
    if not key or look_up(seen.document, settings.expires_in_key) is not None:
        return ""
    return f" and {quote(key)} into Json Expires In Key"


def has_error(seen: Observation) -> bool:
    """Tell whether a document names an error, in the way of RFC 6749 §5.2 or a common other."""
    if not isinstance(seen.document, dict):
        return False
    return any(
        isinstance(value := seen.document.get(name), str | dict | list) and bool(value)
        for name in ("error", "errors", "error_code", "errorCode", "error_description", "fault")
    )


def _json_string(text: str) -> bool:
    if not (text.startswith('"') and text.endswith('"') and len(text) < 20_000):
        return False
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, str) and looks_like_a_bare_token(value)


def answer_finding(
    finding_id: str,
    title: str,
    cause: str,
    fix: str,
    *,
    evidence: tuple[str, ...],
    field: str = "",
    culprits: tuple[str, ...] = ("response_format",),
) -> Finding:
    """Return a finding about an answer that gave no usable token."""
    return Finding(
        id=finding_id,
        severity="error",
        culprits=culprits,
        title=title,
        cause=cause,
        fix=fix,
        evidence=evidence,
        reference="RFC 6749 §5.1",
        field_keys=(field,) if field else (),
    )
