"""Asks for one field: with its help, what it holds now, and what is wrong with it in the wizard's words."""

from __future__ import annotations

from typing import Final

from ..form.choices import CHOICES, choices_for
from ..form.field_values import text_of, value_of
from ..oauth2.form_fields import label_of
from ..oauth2.text_faults import find_text_faults, trimmed
from ..plain_text import plain_line
from ..profiles.secret_sources import PROXY_KEY, environment_variable
from .conversation import Conversation
from .field_help import help_on
from .rows import ROWS, ask_rows

_HIDDEN: Final = {"client_secret", "password", "request.proxy"}
"""The fields that are typed without being shown: the URL of a proxy may hold its password."""


def ask_field(talk: Conversation, key: str) -> None:
    """Ask for a field until it can be sent, or is left for later by a second Enter.

    Raises:
        Back, Ended: as in `Console.ask`.
        MissingSecretError: it is a secret, and there is no terminal.
    """
    if key in ROWS:
        ask_rows(talk, key)
        return
    if key in CHOICES:
        _ask_choice(talk, key)
        return
    if talk.problem_of(key):  # what can't be seen may be all that is wrong
        _offer_to_trim(talk, key)
        if not talk.problem_of(key):
            return
    told = ""
    while True:
        typed = _typed(talk, key)
        if typed is not None:
            talk.set_value(key, typed)
            _offer_to_trim(talk, key)
        problem = talk.problem_of(key)
        if not problem or (typed is None and problem == told):
            return
        talk.console.say(f"✗ {label_of(key)}: {talk.shown(problem)} (Enter leaves it for later.)")
        told = problem


def _typed(talk: Conversation, key: str) -> str | None:
    """Return what was typed; None where the field stays as it is."""
    now, label, help_text = text_of(talk.connector, key), label_of(key), help_on(key)
    if key in _HIDDEN:
        variable = environment_variable(PROXY_KEY if key == "request.proxy" else key)
        return talk.console.ask_secret(label, variable, is_kept=bool(now), help_text=help_text)
    typed = talk.console.ask(label, now, help_text, shown=talk.shown(now))
    return None if typed == now else typed


def _ask_choice(talk: Conversation, key: str) -> None:
    now = value_of(talk.connector, key)
    options = choices_for(key, now)
    talk.console.say(f"{label_of(key)}:")
    default = [choice.value for choice in options].index(now)
    chosen = talk.console.chooses([choice.words for choice in options], default, help_on(key))
    talk.set_value(key, options[chosen].value)


def _offer_to_trim(talk: Conversation, key: str) -> None:
    """Point out what can't be seen in a value. It is removed only if the user says so."""
    value = text_of(talk.connector, key)
    if faults := find_text_faults(value):
        talk.console.say(
            f"! {label_of(key)}: it {', '.join(plain_line(fault.sentence) for fault in faults)}."
        )
        if talk.console.confirms("Trim it?", default=False):
            talk.set_value(key, trimmed(value))
