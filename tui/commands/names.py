"""The commands: known before a parser is loaded, which takes longer than all else that opens a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WIZARD: Final = "wizard"
"""What a command line without a command is for."""
PARSERS: Final[Mapping[str, str]] = {
    "demo": "profiles",
    "serve": "profiles",
    "run": "run",
    "show": "profiles",
    "explain": "pastes",
    "ask": "profiles",
    "certificates": "profiles",
    "import": "pastes",
    "compare": "pastes",
    "checkup": "profiles",
    "schema": "profiles",
    "help": "profiles",
    "completion": "profiles",
}
"""The module of `parsers` that has the parser of each command, `NAME_parser`; in the order of the help."""
COMMANDS: Final = tuple(PARSERS)
"""The commands, in the order of the help."""
