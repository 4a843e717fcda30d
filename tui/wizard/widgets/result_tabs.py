"""What came of a run, in tabs: the findings, and each attempt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TabbedContent, TabPane

from ...diagnosis.finding import Finding
from ...oauth2.attempt import Attempt, Run
from ...oauth2.redaction import Redactor
from ...oauth2.token_response import ErrorResponse
from ...plain_text import plain_line
from .attempt_content import AttemptContent
from .attempt_view import AttemptView
from .findings_view import FindingsView
from .shown_text import shown_text

FINDINGS_TAB = "findings"
_SHOWN_ERROR: Final = 40


class ResultTabs(Vertical):
    """A tab for the findings and one for each attempt.

    A run that fails opens with its findings, one that works with the attempt that did; `active` names
    the attempt to open with, from 0.
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
        with TabbedContent(initial=self._initial):
            if self._findings:
                with TabPane(Content(f"Findings ({len(self._findings)})"), id=FINDINGS_TAB):
                    yield FindingsView(self._findings, below_headline=self._fails)
            shown = zip(self._attempts, self._contents, strict=True)
            for index, (attempt, content) in enumerate(shown, start=1):
                title = Content.assemble(f"{index}  ", attempt_title(attempt, self._redactor))
                with TabPane(title, id=f"attempt-{index}"):
                    yield AttemptView(attempt, content)

    def toggle_evidence(self) -> None:
        """Show the findings with what they rest on, or fold that away again."""
        tabs = self.query_one(TabbedContent)
        if not self._findings:
            return
        findings = self.query_one(FindingsView)
        if tabs.active == FINDINGS_TAB or not findings.shows_evidence:
            findings.toggle_evidence()
        tabs.active = FINDINGS_TAB


def attempt_title(attempt: Attempt, redactor: Redactor) -> Content:
    """Return an attempt in a few words: the client authentication and how it ended. It is masked."""
    name = attempt.client_authentication.short_name
    exchange = attempt.exchange
    if exchange is None:
        ending, style = "skipped", "$foreground-muted"
    elif exchange.failure:
        ending, style = str(exchange.failure.kind), "$text-error"
    else:
        status = exchange.response.status if exchange.response else 0
        error = attempt.answer.error if isinstance(attempt.answer, ErrorResponse) else None
        word = (
            "token"
            if attempt.token
            else plain_line(shown_text(error or attempt.outcome, redactor.text, most=_SHOWN_ERROR).text)
        )
        ending, style = f"{status} {word}", "$text-success" if attempt.token else "$text-error"
    return Content.assemble(f"{name}  ", (ending, style))


def attempt_sign(attempt: Attempt) -> str:
    """Return how an attempt ended as one character."""
    return "✓" if attempt.token else "·" if attempt.outcome == "skipped" else "✗"
