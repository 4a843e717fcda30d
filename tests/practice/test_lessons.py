"""Every lesson fails, the diagnosis names the right field first, and putting that right solves it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from tui.diagnosis.api.findings import diagnose_api
from tui.diagnosis.api.success import WORKS
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.verdict import headline
from tui.oauth2.api_run import HeldToken
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.field_checks import find_problems
from tui.practice.lessons.course import LESSONS, lesson_after, number_of
from tui.practice.lessons.lesson import Ask, Lesson
from tui.practice.registered import API_KEY, API_KEY_HEADER, CLIENT_ID, CLIENT_SECRET, PASSWORD, SCOPES
from tui.practice.server import PracticeServer
from tui.transport import run_connector
from tui.transport.calling import call_api

Change = Callable[[Connector, PracticeServer], Connector]


def _token_key(connector: Connector, _: PracticeServer) -> Connector:
    return replace(connector, response=replace(connector.response, access_token_key="accessToken"))


def _right_url(connector: Connector, server: PracticeServer) -> Connector:
    return replace(connector, token_url=server.token_url)


def _row(key: str, name: str, value: str) -> Change:
    return lambda connector, _: replace(connector, **{key: (AdditionalRow(name, value),)})  # type: ignore[arg-type]


def _value(key: str, value: object) -> Change:
    return lambda connector, _: replace(connector, **{key: value})  # type: ignore[arg-type]


PUT_RIGHT: Final[dict[str, Change | Ask]] = {
    "new-secret": Ask.CLIENT,
    "copied-id": _value("client_id", CLIENT_ID),
    "sign-in-page": _right_url,
    "quoted-password": _value("password", PASSWORD),
    "moved": _right_url,
    "scope-missing": _row("additional_request_data", "scope", SCOPES[0]),
    "account-locked": Ask.ACCOUNT_STATE,
    "method": _value("client_authentication", ClientAuthentication.REQUEST_BODY),
    "grant": Ask.REGISTRATION,
    "gateway": _row("additional_headers", API_KEY_HEADER, API_KEY),
    "token-name": _token_key,
    "api-pattern": _value("header_auth_value_pattern", ""),
}
"""What puts each lesson right: a change of the form, or whom to ask."""


async def outcome(connector: Connector, lesson: Lesson) -> tuple[bool, str]:
    """Send as the wizard does: whether that solves the lesson, and what the diagnosis names first."""
    if problems := find_problems(connector):
        return False, problems[0].field
    run = await run_connector(connector)
    findings = diagnose_run(connector, run)
    if not lesson.of_the_api or not run.working:
        says = headline(connector, run, findings)
        return run.verdict == "works", says.field or _first_of(findings[0])
    token = next(attempt for attempt in run.attempts if attempt.token)
    called = await call_api(connector, HeldToken(token, time.time()))
    of_the_api = diagnose_api(connector, called, token)
    return any(finding.id == WORKS for finding in of_the_api), _first_of(of_the_api[0])


def _first_of(finding: Finding) -> str:
    return next(iter((*finding.culprits, *finding.keys)), "")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
async def test_it_fails_until_what_the_diagnosis_names_is_put_right(
    server: PracticeServer, lesson: Lesson
) -> None:
    server.fault = lesson.fault
    connector = server.connector(lesson.fault)
    assert await outcome(connector, lesson) == (False, lesson.culprit)
    change = PUT_RIGHT[lesson.key]
    if isinstance(change, Ask):
        reply = lesson.reply_to(change)
        assert reply.fills or reply.repairs
        server.fault = lesson.fault_after(reply)
        if reply.fills:
            assert reply.fills == ("client_secret", CLIENT_SECRET)
            connector = replace(connector, client_secret=CLIENT_SECRET)
    else:
        connector = change(connector, server)
    assert (await outcome(connector, lesson))[0]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_only_what_puts_it_right_changes_anything(lesson: Lesson) -> None:
    changing = {ask for ask in Ask if lesson.reply_to(ask).fills or lesson.reply_to(ask).repairs}
    right = PUT_RIGHT[lesson.key]
    assert changing == ({right} if isinstance(right, Ask) else set())


def test_the_course_has_twelve_lessons_in_an_order() -> None:
    assert [number_of(lesson) for lesson in LESSONS] == list(range(1, 13))
    assert list(PUT_RIGHT) == [lesson.key for lesson in LESSONS]
    assert [lesson_after(lesson) for lesson in LESSONS] == [*LESSONS[1:], None]
    assert len({lesson.title for lesson in LESSONS}) == len(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_its_texts_are_short_and_hold_no_secret(lesson: Lesson) -> None:
    sentences = [text.count(". ") + text.count("? ") + 1 for text in (lesson.ticket, lesson.learned)]
    assert all(1 <= count <= 4 for count in sentences), sentences
    assert lesson.reference.startswith("RFC ")
    assert lesson.place
    replies = "".join(lesson.reply_to(ask).text for ask in Ask)
    for text in (lesson.ticket, lesson.hint, lesson.cause, lesson.learned, replies, repr(lesson)):
        assert CLIENT_SECRET.reveal()[:-1] not in text
        assert PASSWORD.reveal() not in text
