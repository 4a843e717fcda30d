"""Saves the profile as the wizard does: asks for the name, the file, and where to keep the secrets."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from ..errors import ProfileChangedError, ProfileError, ProfileExistsError
from ..form.source_words import source_warnings, source_words, to_set_before_a_run
from ..oauth2.form_fields import FORM_FIELDS
from ..past_runs import with_past
from ..plain_text import plain_line
from ..profiles.keychain import keychain_problem
from ..profiles.profile import Profile
from ..profiles.profile_paths import file_name_for, profile_path, profiles_folder
from ..profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    environment_variable,
    secret_keys,
)
from ..profiles.writing import save_profile
from .console import Back
from .conversation import Conversation
from .file_question import ask_for_file

_PLACES: Final[Mapping[str, Callable[[str], SecretSource]]] = {
    "asked for each time": lambda key: FromPrompt(),
    "in the environment": lambda key: FromEnv(environment_variable(key)),
    "in the system keychain": lambda key: FromKeyring(),
    "in the file, in plain text": lambda key: FromPlain(),
}


def save(talk: Conversation) -> bool:
    """Ask what is needed, and save the profile; return whether it was saved.

    Raises:
        Ended: the input has ended.
    """
    try:
        if not talk.connector.name:
            talk.set_value("name", talk.console.ask("Name", help_text=FORM_FIELDS["name"].help))
        path = profile_path(_chosen_file(talk))
        profile = replace(talk.journey.profile, sources=_chosen_sources(talk))
        return _saved(talk, profile, path)
    except Back:
        talk.console.say("Nothing was saved.")
        return False


def _chosen_file(talk: Conversation) -> str:
    """Ask for the file: at first it is the journey's own, then what goes with the connector's name."""
    proposed = profiles_folder() / f"{file_name_for(talk.connector.name)}.toml"
    usual = talk.journey.file or str(talk.journey.profile.path or proposed)
    while not (typed := ask_for_file(talk, "File", usual)).strip():
        talk.console.say("A profile needs a file.")
    return typed


def _chosen_sources(talk: Conversation) -> Mapping[str, SecretSource]:
    """Ask where to keep the secrets, all alike; those of an opened profile may stay where they are."""
    profile, no_keychain = talk.journey.profile, keychain_problem()
    keys = secret_keys(profile.connector)
    now = {key: profile.source_of(key) for key in keys}
    options: dict[str, Mapping[str, SecretSource]] = {}
    if profile.path:
        options[f"as now: {', '.join(dict.fromkeys(map(source_words, now.values())))}"] = now
    for words, source_of in _PLACES.items():
        options[words] = {key: source_of(key) for key in keys}
    if no_keychain:
        del options["in the system keychain"]
    talk.console.say("Where to keep the secrets:")
    chosen = [*options.values()][talk.console.chooses([*options])]
    for warning in source_warnings(replace(profile, sources=chosen), no_keychain):
        talk.console.say(f"! {warning}")
    return chosen


def _saved(talk: Conversation, profile: Profile, path: Path, *, replaces: bool = False) -> bool:
    """Save; before another file is replaced, or one that somebody else changed, ask."""
    known = None if replaces or path != profile.path else profile.version
    is_new = not replaces and path != profile.path
    replaced = partial(_saved, talk, profile, path, replaces=True)
    shown = talk.shown(str(path))
    try:
        saved = save_profile(profile, path, unless_changed_since=known, only_if_new=is_new)
    except ProfileExistsError:
        return _asked(talk, f"{shown} exists already. Replace it?") and replaced()
    except ProfileChangedError as error:
        what = f" ({', '.join(map(plain_line, error.changed))})" if error.changed else ""
        question = f"{shown} was changed{what} since it was opened. Replace it with this profile?"
        return _asked(talk, question) and replaced()
    except ProfileError as error:
        talk.console.say(f"✗ Not saved: {error} Nothing you typed is lost.")
        return False
    record = talk.journey.record
    if record and talk.journey.record_is_current and path != profile.path and not talk.practice:
        # It was made when there was no such file yet.
        with_past(path, record.connector, record.run, record.findings, record.ended)
    talk.set_journey(talk.journey.with_saved(saved))
    name = talk.shown(path.stem if path.parent == profiles_folder() else str(path))
    talk.console.say(f"✓ Saved {shown}")
    talk.console.say(f"To run it without these questions: connector-doctor run {shlex.quote(name)}")
    for line in to_set_before_a_run(saved, os.environ):
        talk.console.say(line)
    return True


def _asked(talk: Conversation, question: str) -> bool:
    if talk.console.confirms(question, default=False):
        return True
    talk.console.say("Nothing was saved.")
    return False
