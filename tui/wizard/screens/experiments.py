"""The Experiments screen: try one variation of the request at a time, and compare it with the first run."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ...diagnosis.experiments import Experiment
from ...oauth2.attempt import Attempt
from ...oauth2.masking.redaction import Redactor
from ..content.attempt_content import attempt_content
from ..widgets.deliberate_button import DeliberateButton
from ..widgets.deliberate_list import DeliberateList
from ..widgets.long_text import LongText
from .experiment_runner import ExperimentRunner
from .field_actions import REVEAL


class ExperimentsScreen(ExperimentRunner):
    """Lists the experiments that can tell something; dismissed with the connector to keep, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("a", "apply", "Apply", tooltip="Put what worked into the connector"),
        REVEAL,
    ]

    place = "Experiments"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="experimenting"):
            yield DeliberateList(id="experiments")
            yield Static(id="experiment-says")
            with Horizontal(id="side-by-side"):
                with VerticalScroll(classes="side", can_focus=False) as before:
                    before.border_title = Content("First run")
                    yield LongText(id="before")
                with VerticalScroll(classes="side", can_focus=False) as after:
                    after.border_title = Content("Experiment")
                    yield LongText(id="after")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Apply (a)", id="apply", name="apply")
                yield DeliberateButton("Run it", id="run", name="make", variant="primary")

    @property
    def chosen(self) -> Experiment:
        return self.experiments[self.query_one("#experiments", OptionList).highlighted or 0]

    def on_mount(self) -> None:
        """List the experiments, the most telling one first."""
        self.show_name()
        self.show_list()
        experiments = self.query_one("#experiments", OptionList)
        experiments.highlighted = 0
        experiments.focus()

    def show_list(self) -> None:
        experiments = self.query_one("#experiments", OptionList)
        highlighted = experiments.highlighted
        experiments.set_options(Option(self._prompt(experiment)) for experiment in self.experiments)
        experiments.highlighted = highlighted

    def _prompt(self, experiment: Experiment) -> Content:
        cost = "  may cost a failed login" if experiment.costs_login else ""
        made = self.made.get(experiment.id)
        sign = "✓" if made and made[1].token else "✗" if experiment.id in self.outcomes else "·"
        return Content.assemble(f"{sign} {experiment.title}", (cost, "italic"))

    @on(OptionList.OptionHighlighted, "#experiments")
    def _highlighted(self) -> None:
        self.show_chosen()

    def show_chosen(self) -> None:
        experiment = self.chosen
        outcome = self.outcomes.get(experiment.id)
        self.query_one("#experiment-says", Static).update(Content(outcome or experiment.teaches))
        made = self.made.get(experiment.id)
        if made is None:
            is_running = self.is_sending and experiment.id == self.under_way
            note = "Running. Press Esc to cancel." if is_running else "Not run yet. Press Enter to run it."
            self.query_one("#after", LongText).update(Content(note))
        self.show_attempts(made[1] if made else None)
        self.query_one("#apply", Button).disabled = not (made and made[1].token)
        self.refresh_bindings()

    @work(exclusive=True, group="show")
    async def show_attempts(self, after: Attempt | None) -> None:
        """Show the first run's attempt, and beside it the experiment's, if there is one."""
        # In a thread: a large response takes longer than a key press should.
        contents = partial(_contents, [self.first_attempt, after], self.redactor(), reveal=self.revealed)
        for id, content in zip(("#before", "#after"), await asyncio.to_thread(contents), strict=True):
            if content is not None and not self.is_left:
                self.query_one(id, LongText).update(content)

    def watch_revealed(self) -> None:
        if self.is_mounted:
            self.show_chosen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "apply":
            made = self.made.get(self.chosen.id) if self.is_mounted else None
            return True if made and made[1].token else None
        return True

    @on(OptionList.OptionSelected, "#experiments")
    def action_make(self) -> None:
        """Run the highlighted experiment."""
        if not self.is_sending:
            self._experiment(self.chosen)

    def action_apply(self) -> None:
        """Put what worked into the connector."""
        made = self.made.get(self.chosen.id)
        if made and made[1].token:
            self.dismiss(made[0].connector)

    def action_back(self) -> None:
        """Cancel the experiment that is running; otherwise go back."""
        if self.is_sending:
            self.workers.cancel_group(self, "experiment")
            self.say_cancelled()
        else:
            self.dismiss(None)


def _contents(attempts: list[Attempt | None], redactor: Redactor, *, reveal: bool) -> list[Content | None]:
    return [
        attempt_content(attempt, redactor, reveal=reveal).joined() if attempt else None
        for attempt in attempts
    ]
