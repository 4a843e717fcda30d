"""What can be done with the token: its facts first, then a choice, until the user goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ...form.token_in_use import held_token
from ...interchange.token_text.use import NO_REFRESH, ON_EXPIRY, OUTDATED, REFRESH, REHEARSAL, WHO_HAS_IT
from ...oauth2.api_request import find_api_problems
from ...oauth2.api_run import HeldToken
from ...oauth2.form_fields import short_label_of
from ..console import Back
from ..conversation import Conversation
from ..named_fields import named_fields, uses_now
from ..written import write_secret
from .call_form import ask_what_to_call, call_line
from .facts import tell_token
from .using import call_with_token, refresh, rehearse

_Choice = tuple[str, Callable[[Conversation], object] | None]
_REHEARSE: Final = "Rehearse the expiry"
_REFRESH: Final = "Try the refresh token"


def use_token(talk: Conversation) -> None:
    """Say what the token is, and offer what can be done with it.

    Raises:
        Ended: the input has ended.
        MissingSecretError: a secret has to be typed, and there is no terminal.
    """
    tell_token(talk)
    if not talk.journey.record_is_current:
        talk.console.say(f"! {OUTDATED.format(here='Here')}")
    while True:
        record = talk.journey.record
        held = held_token(record, talk.journey) if record else None
        if held is None:
            return
        choices = _choices(talk, held)
        talk.console.say("\nWhat to do with the token?")
        try:
            action = choices[talk.console.chooses([words for words, _ in choices], help_text=_help(held))][1]
        except Back:
            return
        if action is None:
            return
        try:
            action(talk)
        except Back:
            continue


def _choices(talk: Conversation, held: HeldToken) -> Sequence[_Choice]:
    """Return what can be done. What is likeliest comes first, and is what Enter chooses."""
    kinds, named = {use.kind for use in uses_now(talk)}, named_fields(talk)
    is_callable = not find_api_problems(talk.connector)
    call: _Choice = (f"Call the API: {call_line(talk)}", call_with_token)
    rehearsal: _Choice = (f"{_REHEARSE}, which makes one more login", rehearse)
    form: _Choice = ("What to call: path, method, query, headers", ask_what_to_call)
    why = f", where {short_label_of(named[0])} can be changed" if named else ""
    done: _Choice = (f"Back to the menu{why}", None)
    every = [
        *([call, rehearsal] if is_callable else []),
        form,
        *([(_REFRESH, refresh)] if _has_refresh_token(held) else []),
        ("Write the token to a file", _write_token),
        ("Say again what the token is", tell_token),
        done,
    ]
    if named or {"call", "rehearsal"} <= kinds:
        first = done
    elif not is_callable:
        first = form
    else:
        first = rehearsal if "call" in kinds else call
    return (first, *(each for each in every if each is not first))


def _help(held: HeldToken) -> str:
    """Return what `?` says: what becomes of a token when it expires, and what the choices do."""
    refreshing = f"“{_REFRESH}” {REFRESH}" if _has_refresh_token(held) else NO_REFRESH
    return f"{ON_EXPIRY}\n“{_REHEARSE}” {REHEARSAL}\n{refreshing}"


def _has_refresh_token(held: HeldToken) -> bool:
    return held.attempt.token is not None and held.attempt.token.refresh_token is not None


def _write_token(talk: Conversation) -> None:
    record = talk.journey.record
    held = held_token(record, talk.journey) if record else None
    if held is None or held.attempt.token is None:
        return
    talk.console.say(f"{WHO_HAS_IT} Delete the file when you no longer need it.")
    write_secret(talk, held.attempt.token.access_token.reveal())
