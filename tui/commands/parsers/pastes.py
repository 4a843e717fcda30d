"""The arguments of the commands that read what somebody pasted or saved."""

from __future__ import annotations

import argparse

from ...oauth2.login_ledger import MOST_FAILED_LOGINS
from . import help_texts
from .parser import Parser, add_profile_dir, new_parser, number
from .report_options import add_color, add_quiet, add_severity


def explain_parser() -> Parser:
    """Return the parser of `explain`."""
    parser = new_parser(
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
    parser.add_argument(
        "--beside",
        metavar="RUN",
        default="",
        help="compare the output of a customer's script (ask) with this file, which run --json printed",
    )
    add_quiet(parser, "file")
    add_severity(parser)
    add_color(parser)
    return parser


def import_parser() -> Parser:
    """Return the parser of `import`."""
    parser = new_parser(
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
    add_profile_dir(parser)
    return parser


def compare_parser() -> Parser:
    """Return the parser of `compare`."""
    parser = new_parser(
        "compare",
        "Compares what a connector would send with a request that works, field by field. With --try it "
        "sends one variation after the other, and names the field that makes the difference.",
        help_texts.COMPARE + help_texts.SECRETS + help_texts.EXIT_STATUSES,
    )
    parser.add_argument("profile", metavar="PROFILE", help="a profile's name or path")
    parser.add_argument("file", metavar="FILE", help="the request that works; - for standard input")
    parser.add_argument(
        "--try",
        dest="tries",
        action="store_true",
        help="send the connector's request, then take over one difference at a time until a token comes",
    )
    parser.add_argument(
        "--max-failed-logins",
        metavar="N",
        type=number,
        default=MOST_FAILED_LOGINS,
        help="with --try: stop before the next attempt once an account may have had N failed logins in the "
        "last hour (default: 2; at a terminal it asks)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_profile_dir(parser)
    return parser
