"""The tabs of the Result screen: the findings, and each attempt."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TabbedContent, TabPane

from ....diagnosis.finding import Finding
from ....oauth2.attempt import Run
from ....oauth2.masking.redaction import Redactor
from ...content.attempt_content import AttemptContent, attempt_title
from ..findings_view import FindingsView
from ..steady_tabs import SteadyTabs
from .attempt_view import AttemptView

FINDINGS_TAB = "findings"


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
        with SteadyTabs(initial=self._initial):
            if self._findings:
                with TabPane(Content(f"Findings ({len(self._findings)})"), id=FINDINGS_TAB):
                    yield FindingsView(self._findings, below_headline=self._fails)
            shown = zip(self._attempts, self._contents, strict=True)
            for index, (attempt, content) in enumerate(shown, start=1):
                title = Content.assemble(f"{index}  ", attempt_title(attempt, self._redactor))
                with TabPane(title, id=f"attempt-{index}"):
                    yield AttemptView(attempt, content)

    def toggle_evidence(self) -> None:
        """Show the findings with their evidence, or fold the evidence away."""
        if not self._findings or not self.query(f"#--content-tab-{FINDINGS_TAB}"):
            return  # there are none, or the tabs are still being built
        tabs = self.query_one(TabbedContent)
        findings = self.query_one(FindingsView)
        if tabs.active == FINDINGS_TAB or not findings.shows_evidence:
            findings.toggle_evidence()
        tabs.active = FINDINGS_TAB
