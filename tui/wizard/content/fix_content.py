"""A fix as it is shown: prose, or a numbered line for each of many steps, with the field's label in bold."""

from __future__ import annotations

from textual.content import Content

from ...diagnosis.finding import Finding
from ...diagnosis.next_step import NextStep
from ...diagnosis.steps import listed, taken_apart
from ...plain_text import plain_line


def fix_content(finding: Finding) -> Content:
    """Return a finding's fix, with the label that a step begins with in bold."""
    is_list = bool(listed(finding.fix))
    shown = [_step(step, f"{number}. " if is_list else "") for number, step in enumerate(finding.steps, 1)]
    return Content("\n" if is_list else " ").join(shown)


def is_listed(finding: Finding) -> bool:
    """Tell whether a fix is shown as a list, and needs lines of its own."""
    return bool(listed(finding.fix))


def next_content(step: NextStep, key: str = "") -> Content:
    """Return what would settle a finding. `key` opens the experiments, where they are at hand."""
    way = f" Press {key} for the experiments." if key and step.id else ""
    cost = " It may cost a failed login." if step.costs_login else ""
    return Content.assemble(("Next: ", "bold $text-accent"), plain_line(step.text), way, cost)


def _step(step: str, number: str) -> Content:
    label, action = taken_apart(step)
    return Content.assemble(number, (f"{label}: " if label else "", "bold"), plain_line(action))
