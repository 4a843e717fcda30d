"""Findings to read: what is wrong and how to mend it, and on demand how that is known."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Collapsible, Static

from ...diagnosis.finding import Finding
from ...plain_text import plain_line

_SIGNS = {"error": ("✗", "$text-error"), "warning": ("!", "$text-warning"), "info": ("i", "$text-accent")}


class FindingBlock(Vertical):
    """One finding; why and how we know are folded away."""

    def __init__(self, finding: Finding, *, unfolded: bool = False) -> None:
        super().__init__(classes="finding")
        self._finding = finding
        self._unfolded = unfolded

    def compose(self) -> ComposeResult:
        finding = self._finding
        sign, style = _SIGNS[finding.severity]
        vendor = f"  {finding.vendor}" if finding.vendor else ""
        yield Static(
            Content.assemble(
                (f"{sign} ", style), (finding.title, "bold"), (plain_line(vendor), "$foreground-muted")
            )
        )
        yield Static(Content.assemble(("Fix: ", "bold $text-success"), finding.fix), classes="finding-line")
        if finding.fields:
            fields = Content.assemble(("Field: ", "bold"), ", then ".join(finding.fields))
            yield Static(fields, classes="finding-line")
        if finding.lockout_risk:
            warning = "Each further try counts as a failed login and could lock the account."
            yield Static(Content.styled(warning, "$text-warning"), classes="finding-line")
        with Collapsible(title="Why, and how we know", collapsed=not self._unfolded):
            yield Static(Content(finding.cause))
            for words in finding.evidence:
                yield Static(Content.assemble(("Seen: ", "bold"), plain_line(words)))
            if finding.reference:
                yield Static(Content.styled(f"See {finding.reference}.", "$foreground-muted"))


class FindingsView(VerticalScroll):
    """All findings, the one to act on first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(classes="findings-view")
        self._findings = tuple(findings)

    def compose(self) -> ComposeResult:
        for finding in self._findings:
            yield FindingBlock(finding)

    def toggle_evidence(self) -> None:
        """Unfold what is behind each finding, or fold it again."""
        folds = list(self.query(Collapsible))
        collapse = any(not fold.collapsed for fold in folds)
        for fold in folds:
            fold.collapsed = collapse
