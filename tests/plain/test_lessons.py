"""The lessons of the practice in plain mode: each can be solved there, and progress is kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.cli_support import write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.plain.practice.lessons import _in_plain_words
from tui.practice.lessons.course import LESSONS, lesson_after, number_of
from tui.practice.lessons.lesson import Lesson
from tui.practice.practice_fault import TOKEN_PATH
from tui.practice.registered import API_KEY, API_KEY_HEADER, PASSWORD, SCOPES
from tui.profiles.memory.lessons import lesson_progress

from .typing_along import Line, Typist

_ROWS: Final = "@Oauth2 Custom Oauth Request Options Additional"


def _right_url(seen: str) -> str:
    (*_, host) = re.findall(r"Host: (\S+)", seen)
    return f"http://{host}{TOKEN_PATH}"


def _asking(whom: str) -> list[Line]:
    return ["@The lesson", f"@{whom}", "@Send again", "y"]


SOLVING: Final[dict[str, list[Line]]] = {
    "new-secret": ["y", *_asking("The customer: Client ID")],
    "copied-id": ["y", "y"],  # trimmed before it is sent
    "sign-in-page": ["y", "@Change a", "@Oauth2 Token Url", _right_url, "y", "y"],
    "quoted-password": ["y", "@Change a", "@Password Grant Password", "y"],
    "moved": ["y", "@Change a", "@Oauth2 Token Url", _right_url, "y", "y"],
    "scope-missing": ["y", "@Change a", f"{_ROWS} Request", "scope", SCOPES[0], "", "y"],
    "account-locked": ["y", *_asking("The administrator: look at the account")],
    "method": ["y", "@Change a", "@Oauth2 Client Auth", "@OAuth 2.0 with Request Body", "y"],
    "grant": ["y", *_asking("The administrator: look at the client")],
    "gateway": ["y", "@Change a", f"{_ROWS} Headers", API_KEY_HEADER, "", "y", "y"],
    "token-name": ["y", "@Change Json Access", "accessToken", "y", "y"],
    "api-pattern": ["y", "@Call the API", "@Change Header Auth Value", "y", "@Call the API"],
}
"""What is typed once a lesson's connector is asked to be sent."""
HIDDEN: Final = {"quoted-password": PASSWORD.reveal(), "gateway": API_KEY}


def entry_of(lesson: Lesson) -> str:
    return f"@{lesson.title}"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_a_lesson_can_be_solved_and_what_was_learned_is_told(lesson: Lesson, typist: Typist) -> None:
    lines: list[Line] = ["n", "@Practice a lesson", entry_of(lesson), *SOLVING[lesson.key]]
    typist.runs(["demo"], *lines, hidden=filter(None, [HIDDEN.get(lesson.key)]))
    assert lesson.ticket in typist.said
    solved = f"✓ Lesson {number_of(lesson)} of 12 is solved."
    assert solved in typist.said
    assert typist.said.index(lesson.ticket) < typist.said.index(solved)
    assert f"What you learned: {lesson.learned}" in typist.said
    assert ("1. The next lesson" in typist.said) is (lesson_after(lesson) is not None)
    assert lesson_progress().solved == {lesson.key}


def test_hints_are_counted_progress_is_listed_and_the_next_lesson_follows(typist: Typist) -> None:
    first, second = LESSONS[:2]
    lines: list[Line] = ["n", "@Practice a lesson", entry_of(first), "y", "@The lesson", "@The hint"]
    later: list[Line] = ["@The next lesson", "n", "", "", "@Practice a"]  # its Client ID is not trimmed
    typist.runs(["demo"], *lines, *_asking("The customer: Client ID"), *later)
    assert f"Hint: {first.hint}" in typist.said
    assert second.ticket in typist.said
    assert "1 of 12 lessons are solved." in typist.said
    assert f"1. {first.title} (solved, hint used): {first.said}" in typist.said
    assert "Number [2]: " in typist.said
    assert lesson_progress().hinted == {first.key}


def test_another_reply_takes_nothing_back_and_a_dead_end_changes_nothing(typist: Typist) -> None:
    locked = next(lesson for lesson in LESSONS if lesson.key == "account-locked")
    lines: list[Line] = ["n", "@Practice a lesson", entry_of(locked), "n"]
    asks: list[Line] = ["@The lesson", "@The administrator: look at the account"]
    typist.runs(["demo"], *lines, *asks, "@The lesson", "@The customer: Client ID", "@Send", "y")
    assert "letter by letter" in typist.said
    assert f"✓ Lesson {number_of(locked)} of 12 is solved." in typist.said


def test_a_fault_of_ones_choice_ends_the_lesson(typist: Typist) -> None:
    lines: list[Line] = ["n", "@Practice a lesson", entry_of(LESSONS[0]), "n", "@Practice another", "1", "y"]
    typist.runs(["demo"], *lines)
    assert "✓ practice works" in typist.shown
    assert "is solved." not in typist.said


def test_what_the_lessons_say_of_keys_and_screens_is_said_in_plain_words() -> None:
    said = " ".join(_in_plain_words(f"{lesson.hint} {lesson.goal}") for lesson in LESSONS)
    assert not re.findall(r"[Pp]ress |Ctrl|screen|Review names", said)


def test_the_call_of_the_api_is_in_the_report_and_asks_before_it_leaves_the_host(
    typist: Typist, folder: Path
) -> None:
    token = http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode())
    with RawServer(answering(token), answering(http_answer(200, b"{}"))) as server:
        method = 'client_authentication = "basic"'
        rest = f'[api]\npath = "{server.token_url}/me"\n'
        path = write_profile(folder.parent, "acme", server.token_url, oauth2=method, rest=rest)
        path.write_text(path.read_text().replace("[oauth2]", 'base_url = "http://localhost:1"\n[oauth2]', 1))
        lines = ["y", "@Call the API", "n", "@Call the API", "y", "@Copy", "@The report", ""]
        typist.runs(["acme"], *lines, hidden=["client-made-up", "pass-made-up"])
        assert server.connections == 2
    assert "The call goes to http://127.0.0.1" in typist.said
    assert "200" in typist.shown
    assert "/me" in typist.shown[typist.shown.index("# acme") :]
    assert "tok-4f1d" not in typist.shown + typist.said
