"""Looking for an access token where the form does not look: under other keys, nested, bare, as text."""

from __future__ import annotations

import re
from typing import Final

from ...oauth2.token_response import JsonValue, look_up

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
"""Names that tokens stand under, the likeliest first, in lower case."""
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
_TOKEN_TEXT: Final = re.compile(r"[A-Za-z0-9\-._~+/!|:]{16,}=*")
_MOST_NODES: Final = 300
NOT_A_TOKEN: Final = frozenset(
    {"null", "none", "undefined", "nil", "false", "true", "string", "n/a", "token"}
)
"""What a fault of a server's, or a documentation's example, leaves in a token's place."""


def find_token(document: JsonValue) -> str:
    """Return the dotted path of what is most likely an access token; empty where there is none.

    Lists are not entered: no key of the form could point into one. Nor is what stands under a key with a dot.
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


def find_lifetime(document: JsonValue, token_key: str) -> str:
    """Return the dotted path of what is most likely a token's lifetime; empty where there is none.

    It is looked for beside the token, which `token_key` leads to, and at the top.
    """
    members = document if isinstance(document, dict) else {}
    beside = token_key.rpartition(".")[0]
    places = (f"{beside}.", "") if beside else ("",)
    keys = (place + name for place in places for name in _LIFETIME_NAMES)
    return next((key for key in keys if _is_lifetime(look_up(members, key))), "")


def _is_lifetime(value: JsonValue) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""


def _can_be_typed(document: JsonValue, path: str, value: str) -> bool:
    """Tell whether the form finds a value by its path: a dot in a nested key leads it astray."""
    return isinstance(document, dict) and look_up(document, path) is value


def looks_like_a_token(text: str) -> bool:
    """Tell whether a text could be a token by its shape: long enough, and of a token's characters."""
    return len(text) <= 20_000 and _TOKEN_TEXT.fullmatch(text) is not None


def looks_like_a_bare_token(text: str) -> bool:
    """Tell whether a whole body is most likely a token: also with digits, and with no word in it."""
    return looks_like_a_token(text) and any(char.isdigit() for char in text) and not text.startswith("http")
