"""How plain mode begins: unsaved work of before, a saved profile, a paste, or an empty connector."""

from __future__ import annotations

import os
from typing import Final

from ..form.journey import Journey
from ..oauth2.connector import Connector
from ..oauth2.foreign_time import local_moment_at
from ..profiles.drafts import continued, find_drafts
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets
from .console import END_OF_PASTE, Back
from .conversation import Conversation
from .request_chooser import request_meant
from .saved_profiles import profile_was_opened, warn_of

_PASTE: Final = (
    f"\nPaste a request that works, such as a curl command, or a ticket. End it with a line that has only a "
    f"{END_OF_PASTE}\nOr press Enter to begin with an empty connector."
)


def begin(talk: Conversation) -> bool:
    """Begin as the user chooses; return whether the connector is a new one, whose fields are to be asked.

    Raises:
        Ended: the input has ended.
    """
    try:
        if _draft_was_continued(talk) or profile_was_opened(talk) or _paste_was_read(talk):
            return False
    except Back:
        return begin(talk)
    talk.set_journey(Journey.begin(fill_secrets(Profile(Connector()), os.environ)))
    return True


def _draft_was_continued(talk: Conversation) -> bool:
    """Offer the newest draft. One that is not wanted now stays for the next time."""
    for draft in find_drafts()[:1]:
        name = talk.shown(draft.profile.connector.name) or "a connector without a name"
        kept = local_moment_at(draft.modified)
        talk.console.say(f"Unsaved work{f' of {kept:%Y-%m-%d %H:%M}' if kept else ''}: {name}.")
        if talk.console.confirms("Continue with it?", default=True):
            profile, baseline = continued(draft, os.environ)
            talk.set_journey(Journey.resume(profile, baseline, draft.file))
            draft.discard()
            warn_of(talk, profile)
            return True
    return False


def _paste_was_read(talk: Conversation) -> bool:
    talk.console.say(_PASTE)
    text = talk.console.pasted()
    if not text.strip():
        return False
    from ..interchange.import_.read import PastedFile, read_import  # with all formats, which few need
    from ..interchange.import_.shown import import_text
    from ..interchange.ticket.read import thread_in

    thread = thread_in(text)
    found = thread.as_import if thread and thread.fields else read_import([PastedFile("", text)])
    if not found.format:
        talk.console.say(
            "No request was recognized in it. For a response there is: connector-doctor explain FILE"
        )
        return False
    found = request_meant(talk, found)
    for line in import_text(found):
        talk.console.say(line)
    profile = fill_secrets(Profile(found.connector), os.environ)
    talk.set_journey(Journey.resume(profile, Profile(Connector()), ""))
    return True
