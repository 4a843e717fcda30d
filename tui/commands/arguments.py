"""The command line: finds the command and its arguments.

arguments ──> parsers/{profiles,run,pastes} ──> parsers/parser, help_texts
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Final

from ..errors import UsageError
from .parsers import pastes, profiles, run
from .parsers.parser import Parser

WIZARD: Final = "wizard"
"""What a command line without a command is for."""
_PARSERS: Final[dict[str, Callable[[], Parser]]] = {
    "demo": profiles.demo_parser,
    "serve": profiles.serve_parser,
    "run": run.run_parser,
    "show": profiles.show_parser,
    "explain": pastes.explain_parser,
    "ask": profiles.ask_parser,
    "certificates": profiles.certificates_parser,
    "import": pastes.import_parser,
    "compare": pastes.compare_parser,
    "checkup": profiles.checkup_parser,
    "schema": profiles.schema_parser,
    "help": profiles.help_parser,
    "completion": profiles.completion_parser,
}
COMMANDS: Final = tuple(_PARSERS)
"""The commands, in the order of the help."""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is `"wizard"`, or the word that it begins with.

    Raises:
        UsageError: they can't be understood.
        SystemExit: after --help or --version was printed.
    """
    command = argv[0] if argv and argv[0] in _PARSERS else WIZARD
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

    return unknown_command(word, _PARSERS)


def parser_of(command: str) -> Parser:
    """Return the parser of one of `COMMANDS`, or else the wizard's."""
    return _PARSERS.get(command, profiles.wizard_parser)()


def command_help(command: str) -> str:
    """Return what --help of a command prints; empty where there is no such command."""
    return _PARSERS[command]().format_help() if command in _PARSERS else ""
