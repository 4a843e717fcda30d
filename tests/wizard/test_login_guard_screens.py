"""After two failed logins the wizard asks before it sends once more, wherever that would be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.start import StartScreen

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE, REFUSED_ACCOUNT, attempt, put, record, skipped_attempt
from .test_hostile_words import HOSTILE, check_screen
from .test_result import show

REFUSING = answering(http_answer(400, b'{"error": "invalid_grant"}'))
# Tells of a failed login in words alone.
REFUSING_IN_WORDS = answering(http_answer(401, b'{"message": "Invalid username or password"}'))
GRANTING = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))
ASKS = "may have had 2 failed logins in the last hour. Many systems lock an account after 3 to 5."


def refused(connector: Connector) -> RunRecord:
    """Return a run whose account was refused, and its second attempt left out."""
    return record(attempt(400, REFUSED_ACCOUNT, connector=connector), skipped_attempt(), connector=connector)


@asynccontextmanager
async def twice_refused(connector: Connector, at: Step = Step.REVIEW) -> AsyncIterator[Driver]:
    """Run the wizard where the connector's account has had two failed logins."""
    async with wizard(connector, Step.CONNECTOR, size=WIDE) as d:
        for _ in range(2):
            d.app.login_guard.ledger.begin(connector)
        await show(d, refused(connector))
        await d.go_to(at)
        yield d


async def is_asked(d: Driver) -> None:
    await d.on_screen(Question)
    await d.sees(ASKS, within="#dialog")


async def test_the_third_login_from_review_is_asked_about_and_not_sent_unless_wanted() -> None:
    with RawServer(REFUSING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with twice_refused(connector) as d:
            for answer in ("enter", "escape"):  # "Don't send" has the focus
                await d.press("s")
                await is_asked(d)
                assert COMPLETE.username in d.seen("#dialog")
                await d.press(answer)
                await d.on_step(Step.REVIEW)
            assert server.connections == 0
            await d.press("s")
            await is_asked(d)
            await d.press("right", "enter")
            await d.on_step(Step.RESULT)
            await d.sees("Fails:", within="#headline")
            assert server.connections == 1
            assert d.app.login_guard.ledger.count(connector) == 3
            await d.press("s")
            await d.on_screen(Question)
            await d.sees("may have had 3 failed logins", within="#dialog")


async def test_two_runs_are_free_and_from_the_result_the_third_is_asked_about() -> None:
    with RawServer(REFUSING_IN_WORDS) as server:
        chosen = ClientAuthentication.REQUEST_BODY
        connector = replace(COMPLETE, token_url=server.token_url, client_authentication=chosen)
        async with wizard(connector, Step.REVIEW, size=WIDE) as d:
            for count in (1, 2):
                await d.press("s")
                await d.until(lambda: server.connections == count, "sent")  # noqa: B023
                await d.until(lambda: not d.app.screen.has_class("-sending"), "it has ended")
                await d.focus_is("headline")
                assert d.app.login_guard.ledger.count(connector) == count
            assert server.connections == 2
            await d.press("s")
            await is_asked(d)
            await d.press("enter")
            await d.on_step(Step.RESULT)
            assert server.connections == 2


async def test_trying_a_skipped_attempt_anyway_asks_for_the_account_of_that_run() -> None:
    with RawServer(REFUSING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with twice_refused(connector, Step.RESULT) as d:
            # What is typed since does not change whose login it is.
            d.app.set_value("username", "somebody.else")
            await d.open_attempt(2)
            await d.click(".try-anyway")
            await is_asked(d)
            await d.press("enter")
            await d.on_step(Step.RESULT)
            assert server.connections == 0
            await d.click(".try-anyway")
            await is_asked(d)
            await d.press("right", "enter")
            await d.until(lambda: d.app.login_guard.ledger.count(connector) == 3, "counted")
            await d.until(lambda: server.connections == 1, "sent")


async def test_a_costly_experiment_asks_and_a_failed_one_is_counted() -> None:
    with RawServer(REFUSING_IN_WORDS) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CONNECTOR, size=WIDE) as d:
            d.app.login_guard.ledger.begin(connector)
            await show(d, refused(connector))
            await d.press("x")
            await d.on_screen(ExperimentsScreen)
            await d.press("enter")  # the second failed login
            await d.sees("It fails differently", within="#experiment-says")
            assert d.app.login_guard.ledger.count(connector) == 2
            assert server.connections == 1
            await d.press("down", "enter")
            await is_asked(d)
            await d.press("enter")
            await d.on_screen(ExperimentsScreen)
            await d.sees("Nothing was sent.", within="#experiment-says")
            assert server.connections == 1
            await d.press("enter")
            await is_asked(d)
            await d.press("right", "enter")
            await d.until(lambda: d.app.login_guard.ledger.count(connector) == 3, "counted")
            await d.until(lambda: server.connections == 2, "sent")


@pytest.mark.parametrize("by", ["run", "experiment"])
async def test_a_token_clears_the_count(by: str) -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with twice_refused(connector, Step.REVIEW if by == "run" else Step.RESULT) as d:
            if by == "run":
                await d.press("s")
            else:
                await d.press("x")
                await d.on_screen(ExperimentsScreen)
                await d.press("enter")
            await is_asked(d)
            await d.press("right", "enter")
            await d.until(lambda: d.app.login_guard.ledger.count(connector) == 0, "cleared")


async def test_another_account_is_sent_without_a_question() -> None:
    with RawServer(GRANTING) as server:
        async with twice_refused(replace(COMPLETE, token_url=server.token_url)) as d:
            d.app.set_value("username", "somebody.else")
            await d.press("s")
            await d.sees("Works with Basic Auth.")


async def test_leaving_the_wizard_forgets_no_failed_login(folder: Path) -> None:
    put(folder / "note.txt", "")
    profile = Profile(
        replace(COMPLETE, name="other"), {"client_secret": FromPlain(), "password": FromPlain()}
    )
    save_profile(profile, folder / "other.toml")
    async with twice_refused(COMPLETE, Step.CONNECTOR) as d:
        d.app.set_value("description", "unsaved")
        await d.press("ctrl+o")
        await d.on_screen(Question)
        await d.press("right", "enter")  # leave without saving
        await d.on_screen(StartScreen)
        await d.press("o")
        await d.on_step(Step.REVIEW)
        assert d.connector.name == "other"
        assert d.app.journey.record is None
        await d.press("s")  # the same account, by another profile
        await is_asked(d)
        await d.press("escape")
        await d.on_step(Step.REVIEW)


async def test_hostile_words_in_the_username_are_harmless_in_the_question() -> None:
    connector = replace(COMPLETE, username=HOSTILE, token_url="http://127.0.0.1:9/token")
    async with wizard(connector, Step.CONNECTOR, size=WIDE) as d:
        for _ in range(2):
            d.app.login_guard.ledger.begin(connector)
        d.app.run_worker(d.app.login_guard.approves(connector))
        await is_asked(d)
        await d.sees("x[/y][$error]b[/]", within="#dialog")
        check_screen(d)
