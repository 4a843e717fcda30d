"""The options of what a report shows: its color, how much of it, and which findings."""

from __future__ import annotations

from argparse import _ActionsContainer as Container


def add_color(parser: Container) -> None:
    """Add --color."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="color the report (default: auto, at a terminal, unless NO_COLOR is set)",
    )


def add_severity(parser: Container) -> None:
    """Add --severity."""
    parser.add_argument(
        "--severity",
        choices=("error", "warning", "info"),
        default="info",
        help="leave out findings that are less severe (default: info, so none)",
    )


def add_quiet(parser: Container, each: str) -> None:
    """Add -q. `each` is what it prints a line for."""
    parser.add_argument(
        "-q", "--quiet", action="store_true", help=f"print the verdict alone, a line for each {each}"
    )


def add_amount(parser: Container) -> None:
    """Add -q and -v, which exclude each other."""
    amount = parser.add_mutually_exclusive_group()
    add_quiet(amount, "profile")
    amount.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="also print each layer with its time, the certificates, and every byte of requests and "
        "responses, masked",
    )
