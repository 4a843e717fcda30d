"""Shows findings: what is wrong, how to fix it, and on request the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from ...diagnosis.finding import Finding
from ...diagnosis.steps import steps_of
from ...plain_text import plain_line
from ..content.fix_content import fix_content, is_listed, next_content

_SIGNS = {"error": ("✗", "$fails"), "warning": ("!", "$warns"), "info": ("i", "$accent")}


class FindingBlock(Vertical):
    """One finding, with its evidence folded away.

    If the card already shows the finding, its title, fix and next step are left out.
    """

    def __init__(self, finding: Finding, *, on_card: bool = False) -> None:
        super().__init__(classes="finding")
        self._finding = finding
        self._on_card = on_card

    def compose(self) -> ComposeResult:
        finding = self._finding
        if not self._on_card:
            sign, style = _SIGNS[finding.severity]
            vendor = plain_line(finding.vendor or "")
            title = Content.assemble((f"{sign} ", style), (f"{finding.title} ", "bold"), (vendor, "$quiet"))
            yield Static(title)
            fix = Content.assemble(
                ("Fix: ", "bold $works"), "\n" if is_listed(finding) else "", fix_content(finding)
            )
            yield Static(fix, classes="finding-line")
            if finding.next:
                yield Static(next_content(finding.next), classes="finding-line")
        if not self._on_card or len(steps_of(finding.cause)) > 1:  # there, the first sentence is enough
            why = Content.assemble(("Why: ", "bold"), f"{finding.cause} ", (finding.certainty, "$quiet"))
            yield Static(why, classes="finding-line")
        if finding.fields:
            fields = Content.assemble(("Field: ", "bold"), ", then ".join(finding.fields))
            yield Static(fields, classes="finding-line")
        if finding.lockout_risk and not self._on_card:
            warning = "Each further attempt counts as a failed login and could lock the account."
            yield Static(Content.styled(warning, "$warns"), classes="finding-line")
        if finding.evidence or finding.reference:
            with Collapsible(title="How we know"):
                for words in finding.evidence:
                    yield Static(Content.assemble(("Seen: ", "bold"), plain_line(words)))
                if finding.reference:
                    yield Static(Content.styled(f"See {finding.reference}.", "$quiet"))


class FindingsView(VerticalScroll):
    """Shows all findings, most urgent first."""

    def __init__(self, findings: Sequence[Finding], *, below_card: bool = False) -> None:
        super().__init__(classes="findings-view")
        self._findings = tuple(findings)
        self._below_card = below_card

    def compose(self) -> ComposeResult:
        for index, finding in enumerate(self._findings):
            yield FindingBlock(finding, on_card=self._below_card and index == 0)

    @property
    def shows_evidence(self) -> bool:
        """Whether the evidence of a finding is unfolded."""
        return any(not fold.collapsed for fold in self.query(Collapsible))

    def toggle_evidence(self) -> None:
        """Unfold the evidence of all findings, or fold it again."""
        collapse = self.shows_evidence
        folds = list(self.query(Collapsible))
        for fold in folds:
            fold.collapsed = collapse
        if folds:
            # Each fold scrolls to itself; show the first one in the end.
            self.call_after_refresh(self.call_after_refresh, self._show, folds[0])

    def _show(self, fold: Collapsible) -> None:
        if self.is_on_screen:  # another tab may have been turned to
            fold.scroll_visible(animate=False)


async def show_findings(place: Widget, findings: tuple[Finding, ...]) -> None:
    """Replace the findings shown in a place, and hide it if there are none."""
    await place.remove_children()
    await place.mount_all([FindingBlock(finding) for finding in findings])
    place.display = bool(findings)
