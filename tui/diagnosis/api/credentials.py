"""A token that the API can't read as the form sends it: in another header, or behind another word."""

from __future__ import annotations

from typing import Final

from ..finding import Finding, FindingKind
from .answer import ApiAnswer

_KEY: Final = "header_auth_key"
_PATTERN: Final = "header_auth_value_pattern"
_OTHER_WORDS: Final = frozenset(
    {"token", "oauth", "apikey", "api-key", "jwt", "zoho-oauthtoken", "key", "session"}
)
"""Schemes that APIs name where they want the same token behind another word than Bearer."""
_sent_oddly: Final = FindingKind("error", reference="RFC 6750 §2.1")


def sent_otherwise(answer: ApiAnswer) -> Finding | None:
    """Return how the token is sent otherwise than by RFC 6750 §2.1, where that can be why it was refused.

    An API that says invalid_token has read a token: then only a word too many can be to blame.
    """
    was_read = answer.bearer_error == "invalid_token"
    found = _overridden(answer) or _bearer_twice(answer)
    if found or was_read:
        return found
    return _in_another_header(answer) or _in_another_pattern(answer) or _behind_another_word(answer)


def _overridden(answer: ApiAnswer) -> Finding | None:
    key = answer.header_key.lower()
    row = next((row.name for row in answer.connector.api.headers if row.name.lower() == key), None)
    if row is None:
        return None
    return _sent_oddly(
        "api.token_overridden",
        title=f"The row {answer.quote(row)} of API headers replaces the token.",
        cause="A row with the same name replaces the header that holds the token, so the token was not sent.",
        fix=f"Delete the row {answer.quote(row)} from API headers.",
        fields=("api.headers",),
        evidence=(*answer.evidence("WWW-Authenticate"), f"a header row {answer.quote(row)}"),
        reference="",
    )


def _bearer_twice(answer: ApiAnswer) -> Finding | None:
    pattern = _pattern(answer)
    if not _begins_with_bearer(answer) or (pattern and not pattern.lower().startswith("bearer")):
        return None
    return _sent_oddly(
        "api.bearer_twice",
        title="The word Bearer is sent twice: the token itself begins with it.",
        cause="The token endpoint writes Bearer before the token, and the connector adds it again.",
        fix="Header Auth Value Pattern: set it to %s alone.",
        culprits=("response_format",),
        fields=(_PATTERN,),
        evidence=(*answer.evidence("WWW-Authenticate"), "the token begins with “Bearer ”"),
    )


def _in_another_header(answer: ApiAnswer) -> Finding | None:
    if answer.header_key.lower() == "authorization":
        return None
    key = answer.quote(answer.header_key)
    return _sent_oddly(
        "api.other_header",
        title=f"The token was sent in the header {key}, but the API did not accept it there.",
        cause="Header Auth Key is filled in, so there was no Authorization header. "
        "Most APIs read the token only from that one.",
        fix=f"Header Auth Key: clear it, unless the system's guide asks for {key}. "
        "Header Auth Value Pattern: clear it too. "
        "If the guide asks for them, compare both with it, letter by letter.",
        fields=(_KEY, _PATTERN),
        evidence=(*answer.evidence("WWW-Authenticate"), f"Header Auth Key: {key}"),
    )


def _in_another_pattern(answer: ApiAnswer) -> Finding | None:
    pattern = _pattern(answer)
    if not pattern or pattern.lower() == "bearer %s":
        return None
    return _sent_oddly(
        "api.other_pattern",
        title="The token was not sent as “Bearer TOKEN”, and the API did not accept it.",
        cause="Header Auth Value Pattern sets how the token is written. "
        "Most APIs read it only after the word Bearer.",
        fix="Header Auth Value Pattern: clear it, unless the system's guide asks for another pattern.",
        fields=(_PATTERN,),
        evidence=(
            *answer.evidence("WWW-Authenticate"),
            f"Header Auth Value Pattern: {answer.quote(pattern)}",
        ),
    )


def _behind_another_word(answer: ApiAnswer) -> Finding | None:
    if _pattern(answer) or not (other := _other_word(answer)):
        return None
    word = answer.quote(other)
    return _sent_oddly(
        "api.other_word",
        title=f"The API may want the word {word} before the token, not Bearer.",
        cause=f"The response names {word} as the kind of credentials, but the connector sends Bearer.",
        fix=f"Header Auth Value Pattern: set it to “{word} %s”, if the system's own guide says so. "
        "Oauth2 Token Url: check it and the scope, if the guide says Bearer.",
        culprits=("token_url", "scope"),
        confidence="likely",
        fields=(_PATTERN,),
        evidence=answer.evidence("WWW-Authenticate"),
        reference="RFC 9110 §11.6.1",
    )


def _pattern(answer: ApiAnswer) -> str:
    return " ".join(answer.connector.header_auth_value_pattern.split())


def _begins_with_bearer(answer: ApiAnswer) -> bool:
    return answer.token is not None and answer.token.access_token.reveal().lower().startswith("bearer ")


def _other_word(answer: ApiAnswer) -> str:
    """Return the word that the challenge, or the token's type, uses instead of Bearer; empty for none."""
    if answer.bearer:
        return ""
    value = answer.response.header("WWW-Authenticate") or ""
    written = next((word for word in value.replace(",", " ").split() if word.lower() in _OTHER_WORDS), "")
    if written:
        return written
    kind = answer.token.token_type if answer.token else None
    return kind if kind and kind.isascii() and kind.lower() in _OTHER_WORDS else ""
