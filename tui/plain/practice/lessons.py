"""The lessons of the practice in plain mode: a ticket, a connector that fails, a hint, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...practice.lessons.course import LESSONS
from ...practice.lessons.lesson import Ask, Lesson
from ...practice.lessons.under_way import LessonUnderWay
from ..conversation import Conversation
from ..sending import ask_and_send

_ASKS: Final = tuple(Ask)
IN_PLAIN_WORDS: Final[Mapping[str, str]] = {
    "Go to the field that Review names, and press {fields.trim} there": (
        "Send, and let the field that is named be trimmed"
    ),
    "Go to the password, press {secrets.reveal} to reveal it, and look at its": (
        "Copy out the curl command with the secrets in clear, and look at the password's"
    ),
    "press {result.token}, and call the API": "and choose “Call the API with the token”",
    "call the API on the screen Token": "call the API with the token",
}
"""What the lessons say of the screens, with ids of actions for keys, and what is said here instead."""


def choose_lesson(talk: Conversation) -> None:
    """List the lessons, and begin the one that is chosen.

    Raises:
        Back, Ended, MissingSecretError: as in `ask_and_send`.
    """
    if talk.school is None:
        return
    solved, hinted = talk.school.progress.solved, talk.school.progress.hinted
    keys = [lesson.key for lesson in LESSONS]
    talk.console.say(f"{sum(key in solved for key in keys)} of {len(keys)} lessons are solved.")
    entries = []
    for lesson in LESSONS:
        words = ", ".join(["solved"] * (lesson.key in solved) + ["hint used"] * (lesson.key in hinted))
        entries.append(f"{lesson.title}{f' ({words})' if words else ''}: {lesson.said}")
    first = next((index for index, key in enumerate(keys) if key not in solved), 0)
    begin_lesson(talk, LESSONS[talk.console.chooses(entries, first)])


def begin_lesson(talk: Conversation, lesson: Lesson) -> None:
    """Take a lesson's connector, read its ticket out, and ask whether to send.

    Raises:
        Ended, MissingSecretError: as in `ask_and_send`.
    """
    if talk.practice is None or talk.school is None:
        return
    talk.practice.fault = lesson.fault
    talk.school.under_way = LessonUnderWay(lesson)
    talk.begin_practice(talk.practice.connector(lesson.fault))
    talk.console.say()
    _read_out(talk, talk.school.under_way)
    talk.console.say(_in_plain_words(lesson.goal))
    ask_and_send(talk)


def help_with_lesson(talk: Conversation) -> None:
    """Read the ticket out again, and give the hint or somebody's reply.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if talk.school is None or talk.school.under_way is None:
        return
    _read_out(talk, talk.school.under_way)
    hint = "The hint" if talk.school.under_way.sees_hint else "The hint; it counts as used"
    chosen = talk.console.chooses([hint, *(ask.wording for ask in _ASKS)])
    if chosen:
        _ask(talk, _ASKS[chosen - 1])
    else:
        talk.console.say(f"Hint: {_in_plain_words(talk.school.show_hint())}")


def _read_out(talk: Conversation, under_way: LessonUnderWay) -> None:
    talk.console.say(f"{under_way.name}: {under_way.lesson.title}\n{under_way.lesson.ticket}")


def _ask(talk: Conversation, ask: Ask) -> None:
    """Give a reply. What it puts right on the server's side, or in a field, is in force at once."""
    reply = talk.school.ask(ask) if talk.school else None
    if reply is None or talk.practice is None or talk.school is None or talk.school.under_way is None:
        return
    talk.console.say(reply.text)
    if reply.repairs:
        talk.practice.fault = talk.school.under_way.lesson.fault_after(reply)
    if reply.fills:
        talk.set_value(*reply.fills)


def _in_plain_words(text: str) -> str:
    for words, here in IN_PLAIN_WORDS.items():
        text = text.replace(words, here)
    return text
