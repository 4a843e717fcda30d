"""The way through the wizard: which screen comes next, and what to ask before leaving one.

    StartScreen ──new, open──> a step ──go_to──> another step in its place ──leave──> StartScreen
                                 └─ laid over it: dialogs, Token, Experiments, Form sheet

Only this class takes screens away, and it takes them from the top. So whatever is open, a step never lies on
a dialog of the step before, and what was asked there is answered with None: as if the user had canceled it.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from ..errors import ProfileError
from ..form.file_words import EXPOSED
from ..form.journey import Journey
from ..form.steps import Step
from ..oauth2.connector import Connector
from ..oauth2.lean.frozen import frozen
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import FromKeyring, with_secret
from .drafting import Drafting
from .keys.keys_now import key_of
from .screens.base_screen import BaseScreen
from .screens.start import StartScreen
from .screens.steps.step_screens import result_screen, screen_of
from .screens.steps.wizard_step import WizardStep

if TYPE_CHECKING:
    from .screens.dialogs.secrets_dialog import SecretsDialog

_LONGEST_WAY: Final = 100
"""Nobody goes back farther."""
_AT_ONCE: Final = 0.3
"""The seconds that a keychain has before the profile is opened without its secrets."""


@frozen
class Stop:
    """Where the user has been: a step, and the action that opened what lay over it, if anything did."""

    step: Step
    opened: str = ""


class Navigation(Drafting):
    """An app that can go from screen to screen."""

    def __init__(self) -> None:
        super().__init__()
        self._way: deque[Stop] = deque(maxlen=_LONGEST_WAY)
        """Where the user has been since the start screen, the last stop last. Esc goes back along it."""

    def go_to(self, step: Step, focus_field: str = "", opened: str = "") -> None:
        """Show a step. If an earlier one is incomplete, stay and say which.

        Back leads to where the user came from, which is not always the step before: `opened` is the action
        of the step that opened what the user comes from, if anything lay over it.
        """
        current = self._current
        is_forward = current is None or step.number > current.number
        blocking = self.journey.first_incomplete(before=step)
        # Review shows what is missing, and an incomplete connector can be saved.
        if is_forward and blocking and not focus_field and step not in {Step.REVIEW, Step.SAVE}:
            missing = self.journey.problems_of(blocking)[0]
            title = f"First fix step {blocking.number}, {blocking.title}"
            self.screen.notify(str(missing), title=title, markup=False)
        elif step is not current or focus_field or self.screen is not self.step_screen:
            self._show_next(screen_of(step, focus_field), opened)

    def send(self) -> None:
        """Show the Result screen, and send."""
        self._show_next(result_screen(send=True))

    async def save(self) -> None:
        """Save the profile, as the step does that is open, or lies below what is open."""
        if self.step_screen:
            await self.step_screen.run_action("save")

    def go_back(self) -> None:
        """Show what the user came from: the step before on their way, or the start screen."""
        current = self._current
        while self._way:
            stop = self._way.pop()
            if stop.step is not current or stop.opened:
                self.show(screen_of(stop.step))
                if stop.opened and self.step_screen:
                    self.call_after_refresh(self.step_screen.run_action, stop.opened)
                return
        self.leave_wizard()

    @property
    def has_way_back(self) -> bool:
        """Whether going back leads to a step, and not to the start screen."""
        return bool(self._way)

    @property
    def _current(self) -> Step | None:
        return self.step_screen.step if self.step_screen else None

    def _show_next(self, screen: WizardStep, opened: str = "") -> None:
        """Show a step, and remember what the user comes from."""
        if self._current is None:
            self._way.clear()
        else:
            if opened or screen.step is not self._current:
                self._way.append(Stop(self._current, opened))
        self.show(screen)

    async def may_log_in(self, connector: Connector, count: int) -> bool:
        """Ask whether to make one more attempt, though the account may have had so many failed logins."""
        from .screens.dialogs.third_login import third_login_question

        return await self.push_screen_wait(third_login_question(connector, count)) == "send"

    @property
    def step_screen(self) -> WizardStep | None:
        """The step that is shown, or that lies below what is shown; None outside the wizard."""
        return next((screen for screen in self.screen_stack if isinstance(screen, WizardStep)), None)

    def show(self, screen: Screen[None]) -> None:
        """Show a screen in place of the step and of all that lies over it, or on top of the start screen."""
        step = self.step_screen
        self._unwind_to(step or self._start_screen)
        if step:
            # Before the switch: a run that ends during it would look for widgets that are gone.
            self.workers.cancel_node(step)
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave_wizard(self) -> None:
        """Go back to the start screen; ask about unsaved work first."""
        self.ask_about_unsaved_work(self._leave, "Leave without saving")

    def _leave(self) -> None:
        self._unwind_to(self._start_screen)
        self.filled = None
        self.set_journey(Journey.begin(Profile(Connector(), {})))  # no secret stays behind

    def begin(self, journey: Journey, at: Step) -> None:
        """Go on with another state, at a step."""
        self.filled = None
        self._way.clear()
        # The state comes second: no screen of the connector before is to show it.
        self.show(screen_of(at))
        self.set_journey(journey)
        from ..profiles.exposure import exposure_warnings  # no profile is open on the first screen

        for warning in exposure_warnings([journey.profile]):
            text = EXPOSED.format(warning)
            self.notify(text, title="Others can read this profile", severity="warning", markup=False)

    @property
    def _start_screen(self) -> Screen[Any]:
        return next(screen for screen in self.screen_stack if isinstance(screen, StartScreen))

    def _unwind_to(self, kept: Screen[Any]) -> None:
        """Take away all screens that lie over one; their questions are canceled."""
        while self.screen is not kept:
            self.workers.cancel_node(self.screen)
            self.screen.dismiss(None)

    def ask_about_unsaved_work(self, leave: Callable[[], object], words: str) -> None:
        """Leave; if that would lose unsaved work, ask first. `words` label the button that leaves."""
        from .screens.dialogs.unsaved_work import UnsavedWorkQuestion

        for index, screen in enumerate(self.screen_stack):
            if isinstance(screen, UnsavedWorkQuestion):  # it is asked again, for another way out
                self._unwind_to(self.screen_stack[index - 1])
                break
        self.notice_deleted_file()
        unfinished = self.unfinished
        if not unfinished and not self.journey.has_unsaved_work:
            leave()
            return

        def answered(reply: str | None) -> None:
            if reply == "leave":
                self.discard_draft()
                leave()
            elif reply == "save":
                self.go_to(Step.SAVE)

        name = plain_line(self.journey.connector.name) if self.journey.has_unsaved_work else None
        self.push_screen(UnsavedWorkQuestion(name, unfinished, words), answered)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What would be lost with the screens: a sentence for each one with text that only it has."""
        return tuple(
            screen.unfinished
            for screen in self.screen_stack
            if isinstance(screen, BaseScreen) and screen.unfinished
        )

    # Profiles

    def begin_new(self) -> None:
        """Begin with an empty connector."""
        self.begin(Journey.begin(Profile(Connector(), {})), Step.CONNECTOR)

    def open_profile(self, path: Path) -> None:
        """Open a saved profile at Review, or say why it can't be opened."""
        try:
            profile = load_profile(path)
        except ProfileError as error:
            from .screens.dialogs.dialog import Question, Reply

            self.push_screen(
                Question("The profile can't be opened", str(error), [Reply("ok", "OK", "primary")])
            )
            return
        if any(isinstance(source, FromKeyring) for source in profile.sources.values()):
            self.run_worker(self._open_with_keychain(profile), group="open", exclusive=True)
        else:
            self.begin_with(fill_secrets(profile, os.environ))

    async def _open_with_keychain(self, profile: Profile) -> None:
        """Open a profile; a keychain that waits for its password doesn't hold it up."""
        asked = asyncio.create_task(asyncio.to_thread(fill_secrets, profile, os.environ))
        with self.holding_keys():
            await asyncio.wait({asked}, timeout=_AT_ONCE)
            if asked.done():
                self.begin_with(asked.result())
                return
            opened = Journey.begin(profile)
            self.begin(replace(opened, waits_for_keychain=True), Step.REVIEW)
        filled = await asked
        if self.journey.baseline is not profile:  # the user has opened another connector
            return
        self.set_journey(self.journey.with_secrets(filled))
        if (
            isinstance(self.screen, WizardStep) and self.screen.step is Step.REVIEW
        ):  # elsewhere, the user is typing
            self.ask_for_missing_secrets()

    def begin_with(self, profile: Profile) -> None:
        """Begin with a profile at Review, and ask for the secrets that it doesn't hold."""
        self.begin(Journey.begin(profile), Step.REVIEW)
        self.ask_for_missing_secrets()

    def begin_from(self, connector: Connector) -> None:
        """Begin at Review with a connector that was read from a request. It is unsaved work."""
        self.begin(Journey.resume(Profile(connector, {}), Profile(Connector(), {}), ""), Step.REVIEW)
        self.ask_for_missing_secrets()

    def fill(self, connector: Connector, count: int) -> None:
        """Put the fields of a paste into the open connector, and show the step again. It can be undone."""
        self.filled = (self.journey.connector, connector)
        self._show_again(connector)
        fields = "1 field" if count == 1 else f"{count} fields"
        self.screen.notify(
            f"Filled {fields} from the paste. {key_of('fields.undo')} undoes it.", markup=False
        )

    def undo_fill(self) -> bool:
        """Undo the filling if nothing was changed since then. Return whether there was one to undo."""
        if self.filled is None or not self.can_undo_fill:
            return False
        before, self.filled = self.filled[0], None
        self._show_again(before)
        self.screen.notify("The fields are as they were before the paste.")
        return True

    def _show_again(self, connector: Connector) -> None:
        """Show the step anew with another connector: its fields are filled as it opens."""
        # As in `begin`: the screen before is not to show a connector that it was not composed for.
        self.show(screen_of(self._current or Step.REVIEW))
        self.set_journey(self.journey.with_connector(connector))

    def ask_for_missing_secrets(self) -> None:
        """Ask for the secrets that the profile doesn't hold."""
        profile = self.journey.profile
        missing = profile.missing_secrets()
        if missing:
            from .screens.dialogs.secrets_dialog import SecretsDialog

            dialog = SecretsDialog(profile, missing)
            self.push_screen(dialog, partial(self._secrets_typed, dialog))

    async def _secrets_typed(self, dialog: SecretsDialog, typed: dict[str, str] | None) -> None:
        connector = self.journey.connector
        for key, text in (typed or {}).items():
            connector = with_secret(connector, key, Secret(text))
        self.set_journey(self.journey.with_connector(connector))
        if dialog.is_to_send and self.step_screen:
            await self.step_screen.run_action("send")
