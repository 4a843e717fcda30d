"""What is said of arguments that are not understood: their name, which one is near it, and never a secret."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Collection
from typing import Final

from ..profiles.file_problems import nearest

_OPTION: Final = re.compile(
    r"--(?:client-)?(?:secret|pass(?:word)?|token|user(?:name)?)|"
    r"--[a-z]{1,12}(?:-[a-z]{1,12}){0,2}(?![^=])|-[A-Za-z]"
)
"""As much of an option as can't be a secret. After `-u`, `-p` and their like, the rest may be one."""
_OF_SECRETS: Final = re.compile(r"--(?:client-)?(?:secret|pass)")
_WORD: Final = re.compile(r"[A-Za-z-]{2,20}")


def unknown_argument(argument: str, parser: ArgumentParser) -> str:
    """Return a sentence on an argument that a parser does not know, and what may have been meant.

    Of an option, its name alone is repeated: what follows may be a secret that somebody tried to give.
    """
    if not argument.startswith("-"):
        return f"An argument without an option is not understood here; see {parser.prog} --help."
    option = _OPTION.match(argument)
    if option is None:
        return f"An option is not understood here; see {parser.prog} --help."
    if _OF_SECRETS.match(option[0]):
        return (
            f"“{option[0]}” is not understood here: secrets never come as arguments, which others can list. "
            "See connector-doctor help secrets."
        )
    known = [name for name in parser._option_string_actions if name.startswith("--")]
    near = nearest(option[0], known) if option[0].startswith("--") else ""
    hint = f" Did you mean {near}?" if near else ""
    return f"“{option[0]}” is not understood here; see {parser.prog} --help.{hint}"


def unknown_command(word: str, commands: Collection[str]) -> str:
    """Return a sentence on a word that is no command but near one; empty where it is near none."""
    near = nearest(word, commands) if _WORD.fullmatch(word) else ""
    return f"“{word}” is not a command; did you mean connector-doctor {near}?" if near else ""
