"""The wizard's app: it holds the state, and leads from screen to screen.

StartScreen ──new / open──> a step screen ──go_to──> another in its place ──leave──> StartScreen
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from ..errors import ProfileError, describe_fault
from ..exit_status import ExitStatus
from ..oauth2.connector import Connector
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import with_secret
from .collector import collect_seldom, keep_what_is_loaded
from .journey import Journey
from .screens.client_authentication import ClientAuthenticationStep
from .screens.dialog import Question, Reply
from .screens.doctor_screen import DoctorScreen
from .screens.experiments import third_login_question
from .screens.fields_step import FieldsStep
from .screens.help_dialog import HelpDialog
from .screens.result import ResultStep
from .screens.review import ReviewStep
from .screens.rows_step import RowsStep
from .screens.save import SaveStep
from .screens.secrets_dialog import SecretsDialog
from .screens.start import StartScreen
from .screens.step_screen import StepScreen
from .shared_state import SharedState
from .steps import Step
from .widgets.too_small import MINIMUM_HEIGHT, MINIMUM_WIDTH

if TYPE_CHECKING:
    from ..practice.practice_fault import PracticeFault
    from ..practice.server import PracticeServer


class ConnectorDoctorApp(SharedState):
    """The wizard."""

    TITLE = "connector-doctor"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (typed by Textual)
        (0, "-too-narrow"),
        (MINIMUM_WIDTH, "-narrow"),
        (112, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 (typed by Textual)
        (0, "-too-short"),
        (MINIMUM_HEIGHT, "-short"),
        (32, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "help", "Help", id="app.help"),
        Binding("ctrl+f", "practice_faults", "Faults", tooltip="Choose a practice fault", id="app.faults"),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]

    def __init__(self, profile: Profile | None = None, practice: PracticeServer | None = None) -> None:
        super().__init__()
        self._opening = profile
        self.practice = practice

    def on_mount(self) -> None:
        """Show the start screen; a profile from the command line opens at Review."""
        self.push_screen(StartScreen())
        if self.practice:
            self.choose_fault(self.practice.fault, at=Step.CONNECTOR)
        elif self._opening:
            self._open(self._opening)

    # The way through the steps

    def go_to(self, step: Step, focus_field: str = "") -> None:
        """Show a step, unless one before it is not complete: then say which, and stay."""
        current = self.screen.step if isinstance(self.screen, StepScreen) else None
        is_forward = current is None or step.number > current.number
        blocking = self.journey.first_incomplete(before=step)
        # Review shows what is missing, and a half-filled connector can be saved.
        if is_forward and blocking and not focus_field and step not in {Step.REVIEW, Step.SAVE}:
            missing = self.journey.problems_of(blocking)[0]
            self.notify(f"First: {missing}", title=f"Step {blocking.number}, {blocking.title}", markup=False)
            return
        if step is current and not focus_field:
            return
        self._show(self._screen_for(step, focus_field))

    def send(self) -> None:
        """Show the Result screen, sending."""
        self.unless_one_login_too_many(self.journey.connector, lambda: self._show(ResultStep(send=True)))

    def unless_one_login_too_many(self, connector: Connector, go_on: Callable[[], object]) -> None:
        """Go on; where it could be one failed login too many, ask first."""
        logins = self.journey.logins
        if not logins.should_ask(connector):
            go_on()
            return

        def answered(reply: str | None) -> None:
            if reply == "send":
                go_on()

        self.push_screen(third_login_question(connector, logins.count(connector)), answered)

    def _screen_for(self, step: Step, focus_field: str = "") -> StepScreen:
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

    def _show(self, screen: Screen[None]) -> None:
        if isinstance(self.screen, StepScreen):
            # At once: a run that ends while its screen is taken away would look for what is gone.
            self.workers.cancel_node(self.screen)
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def leave_wizard(self) -> None:
        """Go back to the start screen; unsaved work is asked about first."""
        self._ask_about_unsaved_work(self.pop_screen, "Leave without saving")

    async def action_quit(self) -> None:
        """End the app; unsaved work is asked about first."""
        if isinstance(self.screen, Question):
            self.exit()
            return
        self._ask_about_unsaved_work(self.exit, "Quit without saving")

    def _ask_about_unsaved_work(self, leave: Callable[[], object], words: str) -> None:
        if not self.journey.has_unsaved_work:
            leave()
            return

        def answered(reply: str | None) -> None:
            if reply == "leave":
                self.set_journey(Journey.begin(Profile(Connector(), {}), self.journey.logins))
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
        self.set_journey(Journey.begin(Profile(Connector(), {}), self.journey.logins))
        self._show(self._screen_for(Step.CONNECTOR))

    def open_profile(self, path: Path) -> None:
        """Open a saved profile at Review, or say why it can't be read."""
        try:
            profile = fill_secrets(load_profile(path), os.environ)
        except ProfileError as error:
            self.push_screen(
                Question("The profile can't be opened", str(error), [Reply("ok", "OK", "primary")])
            )
            return
        self._open(profile)

    def _open(self, profile: Profile) -> None:
        self.set_journey(Journey.begin(profile, self.journey.logins))
        self._show(self._screen_for(Step.REVIEW))
        missing = profile.missing_secrets()
        if missing:
            self.push_screen(SecretsDialog(profile, missing), self._secrets_typed)

    def _secrets_typed(self, typed: dict[str, str] | None) -> None:
        connector = self.journey.connector
        for key, text in (typed or {}).items():
            connector = with_secret(connector, key, Secret(text))
        self.set_journey(self.journey.with_connector(connector))

    # Practice

    def action_practice_faults(self) -> None:
        """Let the user choose a practice fault."""
        from .screens.faults_dialog import FaultsDialog

        if self.practice and not isinstance(self.screen, FaultsDialog):
            self.push_screen(FaultsDialog(self.practice.fault), self._fault_chosen)

    def _fault_chosen(self, fault: PracticeFault | None) -> None:
        if fault:
            self._ask_about_unsaved_work(
                lambda: self.choose_fault(fault, at=Step.REVIEW), "Go on without saving"
            )

    def choose_fault(self, fault: PracticeFault, *, at: Step) -> None:
        """Put a practice fault into force, and its connector into the wizard."""
        if not self.practice:
            return
        self.practice.fault = fault
        self.set_journey(Journey.begin(Profile(self.practice.connector(fault), {})))
        self._show(self._screen_for(at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the practice faults in the demo alone."""
        return bool(self.practice) if action == "practice_faults" else True

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Add ours to the command palette, so that nothing depends on a key that a terminal swallows."""
        yield SystemCommand("Help", "The keys", self.action_help)
        yield SystemCommand("Quit", "End connector-doctor", self.action_quit)
        if isinstance(screen, StepScreen):
            for step in Step:
                yield SystemCommand(
                    f"Step {step.number}: {step.title}", step.intro, lambda step=step: self.go_to(step)
                )
            yield SystemCommand("Reveal or mask secrets", "On this screen", screen.action_reveal)
        if isinstance(screen, DoctorScreen):
            yield from screen.commands()
        if self.practice:
            yield SystemCommand("Practice faults", "Choose what is wrong", self.action_practice_faults)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)

    # The end

    def _handle_exception(self, error: Exception) -> None:
        # Of a widget that is taken away Textual removes the children first: what is still being built in
        # it finds them gone. That is no reason to end the app, and with it the user's work.
        pump = active_message_pump.get(None)
        nodes = pump.ancestors_with_self if isinstance(pump, Widget) else []
        if self._exit or not self._running or any(node._pruning or node._closing for node in nodes):
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own report shows the local variables of every frame, secrets among them.
        self.bell()
        self._exit_renderables.append(f"connector-doctor: {describe_fault(self._exception)}")
        self._close_messages_no_wait()


def run_wizard(profile: Profile | None = None) -> int:
    """Run the wizard until the user ends it; return the exit status."""
    return _run(ConnectorDoctorApp(profile))


def run_demo() -> int:
    """Run the wizard on the embedded practice server, which ends with it; return the exit status."""
    from ..practice.server import PracticeServer

    with PracticeServer() as server:
        return _run(ConnectorDoctorApp(practice=server))


def _run(app: ConnectorDoctorApp) -> int:
    app.stays_long = True
    collect_seldom()
    keep_what_is_loaded()
    app.run()
    return ExitStatus.INTERNAL_ERROR if app.return_code else ExitStatus.WORKS
