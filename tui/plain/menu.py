"""What can be done after a request: change the named field and send again, save, copy out, or quit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ..oauth2.form_fields import short_label_of
from .console import Back
from .conversation import Conversation
from .copying import copy_out
from .fields import ask_field
from .files.saving import save
from .named_fields import named_fields, uses_now
from .pastes.pasting import paste
from .proposal import takes_over_proposal
from .questions import choose_field
from .sending import ask_and_send
from .undoing import note_change, undo, undo_words

_Choice = tuple[str, Callable[[], object]]
_QUIT, _ANOTHER = object(), object()
"""What the choices return that quit, or lead to another connector."""


def choose_until_quit(talk: Conversation) -> bool:
    """Offer what can be done, the most likely first, until the user quits; return whether they do.

    Otherwise they want another connector.

    Raises:
        Ended: the input has ended.
        MissingSecretError: a secret has to be typed, and there is no terminal.
    """
    while True:
        choices = _choices(talk, named_fields(talk))
        talk.console.say("\nWhat now?")
        try:
            chosen = talk.console.chooses([words for words, _ in choices])
            done = choices[chosen][1]()
        except Back:
            continue
        if done is _QUIT or done is _ANOTHER:
            return done is _QUIT
        if talk.school:
            talk.school.notice(talk.journey, talk.console)


def _choices(talk: Conversation, named: Sequence[str]) -> Sequence[_Choice]:
    """Return what can be done. What is likeliest now comes first, and is what Enter chooses."""
    record = talk.journey.record
    has_token = record is not None and record.run.working is not None
    send_it: _Choice = ("Send again" if record else "Send", lambda: ask_and_send(talk))
    save_it: _Choice = ("Save the profile", lambda: save(talk))
    call_it: _Choice = ("Call the API with the token", _changing(talk, _call_api))
    quit_it: _Choice = ("Quit", lambda: _leave(talk, _QUIT))
    others: list[_Choice] = [
        (
            "Change another field" if named else "Change a field",
            _changing(talk, partial(_change_another, named=named)),
        ),
        send_it,
        *_ways_to_find_out(talk),
        *([call_it] if _can_call_api(talk) else []),
        *([("The token: what is in it, and its expiry", _changing(talk, _use_token))] if has_token else []),
        ("Copy out: report, form sheet, curl, and more", lambda: copy_out(talk)),
        ("Paste a response, a request or a ticket", _changing(talk, paste)),
        *([(undo_words(talk), lambda: undo(talk))] if talk.changes else []),
        *(_of_the_practice(talk) if talk.school else [("Another connector", lambda: _leave(talk, _ANOTHER))]),
        save_it,
        quit_it,
    ]
    first = _likeliest(talk, named, call_it if call_it in others else None, send_it, save_it, quit_it)
    return (first, *(each for each in others if each is not first))


def _likeliest(
    talk: Conversation,
    named: Sequence[str],
    call_it: _Choice | None,
    send_it: _Choice,
    save_it: _Choice,
    quit_it: _Choice,
) -> _Choice:
    """Return what is likeliest now."""
    if talk.school and talk.school.next_lesson:
        return ("The next lesson", lambda: _next_lesson(talk))
    if call_it and talk.journey.uses and not uses_now(talk):  # the form has changed since
        return call_it
    if named:
        words = f"Change {short_label_of(named[0])}"
        return (words, _changing(talk, partial(_change, key=named[0])))
    if not talk.journey.record_is_current:
        return send_it
    return save_it if talk.journey.has_unsaved_work else quit_it


def _changing(talk: Conversation, action: Callable[[Conversation], object]) -> Callable[[], object]:
    """Return an action whose change of the connector can be undone, also one that was left halfway."""

    def run() -> None:
        before = talk.connector
        try:
            action(talk)
        finally:
            note_change(talk, before)

    return run


def _ways_to_find_out(talk: Conversation) -> Sequence[_Choice]:
    """Return what helps where the report does not: with modules that nobody needs who has a token."""
    record = talk.journey.record
    if record and record.run.working and talk.journey.record_is_current:
        return ()
    from .pastes.comparing import compare_with_pasted
    from .what_works import find_what_works, plan_of

    compare: _Choice = ("Compare with a request that works", _changing(talk, compare_with_pasted))
    if plan_of(talk) is None:
        return (compare,)
    return (("Find what works, by trying variations", _changing(talk, find_what_works)), compare)


def _change(talk: Conversation, *, key: str) -> None:
    before = talk.connector
    if not takes_over_proposal(talk, key):
        ask_field(talk, key)
    has_token = talk.journey.record is not None and talk.journey.record.run.working is not None
    if talk.connector != before and not (has_token and talk.journey.record_is_current):
        ask_and_send(talk, is_shown=True)


def _change_another(talk: Conversation, *, named: Sequence[str]) -> None:
    _change(talk, key=choose_field(talk, named[1:]))


def _can_call_api(talk: Conversation) -> bool:
    """Tell whether there is a token of the connector as it is, and an address to call with it."""
    record = talk.journey.record
    has_token = record is not None and record.run.working is not None and talk.journey.record_is_current
    return has_token and bool(talk.connector.base_url or talk.connector.api.path)


def _call_api(talk: Conversation) -> None:
    from .token.using import call_with_token

    call_with_token(talk)


def _use_token(talk: Conversation) -> None:
    from .token.menu import use_token

    use_token(talk)


def _of_the_practice(talk: Conversation) -> Sequence[_Choice]:
    from .practice.faults import practice_fault
    from .practice.lessons import choose_lesson, help_with_lesson

    choices: list[_Choice] = [
        ("Practice a lesson", lambda: choose_lesson(talk)),
        ("Practice another fault", lambda: practice_fault(talk)),
    ]
    if talk.school and talk.school.is_at_work:
        choices.insert(0, ("The lesson: ticket, hint, and whom to ask", lambda: help_with_lesson(talk)))
    return choices


def _next_lesson(talk: Conversation) -> None:
    from .practice.lessons import begin_lesson

    if talk.school and talk.school.next_lesson:
        begin_lesson(talk, talk.school.next_lesson)


def _leave(talk: Conversation, where: object) -> object:
    """Return where to go if the connector may be left: unsaved work is asked about first."""
    if talk.keeps_draft:
        if talk.console.confirms("There is unsaved work. Save it first?", default=True):
            return where if save(talk) else None
        talk.discard_draft()
    return where
