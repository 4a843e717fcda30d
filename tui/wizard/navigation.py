"""The way through the wizard: which screen comes next, and what to ask before leaving one.

StartScreen ──new / open──> a step screen ──go_to──> another step in its place ──leave──> StartScreen
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen

from ..errors import ProfileError
from ..oauth2.connector import Connector
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import with_secret
from .doctor import Doctor
from .journey import Journey
from .screens.dialogs.dialog import Question, Reply
from .screens.dialogs.secrets_dialog import SecretsDialog
from .screens.dialogs.third_login import third_login_question
from .screens.steps.client_authentication import ClientAuthenticationStep
from .screens.steps.fields import FieldsStep
from .screens.steps.result import ResultStep
from .screens.steps.review import ReviewStep
from .screens.steps.rows import RowsStep
from .screens.steps.save import SaveStep
from .screens.steps.step_screen import StepScreen
from .steps import Step


class Navigation(Doctor):
    """An app that can go from screen to screen."""

    def go_to(self, step: Step, focus_field: str = "") -> None:
        """Show a step. If an earlier one is incomplete, stay and say which."""
        current = self.screen.step if isinstance(self.screen, StepScreen) else None
        is_forward = current is None or step.number > current.number
        blocking = self.journey.first_incomplete(before=step)
        # Review shows what is missing, and an incomplete connector can be saved.
        if is_forward and blocking and not focus_field and step not in {Step.REVIEW, Step.SAVE}:
            missing = self.journey.problems_of(blocking)[0]
            title = f"First fix step {blocking.number}, {blocking.title}"
            self.notify(str(missing), title=title, markup=False)
            return
        if step is current and not focus_field:
            return
        self.show(self.screen_for(step, focus_field))

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

    def show(self, screen: Screen[None]) -> None:
        """Show a screen: in place of a step's screen, or on top of the start screen."""
        if isinstance(self.screen, StepScreen):
            # Before the switch: a run that ends during it would look for widgets that are gone.
            self.workers.cancel_node(self.screen)
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave_wizard(self) -> None:
        """Go back to the start screen; ask about unsaved work first."""
        self.ask_about_unsaved_work(self.pop_screen, "Leave without saving")

    def ask_about_unsaved_work(self, leave: Callable[[], object], words: str) -> None:
        """Leave; if that would lose unsaved work, ask first. `words` label the button that leaves."""
        if not self.journey.has_unsaved_work:
            leave()
            return

        def answered(reply: str | None) -> None:
            if reply == "leave":
                self.set_journey(Journey.begin(Profile(Connector(), {})))
                leave()
            elif reply == "save":
                self.go_to(Step.SAVE)

        name = plain_line(self.journey.connector.name) or "This connector"
        self.push_screen(
            Question(
                "Unsaved work",
                f"{name} has changes that are not saved.",
                [Reply("stay", "Stay"), Reply("leave", words, "warning"), Reply("save", "Save…", "primary")],
            ),
            answered,
        )

    # Profiles

    def begin_new(self) -> None:
        """Begin with an empty connector."""
        self.set_journey(Journey.begin(Profile(Connector(), {})))
        self.show(self.screen_for(Step.CONNECTOR))

    def open_profile(self, path: Path) -> None:
        """Open a saved profile at Review, or say why it can't be opened."""
        try:
            profile = fill_secrets(load_profile(path), os.environ)
        except ProfileError as error:
            self.push_screen(
                Question("The profile can't be opened", str(error), [Reply("ok", "OK", "primary")])
            )
            return
        self.begin_with(profile)

    def begin_with(self, profile: Profile) -> None:
        """Begin with a profile at Review, and ask for the secrets that it doesn't hold."""
        self.set_journey(Journey.begin(profile))
        self.show(self.screen_for(Step.REVIEW))
        missing = profile.missing_secrets()
        if missing:
            self.push_screen(SecretsDialog(profile, missing), self._secrets_typed)

    def _secrets_typed(self, typed: dict[str, str] | None) -> None:
        connector = self.journey.connector
        for key, text in (typed or {}).items():
            connector = with_secret(connector, key, Secret(text))
        self.set_journey(self.journey.with_connector(connector))
