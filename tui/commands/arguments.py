"""The command line's words: its commands, options and help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from .. import __version__
from ..errors import UsageError
from .output import PROGRAM

_WIZARD_HELP: Final = """\
commands (each has its own --help):
  connector-doctor [PROFILE]        the wizard, empty or with a saved profile
  connector-doctor demo             the wizard on an embedded practice server
  connector-doctor run PROFILE...   send the token request, say what came of it
  connector-doctor show PROFILE     show the token request, send nothing
  connector-doctor explain FILE...  diagnose a saved or pasted HTTP response, send nothing

PROFILE is the name of a saved profile, or a path: whatever holds a / or ends in .toml.
A profile named like a command is reached by its path (./run.toml), or as: connector-doctor -- run

examples:
  connector-doctor demo
  connector-doctor acme-servicenow
  connector-doctor run acme-servicenow --json | jq .verdict
  connector-doctor show ./acme.toml --as curl

"""
_SECRETS_HELP: Final = """\
Secrets never come as arguments: they come from where the profile says, from CONNECTOR_DOCTOR_CLIENT_SECRET,
CONNECTOR_DOCTOR_PASSWORD or CONNECTOR_DOCTOR_NAME (an additional row's name), or are asked for at a terminal.

"""
_EXIT_STATUSES: Final = """\
exit status:
  0    it works
  1    the token endpoint refused, or answered something that a connector can't use
  2    the command line, or a profile that can't be read or sent
  3    network: name, connection, timeout, proxy, connection cut
  4    TLS
  5    the token was given, and the API refused the call, or can't be reached (run --api)
  130  interrupted
  Of several profiles, the largest.
"""
_RUN_EXAMPLES: Final = """\
examples:
  connector-doctor run acme-servicenow
  connector-doctor run acme-servicenow --json
  connector-doctor run acme-servicenow --api
  connector-doctor run *.toml --jobs 8 --json > runs.jsonl
  CONNECTOR_DOCTOR_PASSWORD="$(pass acme)" connector-doctor run acme-servicenow --all-methods

"""
_RUN_API: Final = """\
With --api, the token is used as the connector uses it: Base Url and API path are called. When its lifetime
is over, or the API refuses it, another is got with the user's credentials and the call is made again, once.
The token goes to the Base Url's host alone: where the API path leads elsewhere, you are asked at a terminal,
and without one nothing is sent.

"""
_SHOW_EXAMPLES: Final = """\
examples:
  connector-doctor show acme-servicenow
  connector-doctor show acme-servicenow --as curl --reveal | sh

Without --reveal no secret is needed; where one is missing, the Content-Length is shown as “?”.

"""


_EXPLAIN_EXAMPLES: Final = """\
examples:
  connector-doctor explain response.txt
  curl -i … | connector-doctor explain -
  connector-doctor explain ticket-*.txt --json

FILE holds a raw HTTP response, what curl -i or curl -v printed, or a bare body. “-” is standard input.

"""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is `"wizard"`, `"demo"`, `"run"`, `"show"` or `"explain"`.

    Raises:
        UsageError: they can't be understood.
        SystemExit: after --help or --version was printed.
    """
    command = argv[0] if argv and argv[0] in _PARSERS else "wizard"
    parser = _PARSERS.get(command, _wizard_parser)()
    arguments, unknown = parser.parse_known_args(argv[1:] if command != "wizard" else argv)
    if unknown:
        # No more than the option's name: what follows may be a secret that somebody tried to give.
        word = unknown[0].partition("=")[0]
        raise UsageError(f"“{word}” is not understood here; see {parser.prog} --help.")
    arguments.command = command
    return arguments


class _Parser(argparse.ArgumentParser):
    """Says what is wrong by UsageError, so that messages and exit statuses have one owner."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help.")


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
        _WIZARD_HELP + _SECRETS_HELP + _EXIT_STATUSES,
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
        _RUN_EXAMPLES + _RUN_API + _SECRETS_HELP + _EXIT_STATUSES,
    )
    parser.add_argument("profiles", metavar="PROFILE", nargs="+", help="a profile's name or path")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object for each profile, one a line"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_jobs, default=4, help="profiles to run at the same time (default: 4)"
    )
    parser.add_argument(
        "--all-methods",
        action="store_true",
        help="try every client authentication, also after a refused account (which may lock it)",
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
        "Shows the token request of each attempt, exactly as it would go over the wire. Nothing is sent.",
        _SHOW_EXAMPLES + _SECRETS_HELP,
    )
    parser.add_argument("profile", metavar="PROFILE", help="a profile's name or path")
    parser.add_argument(
        "--as", dest="form", choices=("http", "curl", "json"), default="http", help="the form (default: http)"
    )
    parser.add_argument("--reveal", action="store_true", help="show the secrets in clear")
    return parser


def _explain_parser() -> _Parser:
    parser = _parser(
        "explain",
        "Diagnoses saved or pasted answers of a token endpoint: what went wrong, and which field to change.",
        _EXPLAIN_EXAMPLES,
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="a file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file, one a line")
    parser.add_argument("--url", default="", help="the token URL that was asked, where the file does not say")
    return parser


_PARSERS: Final[dict[str, Callable[[], _Parser]]] = {
    "demo": _demo_parser,
    "run": _run_parser,
    "show": _show_parser,
    "explain": _explain_parser,
}


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to 1000")
    return int(text)
