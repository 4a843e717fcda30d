"""Steps 1 to 4, which are text fields only: connector, client, resource owner, token endpoint."""

from __future__ import annotations

from textual.app import ComposeResult

from ....form.field_values import text_of
from ...widgets.field import Field
from .step_screen import StepScreen


class FieldsStep(StepScreen):
    """A step with one text field for each of its keys."""

    def compose_form(self) -> ComposeResult:
        for key in self.step.fields:
            yield Field(key, text_of(self.journey.connector, key))
