"""The arguments of the command `run`, and the help on each."""

from __future__ import annotations

from ...oauth2.login_ledger import MOST_FAILED_LOGINS
from . import help_texts
from .parser import Parser, add_profile_dir, new_parser, number
from .report_options import add_amount, add_color, add_severity


def run_parser() -> Parser:
    """Return the parser of `run`."""
    parser = new_parser(
        "run",
        "Sends the token request of each profile as the connector would, and says what came of it.",
        help_texts.RUN + help_texts.SECRETS + help_texts.EXIT_STATUSES,
    )
    parser.add_argument("profiles", metavar="PROFILE", nargs="+", help="a profile's name or path")
    add_profile_dir(parser)
    _add_what_is_sent(parser)
    _add_what_is_printed(parser)
    _add_overrides(parser)
    return parser


def _add_what_is_sent(parser: Parser) -> None:
    group = parser.add_argument_group("what is sent")
    group.add_argument(
        "--api",
        action="store_true",
        help="call the API with the token: the profile's API path, or the Base Url itself where it has none",
    )
    group.add_argument(
        "--jobs", metavar="N", type=number, default=4, help="profiles to run at the same time (default: 4)"
    )
    group.add_argument(
        "--all-methods",
        action="store_true",
        help="try every client authentication, even after a refused account (this can lock it)",
    )
    group.add_argument(
        "--max-failed-logins",
        metavar="N",
        type=number,
        default=MOST_FAILED_LOGINS,
        help="stop before the next attempt once an account may have had N failed logins in the last hour "
        "(default: 2; at a terminal it asks)",
    )


def _add_what_is_printed(parser: Parser) -> None:
    group = parser.add_argument_group("what is printed and written")
    add_amount(group)
    add_severity(group)
    add_color(group)
    group.add_argument(
        "--json", action="store_true", help="print one JSON object for each profile, one a line"
    )
    group.add_argument(
        "--report",
        metavar="FILE",
        default="",
        help="also write a report for a ticket, in the format of the suffix: .md, .html or .json; into a "
        "folder (FILE ends in /), a page for each profile and an index",
    )
    group.add_argument(
        "--junit", metavar="FILE", default="", help="also write the results as JUnit XML, for a CI server"
    )


def _add_overrides(parser: Parser) -> None:
    """Add the options that set a field for one run. Profiles check their values, as those of a file."""
    group = parser.add_argument_group("for this run alone, without changing the profile")
    group.add_argument("--token-url", metavar="URL", help="the Oauth2 Token Url")
    group.add_argument(
        "--client-authentication", metavar="VALUE", help="basic, basic-user, request-body, or '' for blank"
    )
    group.add_argument("--timeout", metavar="SECONDS", help="seconds for one attempt")
    group.add_argument(
        "--set",
        dest="assignments",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="any other field, by its key in the profile or its label; no secret. May be repeated",
    )
