"""The app itself: its keys, its command palette, the demo's practice faults, its start and its end.

TypingAhead ──> Doctor (the state) ──> Navigation (the screens) ──> ConnectorDoctorApp
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from ..errors import describe_fault
from ..exit_status import ExitStatus
from ..profiles.profile import Profile
from .collector import collect_seldom, keep_what_is_loaded
from .journey import Journey
from .navigation import Navigation
from .screens.dialogs.dialog import Question
from .screens.dialogs.help_dialog import HelpDialog
from .screens.doctor_screen import DoctorScreen
from .screens.start import StartScreen
from .screens.steps.step_screen import StepScreen
from .steps import Step

if TYPE_CHECKING:
    from ..practice.practice_fault import PracticeFault
    from ..practice.server import PracticeServer


class ConnectorDoctorApp(Navigation):
    """The wizard as a Textual app."""

    TITLE = "connector-doctor"
    CSS_PATH = "app.tcss"
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
        """Show the start screen, or open the profile from the command line at Review."""
        self.push_screen(StartScreen())
        if self.practice:
            self.choose_fault(self.practice.fault, at=Step.CONNECTOR)
        elif self._opening:
            self.begin_with(self._opening)

    async def action_quit(self) -> None:
        """Quit; ask about unsaved work first."""
        if isinstance(self.screen, Question):
            self.exit()
            return
        self.ask_about_unsaved_work(self.exit, "Quit without saving")

    # Practice

    def action_practice_faults(self) -> None:
        """Ask which practice fault to use."""
        from .screens.dialogs.faults_dialog import FaultsDialog

        if self.practice and not isinstance(self.screen, FaultsDialog):
            self.push_screen(FaultsDialog(self.practice.fault), self._fault_chosen)

    def _fault_chosen(self, fault: PracticeFault | None) -> None:
        if fault:
            self.ask_about_unsaved_work(
                lambda: self.choose_fault(fault, at=Step.REVIEW), "Continue without saving"
            )

    def choose_fault(self, fault: PracticeFault, *, at: Step) -> None:
        """Switch to a practice fault, and load the connector that goes with it."""
        if not self.practice:
            return
        self.practice.fault = fault
        self.set_journey(Journey.begin(Profile(self.practice.connector(fault), {})))
        self.show(self.screen_for(at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the practice faults only in the demo."""
        return bool(self.practice) if action == "practice_faults" else True

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Add our commands to the palette: a terminal may swallow any key."""
        yield SystemCommand("Help", "The keys", self.action_help)
        yield SystemCommand("Quit", "Close connector-doctor", self.action_quit)
        if isinstance(screen, StepScreen):
            for step in Step:
                yield SystemCommand(
                    f"Step {step.number}: {step.title}", step.intro, lambda step=step: self.go_to(step)
                )
            yield SystemCommand("Reveal or mask secrets", "All secrets on this screen", screen.action_reveal)
        if isinstance(screen, DoctorScreen):
            yield from screen.commands()
        if self.practice:
            yield SystemCommand("Practice faults", "Choose what is wrong", self.action_practice_faults)
        yield SystemCommand("Theme", "Change the colors", self.action_change_theme)

    # The end

    def _handle_exception(self, error: Exception) -> None:
        # When Textual removes a widget, the children go first. Code that still builds the widget then fails
        # to find them. That is no reason to end the app and lose the user's work.
        pump = active_message_pump.get(None)
        nodes = pump.ancestors_with_self if isinstance(pump, Widget) else []
        if self._exit or not self._running or any(node._pruning or node._closing for node in nodes):
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own report shows every frame's local variables, and so secrets.
        self.bell()
        self._exit_renderables.append(f"connector-doctor: {describe_fault(self._exception)}")
        self._close_messages_no_wait()


def run_wizard(profile: Profile | None = None) -> int:
    """Run the wizard until the user quits; return the exit status."""
    return _run(ConnectorDoctorApp(profile))


def run_demo() -> int:
    """Run the wizard with the practice server, and stop the server with it; return the exit status."""
    from ..practice.server import PracticeServer

    with PracticeServer() as server:
        return _run(ConnectorDoctorApp(practice=server))


def _run(app: ConnectorDoctorApp) -> int:
    app.stays_long = True
    collect_seldom()
    keep_what_is_loaded()
    app.run()
    return ExitStatus.INTERNAL_ERROR if app.return_code else ExitStatus.WORKS
