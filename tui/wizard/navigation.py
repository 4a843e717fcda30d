"""The way through the wizard: which screen comes next, and what to ask before leaving one.

    StartScreen ──new, open──> a step ──go_to──> another step in its place ──leave──> StartScreen
                                 └─ laid over it: dialogs, Token, Experiments, Form sheet

Only this class takes screens away, and it takes them from the top. So whatever is open, a step never lies on
a dialog of the step before, and what was asked there is answered with None: as if the user had canceled it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from textual.screen import Screen

from ..errors import ProfileError
from ..oauth2.connector import Connector
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import FromKeyring, with_secret
from .drafting import Drafting
from .journey import Journey
from .screens.base_screen import BaseScreen
from .screens.dialogs.dialog import Question, Reply
from .screens.dialogs.secrets_dialog import SecretsDialog
from .screens.dialogs.third_login import third_login_question
from .screens.dialogs.unsaved_work import UnsavedWorkQuestion
from .screens.start import StartScreen
from .screens.steps.client_authentication import ClientAuthenticationStep
from .screens.steps.fields import FieldsStep
from .screens.steps.result import ResultStep
from .screens.steps.review import ReviewStep
from .screens.steps.rows import RowsStep
from .screens.steps.save import SaveStep
from .screens.steps.step_screen import StepScreen
from .steps import Step

_AT_ONCE: Final = 0.3
"""The seconds that a keychain has before the profile is opened without its secrets."""


class Navigation(Drafting):
    """An app that can go from screen to screen."""

    def go_to(self, step: Step, focus_field: str = "") -> None:
        """Show a step. If an earlier one is incomplete, stay and say which.

        From a step that is shown for one of its fields, Back leads back to where the user came from.
        """
        current = self.step_screen.step if self.step_screen else None
        is_forward = current is None or step.number > current.number
        blocking = self.journey.first_incomplete(before=step)
        # Review shows what is missing, and an incomplete connector can be saved.
        if is_forward and blocking and not focus_field and step not in {Step.REVIEW, Step.SAVE}:
            missing = self.journey.problems_of(blocking)[0]
            title = f"First fix step {blocking.number}, {blocking.title}"
            self.notify(str(missing), title=title, markup=False)
        elif step is not current or focus_field or self.screen is not self.step_screen:
            screen = self.screen_for(step, focus_field)
            screen.came_from = current if focus_field and current is not step else None
            self.show(screen)

    def send(self) -> None:
        """Show the Result screen, and send."""
        self.show(ResultStep(send=True))

    async def may_log_in(self, connector: Connector, count: int) -> bool:
        """Ask whether to make one more attempt, though the account may have had so many failed logins."""
        return await self.push_screen_wait(third_login_question(connector, count)) == "send"

    def screen_for(self, step: Step, focus_field: str = "") -> StepScreen:
        """Return a new screen for a step."""
        match step:
            case Step.CLIENT_AUTHENTICATION:
                return ClientAuthenticationStep(step, focus_field)
            case Step.ADDITIONAL_HEADERS | Step.ADDITIONAL_REQUEST_DATA:
                return RowsStep(step)
            case Step.REVIEW:
                return ReviewStep(step)
            case Step.RESULT:
                return ResultStep()
            case Step.SAVE:
                return SaveStep()
            case _:
                return FieldsStep(step, focus_field)

    @property
    def step_screen(self) -> StepScreen | None:
        """The step that is shown, or that lies below what is shown; None outside the wizard."""
        return next((screen for screen in self.screen_stack if isinstance(screen, StepScreen)), None)

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
        self.set_journey(Journey.begin(Profile(Connector(), {})))  # no secret stays behind

    def begin(self, journey: Journey, at: Step) -> None:
        """Go on with another state, at a step."""
        # The state comes second: no screen of the connector before is to show it.
        self.show(self.screen_for(at))
        self.set_journey(journey)

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
        if isinstance(self.screen, ReviewStep):  # elsewhere, the user is typing
            self.ask_for_missing_secrets()

    def begin_with(self, profile: Profile) -> None:
        """Begin with a profile at Review, and ask for the secrets that it doesn't hold."""
        self.begin(Journey.begin(profile), Step.REVIEW)
        self.ask_for_missing_secrets()

    def begin_from(self, connector: Connector) -> None:
        """Begin at Review with a connector that was read from a request. It is unsaved work."""
        self.begin(Journey.resume(Profile(connector, {}), Profile(Connector(), {}), ""), Step.REVIEW)
        self.ask_for_missing_secrets()

    def ask_for_missing_secrets(self) -> None:
        """Ask for the secrets that the profile doesn't hold."""
        profile = self.journey.profile
        missing = profile.missing_secrets()
        if missing:
            self.push_screen(SecretsDialog(profile, missing), self._secrets_typed)

    def _secrets_typed(self, typed: dict[str, str] | None) -> None:
        connector = self.journey.connector
        for key, text in (typed or {}).items():
            connector = with_secret(connector, key, Secret(text))
        self.set_journey(self.journey.with_connector(connector))
