"""Plain mode from its first line to its last: the door of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from ..exit_status import ExitStatus
from ..profiles.profile import Profile
from ..terminal.ink import Paragraph
from .console import KEYS, Console, Ended
from .conversation import Conversation
from .files.saved_profiles import open_profile
from .menu import choose_until_quit
from .questions import ask_all, ask_missing
from .sending import ask_and_send
from .start import begin

if TYPE_CHECKING:
    from ..practice.server import PracticeServer

_KEPT: Final = "Unsaved work is kept without its secrets, and offered the next time."


def run_plain(
    profile: Profile | None,
    write: Callable[[str], object],
    show: Callable[[str], None],
    report: Callable[[Iterable[Paragraph]], None],
    practice: PracticeServer | None = None,
) -> ExitStatus:
    """Ask, send and report until the user quits; return the exit status.

    `write` writes questions to stderr, `show` and `report` results to stdout. A profile is sent as it is
    saved, and without one the questions begin. With a practice server, its connector is what is asked about.

    Raises:
        MissingSecretError: a secret has to be typed, and there is no terminal.
        KeyboardInterrupt: the user pressed Ctrl+C while nothing was being sent.
    """
    talk = Conversation(Console(write, show, report), practice)
    try:
        _converse(talk, profile)
    except Ended:
        if talk.keeps_draft:
            talk.console.say(_KEPT)
        return ExitStatus.WORKS if talk.journey.record or not talk.keeps_draft else ExitStatus.USAGE
    except (Exception, KeyboardInterrupt):
        if talk.keeps_draft:
            talk.console.say(f"\n{_KEPT}")
        raise
    finally:
        talk.close()
    return ExitStatus.WORKS


def _converse(talk: Conversation, profile: Profile | None) -> None:
    talk.console.say("connector-doctor finds out why a connector fails, and which field to change.")
    talk.console.say(KEYS)
    talk.console.say()
    while not _is_done(talk, profile):
        profile = None


def _is_done(talk: Conversation, profile: Profile | None) -> bool:
    """Go through one connector; return whether the user quits then, and wants no other one."""
    if talk.practice:
        from .practice.faults import begin_practice

        begin_practice(talk)
    elif profile:
        open_profile(talk, profile)
    elif begin(talk):
        ask_all(talk)
    if profile or talk.practice or talk.journey.profile.missing_secrets():
        ask_missing(talk)
    ask_and_send(talk)
    return choose_until_quit(talk)
