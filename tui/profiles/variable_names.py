"""Checks the name of an environment variable that is to hold a secret."""

from __future__ import annotations

import re
from typing import Final

from ..oauth2.secret import Secret

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DECORATED: Final = re.compile(r"\$\{?\w+\}?|\$env:\w+|%\w+%|%?env\(\w+\)", re.IGNORECASE)


def check_variable_name(name: str, secret: Secret) -> str:
    """Return what is wrong with a name that was typed, or nothing. The name is not repeated.

    Who misunderstands the field types the secret itself, which would then be saved in plain text.
    """
    if not name.strip():
        return "Type the name of the environment variable that holds the secret."
    if secret and name.strip() == secret.reveal().strip():
        return "This is the secret itself. Type the name of the variable that holds it."
    if _DECORATED.fullmatch(name.strip()):
        return "Type the name alone, without $, % or braces."
    if not _NAME.fullmatch(name):
        return "A variable's name has A to Z, digits and underscores alone, and begins with no digit."
    return ""
