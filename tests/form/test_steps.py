"""The ten steps: their order, and who asks for which field."""

from __future__ import annotations

import pytest

from tui.form.steps import Step, step_of_field
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS


def test_the_order_is_the_one_of_the_form() -> None:
    assert [(step.number, step.title) for step in Step] == [
        (1, "Connector"),
        (2, "Client"),
        (3, "Resource owner"),
        (4, "Token endpoint"),
        (5, "Client authentication"),
        (6, "Additional headers"),
        (7, "Additional request data"),
        (8, "Review"),
        (9, "Result"),
        (10, "Save profile"),
    ]


def test_next_leads_through_all_steps_and_end() -> None:
    forward = [Step.CONNECTOR]
    while following := forward[-1].next:
        forward.append(following)
    assert forward == list(Step)


def test_each_field_of_the_form_has_one_step() -> None:
    asked = [key for step in Step for key in step.fields]
    assert len(asked) == len(set(asked))
    settings = {key for key in SETTING_LABELS if key.startswith("request.")}
    assert set(asked) == set(FORM_FIELDS) | settings


@pytest.mark.parametrize("step", Step)
def test_a_field_leads_back_to_its_step(step: Step) -> None:
    assert {step_of_field(key) for key in step.fields} <= {step}
    assert step.intro


def test_an_unknown_field_has_no_step() -> None:
    with pytest.raises(KeyError, match="scope"):
        step_of_field("scope")
