"""Lists the saved profiles by number, finds one by what is typed, and opens it with the wizard's warnings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ..errors import ProfileError
from ..form.journey import Journey
from ..oauth2.url_parts import host_header
from ..profiles.exposure import exposure_warnings
from ..profiles.keychain import keychain_problem
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import FromKeyring
from ..profiles.storage import ProfileEntry, list_profiles
from .console import number_in
from .conversation import Conversation

_MOST_LISTED: Final = 30


def profile_was_opened(talk: Conversation) -> bool:
    """Let the user choose a saved profile, and open it; return whether one was opened.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    try:
        entries = list_profiles()
    except ProfileError as error:
        talk.console.say(f"✗ {error}")
        return False
    if not entries:
        return False
    talk.console.say("Saved profiles:")
    listed = _list(talk, entries)
    while True:
        typed = talk.console.ask("Number of a profile, words to search for, or Enter for a new connector")
        if not typed:
            return False
        index = number_in(typed, len(listed))
        if index is not None:
            if _opened(talk, listed[index].path):
                return True
        elif typed.strip().isdecimal():
            talk.console.say(f"Type a number from 1 to {len(listed)}.")
        elif found := _found(entries, typed):
            listed = _list(talk, found)
        else:  # what was typed is not repeated: it may hold a secret
            talk.console.say("No profile has that in its name or host.")


def open_profile(talk: Conversation, profile: Profile) -> None:
    """Take a profile that was read, and warn of what the wizard warns of."""
    talk.set_journey(Journey.begin(profile))
    warn_of(talk, profile)


def warn_of(talk: Conversation, profile: Profile) -> None:
    """Warn of a file that others can read, and of a keychain that is needed and can't be used."""
    for warning in exposure_warnings([profile]):
        talk.console.say(f"! {warning}. Saving the profile here does that, too.")
    lacks = any(isinstance(profile.source_of(key), FromKeyring) for key in profile.missing_secrets())
    if lacks and (problem := keychain_problem()):
        talk.console.say(f"! {problem}")


def _list(talk: Conversation, entries: Sequence[ProfileEntry]) -> Sequence[ProfileEntry]:
    """List the first of the profiles by number, say how many more there are, and return those listed."""
    listed = entries[:_MOST_LISTED]
    for number, entry in enumerate(listed, 1):
        about = "can't be read" if entry.error else talk.shown(entry.token_url)
        talk.console.say(f"  {number}. {talk.shown(entry.name)}  {about}")
    if more := len(entries) - len(listed):
        talk.console.say(
            f"  and {more} more. Type a part of a name or host to find one of all {len(entries)}."
        )
    return listed


def _found(entries: Iterable[ProfileEntry], typed: str) -> Sequence[ProfileEntry]:
    """Return the profiles that have every word in their name, host or file, as in the wizard."""
    words = typed.casefold().split()
    return [entry for entry in entries if all(word in _words_of(entry) for word in words)]


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
