"""Lists the saved profiles by number, finds one by what is typed, and opens it with the wizard's warnings."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...errors import ProfileError
from ...form.file_words import EXPOSED
from ...form.journey import Journey
from ...form.last_run import last_run_said
from ...oauth2.url_parts import host_header
from ...profiles.exposure import exposure_warnings
from ...profiles.keychain import keychain_problem
from ...profiles.profile import Profile
from ...profiles.reading import fill_secrets, load_profile
from ...profiles.secret_sources import FromKeyring
from ...profiles.storage import ProfileEntry, list_profiles
from ...profiles.trash import empty_trash, trashed_profiles
from ..conversation import Conversation
from ..picking import number_in
from .profile_files import HELP, is_done

_MOST_LISTED: Final = 30
_ASKED: Final = "Number of a profile, words to search for, or Enter for a new connector"


def profile_was_opened(talk: Conversation) -> bool:
    """Let the user choose a saved profile, and open it; return whether one was opened.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    empty_trash()
    listed = _listed(talk)
    while listed is not None:
        typed = talk.console.ask(_ASKED, help_text=HELP)
        if not typed:
            return False
        index = number_in(typed, len(listed))
        if index is not None:
            if _opened(talk, listed[index].path):
                return True
        elif typed.strip().isdecimal():
            talk.console.say(f"Type a number from 1 to {len(listed)}.")
        elif is_done(talk, typed, listed):
            listed = _listed(talk)
        else:
            listed = _searched(talk, typed) or listed
    return False


def _listed(talk: Conversation) -> Sequence[ProfileEntry] | None:
    """List the saved profiles; None where there are none, and none was deleted that could be put back."""
    entries = _entries(talk)
    if entries is None or not (entries or trashed_profiles()):
        return None
    talk.console.say("Saved profiles:" if entries else "No saved profiles; “undo” puts back the last one.")
    return _list(talk, entries)


def _entries(talk: Conversation) -> Sequence[ProfileEntry] | None:
    try:
        return list_profiles()
    except ProfileError as error:
        talk.console.say(f"✗ {error}")
        return None


def _searched(talk: Conversation, typed: str) -> Sequence[ProfileEntry]:
    """List the profiles that have every word in their name, host or file, as in the wizard."""
    words = [] if typed.strip().lower() == "all" else typed.casefold().split()
    found = [entry for entry in _entries(talk) or () if all(word in _words_of(entry) for word in words)]
    if not found:  # what was typed is not repeated: it may hold a secret
        talk.console.say("No profile has that in its name or host.")
    return _list(talk, found)


def open_profile(talk: Conversation, profile: Profile) -> None:
    """Take a profile that was read, and warn of what the wizard warns of."""
    talk.begin(Journey.begin(profile))
    warn_of(talk, profile)


def warn_of(talk: Conversation, profile: Profile) -> None:
    """Warn of a file that others can read, and of a keychain that is needed and can't be used."""
    for warning in exposure_warnings([profile]):
        talk.console.say(f"! {EXPOSED.format(warning)}")
    lacks = any(isinstance(profile.source_of(key), FromKeyring) for key in profile.missing_secrets())
    if lacks and (problem := keychain_problem()):
        talk.console.say(f"! {problem}")


def _list(talk: Conversation, entries: Sequence[ProfileEntry]) -> Sequence[ProfileEntry]:
    """List the first of the profiles by number, say how many more there are, and return those listed."""
    listed = entries[:_MOST_LISTED]
    for number, entry in enumerate(listed, 1):
        talk.console.say(f"  {number}. {talk.shown(entry.name)}  {_about(talk, entry)}")
    if more := len(entries) - len(listed):
        talk.console.say(
            f"  and {more} more. Type a part of a name or host to find one of all {len(entries)}."
        )
    return listed


def _about(talk: Conversation, entry: ProfileEntry) -> str:
    """Return where a profile sends, and how it last ended."""
    if entry.error:
        return "can't be read"
    said = ""
    if entry.last:
        words = last_run_said(entry.last, time.time(), had_others=entry.last_had_others)
        said = "  " + "".join(span.text for span in words.spans)
    return f"{talk.shown(entry.token_url) or 'no token URL yet'}{said}"


def _words_of(entry: ProfileEntry) -> str:
    return f"{entry.name} {host_header(entry.token_url)} {entry.path.stem}".casefold()


def _opened(talk: Conversation, path: Path) -> bool:
    try:
        profile = load_profile(path)
    except ProfileError as error:
        talk.console.say(f"✗ {error}")
        return False
    open_profile(talk, fill_secrets(profile, os.environ))
    return True
