"""The app itself: its keys, its command palette, the demo's practice faults, its start and its end.

TypingAhead ──> Doctor (the state) ──> Navigation (the screens) ──> ConnectorDoctorApp
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from ..errors import describe_fault
from ..exit_status import ExitStatus
from ..profiles.profile import Profile
from .appearance import remember_theme, remembered_theme
from .collector import collect_seldom, keep_what_is_loaded
from .journey import Journey
from .navigation import Navigation
from .palette import PaletteProvider, screen_commands
from .screens.base_screen import BaseScreen
from .screens.dialogs.help_dialog import HelpDialog
from .screens.dialogs.unsaved_work import UnsavedWorkQuestion
from .screens.doctor_screen import DoctorScreen
from .screens.start import StartScreen
from .screens.steps.step_screen import StepScreen
from .steps import Step
from .widgets.too_small import is_too_small

if TYPE_CHECKING:
    from ..practice.practice_fault import PracticeFault
    from ..practice.server import PracticeServer


class ConnectorDoctorApp(Navigation):
    """The wizard as a Textual app."""

    TITLE = "connector-doctor"
    CSS_PATH = "app.tcss"
    COMMANDS = {PaletteProvider}  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "help", "Help", priority=True, id="app.help"),  # with priority: in dialogs too
        Binding("ctrl+f", "practice_faults", "Faults", tooltip="Choose a practice fault", id="app.faults"),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]

    def __init__(self, profile: Profile | None = None, practice: PracticeServer | None = None) -> None:
        super().__init__()
        self._opening = profile
        self._fault: Exception | None = None
        self._theme_at_start = self.theme
        self.practice = practice

    def on_mount(self) -> None:
        """Show the start screen, or open the profile from the command line at Review."""
        self.theme = remembered_theme(self.available_themes) or self.theme
        self._theme_at_start = self.theme
        self.push_screen(StartScreen())
        if self.practice:
            self.choose_fault(self.practice.fault, at=Step.CONNECTOR)
        elif self._opening:
            self.begin_with(self._opening)

    def watch_theme(self, theme: str) -> None:
        """Remember the theme that the user chose."""
        if theme != self._theme_at_start:
            self._theme_at_start = ""
            self.run_worker(asyncio.to_thread(remember_theme, theme), group="theme", exit_on_error=False)

    async def action_quit(self) -> None:
        """Quit; ask about unsaved work first, unless that is what is asked just now."""
        if self.is_covered:
            self._quit_under_cover()
        elif isinstance(self.screen, UnsavedWorkQuestion):
            self.discard_draft()
            self.exit()
        else:
            self.ask_about_unsaved_work(self.exit, "Quit without saving")

    def _quit_under_cover(self) -> None:
        """Quit where no question can be seen: the second time, and with the draft kept."""
        is_unsaved = bool(self.unfinished) or self.journey.has_unsaved_work
        if is_unsaved and not self.warning_under_cover:
            self.warning_under_cover = "There is unsaved work. Ctrl+Q again quits."
            self.screen.refresh(layout=True)
        else:
            self.keep_draft()
            self.exit()

    def on_resize(self, event: events.Resize) -> None:
        """Ask again about quitting the next time; and close the palette where it can't be seen."""
        self.warning_under_cover = ""
        if is_too_small(event.size) and self.screen_stack and isinstance(self.screen, CommandPalette):
            self.pop_screen()

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
        if self.practice:
            self.practice.fault = fault
            self.begin(Journey.begin(Profile(self.practice.connector(fault), {})), at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the practice faults only in the demo."""
        return bool(self.practice) if action == "practice_faults" else True

    def action_help(self) -> None:
        """Show the keys, whatever is open."""
        if isinstance(self.screen, BaseScreen) and not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Add our commands to the palette: a terminal may swallow any key."""
        yield SystemCommand("Help", "The keys", self.action_help)
        yield SystemCommand("Quit", "Close connector-doctor", self.action_quit)
        if not isinstance(screen, StartScreen):
            yield SystemCommand("Start screen", "Open another connector, or begin one", self.leave_wizard)
        if isinstance(screen, StepScreen):
            for step in Step:
                yield SystemCommand(
                    f"Step {step.number}: {step.title}", step.intro, lambda step=step: self.go_to(step)
                )
        yield from screen_commands(screen)
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
        if self.return_code is None and self.is_running and not any(map(_is_being_removed, nodes)):
            self._fault = error
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own report shows every frame's local variables, and so secrets.
        self.keep_draft()
        self.bell()
        self.panic(Text(f"connector-doctor: {describe_fault(self._fault)}"))


def _is_being_removed(node: DOMNode) -> bool:
    """Tell whether Textual is removing a node: it displays none then, whatever the style says."""
    return not node.display and node.styles.display != "none"


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
