"""A row of the table of experiments: its sign, what it changes, how it ended, and how long it took.

✓ With Request Body                              200 token            84 ms
≠ Without the headers Client-Id, Client-Secret,  401 invalid_client   61 ms
  Username, Password
· With Basic Auth, username and password         may cost a failed login
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from ...diagnosis.experiments import Experiment
from ...diagnosis.search.trial import Trial, ends_alike, outcome_words
from ...interchange.search_text import COST
from ...oauth2.attempt import Attempt
from ...oauth2.masking.redaction import Redactor
from ...time_words import duration

WAITING, UNDER_WAY, WORKS, FAILS_ALIKE, DIFFERS, SKIPPED = "·…✓✗≠–"
# Only the sign has a color: on the highlighted row, words in one could not be read.
_STYLES: Final = {
    WAITING: "",
    UNDER_WAY: "bold $accent",
    WORKS: "bold $works",
    FAILS_ALIKE: "$fails",
    DIFFERS: "$warns",
    SKIPPED: "$quiet",
}
_SIGN, _GAP, _TIME = 2, 2, 8
_SHORTEST_OUTCOME, _LONGEST_OUTCOME, _LONGEST_TITLE = 18, 34, 72
_COLUMNS: Final = 64
"""The width from which a row is drawn in columns."""


@dataclass(frozen=True)
class ExperimentRow(Visual):
    """A row, drawn in the width that there is. Its texts are masked and harmless."""

    sign: str
    title: str
    outcome: str = ""
    time: str = ""

    def __str__(self) -> str:
        parts = (f"{self.sign} {self.title}", self.outcome, self.time)
        return "  ".join(part for part in parts if part)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the row as strips."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container: a row takes all of it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines."""
        return self.content(width).plain.count("\n") + 1

    def content(self, width: int) -> Content:
        """Return the row: a long title goes on below itself. Where it is narrow, the outcome is below it."""
        if width < _COLUMNS:
            return self._stacked(width)
        room = width - _SIGN - 2 * _GAP - _TIME
        outcome = min(max(room // 3, _SHORTEST_OUTCOME), _LONGEST_OUTCOME)
        name = max(min(room - outcome, _LONGEST_TITLE), 10)
        style = _STYLES[self.sign]
        first, *others = Content(self.title).wrap(name)
        # What has no time may take its column, too.
        most = outcome + (0 if self.time else _GAP + _TIME)
        said = Content(self.outcome).truncate(most, ellipsis=True)
        line = Content.assemble(
            (f"{self.sign} ", style),
            first,
            " " * (name - first.cell_length + _GAP),
            said.stylize("italic") if self.sign == WAITING else said,
            " " * max(outcome - said.cell_length, 0),
            f"{self.time:>{_GAP + _TIME}}" if self.time else "",
        )
        return Content("\n").join([line, *(Content.assemble(" " * _SIGN, other) for other in others)])

    def _stacked(self, width: int) -> Content:
        style = _STYLES[self.sign]
        first, *others = Content(self.title).wrap(max(width - _SIGN, 10))
        lines = [Content.assemble((f"{self.sign} ", style), first)]
        lines += [Content.assemble(" " * _SIGN, other) for other in others]
        if said := ", ".join(part for part in (self.outcome, self.time) if part):
            words = Content.styled(" " * 2 * _SIGN + said, "italic" if self.sign == WAITING else "")
            lines.append(words.truncate(width, ellipsis=True))
        return Content("\n").join(lines)


def experiment_row(
    experiment: Experiment,
    first: Attempt,
    redactor: Redactor,
    *,
    trial: Trial | None = None,
    is_running: bool = False,
    is_skipped: bool = False,
) -> ExperimentRow:
    """Return the row of an experiment. `first` is the attempt of the run that it is compared with."""
    title = experiment.title
    if is_running:
        return ExperimentRow(UNDER_WAY, title, "under way")
    if trial and trial.attempt and trial.attempt.exchange:
        sign = WORKS if trial.works else FAILS_ALIKE if ends_alike(trial.attempt, first) else DIFFERS
        spent = trial.attempt.exchange.timings.total
        said = "200 token" if trial.works else redactor.text(outcome_words(trial.attempt))
        return ExperimentRow(sign, title, said, duration(spent) if spent is not None else "")
    if trial:
        return ExperimentRow(FAILS_ALIKE, title, "not sent")
    if is_skipped:
        return ExperimentRow(SKIPPED, title, "not needed")
    return ExperimentRow(WAITING, title, COST if experiment.costs_login else "")
