"""Answers without token and without error, told by their shape: empty, a page, XML, cut off, something else.

They go by the shape alone, so a rule that knows the words goes before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.exchange import HttpResponse
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from .misplaced_token import answer_finding, has_error

_KEY_FIELD: Final = "response.access_token_key"
_KINDS: Final = {
    b"\x1f\x8b": "it is compressed with gzip, and does not say so",
    b"\x28\xb5\x2f\xfd": "it is compressed with zstd, and does not say so",
    b"PK\x03\x04": "it is a ZIP archive",
    b"%PDF": "it is a PDF document",
    b"\x89PNG": "it is an image",
    b"\x16\x03": "it is TLS",
}
"""How the usual ones begin."""


def without_token(
    response: HttpResponse, seen: Observation, settings: ResponseSettings, quote: Quote
) -> Iterator[Finding]:
    """Yield what an answer without error and without token is: empty, a page, XML, cut off, something else.

    These go by the shape alone, so a rule that knows the words goes before them.
    """
    if response.status >= 300 or has_error(seen):
        return
    name = f"status {seen.status}" if seen.status else "the body"
    if seen.shape == "empty":
        yield answer_finding(
            "answer.empty",
            "The answer is empty: no token, and no error either.",
            "A token endpoint always answers with a body (RFC 6749 §5.1). This is more likely another "
            "address, or a gateway.",
            "Check Oauth2 Token Url to its end; if it is right, ask the server's owner.",
            evidence=(f"{name}, no bytes after the headers",),
            culprits=("token_url", "server_side"),
        )
    elif seen.shape == "html":
        yield answer_finding(
            "answer.page",
            "The answer is a web page, not a token response.",
            "A token endpoint answers with JSON. A page is for people: to sign in at, to start from, or a "
            "gateway's notice.",
            "Check that Oauth2 Token Url is the token endpoint itself, not a page or the base URL.",
            evidence=(quote(seen.messages[0] if seen.messages else seen.body),),
            culprits=("token_url", "response_format"),
        )
    elif seen.shape == "xml":
        yield answer_finding(
            "answer.xml",
            "The answer is XML, not a token response.",
            "A token endpoint answers with JSON (RFC 6749 §5.1): another API, or the server chose XML.",
            "Check Oauth2 Token Url, and that no additional header Accept asks for XML.",
            evidence=(quote(seen.body),),
            culprits=("token_url", "response_format", "additional_headers"),
        )
    elif seen.shape == "octets":
        yield answer_finding(
            "answer.octets",
            f"The answer is no text: {_kind_of(response.body)}.",
            "A token endpoint answers with JSON. What came can't be read, and no header says how to.",
            "Ask the server's owner to leave the answers of the token endpoint uncompressed, or to name the "
            "compression in Content-Encoding. If it is a file, Oauth2 Token Url is not the token endpoint.",
            evidence=(f"the body begins with the bytes {response.body[:8].hex(' ')}",),
            culprits=("server_side", "token_url"),
        )
    elif seen.status is None and seen.shape != "json":
        return  # of a bare text nobody knows whether it should have been a success
    elif isinstance(seen.document, dict | list):
        if seen.status is None and (seen.codes or seen.messages):
            return
        yield answer_finding(
            "answer.no_token",
            f"The answer has no {quote(settings.access_token_key)}.",
            "The server answered with JSON that holds neither a token nor an error that is known here.",
            "Compare Json Access Token Key with the keys of the answer; if none is a token, check Oauth2 "
            "Token Url.",
            evidence=(_keys_of(seen.document, quote),),
            field=_KEY_FIELD,
            culprits=("response_format", "token_url"),
        )
    elif seen.shape == "json":
        yield answer_finding(
            "answer.broken_json",
            "The answer begins as JSON, and does not end as such.",
            "It was cut off, or the server writes broken JSON.",
            "Send again; if it stays, it is for the server's owner to mend.",
            evidence=(f"{len(response.body)} bytes that are not whole JSON",),
            culprits=("server_side", "response_format"),
        )
    else:
        yield answer_finding(
            "answer.not_json",
            "The answer is text, not a token response.",
            "A token endpoint answers with a JSON object (RFC 6749 §5.1).",
            "Check that Oauth2 Token Url is the token endpoint; if it is, ask for its guide.",
            evidence=(quote(seen.body.strip()),),
            culprits=("token_url", "response_format"),
        )


def _keys_of(document: object, quote: Quote) -> str:
    if not isinstance(document, dict):
        return "a JSON list"
    keys = ", ".join(quote(str(key))[:40] for key in list(document)[:8]) or "none"
    return f"keys: {keys}" + (", …" if len(document) > 8 else "")


def _kind_of(body: bytes) -> str:
    return next((kind for start, kind in _KINDS.items() if body.startswith(start)), "octets of no known kind")


_BY_STATUS: Final = {
    400: (
        ("additional_request_data", "client_secret", "token_url"),
        "The server finds something wrong in the request, and does not say it in words that are known here.",
        "Compare the request with the system's own guide: a missing row of Additional Request Data is the "
        "most common.",
    ),
    401: (
        ("client_secret", "client_id", "password", "client_authentication"),
        "The server does not accept the credentials.",
        "Type Client ID and Client Secret anew, then username and password; try the other Oauth2 Client "
        "Authentication.",
    ),
    403: (
        ("network", "grant_not_allowed", "mfa_or_policy"),
        "The server, or a gateway before it, forbids the request.",
        "Ask its owner: this can be an allow-list of addresses, a right that the client lacks, or a policy.",
    ),
    404: (("token_url",), "There is nothing at that path.", "Check Oauth2 Token Url to its end."),
    405: (
        ("token_url",),
        "No POST is allowed at that path, so it is not the token endpoint.",
        "Check Oauth2 Token Url to its end.",
    ),
    410: (("token_url",), "The path is no longer in use.", "Ask for the new URL of the token endpoint."),
    415: (
        ("additional_headers", "token_url"),
        "The server takes no form data at that path.",
        "Delete a row Content-Type from Additional Headers; if there is none, check Oauth2 Token Url.",
    ),
    429: (
        ("rate_limit",),
        "The server wants fewer requests.",
        "Wait before the next attempt; sending again at once prolongs it.",
    ),
    431: (
        ("additional_headers",),
        "The request's headers are too long for the server.",
        "Delete rows of Additional Headers that are not needed.",
    ),
}
_SERVER: Final = (
    ("server_side",),
    "The fault is on the server's side.",
    "Try again later; if it stays, ask its owner for the log of this request.",
)
_OTHER: Final = (
    ("token_url", "additional_request_data", "client_secret"),
    "The answer says no more.",
    "Check first that Oauth2 Token Url is the token endpoint, then the credentials.",
)


def unexplained(seen: Observation, quote: Quote) -> Finding:
    """Return a finding for an answer that no rule knows."""
    status = seen.status
    is_server = status is not None and status >= 500
    culprits, cause, fix = _SERVER if is_server else _BY_STATUS.get(status or 0, _OTHER)
    said = next((words for words in (*seen.messages, *seen.codes) if words), "")
    answered = f"The server answered {status}" if status else "The server answered"
    can = "can be read in it" if seen.shape == "octets" else "is given"
    return Finding(
        id="answer.unexplained",
        severity="error",
        culprits=culprits,
        title=f"{answered}: “{quote(said)[:120]}”." if said else f"{answered}, and no reason {can}.",
        cause=cause,
        fix=fix,
        evidence=(f"status {status or 'unknown'}", quote(said) if said else "no words"),
    )
