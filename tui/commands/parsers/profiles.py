"""The arguments of the wizard, and of the commands that read a profile and send nothing."""

from __future__ import annotations

from ... import __version__
from ..completion.shells import SHELLS
from ..output import PROGRAM
from . import help_texts
from .parser import Parser, add_profile_dir, new_parser, number, port
from .report_options import add_color


def wizard_parser() -> Parser:
    """Return the parser of the wizard."""
    parser = new_parser(
        "",
        "Finds out why a connector with the OAuth 2.0 password grant fails, and which field to change.",
        help_texts.WIZARD + help_texts.SECRETS + help_texts.EXIT_STATUSES,
    )
    parser.add_argument("profile", metavar="PROFILE", nargs="?", help="a saved profile to open")
    _add_plain(parser)
    add_profile_dir(parser)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def demo_parser() -> Parser:
    """Return the parser of `demo`."""
    parser = new_parser(
        "demo",
        "Opens the wizard on a practice authorization server of its own, which ends with the wizard.",
        "",
    )
    _add_plain(parser)
    return parser


def _add_plain(parser: Parser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        help="ask line by line, without screens: for screen readers, pipes and simple terminals",
    )


def serve_parser() -> Parser:
    """Return the parser of `serve`."""
    parser = new_parser(
        "serve",
        "Shows the wizard in a browser on this machine, at an address that nobody guesses.\n"
        "It listens on 127.0.0.1 alone, and ends with Ctrl+C. It needs the extra web.",
        help_texts.SERVE,
    )
    parser.add_argument("profile", metavar="PROFILE", nargs="?", help="a saved profile to open")
    parser.add_argument(
        "--port", metavar="PORT", type=port, default=0, help="the port to listen on (default: any free one)"
    )
    add_profile_dir(parser)
    return parser


def show_parser() -> Parser:
    """Return the parser of `show`."""
    parser = new_parser(
        "show",
        "Shows the token request of each attempt, exactly as it would go over the wire, or the sheet of "
        "what to type into the connector form. Nothing is sent.",
        help_texts.SHOW + help_texts.SECRETS,
    )
    parser.add_argument("profile", metavar="PROFILE", help="a profile's name or path")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("http", "curl", "form", "json", "blackbox"),
        default="http",
        help="as what (default: http); form is the sheet to type into the connector form, blackbox a probe "
        "of Prometheus' blackbox exporter",
    )
    parser.add_argument(
        "--attempt",
        metavar="N",
        type=number,
        help="show this attempt alone (as curl and blackbox: the first)",
    )
    parser.add_argument(
        "--shell",
        choices=("sh", "cmd", "powershell"),
        help="the shell of the curl command (default: sh); for cmd it is a batch file to save",
    )
    parser.add_argument(
        "--word",
        default="",
        help="with --as form: add a check code to each secret, made with this word; others with the same "
        "secret get the same code",
    )
    parser.add_argument("--reveal", action="store_true", help="show the secrets in clear")
    add_profile_dir(parser)
    return parser


def ask_parser() -> Parser:
    """Return the parser of `ask`."""
    parser = new_parser(
        "ask",
        "Prints a script for the customer, to be run inside their network. It shows how far a request comes "
        "there on its way to the token endpoint, and holds no credentials. Nothing is sent.",
        help_texts.ASK,
    )
    parser.add_argument("profile", metavar="PROFILE", help="a profile's name or path")
    parser.add_argument(
        "--shell",
        choices=("sh", "cmd", "powershell"),
        required=True,
        help="the shell of the customer's machine: sh (Linux, macOS), cmd or powershell (Windows)",
    )
    parser.add_argument("--output", metavar="FILE", default="", help="write it to a new file, not to stdout")
    add_profile_dir(parser)
    return parser


def certificates_parser() -> Parser:
    """Return the parser of `certificates`."""
    parser = new_parser(
        "certificates",
        "Shows which certificates a server sends, what is missing or wrong, and what its owner is to do.\n"
        "TLS handshakes are made, and no credentials are sent.",
        help_texts.CERTIFICATES,
    )
    parser.add_argument("server", metavar="SERVER", help="a profile's name or path, or an https URL")
    parser.add_argument(
        "--output", metavar="FILE", default="", help="write the repaired chain to a new PEM file"
    )
    parser.add_argument(
        "--add",
        metavar="FILE",
        action="append",
        default=[],
        help="a file with certificates that may be missing: PEM, DER or PKCS#7; may be given several times",
    )
    parser.add_argument(
        "--fetch",
        action="store_true",
        help="get missing certificates from where the others say that they can be had",
    )
    add_profile_dir(parser)
    return parser


def checkup_parser() -> Parser:
    """Return the parser of `checkup`."""
    parser = new_parser(
        "checkup",
        "Looks at this machine: versions, network, proxies, trust stores, clock,\n"
        "keychain, files and terminal. Each line says what was found, and what to do\n"
        "where something is wrong. Nothing is sent.",
        help_texts.CHECKUP,
    )
    parser.add_argument(
        "profile", metavar="PROFILE", nargs="?", help="look at the way to this profile's hosts (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_color(parser)
    add_profile_dir(parser)
    return parser


def schema_parser() -> Parser:
    """Return the parser of `schema`."""
    parser = new_parser(
        "schema",
        "Prints the JSON Schema (2020-12) of what a command prints as JSON.",
        help_texts.SCHEMA,
    )
    parser.add_argument(
        "name", metavar="NAME", nargs="?", default="run", help="whose output it is of (default: run)"
    )
    return parser


def help_parser() -> Parser:
    """Return the parser of `help`."""
    parser = new_parser(
        "help",
        "Prints a page of the reference; without a topic, which pages there are.",
        help_texts.HELP,
    )
    parser.add_argument("topic", metavar="TOPIC", nargs="?", help="a page, or a command")
    return parser


def completion_parser() -> Parser:
    """Return the parser of `completion`."""
    parser = new_parser(
        "completion",
        "Prints a script that completes commands, options, saved profiles and files in your shell.",
        help_texts.COMPLETION,
    )
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")
    return parser
