"""Saves the profile as the wizard does: asks for the name, the file, and where to keep the secrets."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...errors import ProfileChangedError, ProfileError, ProfileExistsError
from ...form.field_values import with_secrets_of
from ...form.file_changes import CHANGED, NO_FIELD_DIFFERS, NOT_UNDERSTOOD, file_changes
from ...form.file_words import NOT_SAVED
from ...form.journey import Journey
from ...form.source_words import to_set_before_a_run
from ...oauth2.form_fields import FORM_FIELDS
from ...past_runs import with_past
from ...profiles.profile import Profile
from ...profiles.profile_paths import file_name_for, profile_path, profiles_folder
from ...profiles.reading import load_profile
from ...profiles.writing import save_profile
from ..console import Back
from ..conversation import Conversation
from ..file_question import ask_for_file
from .keeping_secrets import chosen_sources


def save(talk: Conversation) -> bool:
    """Ask what is needed, and save the profile; return whether it was saved.

    Raises:
        Ended: the input has ended.
    """
    try:
        if not talk.connector.name:
            talk.set_value("name", talk.console.ask("Name", help_text=FORM_FIELDS["name"].help))
        path = profile_path(_chosen_file(talk))
        profile = replace(talk.journey.profile, sources=chosen_sources(talk))
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


def _replaces_changed(talk: Conversation, profile: Profile, path: Path, error: ProfileChangedError) -> bool:
    """Say what somebody else changed in the profile's file, and return whether to replace it.

    What they have is opened instead where the user wants that; what was typed here is then gone.
    """
    try:
        theirs = load_profile(path)
    except ProfileError:
        theirs = None
    changes = file_changes(error.changed, profile, theirs) if theirs else [NOT_UNDERSTOOD]
    talk.console.say(CHANGED.format(talk.shown(str(path))))
    for line in changes or [NO_FIELD_DIFFERS]:
        talk.console.say(f"  {line}")
    options = [
        "Don't save",
        "Keep mine: replace the file",
        *(["Take theirs: drop my changes"] if theirs else []),
    ]
    chosen = talk.console.chooses(options)
    if chosen == 2 and theirs:
        talk.begin(Journey.begin(with_secrets_of(theirs, profile.connector)))
    elif not chosen:
        talk.console.say("Nothing was saved.")
    return chosen == 1


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
        return _replaces_changed(talk, profile, path, error) and replaced()
    except ProfileError as error:
        talk.console.say(NOT_SAVED.format(error))
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
