"""Opens the wizard or its demo: as screens, or as prompts where there can be none or they are not wanted."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from ..errors import ProfileNotFoundError, UsageError
from .output import Output, is_terminal

if TYPE_CHECKING:
    from ..practice.server import PracticeServer
    from ..profiles.profile import Profile

PLAIN_VARIABLE: Final = "CONNECTOR_DOCTOR_PLAIN"
"""If this environment variable is set, and not to 0, the wizard comes as prompts: for a screen reader."""
_UNTIL_PAINTED: Final = 1_000_000
"""How many objects more there are before Python looks for garbage: the first screen takes fewer."""
_PLACING_TEXT: Final = frozenset(
    {
        "alacritty",
        "foot",
        "ghostty",
        "kitty",
        "konsole",
        "linux",
        "rxvt",
        "screen",
        "st",
        "tmux",
        "wezterm",
        "xterm",
    }
)
"""The families of terminals known to place text. To ask curses takes as long as reading a profile."""
_WEB_DRIVER: Final = "WebDriver"
"""What the driver is called with which `serve` starts the wizard for a browser."""


def wizard(name_or_path: str | None, output: Output, *, plain: bool = False) -> int:
    """Open the wizard, with a profile if one is named, and return its exit status.

    It is `plain` by itself where the user or the terminal asks for that.

    Raises:
        UsageError: there is no terminal, and it is not to be plain.
        ProfileError: the profile can't be read.
        MissingSecretError: in plain mode, a secret has to be typed, and there is no terminal.
    """
    profile = None if name_or_path is None else _opened(name_or_path)
    if plain or _is_to_be_plain():
        return _run_plain(profile, output)
    _check_terminal("Without one, use: connector-doctor run PROFILE, or add --plain.")
    _let_garbage_wait()
    from ..wizard.app import run_wizard  # loads Textual, which only the wizard needs

    return run_wizard(profile)


def _opened(name_or_path: str) -> Profile:
    """Read a profile. Where there is none, the word may be a command that was mistyped."""
    from .profile_argument import open_profile

    try:
        return open_profile(name_or_path)
    except ProfileNotFoundError as error:
        from .arguments import misspelled_command

        lines = filter(None, (str(error), misspelled_command(name_or_path)))
        raise ProfileNotFoundError("\n".join(lines)) from None


def demo(output: Output, *, plain: bool = False) -> int:
    """Open the wizard with the practice server and return its exit status.

    Raises:
        UsageError: there is no terminal, and it is not to be plain.
    """
    if plain or _is_to_be_plain():
        from ..practice.server import PracticeServer

        with PracticeServer() as server:
            return _run_plain(None, output, server)
    _check_terminal("Without one, add --plain; to test a saved profile: connector-doctor run PROFILE.")
    _let_garbage_wait()
    from ..wizard.app import run_demo

    return run_demo()


def _run_plain(profile: Profile | None, output: Output, practice: PracticeServer | None = None) -> int:
    from ..plain.session import run_plain

    return run_plain(profile, output.prompt, output.result, partial(output.report, color="auto"), practice)


def _is_to_be_plain() -> bool:
    """Tell whether the user asks for prompts, or sits at a terminal that can't place text."""
    if _is_in_browser():
        return False
    if os.environ.get(PLAIN_VARIABLE, "0") not in {"", "0"}:
        return True
    return _is_at_terminal() and not _places_text()


def _places_text() -> bool:
    """Tell whether a terminal can place text. One that this machine doesn't know is taken to be able to."""
    if sys.platform == "win32":
        return True
    term = os.environ.get("TERM", "")
    if term in {"", "dumb", "unknown"}:
        return False
    if term.partition("-")[0] in _PLACING_TEXT:
        return True
    try:
        import curses
    except ImportError:  # Python can be built without it
        return True
    try:
        curses.setupterm(term)
        return curses.tigetstr("cup") is not None
    except (OSError, curses.error):
        return True


def _is_at_terminal() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def _is_in_browser() -> bool:
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(_WEB_DRIVER)


def _let_garbage_wait() -> None:
    """Look for no garbage until the first screen is painted, after which wizard/collector.py says when.

    Almost all stays that is allocated until then.
    """
    gc.set_threshold(_UNTIL_PAINTED, 10, 10)


def _check_terminal(alternative: str) -> None:
    if not (_is_at_terminal() or _is_in_browser()):
        raise UsageError(f"The wizard needs a terminal. {alternative}")
