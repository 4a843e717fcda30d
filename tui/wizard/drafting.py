"""Keeps a draft of unsaved work, so that a crash or a closed terminal loses little.

A draft holds no secret. It is written a moment after each change, deleted when the work is saved or
deliberately discarded, and offered by the start screen of the next session if neither happened.
"""

from __future__ import annotations

import os
from typing import Final

from textual.timer import Timer

from ..form.journey import Journey
from ..form.steps import Step
from ..profiles.drafts import Draft, DraftKeeper, continued
from .doctor import Doctor

_SOON: Final = 0.4
"""Seconds from a change until the draft is written. Further changes don't put it off."""


class Drafting(Doctor):
    """An app that keeps a draft."""

    def __init__(self) -> None:
        super().__init__()
        self._keeper: DraftKeeper | None = None
        self._draft_is_due: Timer | None = None

    def watch_journey(self, journey: Journey) -> None:
        """Keep a draft of the change, if there is anything unsaved; nothing runs while nothing changes."""
        # In the demo, everything is made up.
        if self.practice is None and self._draft_is_due is None and self.is_running:
            self._draft_is_due = self.set_timer(_SOON, self._draft_due)

    def _draft_due(self) -> None:
        self._draft_is_due = None
        if self._want_draft() and self._keeper:
            self.run_worker(self._keeper.flush, group="draft", thread=True, exit_on_error=False)

    def _want_draft(self) -> bool:
        """Tell the keeper what to keep; return whether there is anything to write or delete."""
        unsaved = self.journey.has_unsaved_work
        if self._keeper is None:
            if not unsaved:
                return False
            self._keeper = DraftKeeper()
        self._keeper.want(self.journey.profile if unsaved else None, self.journey.file)
        return True

    def keep_draft(self) -> bool:
        """Write the draft now: the app may end before its time comes. Return whether there is one."""
        if self.practice or not self._want_draft() or self._keeper is None:
            return False
        self._keeper.flush()
        return self._keeper.is_kept

    def discard_draft(self) -> None:
        """Delete the draft: the work was saved, or is not wanted."""
        if self._draft_is_due:
            self._draft_is_due.stop()
            self._draft_is_due = None
        if self._keeper:
            self._keeper.want(None)
            self._keeper.flush()

    def begin(self, journey: Journey, at: Step) -> None:
        """Go on with another state, at a step."""
        raise NotImplementedError

    def ask_for_missing_secrets(self) -> None:
        """Ask for the secrets that the profile doesn't hold."""
        raise NotImplementedError

    def continue_draft(self, draft: Draft) -> None:
        """Go on where another session ended, and ask for the secrets: a draft holds none."""
        profile, baseline = continued(draft, os.environ)
        self.begin(Journey.resume(profile, baseline, draft.file), Step.REVIEW)
        self.keep_draft()
        draft.discard()
        self.ask_for_missing_secrets()

    def on_unmount(self) -> None:
        """Let go of the draft; the last change may still be waiting for its time."""
        if self._draft_is_due:
            self.keep_draft()
        if self._keeper:
            self._keeper.close()
