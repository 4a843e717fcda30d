"""What the parsers of all commands have in common: how they say what is wrong, and a number."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, NoReturn

from ...errors import UsageError
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...terminal.passing_line import columns_of
from ..output import PROGRAM

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_WIDEST: Final = 80
_LARGEST_PORT: Final = 65535
_OPTION_AT_FAULT: Final = LazyPattern(r"argument (?:-{1,2}[a-z-]+|[A-Z]+)(?:/-{1,2}[a-z-]+)*: ")
_SAYS_NO_ARGUMENT: Final = LazyPattern(
    r"(?:argument \S+: )?(?:expected \w+ arguments?|it is not a number from 1 to (?:1000|65535))|"
    r"argument \S+: not allowed with argument \S+|"
    r"the following arguments are required: (?:[A-Z, ]|--[a-z]+)+"
)
"""What argparse and we say without quoting what was typed."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong by UsageError, so that messages and exit statuses have one owner."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write help or the version; nothing where stdout is closed: argparse would write it to stderr."""
        if file is not None:
            super()._print_message(message, file)

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError without what was typed."""
        # What argparse says may quote an argument.
        option = _OPTION_AT_FAULT.match(message)
        if _SAYS_NO_ARGUMENT.fullmatch(message):
            told = message
        elif option and "invalid choice" in message:
            told = f"{option[0]}choose {message.rpartition('(choose ')[2].rstrip(')')}"
        else:
            told = f"{option[0] if option else ''}the value is not understood"
        raise UsageError(f"{told}; see {self.prog} --help.")


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Wraps a description, and leaves the examples below the options as they are."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns_of(sys.stdout), _WIDEST) - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text.rstrip():
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def new_parser(command: str, description: str, epilog: str) -> Parser:
    """Return a parser without arguments. A blank command is the wizard."""
    return Parser(
        prog=f"{PROGRAM} {command}".rstrip(),
        description=" ".join(description.split()),
        epilog=epilog,
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )


def add_profile_dir(parser: argparse._ActionsContainer) -> None:
    """Add --profile-dir."""
    parser.add_argument(
        "--profile-dir",
        metavar="FOLDER",
        default="",
        help="look for saved profiles in this folder (default: CONNECTOR_DOCTOR_PROFILES, or the usual one)",
    )


def number(text: str) -> int:
    """Return the number that an option was given.

    Raises:
        argparse.ArgumentTypeError: it is none from 1 to 1000.
    """
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise argparse.ArgumentTypeError("it is not a number from 1 to 1000")
    return int(text[:6])


def port(text: str) -> int:
    """Return the port that an option was given.

    Raises:
        argparse.ArgumentTypeError: it is none from 1 to 65535.
    """
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError("it is not a number from 1 to 65535")
    return int(text[:6])
