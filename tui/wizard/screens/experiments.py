"""The Experiments screen: variations of the request, tried one by one or in turn, beside the first run."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ...diagnosis.experiments import Experiment
from ...diagnosis.search.trial import Trial
from ...oauth2.attempt import Attempt
from ...oauth2.masking.redaction import Redactor
from ..content.attempt_content import attempt_content
from ..content.experiment_row import ExperimentRow, experiment_row
from ..content.search_says import budget_content, ended_content, ready_content, running_content
from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from ..widgets.deliberate_button import DeliberateButton
from ..widgets.deliberate_list import DeliberateList
from ..widgets.long_text import LongText
from .experiment_runner import LARGEST_BUDGET, ExperimentRunner
from .field_actions import REVEAL

_RUNNING: Final = "Running. Press {experiments.back} to cancel."
_NOT_RUN: Final = "Not run yet. Press Enter to run it."
_NOT_SENT: Final = "Nothing was sent. Press Enter to run it again."


class ExperimentsScreen(ExperimentRunner):
    """Lists the experiments that can tell something; dismissed with the connector to keep, or None."""

    CSS_PATH = sheets("experiments")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="experiments.back"),
        Binding(
            "w",
            "find",
            "Find what works",
            tooltip="Make the experiments in turn until one works",
            id="experiments.find",
        ),
        Binding("a", "apply", "Apply", tooltip="Put what worked into the connector", id="experiments.apply"),
        Binding(
            "plus,equals_sign",
            "change_budget(1)",
            "One more login",
            tooltip="Risk one more failed login before it asks",
            show=False,
            key_display="+",
            id="experiments.more_logins",
        ),
        Binding(
            "minus",
            "change_budget(-1)",
            "One login less",
            tooltip="Risk one failed login less before it asks",
            show=False,
            key_display="-",
            id="experiments.less_logins",
        ),
        REVEAL,
    ]

    place = "Experiments"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="experimenting"):
            yield Static(id="search-says")
            yield Static(id="search-budget")
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
                yield Button(with_keys("Apply ({experiments.apply})"), id="apply", name="apply")
                yield DeliberateButton("Run it", id="run", name="make")
                yield DeliberateButton(
                    with_keys("Find what works ({experiments.find})"),
                    id="find",
                    name="find",
                    variant="primary",
                )

    @property
    def chosen(self) -> Experiment:
        """The highlighted experiment."""
        index = self.query_one("#experiments", OptionList).highlighted or 0
        return self.experiments[min(index, len(self.experiments) - 1)]

    @property
    def to_apply(self) -> Trial | None:
        """The experiment that Apply takes: the highlighted one, or the one that was found to work."""
        chosen = self.made.get(self.chosen.id)
        if chosen and chosen.works:
            return chosen
        return self.plan.found if self.plan and not self.is_sending else None

    def on_mount(self) -> None:
        """List the experiments, the most telling one first."""
        self.show_name()
        self.show_all()
        experiments = self.query_one("#experiments", OptionList)
        experiments.highlighted = 0
        experiments.focus()

    # What is shown

    def show_all(self) -> None:
        experiments = self.query_one("#experiments", OptionList)
        highlighted, redactor = experiments.highlighted, self.redactor()
        rows = [Option(self._row(experiment, redactor)) for experiment in self.experiments]
        experiments.set_options(rows)
        experiments.highlighted = None if highlighted is None else min(highlighted, len(rows) - 1)
        self.show_search()
        self.show_chosen()

    def _row(self, experiment: Experiment, redactor: Redactor) -> ExperimentRow:
        return experiment_row(
            experiment,
            self.first_attempt,
            redactor,
            trial=self.made.get(experiment.id),
            is_running=self.is_sending and experiment.id == self.under_way,
            is_skipped=self.plan is not None and experiment.id in self.plan.skipped,
        )

    def show_search(self) -> None:
        """Show what the search would do, does or has found, and what it may cost."""
        running = next((one for one in self.experiments if one.id == self.under_way), None)
        if self.plan and self.is_searching and running:
            says = running_content(self.plan, running)
        else:
            says = ended_content(self.plan) if self.plan else ready_content(self.waiting)
        self.query_one("#search-says", Static).update(says)
        count = self.doctor.login_guard.ledger.count(self.record.connector)
        self.query_one("#search-budget", Static).update(budget_content(count, self.budget))

    def show_running(self, experiment: str) -> None:
        experiments = self.query_one("#experiments", OptionList)
        ids = [one.id for one in self.experiments]
        if self.is_searching and (not experiment or self.chosen.id == experiment):
            experiments.highlighted = ids.index(self.under_way)

    @on(OptionList.OptionHighlighted, "#experiments")
    def _highlighted(self) -> None:
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show what the highlighted experiment teaches or has shown, beside the first run."""
        experiment = self.chosen
        self.query_one("#experiment-says", Static).update(Content(self.says(experiment)))
        trial = self.made.get(experiment.id)
        if trial is None or trial.attempt is None:
            is_running = self.is_sending and experiment.id == self.under_way
            is_skipped = self.plan is not None and experiment.id in self.plan.skipped
            note = "Not needed. Press Enter to run it anyway." if is_skipped else _NOT_RUN
            note = note if trial is None else _NOT_SENT
            self.query_one("#after", LongText).update(Content(with_keys(_RUNNING) if is_running else note))
        self.show_attempts(trial.attempt if trial else None)
        self.query_one("#apply", Button).disabled = self.to_apply is None
        self.query_one("#find", Button).disabled = not self._can_search
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

    # Actions

    @property
    def _can_search(self) -> bool:
        has_found = self.plan is not None and self.plan.found is not None
        return bool(self.waiting) and not has_found and not self.is_sending

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "apply":
            return True if self.is_mounted and self.to_apply else None
        if action == "find":
            return True if self.is_mounted and self._can_search else None
        return True

    @on(OptionList.OptionSelected, "#experiments")
    def action_make(self) -> None:
        """Run the highlighted experiment."""
        if not self.is_sending:
            self.make_one(self.chosen)

    def action_find(self) -> None:
        """Make the experiments in turn until one works."""
        if self._can_search:
            self.search()

    def action_change_budget(self, by: int) -> None:
        """Let so many more logins fail, or less, before it asks."""
        self.budget = min(max(self.budget + by, 0), LARGEST_BUDGET)
        self.show_search()

    def action_apply(self) -> None:
        """Put what worked into the connector."""
        if self.to_apply:
            self.dismiss(self.to_apply.experiment.connector)

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
