"""How plain mode begins: unsaved work of before, a saved profile, a paste, or an empty connector."""

from __future__ import annotations

import os
from typing import Final

from ..form.file_words import DRAFT_GOES, NAMELESS
from ..form.journey import Journey
from ..oauth2.connector import Connector
from ..oauth2.foreign_time import local_moment_at
from ..profiles.drafts import Draft, continued, find_drafts
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets
from .console import Back
from .conversation import Conversation
from .files.saved_profiles import profile_was_opened, warn_of
from .pastes.pasting import ENDS, begin_from, told_of

_PASTE: Final = (
    f"\nPaste a request that works, a response, or a ticket. {ENDS}\n"
    "Or press Enter to begin with an empty connector."
)


def begin(talk: Conversation) -> bool:
    """Begin as the user chooses; return whether the connector is a new one, whose fields are to be asked.

    Raises:
        Ended: the input has ended.
    """
    while True:
        try:
            if _draft_was_continued(talk) or profile_was_opened(talk) or _paste_was_read(talk):
                return False
        except Back:
            continue
        talk.begin(Journey.begin(fill_secrets(Profile(Connector()), os.environ)))
        return True


def _draft_was_continued(talk: Conversation) -> bool:
    """Offer the newest draft. One that is not wanted now stays for the next time, unless it is discarded."""
    for draft in find_drafts()[:1]:
        name = talk.shown(draft.profile.connector.name) or NAMELESS
        kept = local_moment_at(draft.modified)
        talk.console.say(f"Unsaved work{f' of {kept:%Y-%m-%d %H:%M}' if kept else ''}: {name}.")
        if _wants_to_continue(talk, draft):
            profile, baseline = continued(draft, os.environ)
            talk.begin(Journey.resume(profile, baseline, draft.file))
            draft.discard()
            warn_of(talk, profile)
            return True
    return False


def _wants_to_continue(talk: Conversation, draft: Draft) -> bool:
    while True:
        answer = talk.console.ask_deliberately("Continue with it? [Y/n, d discards it]").strip().lower()
        if answer in {"", "y", "yes", "n", "no"}:
            return answer[:1] != "n"
        if answer != "d":
            talk.console.say("Type y, n or d.")
            continue
        name = talk.shown(draft.profile.connector.name) or NAMELESS
        if talk.console.confirms(f"{DRAFT_GOES.format(name)} Discard it?", default=False):
            draft.discard()
            return False


def _paste_was_read(talk: Conversation) -> bool:
    """Read a paste, if there is one. After one that fills no form, ask for the next."""
    while True:
        talk.console.say(_PASTE)
        text = talk.console.pasted()
        if not text.strip():
            return False
        if found := told_of(talk, text, is_open=False):
            begin_from(talk, found)
            return True
