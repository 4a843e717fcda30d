"""The questions in the wizard's order, and back through them; of an opened connector, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from ..form.field_values import text_of
from ..form.steps import Step
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.form_fields import label_of
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.secret_sources import (
    FromEnv,
    environment_variable,
    is_of_api,
    secret_label,
    with_secret,
)
from .console import Back, number_in
from .conversation import Conversation, fields_with_problems
from .fields import ask_field
from .rows import rows_in_short

_ASKED: Final = (Step.CONNECTOR, Step.CLIENT, Step.RESOURCE_OWNER, Step.TOKEN_ENDPOINT)
"""The steps whose fields are asked for one by one."""
_BLANK: Final = (
    "header_auth_key",
    "header_auth_value_pattern",
    "custom_grant_type",
    "request_custom_grant_type",
    "response.type",
    "response.access_token_key",
    "response.expires_in_key",
    "response.expires_in_format",
)
_SENDING: Final = (
    "request.basic_encoding",
    "request.timeout",
    "request.connect_timeout",
    "request.trust",
    "request.proxy",
)
_Part = tuple[str, Sequence[str]]
"""What an optional part is called, with what it holds now, and its fields."""


def ask_all(talk: Conversation) -> None:
    """Ask for every field of a new connector, in the wizard's order, then once for the optional parts.

    A secret that the environment gave is not asked for.

    Raises:
        Ended: the input has ended.
        MissingSecretError: a secret has to be typed, and there is no terminal.
    """
    questions: list[Callable[[], None]] = []
    for step in _ASKED:
        for index, key in enumerate(step.fields):
            if key in talk.journey.profile.found:
                talk.console.say(f"{label_of(key)}: taken from {environment_variable(key)}.")
            else:
                questions.append(partial(_ask, talk, step if index == 0 else None, key))
    questions.append(partial(_ask_optional_parts, talk))
    at = 0
    while at < len(questions):
        try:
            questions[at]()
        except Back:
            if at == 0:
                talk.console.say("This is the first question.")
            at = max(at - 1, 0)
        else:
            at += 1


def ask_missing(talk: Conversation) -> None:
    """Ask for what keeps a connector from being sent, and for the secrets that its profile doesn't hold.

    Raises:
        Ended, MissingSecretError: as in `ask_all`.
    """
    profile = talk.journey.profile
    asked = [key for key in profile.missing_secrets() if not is_of_api(key)]
    for key in asked:
        source = profile.source_of(key)
        why = f" ({plain_line(source.name)} is not set)" if isinstance(source, FromEnv) else ""
        typed = _without_back(
            talk, partial(talk.console.ask_secret, f"{secret_label(key)}{why}", environment_variable(key))
        )
        if typed:
            talk.set_connector(with_secret(talk.connector, key, Secret(typed)))
    for key in fields_with_problems(talk.journey):
        if key in asked and not text_of(talk.connector, key):
            continue  # it was left for later just now
        talk.console.say(f"✗ {label_of(key)}: {talk.problem_of(key)}")
        _without_back(talk, partial(ask_field, talk, key))


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
    for index in sorted({each for each in chosen if each is not None}):
        for key in parts[index][1]:
            ask_field(talk, key)


def _optional_parts(talk: Conversation) -> Sequence[_Part]:
    method = talk.connector.client_authentication
    now = "blank" if method is ClientAuthentication.BLANK else method.short_name
    headers, data = "additional_headers", "additional_request_data"
    return (
        (f"Client authentication ({now})", ("client_authentication", "request.credential_headers")),
        (f"Additional headers ({rows_in_short(talk, headers)})", (headers,)),
        (f"Additional request data, such as a scope ({rows_in_short(talk, data)})", (data,)),
        ("Fields that should stay blank, and the response keys", _BLANK),
        ("How this tool sends the request", _SENDING),
    )


def _without_back(talk: Conversation, ask: Callable[[], str | None]) -> str | None:
    while True:
        try:
            return ask()
        except Back:
            talk.console.say("This is the first question.")
