"""The command line: finds the command and its arguments.

arguments ──> parsers/{profiles,run,pastes} ──> parsers/parser, help_texts
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module

from ..errors import UsageError
from .names import PARSERS, WIZARD
from .parsers.parser import Parser


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is `"wizard"`, or the word that it begins with.

    Raises:
        UsageError: they can't be understood.
        SystemExit: after --help or --version was printed.
    """
    command = argv[0] if argv and argv[0] in PARSERS else WIZARD
    parser = parser_of(command)
    arguments, unknown = parser.parse_known_args(argv[1:] if command != WIZARD else argv)
    if unknown:
        from .not_understood import unknown_argument

        misspelled = misspelled_command(argv[0]) if command == WIZARD else ""
        raise UsageError(misspelled or unknown_argument(unknown[0], parser))
    arguments.command = command
    return arguments


def misspelled_command(word: str) -> str:
    """Return a sentence on a word that is near a command; empty where it is near none."""
    from .not_understood import unknown_command

    return unknown_command(word, PARSERS)


def parser_of(command: str) -> Parser:
    """Return the parser of a command, or else the wizard's."""
    name = command if command in PARSERS else WIZARD
    module = import_module(f"{__package__}.parsers.{PARSERS.get(name, 'profiles')}")
    parser: Parser = getattr(module, f"{name}_parser")()
    return parser


def command_help(command: str) -> str:
    """Return what --help of a command prints; empty where there is no such command."""
    return parser_of(command).format_help() if command in PARSERS else ""
