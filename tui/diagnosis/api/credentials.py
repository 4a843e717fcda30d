"""A token that the API can't take as the form sends it: in another header, behind another word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..finding import Finding
from .answer import ApiAnswer

_KEY: Final = "header_auth_key"
_PATTERN: Final = "header_auth_value_pattern"
_OTHER_WORDS: Final = frozenset(
    {"token", "oauth", "apikey", "api-key", "jwt", "zoho-oauthtoken", "key", "session"}
)
"""Schemes that APIs name where they want the same token behind another word than Bearer."""


def sent_otherwise(answer: ApiAnswer) -> Finding | None:
    """Return how the token is sent otherwise than by RFC 6750 §2.1, where that can be why it was refused.

    An API that says invalid_token has read a token: of it, only a word too many is to blame.
    """
    was_read = answer.bearer_error == "invalid_token"
    return next((finding for finding in _ways(answer, was_read=was_read)), None)


def _ways(answer: ApiAnswer, *, was_read: bool) -> Iterator[Finding]:
    connector, key = answer.connector, answer.header_key
    pattern = " ".join(connector.header_auth_value_pattern.split())
    rows = [row.name for row in connector.api.headers if row.name.lower() == key.lower()]
    if rows:
        yield answer.finding(
            "token_overridden",
            f"The row {answer.quote(rows[0])} of API headers stands in the token's place.",
            "A row of the same name replaces what is put together from the token, so the token was not sent.",
            f"Delete the row {answer.quote(rows[0])} from API headers.",
            fields=("api.headers",),
            evidence=(*answer.evidence("WWW-Authenticate"), f"a header row {answer.quote(rows[0])}"),
        )
    if _begins_with_bearer(answer) and (not pattern or pattern.lower().startswith("bearer")):
        yield answer.finding(
            "bearer_twice",
            "The word Bearer is sent twice: the token itself begins with it.",
            "The token endpoint writes Bearer before the token, and the connector does so again.",
            "Set Header Auth Value Pattern to %s alone.",
            culprits=("response_format",),
            fields=(_PATTERN,),
            evidence=(*answer.evidence("WWW-Authenticate"), "the token begins with “Bearer ”"),
            reference="RFC 6750 §2.1",
        )
    if was_read:
        return
    if connector.header_auth_key and key.lower() != "authorization":
        yield answer.finding(
            "other_header",
            f"The token was sent in the header {answer.quote(key)}, and the API did not take it there.",
            "Header Auth Key is filled in, so there was no Authorization header, which most APIs read alone.",
            "Empty Header Auth Key and Header Auth Value Pattern, unless the system's own guide asks "
            f"for {answer.quote(key)}: then compare the name and the pattern with it, letter by "
            "letter.",
            fields=(_KEY, _PATTERN),
            evidence=(*answer.evidence("WWW-Authenticate"), f"Header Auth Key: {answer.quote(key)}"),
            reference="RFC 6750 §2.1",
        )
    if pattern and pattern.lower() != "bearer %s":
        yield answer.finding(
            "other_pattern",
            "The token was not sent as “Bearer TOKEN”, and the API did not take it so.",
            "Header Auth Value Pattern puts the value together, and most APIs read the token behind "
            "the word Bearer alone.",
            "Empty Header Auth Value Pattern, unless the system's own guide asks for another form.",
            fields=(_PATTERN,),
            evidence=(
                *answer.evidence("WWW-Authenticate"),
                f"Header Auth Value Pattern: {answer.quote(pattern)}",
            ),
            reference="RFC 6750 §2.1",
        )
    if not pattern and (word := _other_word(answer)):
        yield answer.finding(
            "other_word",
            f"The API may want the word {answer.quote(word)} before the token, not Bearer.",
            f"Its answer names {answer.quote(word)} as the kind of the credentials; the connector "
            "sends Bearer.",
            f"Set Header Auth Value Pattern to “{answer.quote(word)} %s”, if the system's own guide "
            "has it so. If its guide says Bearer, the token itself is refused: check Oauth2 Token Url "
            "and the scope.",
            culprits=("token_url", "scope"),
            fields=(_PATTERN,),
            evidence=answer.evidence("WWW-Authenticate"),
            reference="RFC 9110 §11.6.1",
        )


def _begins_with_bearer(answer: ApiAnswer) -> bool:
    return answer.token is not None and answer.token.access_token.reveal().lower().startswith("bearer ")


def _other_word(answer: ApiAnswer) -> str:
    """Return the word that the challenge, or the token's type, has in the place of Bearer; empty for none."""
    if answer.bearer:
        return ""
    value = answer.response.header("WWW-Authenticate") or ""
    written = next((word for word in value.replace(",", " ").split() if word.lower() in _OTHER_WORDS), "")
    if written:
        return written
    kind = answer.token.token_type if answer.token else None
    return kind if kind and kind.isascii() and kind.lower() in _OTHER_WORDS else ""
