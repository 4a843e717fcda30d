"""The wizard and its demo, from the command line. The screens load when there is a terminal for them."""

from __future__ import annotations

import sys

from ..errors import UsageError
from .output import is_terminal
from .profile_argument import open_profile


def wizard(name_or_path: str | None) -> int:
    """Open the wizard, at a profile when one is named, and return its exit status.

    Raises:
        UsageError: there is no terminal.
        ProfileError: the profile can't be read.
    """
    profile = None if name_or_path is None else open_profile(name_or_path)
    _check_terminal("To go without a screen: connector-doctor run PROFILE.")
    from ..wizard.app import run_wizard  # Textual is loaded here, for the wizard alone

    return run_wizard(profile)


def demo() -> int:
    """Open the wizard on the embedded practice server, and return its exit status.

    Raises:
        UsageError: there is no terminal.
    """
    _check_terminal("A saved profile can go without a screen: connector-doctor run PROFILE.")
    from ..wizard.app import run_demo

    return run_demo()


def _check_terminal(way_out: str) -> None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(f"The wizard needs a terminal, for its screen and its keys. {way_out}")
