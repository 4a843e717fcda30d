"""What the app knows of a step's screen before any is loaded: which step it is, and nothing else."""

from __future__ import annotations

from ....form.steps import Step
from ..doctor_screen import DoctorScreen


class WizardStep(DoctorScreen[None]):
    """The screen of one step. The first screen doesn't wait for those that are derived from this one."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
