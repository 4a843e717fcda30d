"""Experiments: one variation at a time, its outcome beside the first run's, and what works can be kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.widgets import Button, OptionList

from tests.servers.raw_server import Conversation, RawServer, Script, answering, http_answer, stalling
from tui.diagnosis.experiments import Experiment, propose_experiments
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import MASK, Secret
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.steps.result import ResultStep

from .driving import NARROW, WIDE, Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, GRANTED, PASSWORD, REFUSED_CLIENT, TOKEN, attempt, record
from .test_hostile_words import HOSTILE, check_screen
from .test_result import show

GRANTING = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))
REFUSING = answering(http_answer(401, b'{"error": "invalid_client"}'))
REFUSING_USER = answering(http_answer(400, b'{"error": "invalid_grant"}'))
NOTHING = answering(http_answer(404, b""))
HEADERLESS = RequestSettings(credential_headers=False)


def refused(connector: Connector) -> RunRecord:
    """Return a run whose first method was refused for the client."""
    return record(attempt(401, REFUSED_CLIENT, connector=connector), connector=connector)


@asynccontextmanager
async def experimenting(
    connector: Connector, size: tuple[int, int] = WIDE, shown: RunRecord | None = None
) -> AsyncIterator[Driver]:
    """Run the wizard at the experiments of a run that failed."""
    async with wizard(connector, Step.CONNECTOR, size=size) as d:
        await show(d, shown or refused(connector))
        await d.press("x")
        await d.on_screen(ExperimentsScreen)
        yield d


def offered(d: Driver) -> tuple[Experiment, ...]:
    """Return the experiments that the screen lists, in its order."""
    assert isinstance(d.app.screen, ExperimentsScreen)
    return d.app.screen.experiments


async def choose(d: Driver, experiment: str) -> None:
    """Highlight an experiment by its ID."""
    ids = [item.id for item in offered(d)]
    d.app.screen.query_one("#experiments", OptionList).highlighted = ids.index(experiment)
    await d.settle()


def can_apply(d: Driver) -> bool:
    return not d.app.screen.query_one("#apply", Button).disabled


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_each_is_listed_with_what_it_teaches_and_what_it_may_cost(size: tuple[int, int]) -> None:
    connector = replace(
        COMPLETE,
        additional_headers=(AdditionalRow("X-Tenant", "a"),),
        additional_request_data=(AdditionalRow("resource", "b"),),
    )
    user_refused = record(
        attempt(400, {"error": "invalid_request"}, connector=connector), connector=connector
    )
    async with experimenting(connector, size, user_refused) as d:
        proposed = offered(d)
        assert {one.id for one in proposed} == {
            one.id for one in propose_experiments(connector, user_refused.run)
        }
        assert len(proposed) == 7
        experiments = d.app.screen.query_one("#experiments", OptionList)
        for index, experiment in enumerate(proposed):
            prompt = str(experiments.get_option_at_index(index).prompt)
            assert prompt == f"· {experiment.title}  may cost a failed login"
            await d.sees(experiment.teaches, within="#experiment-says")
            await d.sees("Not run yet. Press Enter to run it.", within="#after")
            await d.press("down")
        await d.until(lambda: experiments.highlighted == 0, "the first again")
        await d.sees("Status 400", within="#before")
        await d.press("a")  # nothing to apply
        await d.on_screen(ExperimentsScreen)


async def test_where_the_client_was_refused_nothing_costs_a_login() -> None:
    async with experimenting(COMPLETE) as d:
        await d.sees("With Request Body", within="#experiments")
        assert "may cost" not in d.seen("#experiments")


async def test_what_worked_is_put_into_the_connector_and_leads_to_review() -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with experimenting(connector) as d:
            assert not can_apply(d)
            await choose(d, "by-request-body")
            await d.press("enter")
            await d.sees("It works: set Oauth2 Client Authentication to “OAuth 2.0 with Request Body”.")
            await d.sees("✓ With Request Body", within="#experiments")
            await d.sees("Status 401", within="#before")
            await d.sees(f"Token {MASK}", within="#after")
            assert b"client_secret=" in server.requests[0]
            await d.until(lambda: can_apply(d), "it can be applied")
            await d.press("down")
            await d.until(lambda: not can_apply(d), "the next was not made")
            await d.press("up", "a")
            await d.on_step(Step.REVIEW)
            body = ClientAuthentication.REQUEST_BODY
            assert d.connector == replace(connector, client_authentication=body)
            assert d.app.journey.has_unsaved_work
            await d.sees("acme ●", within="#header")
            assert server.connections == 1


async def test_what_does_not_work_says_so_and_is_not_applied() -> None:
    with RawServer(REFUSING, REFUSING_USER) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with experimenting(connector) as d:
            await choose(d, "by-request-body")
            await d.press("enter")
            await d.sees("It fails the same way: this was not the cause.", within="#experiment-says")
            await d.sees("✗ With Request Body", within="#experiments")
            assert not can_apply(d)
            await d.press("enter")
            await d.sees("It fails differently, 400 invalid_grant instead of 401 invalid_client")
            await d.press("a", "escape")
            await d.on_step(Step.RESULT)
            assert d.connector == connector


async def test_what_was_typed_since_the_run_stays_when_an_experiment_is_applied() -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.CONNECTOR, size=WIDE) as d:
            d.app.set_record(refused(connector))
            d.app.set_value("description", "typed since")
            d.app.set_value("request.timeout", 7.0)
            await d.go_to(Step.RESULT)
            await d.press("x")
            await d.on_screen(ExperimentsScreen)
            await choose(d, "basic-encoding-raw")
            await d.press("enter")
            await d.sees("It works:")
            await d.press("a")
            await d.on_step(Step.REVIEW)
            assert d.connector.description == "typed since"
            assert d.connector.request == RequestSettings(timeout=7.0, basic_encoding=BasicEncoding.RAW)


async def left_alone(d: Driver, server: RawServer) -> None:
    """Wait until the connection is closed and nothing of the experiment is left."""
    await d.until(server.client_left.is_set, "the connection is closed")
    await d.until(lambda: all(worker.is_finished for worker in d.app.workers), "no worker is left")

    def is_over() -> bool:
        names = [task.get_name() for task in asyncio.all_tasks()]
        return not any("_experiment" in name or "make_attempt" in name for name in names)

    await d.until(is_over, "no task is left")


async def test_esc_cancels_at_once_and_leaves_nothing() -> None:
    with RawServer(stalling()) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("enter")
            await d.until(server.stalled.is_set, "the server holds the request")
            await d.sees("Running. Press Esc to cancel.", within="#after")
            await d.press("down")
            await d.sees("Not run yet", within="#after")  # the next is not under way
            await d.press("up", "enter")  # it is already
            await d.press("escape")
            await left_alone(d, server)
            await d.sees("Not run yet", within="#after")
            assert d.notes == ["Canceled. What was already sent may still count as a login."]
            assert server.connections == 1
            await d.press("escape")
            await d.on_step(Step.RESULT)


@pytest.mark.parametrize("key", ["a", "ctrl+q"])
async def test_leaving_while_another_is_under_way_ends_that_one(key: str) -> None:
    with RawServer(GRANTING, stalling()) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("enter")
            await d.sees("It works:")
            await d.press("down", "enter")
            await d.until(server.stalled.is_set, "the server holds the request")
            await d.press("up", key)
            await left_alone(d, server)
            assert d.app._exception is None
            if key == "a":
                await d.on_step(Step.REVIEW)


def document(endpoint: str) -> Script:
    return answering(http_answer(200, f'{{"token_endpoint": "{endpoint}"}}'.encode()))


async def test_the_discovered_endpoint_gets_credentials_only_when_the_user_agrees() -> None:
    with RawServer(GRANTING) as found, RawServer(NOTHING, document(found.token_url)) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with experimenting(connector) as d:
            await choose(d, "discovered-token-url")
            await d.press("enter")
            await d.on_screen(Question)
            await d.sees(
                f"The discovery document names this token endpoint: {found.token_url}", within="#dialog"
            )
            asked = server.requests
            assert [request.split()[0] for request in asked] == [b"GET", b"GET"]
            for secret in (b"Authorization", b"Client", CLIENT_SECRET.encode(), PASSWORD.encode()):
                assert secret not in b"".join(asked)
            assert found.connections == 0
            await d.press("enter")  # "Don't send" is what a hasty Enter hits
            await d.on_screen(ExperimentsScreen)
            await d.sees("Nothing was sent there, as you chose.")
            assert found.connections == 0
            await d.press("enter")
            await d.on_screen(Question)
            await d.press("right", "enter")
            await d.sees("It works: set Oauth2 Token Url to the one that the document names.")
            assert found.requests[0].startswith(b"POST /oauth2/token ")
            await d.press("a")
            await d.on_step(Step.REVIEW)
            assert d.connector == replace(connector, token_url=found.token_url)


@pytest.mark.parametrize("names_it", [True, False])
async def test_without_another_endpoint_nothing_is_sent(names_it: bool) -> None:
    def naming_itself(conversation: Conversation) -> None:
        document(server.token_url)(conversation)

    with RawServer(naming_itself if names_it else NOTHING) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await choose(d, "discovered-token-url")
            await d.press("enter")
            await d.sees(
                "The discovery document names the same token endpoint. Nothing was sent."
                if names_it
                else "No discovery document names a token endpoint. Nothing was sent."
            )
            await d.sees("Nothing was sent. Press Enter to run it again.", within="#after")
            assert {request.split()[0] for request in server.requests} == {b"GET"}
            assert not can_apply(d)


async def test_one_that_cannot_be_sent_says_why_and_sends_nothing() -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, client_secret=Secret("trailing "), token_url=server.token_url)
        async with wizard(connector, Step.CONNECTOR, size=WIDE) as d:
            shown = refused(connector)
            d.app.push_screen(ExperimentsScreen(shown, propose_experiments(connector, shown.run)))
            await d.on_screen(ExperimentsScreen)
            await d.press("down", "enter")
            await d.sees("It can't be sent: Client Secret: The value ends with a space")
            await d.sees("✗ With Request Body", within="#experiments")
            assert server.connections == 0
            assert not can_apply(d)


async def test_secrets_are_masked_in_all_that_an_experiment_shows_until_revealed() -> None:
    echo = b'{"error": "no client has trail-S3cret!", "error_description": "trail-S3cret."}'
    with RawServer(answering(http_answer(403, echo))) as server:
        connector = replace(
            COMPLETE, client_secret=Secret("trail-S3cret "), token_url=server.token_url, request=HEADERLESS
        )
        async with experimenting(connector) as d:
            await choose(d, "trimmed")
            await d.press("enter")
            await d.sees(f"403 no client has {MASK}! instead of 401", within="#experiment-says")
            await d.sees(f"Description {MASK}.", within="#after")
            assert "trail-S3cret" not in d.seen()
            assert "trail-S3cret" not in d.app.export_screenshot()
            await d.press("ctrl+r")
            await d.sees("Description trail-S3cret.", within="#after")
            assert "trail-S3cret" not in d.seen("#experiment-says")


async def test_a_token_of_an_experiment_is_masked() -> None:
    body = f'{{"access_token": "{TOKEN}", "token_type": "Bearer"}}'.encode()
    with RawServer(answering(http_answer(200, body, [("X-Echo", TOKEN)]))) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("enter")
            await d.sees(f"X-Echo: {MASK}", within="#after")
            assert TOKEN not in d.seen()


async def test_hostile_words_are_harmless() -> None:
    row = AdditionalRow(HOSTILE, "x")
    connector = replace(COMPLETE, name=HOSTILE, additional_request_data=(row,))
    answer = {"error": HOSTILE, "error_description": HOSTILE}
    shown = record(attempt(400, answer, connector=connector), connector=connector)
    async with experimenting(connector, shown=shown) as d:
        await d.sees("Without the additional request data row “x[/y][$error]b[/]")
        check_screen(d)


async def test_a_run_that_works_at_once_leaves_none_worth_making() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, record(attempt(200, GRANTED)))
        await d.press("x")
        await d.until(lambda: bool(d.notes), "a note")
        assert d.notes[0].startswith("There is nothing to experiment with")
        assert isinstance(d.app.screen, ResultStep)


async def test_result_names_the_next_step_and_its_experiment_comes_first() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, refused(COMPLETE))
        await d.sees(
            "Next Try “With Basic Auth, Client ID and Client Secret as they are”.", within="#headline"
        )
        await d.sees("Press x for the experiments.", within="#headline")
        await d.press("x")
        await d.on_screen(ExperimentsScreen)
        assert offered(d)[0].id == "basic-encoding-raw"
