"""The options of `run`, and how they are taken from the command line."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ...oauth2.lean.frozen import frozen
from ...oauth2.login_ledger import MOST_FAILED_LOGINS

if TYPE_CHECKING:
    from ...diagnosis.finding import Severity
    from ...profiles.overriding import Override
    from ...terminal.color import ColorChoice

_FORMATS: Final = frozenset({".md", ".html", ".json"})
"""The suffixes of a report that is one file."""

Amount = Literal["verdict", "report", "everything"]


@frozen
class RunOptions:
    """What `run` is asked to do, and to show."""

    as_json: bool = False
    jobs: int = 4
    """How many profiles run at the same time."""
    all_methods: bool = False
    call_api: bool = False
    """Whether the API is called with the token."""
    max_failed_logins: int = MOST_FAILED_LOGINS
    """After so many failed logins of an account, no attempt is made without asking."""
    report: str = ""
    """The file to write a report to, or the folder to write one of each profile to; empty for none."""
    amount: Amount = "report"
    """How much is printed of each run; JSON always has everything."""
    least: Severity = "info"
    """The least severe findings that are shown."""
    color: ColorChoice = "auto"
    overrides: tuple[Override, ...] = ()
    """What replaces values of the profiles in this run."""
    junit: str = ""
    """The file to write the results to as JUnit's XML; empty for none."""

    @property
    def report_folder(self) -> bool:
        """Whether the report is a folder: one that exists, or a name that ends as a folder's does."""
        if self.report.endswith(("/", os.sep)):
            return True
        path = Path(self.report)
        return bool(self.report) and path.suffix.lower() not in _FORMATS and _is_folder(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def run_options(arguments: Namespace) -> RunOptions:
    """Return the options that the command line gives.

    Raises:
        UsageError: --set names no field.
    """
    return RunOptions(
        arguments.json,
        arguments.jobs,
        arguments.all_methods,
        arguments.api,
        arguments.max_failed_logins,
        arguments.report,
        "verdict" if arguments.quiet else "everything" if arguments.verbose else "report",
        arguments.severity,
        arguments.color,
        _overrides(arguments),
        arguments.junit,
    )


def _overrides(arguments: Namespace) -> tuple[Override, ...]:
    own = {
        "--token-url": ("oauth2.token_url", arguments.token_url),
        "--client-authentication": ("oauth2.client_authentication", arguments.client_authentication),
        "--timeout": ("request.timeout", arguments.timeout),
    }
    given = [(option, name, text) for option, (name, text) in own.items() if text is not None]
    if not given and not arguments.assignments:
        return ()
    from ...profiles.overriding import override_of, setting

    settings = (setting(option, name, text) for option, name, text in given)
    return (*settings, *(override_of("--set", each) for each in arguments.assignments))
