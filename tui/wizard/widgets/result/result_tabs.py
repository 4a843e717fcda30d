"""The tabs of the Result screen: the findings, and each attempt. Their labels are never cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import TabbedContent, TabPane
from textual.widgets._tabbed_content import ContentTab

from ....diagnosis.finding import Finding
from ....interchange.attempt_words import attempt_sign, attempt_status
from ....oauth2.attempt import Attempt, Run
from ....oauth2.masking.redaction import Redactor
from ...content.attempt_content import AttemptContent, attempt_title
from ..findings_view import FindingsView
from ..steady_tabs import SteadyTabs
from .attempt_view import AttemptView

FINDINGS_TAB = "findings"
_AROUND: Final = 2
"""The cells around each label."""


class ResultTabs(Vertical):
    """A tab for the findings and one for each attempt.

    A run that fails opens with its findings, one that works with the attempt that worked. `active` is the
    attempt to open with instead, from 0.
    """

    def __init__(
        self,
        run: Run,
        findings: Sequence[Finding],
        redactor: Redactor,
        contents: Sequence[AttemptContent],
        active: int | None = None,
    ) -> None:
        super().__init__()
        self._redactor = redactor
        self._contents = tuple(contents)
        self._attempts = run.attempts
        self._findings = tuple(findings)
        self._fails = run.working is None
        if active is None and run.working:
            active = run.attempts.index(run.working)
        shows_findings = active is None and self._findings
        self._initial = FINDINGS_TAB if shows_findings else f"attempt-{(active or 0) + 1}"

    def compose(self) -> ComposeResult:
        labels = self._labels(self.app.size.width)
        with SteadyTabs(initial=self._initial):
            if self._findings:
                with TabPane(labels[FINDINGS_TAB], id=FINDINGS_TAB):
                    yield FindingsView(self._findings, below_card=self._fails)
            shown = zip(self._attempts, self._contents, strict=True)
            for index, (attempt, content) in enumerate(shown, start=1):
                with TabPane(labels[f"attempt-{index}"], id=f"attempt-{index}"):
                    yield AttemptView(attempt, content)

    def show_top(self) -> None:
        """Scroll to the top of the open tab, where the page is scrolled past it."""
        page = next((each for each in self.ancestors if isinstance(each, VerticalScroll)), None)
        if page and self.region.y < page.region.y:
            self.scroll_visible(top=True, animate=False)

    @on(events.Resize)
    @on(TabbedContent.TabActivated)  # the first time, all tabs are there
    def _fit_labels(self) -> None:
        """Use the longest labels that there is room for."""
        if not self.size.width:
            return  # not laid out yet: the labels are those for the whole width
        for name, label in self._labels(self.size.width).items():
            for tab in self.query(f"#--content-tab-{name}").results(ContentTab):
                # Contents of one text are equal, whatever its style.
                if (tab.label, tab.label.spans) != (label, label.spans):
                    tab.label = label

    def _labels(self, width: int) -> dict[str, Content]:
        """Return the label of each tab by its id: all in full, or shorter, or as short as they get."""
        count = len(self._findings)
        findings = {FINDINGS_TAB: Content(f"Findings ({count})")} if count else {}
        for maker in (self._in_full, self._by_status, self._in_short):
            labels = findings | {
                f"attempt-{number}": maker(number, attempt)
                for number, attempt in enumerate(self._attempts, start=1)
            }
            if sum(label.cell_length + _AROUND for label in labels.values()) <= width:
                return labels
        return labels

    def _in_full(self, number: int, attempt: Attempt) -> Content:
        return Content.assemble(f"{number}  ", attempt_title(attempt, self._redactor))

    def _by_status(self, number: int, attempt: Attempt) -> Content:
        return Content(f"{number}  {attempt.client_authentication.short_name}  {attempt_status(attempt)}")

    def _in_short(self, number: int, attempt: Attempt) -> Content:
        return Content(f"{number} {attempt_sign(attempt)} {attempt_status(attempt)}")

    def toggle_evidence(self) -> None:
        """Show the findings with their evidence, or fold the evidence away."""
        if not self._findings or not self.query(f"#--content-tab-{FINDINGS_TAB}"):
            return  # there are none, or the tabs are still being built
        tabs = self.query_one(TabbedContent)
        findings = self.query_one(FindingsView)
        if tabs.active == FINDINGS_TAB or not findings.shows_evidence:
            findings.toggle_evidence()
        tabs.active = FINDINGS_TAB
