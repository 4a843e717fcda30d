"""A step from which the token request can be sent: at once if nothing is missing, and never otherwise."""

from __future__ import annotations

from textual import work

from ....form.steps import step_of_field
from .step_form import StepForm


class SendingForm(StepForm):
    """A form whose connector can be sent as it is now."""

    def action_send(self) -> None:
        """Send the requests; if something is missing, go there instead, and say what."""
        problems = self.journey.problems
        if not problems:
            self._send()
            return
        first = problems[0]
        step = step_of_field(first.field)
        if step is self.step:
            self.refuse(self.journey.problems_of(step))
        else:
            self.doctor.go_to(step, focus_field=first.field)
        rest = f" {len(problems) - 1} more to fix." if len(problems) > 1 else ""
        self.notify(f"{first}{rest}", title="Nothing was sent", severity="warning", markup=False)

    @work(exclusive=True, group="send")
    async def _send(self) -> None:
        # Asked here, so that whoever says no stays here.
        if await self.doctor.login_guard.approves(self.journey.connector):
            self.doctor.send()
