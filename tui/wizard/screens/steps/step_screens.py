"""Which screen shows a step. Each is loaded when it is first shown: the first screen doesn't wait for it."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from ....form.steps import Step
from ....profiles.keychain import keychain_problem
from .wizard_step import WizardStep

_MODULES: Final = (
    *(".fields", ".client_authentication", ".rows", ".review", ".result", ".save"),
    *("..dialogs.help_dialog", "...widgets.help_text"),
)
"""The steps and the help, in the order in which they are likely to be wanted."""


def load_steps() -> None:
    """Load all of these screens, so that the first of each kind opens at once. This is for a thread."""
    for module in _MODULES:
        import_module(module, __package__)
    keychain_problem()  # finds and loads what the platform has


def screen_of(step: Step, focus_field: str = "") -> WizardStep:
    """Return a new screen for a step, which focuses one of its fields if one is named."""
    match step:
        case Step.CLIENT_AUTHENTICATION:
            from .client_authentication import ClientAuthenticationStep

            return ClientAuthenticationStep(step, focus_field)
        case Step.ADDITIONAL_HEADERS | Step.ADDITIONAL_REQUEST_DATA:
            from .rows import RowsStep

            return RowsStep(step)
        case Step.REVIEW:
            from .review import ReviewStep

            return ReviewStep(step)
        case Step.RESULT:
            return result_screen(send=False)
        case Step.SAVE:
            from .save import SaveStep

            return SaveStep(focus_field)
        case _:
            from .fields import FieldsStep

            return FieldsStep(step, focus_field)


def result_screen(*, send: bool) -> WizardStep:
    """Return a new screen for the result, which sends as it opens if asked to."""
    from .result import ResultStep

    return ResultStep(send=send)
