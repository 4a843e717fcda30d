"""Reads a response of the token endpoint (RFC 6749 §5): a token, an error, or something unusable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final
from urllib.parse import parse_qsl

from ..connector import ResponseSettings
from ..http_response import BodyFault, HttpResponse
from ..lean.frozen import frozen
from ..own_fault import OwnFault, own_fault
from ..secret import Secret
from .token_text import is_error_sentence

JsonValue = Any
"""What json.loads returns: foreign data of any shape."""

_KNOWN_TOKEN_KEYS: Final = frozenset({"access_token", "token_type", "expires_in", "refresh_token", "scope"})
_MOST_PAIRS: Final = 200
"""Form-urlencoded pairs read of one body."""


@frozen
class AccessTokenResponse:
    """A successful response (RFC 6749 §5.1)."""

    access_token: Secret
    token_type: str | None = None
    expires_in: str | int | float | None = None
    """As the server wrote it. The RFC asks for seconds; some servers send text, a date, or nothing."""
    scope: str | None = None
    refresh_token: Secret | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict, repr=False, hash=False)
    """The response's other members: foreign, and possibly secret."""

    @property
    def is_jwt(self) -> bool:
        """Whether the token has the shape of a signed JWT (RFC 7519): three base64url parts."""
        parts = self.access_token.reveal().split(".")
        return len(parts) == 3 and parts[0].startswith("eyJ") and all(parts[:2])


@frozen
class ErrorResponse:
    """A refusal. `error` is the code of RFC 6749 §5.2; None if the response has no code."""

    error: str | None
    error_description: str | None = None
    error_uri: str | None = None


@frozen
class UnusableResponse:
    """Not a refusal, and no token that a connector could use. `reason` is a sentence on why."""

    reason: str
    own_fault: OwnFault | None = None
    """The fault of this program that kept it from reading the response; None if there was none."""


Answer = AccessTokenResponse | ErrorResponse | UnusableResponse


def read_answer(response: HttpResponse, settings: ResponseSettings) -> Answer:
    """Read a response as the connector would. Never raises, whatever the server sent.

    A response with an `error` member is an error response whatever its status: some servers send
    errors with 200. So is one with a sentence about an error where the token should be.
    """
    try:
        return _read_answer(response, settings)
    except Exception as error:  # noqa: BLE001 (a fault of ours must not lose the response)
        fault = own_fault(error)
        return UnusableResponse(f"connector-doctor failed on this response ({fault}).", fault)


def _read_answer(response: HttpResponse, settings: ResponseSettings) -> Answer:
    document = read_document(response)
    members: Mapping[str, JsonValue] = document if isinstance(document, dict) else {}
    is_success = 200 <= response.status < 300
    if is_success and (reason := _why_unreliable(response)):
        return UnusableResponse(reason)
    if settings.type == "text" and is_success:
        return _read_text_token(response, members)
    token = look_up(members, settings.access_token_key)
    error = members.get("error")
    if is_success and is_json(response) and isinstance(token, str) and token:
        if is_error_sentence(token):
            return ErrorResponse(error if isinstance(error, str) and error else None, token)
        return _read_token(members, settings, token)
    if response.status >= 400 or (isinstance(error, str) and error):
        return ErrorResponse(
            error=error if isinstance(error, str) and error else None,
            error_description=_text(members.get("error_description")),
            error_uri=_text(members.get("error_uri")),
        )
    return UnusableResponse(_why_unusable(response, document, settings))


def read_document(response: HttpResponse) -> JsonValue:
    """Return the body as JSON, or form-urlencoded pairs as a dict; None if it is neither."""
    text = response.text.strip()
    if _begins_as_json(text):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return None
    is_form = "=" in text and not text.startswith("<") and not any(char.isspace() for char in text)
    if is_form and text.count("&") < _MOST_PAIRS:
        return dict(parse_qsl(text, keep_blank_values=True))
    return None


def is_json(response: HttpResponse) -> bool:
    """Tell whether a body begins as a JSON object or list. A connector reads no other form of pairs."""
    return _begins_as_json(response.text)


def _begins_as_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def look_up(members: Mapping[str, JsonValue], key: str) -> JsonValue:
    """Return the value of a key, or of a dotted path into nested objects; None if there is none."""
    if key in members:
        return members[key]
    found: JsonValue = members
    for step in key.split("."):
        if not isinstance(found, dict) or step not in found:
            return None
        found = found[step]
    return found


def _read_token(
    members: Mapping[str, JsonValue], settings: ResponseSettings, token: str
) -> AccessTokenResponse:
    expires_in = look_up(members, settings.expires_in_key)
    beside = _members_beside(members, settings.access_token_key)
    refresh_token = beside.get("refresh_token")
    used = _KNOWN_TOKEN_KEYS | {settings.access_token_key, settings.expires_in_key}
    used |= {settings.access_token_key.rpartition(".")[2], settings.expires_in_key.rpartition(".")[2]}
    return AccessTokenResponse(
        access_token=Secret(token),
        token_type=_text(beside.get("token_type")),
        expires_in=expires_in if isinstance(expires_in, str | int | float) and expires_in != "" else None,
        scope=_text(beside.get("scope")),
        refresh_token=Secret(refresh_token) if isinstance(refresh_token, str) and refresh_token else None,
        extra={key: value for key, value in beside.items() if key not in used},
    )


def _members_beside(members: Mapping[str, JsonValue], key: str) -> Mapping[str, JsonValue]:
    """Return the members beside a token, which is found by its key or path.

    What RFC 6749 §5.1 puts beside a token may also be at the top level, so those members are included. The
    object that contains the token is not: the token in it is not masked.
    """
    first, *inner = key.split(".")
    if key in members or not inner:
        return members
    parent = look_up(members, key.rpartition(".")[0])
    above = {name: value for name, value in members.items() if name != first}
    return above | (parent if isinstance(parent, dict) else {})


def _read_text_token(response: HttpResponse, members: Mapping[str, JsonValue]) -> Answer:
    text = response.text.strip()
    if isinstance(members.get("error"), str):
        return ErrorResponse(
            members["error"], _text(members.get("error_description")), _text(members.get("error_uri"))
        )
    if not text:
        return UnusableResponse("The response body is empty.")
    if text[0] in "{[<" or any(char.isspace() for char in text) or "access_token" in members:
        return UnusableResponse(
            "The Response Type is Text, so the whole body is read as the token, "
            "but the body is more than a token."
        )
    return AccessTokenResponse(access_token=Secret(text))


def _why_unreliable(response: HttpResponse) -> str:
    """Return why the body of a success can't be relied on; empty if it can.

    Text and form-urlencoded pairs have no end marker: half a token would look like a complete one.
    """
    fault = response.body_fault
    if fault is None or (fault is BodyFault.UNKNOWN_CODING and not response.is_coded):
        return ""
    return f"A token in this response can't be relied on: the body {fault.words}."


def _why_unusable(response: HttpResponse, document: JsonValue, settings: ResponseSettings) -> str:
    if 300 <= response.status < 400:
        where = response.header("Location")
        to = f" to {where}" if where else ""
        return (
            f"The server redirects{to}. A connector does not follow redirects: the POST body would be lost."
        )
    if not response.body.strip():
        return f"The server answered {response.status} with an empty body."
    if isinstance(document, dict) and not is_json(response):
        return "The response is form-urlencoded, but the connector reads JSON."
    if isinstance(document, dict):
        return f"The response has no {settings.access_token_key} (the Json Access Token Key)."
    if response.text.lstrip()[:1] == "<":
        return "The response is a web page, not a token response. This is probably not the token endpoint."
    return "The response is not a JSON object."


def _text(value: JsonValue) -> str | None:
    if isinstance(value, str):
        return value or None
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return " ".join(value)  # a scope as a list
    return None if value is None or isinstance(value, dict | list) else str(value)
