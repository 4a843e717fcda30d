"""A fix as it is shown: prose, or a numbered line for each of many steps, with the field's label in bold."""

from __future__ import annotations

from textual.content import Content

from ...diagnosis.finding import Finding
from ...diagnosis.next_step import NextStep
from ...diagnosis.steps import listed, taken_apart
from ...interchange.findings_text import next_words
from ...plain_text import plain_line


def fix_content(finding: Finding) -> Content:
    """Return a finding's fix, with the label that each step begins with in bold."""
    is_list = is_listed(finding)
    return Content("\n" if is_list else " ").join(step_contents(finding, numbered=is_list))


def step_contents(finding: Finding, *, numbered: bool) -> list[Content]:
    """Return the steps of a finding's fix, with the label that each begins with in bold."""
    return [_step(step, f"{number}. " if numbered else "") for number, step in enumerate(finding.steps, 1)]


def is_listed(finding: Finding) -> bool:
    """Tell whether a fix is shown as a list, and needs lines of its own."""
    return bool(listed(finding.fix))


def next_content(step: NextStep) -> Content:
    """Return what would settle a finding, behind the word for it."""
    return Content.assemble(("Next: ", "bold $accent"), next_words_content(step))


def next_words_content(step: NextStep) -> Content:
    """Return what would settle a finding, and what that may cost."""
    return Content(plain_line(next_words(step)))


def _step(step: str, number: str) -> Content:
    label, action = taken_apart(step)
    return Content.assemble(number, (f"{label}: " if label else "", "bold"), plain_line(action))
