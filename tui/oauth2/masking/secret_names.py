"""Names that mean a secret: the one list, for rows, warnings, masking and saved files.

A header, a parameter, a key of JSON or of a profile: what stands under such a name is masked where it is
shown, and not saved without a question.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ANYWHERE: Final = (
    "secret",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "apikey",
    "authkey",
    "accesskey",
    "subscriptionkey",
    "functionskey",
    "privatekey",
    "signingkey",
    "token",
    "authorization",
    "credential",
    "cookie",
    "assertion",
    "jwt",
    "sessionid",
    "signature",
    "securitycode",
)
"""What a name holds, its words written together in lower case."""
_LAST_WORDS: Final = frozenset({"pwd", "pass", "pin", "otp", "totp", "ticket", "sid", "psk"})
"""The last word of a name, such as X-Pwd."""
_HARMLESS: Final = re.compile(
    r"token_?(?:type|kind|format|name|key|lifetime|count)s?$|(?:url|uri|endpoint)s?$|expir|grant_?type|"
    r"(?:cookie|password|token|secret)_?(?:policy|domain|reset|required|length)$|assertion_?type$|"
    r"credentials?_?(?:type|id|s_?allowed)$|allow_?credentials$|(?:no|has|is|needs|wants)_(?:\w+_)?token$"
)
"""Names that hold such a word, and whose values are no secrets."""
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=1024)
def is_secret_name(name: str) -> bool:
    """Tell whether what stands under this name is usually a secret: `Ocp-Apim-Subscription-Key`, `pwd`."""
    words = [word.lower() for word in _WORDS.findall(name[:100])]
    if not words or _HARMLESS.search("_".join(words)):
        return False
    together = "".join(words)
    return words[-1] in _LAST_WORDS or together in _LAST_WORDS or any(word in together for word in _ANYWHERE)


def is_secret_parameter(name: str) -> bool:
    """Tell the same of a parameter of a request or a URL, where `code` is an authorization code.

    In an error response a `code` says what is wrong.
    """
    return name.lower() == "code" or is_secret_name(name)
