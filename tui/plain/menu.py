"""What can be done after a request: change the named field and send again, save, copy out, or quit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..diagnosis.verdict import headline
from ..form.field_values import PLACES
from ..form.journey import TokenUse, with_use_of
from ..oauth2.form_fields import short_label_of
from .console import Back
from .conversation import Conversation
from .copying import copy_out
from .fields import ask_field
from .proposal import takes_over_proposal
from .questions import choose_field
from .saving import save
from .sending import ask_and_send

if TYPE_CHECKING:
    from ..diagnosis.finding import Finding

_Choice = tuple[str, Callable[[], object]]


def choose_until_quit(talk: Conversation) -> None:
    """Offer what can be done, the most likely first, until the user quits.

    Raises:
        Ended: the input has ended.
        MissingSecretError: a secret has to be typed, and there is no terminal.
    """
    while True:
        named = _named_fields(talk)
        choices = _choices(talk, named)
        talk.console.say("\nWhat now?")
        try:
            chosen = talk.console.chooses([words for words, _ in choices])
            if choices[chosen][1]() is _QUIT:
                return
            if talk.school:
                talk.school.notice(talk.journey, talk.console)
        except Back:
            continue


_QUIT = object()
"""What the choice that quits returns."""


def _choices(talk: Conversation, named: Sequence[str]) -> Sequence[_Choice]:
    """Return what can be done. What is likeliest now comes first, and is what Enter chooses."""
    save_it: _Choice = ("Save the profile", lambda: save(talk))
    quit_it: _Choice = ("Quit", lambda: _quit(talk))
    send_it: _Choice = ("Send again" if talk.journey.record else "Send", lambda: ask_and_send(talk))
    others: list[_Choice] = [
        ("Change another field" if named else "Change a field", lambda: _change_another(talk, named)),
        send_it,
        ("Copy out: form sheet, curl or report", lambda: copy_out(talk)),
    ]
    if talk.journey.record and not talk.journey.record.run.working:
        others[2:2] = _ways_to_find_out(talk)
    call_it: _Choice = ("Call the API with the token", lambda: _call_api(talk))
    if _can_call_api(talk):
        others.append(call_it)
    if talk.school:
        others += _of_the_practice(talk)
        if talk.school.next_lesson:
            next_one: _Choice = ("The next lesson", lambda: _next_lesson(talk))
            return (next_one, *others, save_it, quit_it)
    if call_it in others and talk.journey.uses and _last_call(talk) is None:  # the form has changed since
        others.remove(call_it)
        return (call_it, *others, save_it, quit_it)
    if named:
        change: _Choice = (f"Change {short_label_of(named[0])}", lambda: _change(talk, named[0]))
        return (change, *others, save_it, quit_it)
    if not talk.journey.record_is_current:
        others.remove(send_it)
        return (send_it, *others, save_it, quit_it)
    if talk.journey.has_unsaved_work:
        return (save_it, *others, quit_it)
    return (quit_it, *others, save_it)


def _ways_to_find_out(talk: Conversation) -> Sequence[_Choice]:
    """Return what helps where the report does not: with modules that nobody needs who has a token."""
    from .comparing import compare_with_pasted
    from .what_works import find_what_works, plan_of

    compare: _Choice = ("Compare with a request that works", lambda: compare_with_pasted(talk))
    if plan_of(talk) is None:
        return (compare,)
    return (("Find what works, by trying variations", lambda: find_what_works(talk)), compare)


def _named_fields(talk: Conversation) -> Sequence[str]:
    """Return the fields that the diagnosis of the connector as it is names; none of one that works."""
    record = talk.journey.record
    if record is None or not talk.journey.record_is_current:
        return ()
    found = headline(record.connector, record.run, record.findings)
    tells = _told_by_the_api(talk) if found.works else found.tells
    keys = (tells.first_field, *tells.keys) if tells else ()
    return tuple(dict.fromkeys(key for key in keys if key in PLACES))


def _told_by_the_api(talk: Conversation) -> Finding | None:
    """Return what keeps the API from accepting the token; None where nothing does, as far as is known."""
    call = _last_call(talk)
    return next((each for each in call.findings if each.severity == "error"), None) if call else None


def _last_call(talk: Conversation) -> TokenUse | None:
    """Return the last call of the API, if it was made with the form as it is now."""
    record = talk.journey.record
    now = with_use_of(record.connector, of=talk.connector) if record else None
    return next((use for use in talk.journey.uses if use.connector == now), None)


def _change(talk: Conversation, key: str) -> None:
    before = talk.connector
    if not takes_over_proposal(talk, key):
        ask_field(talk, key)
    has_token = talk.journey.record is not None and talk.journey.record.run.working is not None
    if talk.connector != before and not (has_token and talk.journey.record_is_current):
        ask_and_send(talk, is_shown=True)


def _change_another(talk: Conversation, named: Sequence[str]) -> None:
    _change(talk, choose_field(talk, named[1:]))


def _can_call_api(talk: Conversation) -> bool:
    """Tell whether there is a token of the connector as it is, and an address to call with it."""
    record = talk.journey.record
    has_token = record is not None and record.run.working is not None and talk.journey.record_is_current
    return has_token and bool(talk.connector.base_url or talk.connector.api.path)


def _call_api(talk: Conversation) -> None:
    from .api_call import call_with_token

    call_with_token(talk)


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


def _quit(talk: Conversation) -> object:
    """Return whether to quit: unsaved work is asked about first."""
    if talk.keeps_draft:
        if talk.console.confirms("There is unsaved work. Save it first?", default=True):
            return _QUIT if save(talk) else None
        talk.discard_draft()
    return _QUIT
