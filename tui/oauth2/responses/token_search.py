"""Searching a response for an access token that the form misses: under other keys, nested, or as text."""

from __future__ import annotations

from typing import Final

from ..http_response import HttpResponse
from ..lean.lazy_pattern import LazyPattern
from .token_response import JsonValue, look_up, read_document

_TOKEN_NAMES: Final = (
    "access_token",
    "accesstoken",
    "token",
    "authtoken",
    "auth_token",
    "bearertoken",
    "bearer_token",
    "apitoken",
    "api_token",
    "jwt",
    "jwttoken",
    "jwt_token",
    "sessiontoken",
    "session_token",
    "securitytoken",
    "token_value",
    "tokenvalue",
)
"""Names of keys that hold tokens, in lower case; the likeliest first."""
_LIFETIME_NAMES: Final = (
    "expires_in",
    "expiresIn",
    "expires",
    "expires_at",
    "expiresAt",
    "expiry",
    "expires_on",
    ".expires",
)
_TOKEN_TEXT: Final = LazyPattern(r"[A-Za-z0-9\-._~+/!|:]{16,}=*")
_MOST_NODES: Final = 300
NOT_A_TOKEN: Final = frozenset(
    {"null", "none", "undefined", "nil", "false", "true", "string", "n/a", "token"}
)
"""Words that a faulty server, or an example from a guide, has in place of a token."""


def find_token(document: JsonValue) -> str:
    """Return the dotted path of what is most likely an access token; empty where there is none.

    Lists and keys with a dot in them are skipped, since no key in the form could lead there.
    """
    best, best_rank = "", len(_TOKEN_NAMES)
    level: list[tuple[str, JsonValue]] = [("", document)]
    seen = 0
    while level:
        deeper: list[tuple[str, JsonValue]] = []
        for path, value in level:
            seen += 1
            if seen > _MOST_NODES:
                return best
            if isinstance(value, dict):
                inner = list(value.items())[:_MOST_NODES]
                deeper += [(f"{path}.{key}" if path else str(key), item) for key, item in inner]
            elif (
                isinstance(value, str) and looks_like_a_token(value) and _can_be_typed(document, path, value)
            ):
                name = path.rpartition(".")[2].lower().replace("-", "_")
                rank = _TOKEN_NAMES.index(name) if name in _TOKEN_NAMES else len(_TOKEN_NAMES)
                if rank < best_rank:
                    best, best_rank = path, rank
        level = deeper
    return best


def tokens_in(response: HttpResponse) -> tuple[str, ...]:
    """Return what in a response is most likely an access token, wherever it stands: to mask it."""
    if bare := _bare_token(response.text):
        return (bare,)
    document = read_document(response)
    if isinstance(document, list):
        document = document[0] if document else None
    path = find_token(document)
    value = look_up(document, path) if path and isinstance(document, dict) else None
    return (value,) if isinstance(value, str) else ()


def _bare_token(text: str) -> str:
    bare = text.strip().strip("\"'")
    return bare if looks_like_a_bare_token(bare) else ""


def find_lifetime(document: JsonValue, token_key: str) -> str:
    """Return the dotted path of what is most likely a token's lifetime; empty where there is none.

    The search covers the object that holds the token, which `token_key` leads to, and the top level.
    """
    members = document if isinstance(document, dict) else {}
    beside = token_key.rpartition(".")[0]
    places = (f"{beside}.", "") if beside else ("",)
    keys = (place + name for place in places for name in _LIFETIME_NAMES)
    return next((key for key in keys if _is_lifetime(look_up(members, key))), "")


def _is_lifetime(value: JsonValue) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""


def _can_be_typed(document: JsonValue, path: str, value: str) -> bool:
    """Tell whether the form finds a value by its path; it does not if a nested key contains a dot."""
    return isinstance(document, dict) and look_up(document, path) is value


def looks_like_a_token(text: str) -> bool:
    """Tell whether a text could be a token: long enough, and only characters that tokens have."""
    return len(text) <= 20_000 and _TOKEN_TEXT.fullmatch(text) is not None


def looks_like_a_bare_token(text: str) -> bool:
    """Tell whether a body is most likely just a token: it also has a digit, and is no URL."""
    return looks_like_a_token(text) and any(char.isdigit() for char in text) and not text.startswith("http")
