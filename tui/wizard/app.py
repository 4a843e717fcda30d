"""The app itself: its keys, its command palette, the demo's practice faults, its start and its end.

TypingAhead ──> Doctor (the state) ──> Navigation (the screens) ──> ConnectorDoctorApp
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.await_remove import AwaitRemove
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from ..exit_status import ExitStatus
from ..form.steps import Step
from ..plain_text import plain_line, plain_text
from ..profiles.profile import Profile
from ..profiles.profile_paths import config_file
from .collector import collect_seldom, keep_what_is_loaded
from .keys.keys_now import with_keys
from .resting import Resting
from .screens.base_screen import BaseScreen
from .screens.painted_whole import Ground
from .screens.start import StartScreen
from .screens.steps.step_screens import load_steps
from .shared_backgrounds import share_backgrounds
from .widgets.too_small import is_too_small

if TYPE_CHECKING:
    from ..practice.server import PracticeServer


def _palette() -> type[Provider]:
    """Load what the palette needs only when it is opened."""
    from .palette.provider import PaletteProvider

    return PaletteProvider


share_backgrounds()


class ConnectorDoctorApp(Resting):
    """The wizard as a Textual app."""

    TITLE = "connector-doctor"
    CSS_PATH = "app.tcss"
    COMMANDS = {_palette}  # noqa: RUF012 (typed by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: in dialogs too. F12 where the terminal or the editor has its own help on F1.
        Binding("f1,f12", "help", "Help", priority=True, id="app.help"),
        Binding(
            "ctrl+p",
            "command_palette",
            "Menu",
            priority=True,
            tooltip="Every action by name",
            id="app.palette",
        ),
        Binding(
            "ctrl+f",
            "practice_dialog",
            "Practice",
            tooltip="Choose a practice fault; in a lesson: its ticket and hint",
            id="app.practice",
        ),
        Binding(
            "ctrl+d",
            "jump",
            "Jump",
            priority=True,
            tooltip="Show a letter on everything that can take the focus",
            id="app.jump",
        ),
        Binding("ctrl+o", "start_screen", "Start screen", show=False, priority=True, id="app.start"),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]

    def __init__(self, profile: Profile | None = None, practice: PracticeServer | None = None) -> None:
        super().__init__(practice)
        self._opening = profile
        self._fault: Exception | None = None
        self.last_words = ""
        """What is left to say when the screen is gone."""

    def get_default_screen(self) -> Screen[Any]:
        """Return what lies below the start screen."""
        return Ground(id="_default")

    def on_mount(self) -> None:
        """Show the start screen, or open the profile from the command line at Review."""
        self._take_users_keys()
        self.push_screen(StartScreen())
        if self.practice:
            self.choose_fault(self.practice.fault, at=Step.CONNECTOR)
        elif self._opening:
            self.begin_with(self._opening)
        if self.stays_long:
            self.once_seen(self._load_ahead)

    def _load_ahead(self) -> None:
        """Load the steps while the user reads the first screen. Until it was painted, garbage could wait."""
        collect_seldom()
        # What can't be loaded fails again, and is told, where a step is opened.
        self.run_worker(load_steps, group="ahead", thread=True, exit_on_error=False)

    def _take_users_keys(self) -> None:
        """Take the keys from the user's file, and say which entries can't be used."""
        if not os.path.exists(config_file()):  # noqa: PTH110 (Path's own raises where it may not look)
            return
        from .keys.keymap import read_keymap

        own = read_keymap()
        self.set_keymap({action: ",".join(keys) for action, keys in own.keys.items()})
        for problem in own.problems:
            self.notify(
                plain_line(problem), title="Keys of your own", severity="warning", timeout=20, markup=False
            )

    async def action_quit(self) -> None:
        """Quit; ask about unsaved work first, unless that is what is asked just now."""
        from .screens.dialogs.unsaved_work import UnsavedWorkQuestion

        if self.is_covered:
            self._quit_under_cover()
        elif isinstance(self.screen, UnsavedWorkQuestion):
            self.discard_draft()
            self._end()
        else:
            self.ask_about_unsaved_work(self._end, "Quit without saving")

    def _end(self) -> None:
        """End the app; what is being sent ends with it, and is told of."""
        from .ending import canceled_at_the_end

        self.last_words = canceled_at_the_end(self)
        self.exit()

    def _quit_under_cover(self) -> None:
        """Quit where no question can be seen: the second time, and with the draft kept."""
        is_unsaved = bool(self.unfinished) or self.journey.has_unsaved_work
        if is_unsaved and not self.warning_under_cover:
            self.warning_under_cover = with_keys("There is unsaved work. {app.quit} again quits.")
            self.screen.refresh(layout=True)
        else:
            self.keep_draft()
            self._end()

    def on_resize(self, event: events.Resize) -> None:
        """Ask again about quitting the next time; and close the palette where it can't be seen."""
        self.warning_under_cover = ""
        if is_too_small(event.size) and self.screen_stack and isinstance(self.screen, CommandPalette):
            self.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the lesson or the faults only in practice."""
        return bool(self.practice) if action == "practice_dialog" else True

    def action_help(self) -> None:
        """Show help for what has the focus, whatever is open; in place of the palette."""
        from .screens.dialogs.help_dialog import HelpDialog, help_about

        if isinstance(self.screen, CommandPalette) or (
            isinstance(self.screen, BaseScreen) and self.screen.gives_way_to_help
        ):
            self.pop_screen()
        if isinstance(self.screen, BaseScreen) and not isinstance(self.screen, HelpDialog):
            self.push_screen(help_about(self.screen))

    def action_start_screen(self) -> None:
        """Go back to the start screen, whatever is open; ask about unsaved work first."""
        self.leave_wizard()

    def action_jump(self) -> None:
        """Put a letter on everything that can have the focus; a letter gives it the focus."""
        from .screens.jump_mode import JumpMode

        below = self.screen
        if not isinstance(below, BaseScreen) or isinstance(below, JumpMode) or self.is_covered:
            return

        def chosen(place: Widget | None) -> None:
            if place and place.is_attached:
                place.focus()

        self.push_screen(JumpMode(below), chosen)

    def action_command_palette(self) -> None:
        """Show the menu of all commands."""
        from .palette.menu import Menu

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Menu(id="--command-palette"))

    def search_themes(self) -> None:
        """Show the menu of all themes."""
        from textual.theme import ThemeProvider

        from .palette.menu import Menu

        self.push_screen(Menu(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the palette's commands, all but those that open profiles."""
        from .palette.commands import commands_of

        for command in commands_of(self, screen):
            yield SystemCommand(command.title, command.explanation, command.run)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        if parent is not self:
            return super()._prune(*nodes, parent=parent)
        # A screen. Textual takes the focus from its widgets, and lays out the one that is shown then.
        for screen in nodes:
            screen.set_reactive(Screen.focused, None)
        return super()._prune(*nodes)

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
        from .ending import fault_at_the_end

        is_kept = False
        with suppress(Exception):  # the fault may be in what is to be kept
            is_kept = self.keep_draft()
        self.bell()
        self.last_words = fault_at_the_end(self, self._fault, is_kept=is_kept)
        self.panic()


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
    keep_what_is_loaded()
    try:
        app.run()
    finally:
        app.end_practice()
    if app.last_words and sys.stderr:
        sys.stderr.write(f"{plain_text(app.last_words)}\n")
    return ExitStatus.INTERNAL_ERROR if app.return_code else ExitStatus.WORKS
