"""What can be done after a request: change the named field and send again, save, copy out, or quit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..diagnosis.verdict import headline
from ..oauth2.form_fields import short_label_of
from .console import Back
from .conversation import Conversation
from .copying import copy_out
from .fields import ask_field
from .proposal import takes_over_proposal
from .questions import choose_field
from .saving import save
from .sending import ask_and_send

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
    if talk.practice:
        others.append(("Practice another fault", lambda: _practice(talk)))
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
    if found.works or found.tells is None:
        return ()
    return tuple(dict.fromkeys(filter(None, (found.tells.first_field, *found.tells.keys))))


def _change(talk: Conversation, key: str) -> None:
    before = talk.connector
    if not takes_over_proposal(talk, key):
        ask_field(talk, key)
    if talk.connector != before:
        ask_and_send(talk, is_shown=True)


def _change_another(talk: Conversation, named: Sequence[str]) -> None:
    _change(talk, choose_field(talk, named[1:]))


def _practice(talk: Conversation) -> None:
    from .practice import choose_fault

    choose_fault(talk)
    ask_and_send(talk)


def _quit(talk: Conversation) -> object:
    """Return whether to quit: unsaved work is asked about first."""
    if talk.keeps_draft:
        if talk.console.confirms("There is unsaved work. Save it first?", default=True):
            return _QUIT if save(talk) else None
        talk.discard_draft()
    return _QUIT
