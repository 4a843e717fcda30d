"""Opens the wizard or its demo. The screens are loaded only when there is a terminal to show them."""

from __future__ import annotations

import sys

from ..errors import UsageError
from .output import is_terminal
from .profile_argument import open_profile


def wizard(name_or_path: str | None) -> int:
    """Open the wizard, with a profile if one is named, and return its exit status.

    Raises:
        UsageError: there is no terminal.
        ProfileError: the profile can't be read.
    """
    profile = None if name_or_path is None else open_profile(name_or_path)
    _check_terminal("Without one, use: connector-doctor run PROFILE.")
    from ..wizard.app import run_wizard  # loads Textual, which only the wizard needs

    return run_wizard(profile)


def demo() -> int:
    """Open the wizard with the practice server and return its exit status.

    Raises:
        UsageError: there is no terminal.
    """
    _check_terminal("To test a saved profile without one, use: connector-doctor run PROFILE.")
    from ..wizard.app import run_demo

    return run_demo()


def _check_terminal(alternative: str) -> None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(f"The wizard needs a terminal. {alternative}")
