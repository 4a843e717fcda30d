"""The questions in the wizard's order, and back through them; of an opened connector, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from ..form.field_values import text_of
from ..form.steps import BLANK_FIELDS, SENDING_FIELDS, Step
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.form_fields import label_of
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    SecretSource,
    environment_variable,
    is_of_api,
    secret_label,
    secret_value,
    with_secret,
)
from .console import Back
from .conversation import Conversation
from .fields import ask_field
from .in_order import Question, in_order
from .picking import number_in
from .rows import rows_in_short

_ASKED: Final = (Step.CONNECTOR, Step.CLIENT, Step.RESOURCE_OWNER, Step.TOKEN_ENDPOINT)
"""The steps whose fields are asked for one by one."""
_OF_CLIENT_AUTHENTICATION: Final = ("client_authentication", "request.credential_headers")
"""Of that step's fields, those to ask about first; the others come in two parts, as on its screen."""
_OTHERS: Final = [key for key in Step.CLIENT_AUTHENTICATION.fields if key not in _OF_CLIENT_AUTHENTICATION]
_SENDING: Final = tuple(key for key in _OTHERS if key.startswith("request."))
_BLANK: Final = tuple(key for key in _OTHERS if key not in _SENDING)
_Part = tuple[str, Sequence[str]]
"""What an optional part is called, with what it holds now, and its fields."""


def ask_all(talk: Conversation) -> None:
    """Ask for every field of a new connector, in the wizard's order, then once for the optional parts.

    A secret that the environment gave is not asked for.

    Raises:
        Ended: the input has ended.
        MissingSecretError: a secret has to be typed, and there is no terminal.
    """
    questions: list[Question] = []
    for step in _ASKED:
        for index, key in enumerate(step.fields):
            if key in talk.journey.profile.found:
                talk.console.say(f"{label_of(key)}: taken from {environment_variable(key)}.")
            else:
                questions.append(partial(_ask, talk, step if index == 0 else None, key))
    in_order(talk.console, [*questions, partial(_ask_optional_parts, talk)])


def ask_missing(talk: Conversation) -> None:
    """Ask for what keeps a connector from being sent, and for the secrets that its profile doesn't hold.

    Raises:
        Ended, MissingSecretError: as in `ask_all`.
    """
    secrets = [key for key in talk.journey.profile.missing_secrets() if not is_of_api(key)]
    questions: list[Question] = [partial(_ask_missing_secret, talk, key) for key in secrets]
    # What was typed for a secret may have a problem of its own, so all fields are looked at, in their turn.
    fields = (key for step in Step for key in step.fields)
    in_order(talk.console, [*questions, *(partial(_ask_if_wrong, talk, key, secrets) for key in fields)])


def _ask_missing_secret(talk: Conversation, key: str) -> None:
    why = _why_missing(talk.journey.profile.source_of(key))
    is_kept = bool(secret_value(talk.connector, key))
    typed = talk.console.ask_secret(f"{secret_label(key)}{why}", environment_variable(key), is_kept=is_kept)
    if typed is not None:
        talk.set_connector(with_secret(talk.connector, key, Secret(typed)))


def _why_missing(source: SecretSource) -> str:
    if isinstance(source, FromEnv):
        return f" ({plain_line(source.name)} is not set)"
    return " (the keychain doesn't give it)" if isinstance(source, FromKeyring) else ""


def _ask_if_wrong(talk: Conversation, key: str, asked: Sequence[str]) -> bool:
    """Ask for a field that can't be sent; return whether there was anything to ask."""
    problem = talk.problem_of(key)
    if not problem or (key in asked and not text_of(talk.connector, key)):  # left for later just now
        return False
    talk.console.say(f"✗ {label_of(key)}: {talk.shown(problem)}")
    ask_field(talk, key)
    return True


def choose_field(talk: Conversation, first: Sequence[str]) -> str:
    """Return the key of a field that the user chooses; those to look at first are listed first.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    keys = tuple(dict.fromkeys((*first, *(key for step in Step for key in step.fields))))
    return keys[talk.console.chooses([label_of(key) for key in keys])]


def _ask(talk: Conversation, step: Step | None, key: str) -> None:
    if step:
        talk.console.say(f"\n{step.number}. {step.title}. {step.intro}")
    ask_field(talk, key)


def _ask_optional_parts(talk: Conversation) -> None:
    """Ask once which of the optional parts are wanted, and then for their fields."""
    while True:
        keys = _wanted_keys(talk)
        try:
            in_order(talk.console, [partial(ask_field, talk, key) for key in keys], is_first=False)
        except Back:
            continue
        return


def _wanted_keys(talk: Conversation) -> Sequence[str]:
    """Return the fields of the optional parts that the user wants."""
    talk.console.say("\nMost connectors need nothing else. What can be added or changed:")
    parts = _optional_parts(talk)
    for number, (words, _) in enumerate(parts, 1):
        talk.console.say(f"  {number}. {words}")
    while True:
        typed = talk.console.ask("Numbers, such as 1 3, or Enter for none")
        chosen = [number_in(word, len(parts)) for word in typed.replace(",", " ").split()]
        if None not in chosen:
            break
        talk.console.say(f"Type numbers from 1 to {len(parts)}.")
    return [key for index in sorted({each for each in chosen if each is not None}) for key in parts[index][1]]


def _optional_parts(talk: Conversation) -> Sequence[_Part]:
    method = talk.connector.client_authentication
    now = "blank" if method is ClientAuthentication.BLANK else method.short_name
    headers, data = "additional_headers", "additional_request_data"
    return (
        (f"Client authentication ({now})", ("client_authentication", "request.credential_headers")),
        (f"Additional headers ({rows_in_short(talk, headers)})", (headers,)),
        (f"Additional request data, such as a scope ({rows_in_short(talk, data)})", (data,)),
        (BLANK_FIELDS, _BLANK),
        (SENDING_FIELDS, _SENDING),
    )
