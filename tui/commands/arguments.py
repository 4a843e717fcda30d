"""The command line: its commands and options. What --help says beyond them is in `help_texts`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from .. import __version__
from ..errors import UsageError
from ..oauth2.login_ledger import MOST_FAILED_LOGINS
from . import help_texts
from .output import PROGRAM

_OPTION: Final = re.compile(
    r"--(?:client-)?(?:secret|pass(?:word)?|token|user(?:name)?)|"
    r"--[a-z]{1,12}(?:-[a-z]{1,12}){0,2}(?![^=])|-[A-Za-z]"
)
"""As much of an option as can't be a secret. After `-u`, `-p` and their like, the rest may be one."""
_OPTION_AT_FAULT: Final = re.compile(r"argument (?:-{1,2}[a-z-]+|[A-Z]+)(?:/-{1,2}[a-z-]+)*: ")
_SAYS_NO_ARGUMENT: Final = re.compile(
    r"(?:argument \S+: )?(?:expected \w+ arguments?|it is not a number from 1 to 1000)|"
    r"the following arguments are required: [A-Z, ]+"
)
"""What argparse and we say without quoting what was typed."""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is `"wizard"`, or the word that it begins with.

    Raises:
        UsageError: they can't be understood.
        SystemExit: after --help or --version was printed.
    """
    command = argv[0] if argv and argv[0] in _PARSERS else "wizard"
    parser = _PARSERS.get(command, _wizard_parser)()
    arguments, unknown = parser.parse_known_args(argv[1:] if command != "wizard" else argv)
    if unknown:
        raise UsageError(f"{_named(unknown[0])} is not understood here; see {parser.prog} --help.")
    arguments.command = command
    return arguments


def command_help(command: str) -> str:
    """Return what --help of a command prints; empty where there is no such command."""
    return _PARSERS[command]().format_help() if command in _PARSERS else ""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong by UsageError, so that messages and exit statuses have one owner."""

    def error(self, message: str) -> NoReturn:
        # What argparse says may quote an argument.
        option = _OPTION_AT_FAULT.match(message)
        if _SAYS_NO_ARGUMENT.fullmatch(message):
            told = message
        elif option and "invalid choice" in message:
            told = f"{option[0]}choose {message.rpartition('(choose ')[2].rstrip(')')}"
        else:
            told = f"{option[0] if option else ''}the value is not understood"
        raise UsageError(f"{told}; see {self.prog} --help.")


def _parser(command: str, description: str, epilog: str) -> _Parser:
    return _Parser(
        prog=f"{PROGRAM} {command}".rstrip(),
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _wizard_parser() -> _Parser:
    parser = _parser(
        "",
        "Finds out why a connector with the OAuth 2.0 password grant fails, and which field to change.",
        help_texts.WIZARD + help_texts.SECRETS + help_texts.EXIT_STATUSES,
    )
    parser.add_argument("profile", metavar="PROFILE", nargs="?", help="a saved profile to open")
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def _demo_parser() -> _Parser:
    return _parser(
        "demo",
        "Opens the wizard on a practice authorization server of its own, which ends with the wizard.",
        "",
    )


def _run_parser() -> _Parser:
    parser = _parser(
        "run",
        "Sends the token request of each profile as the connector would, and says what came of it.",
        help_texts.RUN + help_texts.SECRETS + help_texts.EXIT_STATUSES,
    )
    parser.add_argument("profiles", metavar="PROFILE", nargs="+", help="a profile's name or path")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object for each profile, one a line"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_number, default=4, help="profiles to run at the same time (default: 4)"
    )
    parser.add_argument(
        "--all-methods",
        action="store_true",
        help="try every client authentication, even after a refused account (this can lock it)",
    )
    parser.add_argument(
        "--max-failed-logins",
        metavar="N",
        type=_number,
        default=MOST_FAILED_LOGINS,
        help="stop before the next attempt once an account may have had N failed logins in the last hour "
        "(default: 2; at a terminal it asks)",
    )
    parser.add_argument(
        "--api",
        action="store_true",
        help="call the API with the token: the profile's API path, or the Base Url itself where it has none",
    )
    return parser


def _show_parser() -> _Parser:
    parser = _parser(
        "show",
        "Shows the token request of each attempt, exactly as it would go over the wire, or the sheet of\n"
        "what to type into the connector form. Nothing is sent.",
        help_texts.SHOW + help_texts.SECRETS,
    )
    parser.add_argument("profile", metavar="PROFILE", help="a profile's name or path")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("http", "curl", "form", "json"),
        default="http",
        help="as what (default: http); form is the sheet to type into the connector form",
    )
    parser.add_argument(
        "--attempt", metavar="N", type=_number, help="show this attempt alone (default as curl: 1)"
    )
    parser.add_argument(
        "--shell",
        choices=("sh", "cmd", "powershell"),
        help="the shell of the curl command (default: sh); for cmd it is a batch file to save",
    )
    parser.add_argument("--reveal", action="store_true", help="show the secrets in clear")
    return parser


def _explain_parser() -> _Parser:
    parser = _parser(
        "explain",
        "Explains saved or pasted responses, or an error code: what went wrong, and which field to change.",
        help_texts.EXPLAIN,
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a file, - for standard input, or an error code"
    )
    parser.add_argument(
        "--api",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="read each response as that of an API called with the token, or never "
        "(default: where its challenge is one that only an API sends)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file, one a line")
    parser.add_argument("--url", default="", help="the token URL that was asked, where the file does not say")
    return parser


def _import_parser() -> _Parser:
    parser = _parser(
        "import",
        "Reads a request that works and makes a profile of it: a curl command, a Postman collection, a HAR "
        "file, code, or lines of a ticket. Nothing in it is run, and nothing is sent.",
        help_texts.IMPORT,
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="the request, then its environments; - for standard input"
    )
    parser.add_argument(
        "--name", default="", help="the connector's name (default: that of the profile's file)"
    )
    parser.add_argument("--output", metavar="FILE", default="", help="the profile to write")
    parser.add_argument(
        "--secrets",
        choices=("prompt", "plain", "keyring"),
        default="prompt",
        help="where the profile keeps its secrets (default: prompt, so none is written)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _help_parser() -> _Parser:
    parser = _parser(
        "help",
        "Prints a page of the reference; without a topic, which pages there are.",
        help_texts.HELP,
    )
    parser.add_argument("topic", metavar="TOPIC", nargs="?", help="a page, or a command")
    return parser


_PARSERS: Final[dict[str, Callable[[], _Parser]]] = {
    "demo": _demo_parser,
    "run": _run_parser,
    "show": _show_parser,
    "explain": _explain_parser,
    "import": _import_parser,
    "help": _help_parser,
}


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise argparse.ArgumentTypeError("it is not a number from 1 to 1000")
    return int(text[:6])


def _named(argument: str) -> str:
    """Return what to call an argument that is not understood: an option's name, and nothing else of it.

    What follows the name may be a secret that somebody tried to give: `-uNAME:SECRET`, `--password=SECRET`.
    """
    if not argument.startswith("-"):
        return "An argument without an option"
    option = _OPTION.match(argument)
    return f"“{option[0]}”" if option else "An option"
