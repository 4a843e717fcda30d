"""Find what works: all experiments in turn, until one gets a token or the user risks no more logins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Button

from tests.servers.raw_server import Conversation, RawServer, Script, answering, http_answer, stalling
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.secret import Secret
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.experiments import ExperimentsScreen

from .driving import WIDE, Driver
from .samples import BODY, COMPLETE, REFUSED_ACCOUNT, attempt, record
from .test_experiments import experimenting

BLOCKED = http_answer(403, b"<title>403 Forbidden</title>", [("Content-Type", "text/html")])
REFUSED_CLIENT = http_answer(401, b'{"error": "invalid_client", "error_description": "Unknown client."}')
REFUSED_USER = http_answer(400, b'{"error": "invalid_grant", "error_description": "Wrong password."}')
GRANTED = http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}')
NOTHING = http_answer(404, b"")


def firewalled(conversation: Conversation) -> None:
    """Stop the credential headers; behind that, take the client's credentials in the body alone."""
    request = conversation.read_request()
    if request.startswith(b"GET"):
        conversation.send(NOTHING)
    elif b"\r\nPassword: " in request:
        conversation.send(BLOCKED)
    else:
        conversation.send(GRANTED if b"client_secret=" in request else REFUSED_CLIENT)


def refusing(answer: bytes) -> Script:
    def refuse(conversation: Conversation) -> None:
        is_discovery = conversation.read_request().startswith(b"GET")
        conversation.send(NOTHING if is_discovery else answer)

    return refuse


def logins(server: RawServer) -> int:
    """Return how many times the password was sent."""
    return sum(request.startswith(b"POST") for request in server.requests)


async def ended(d: Driver) -> str:
    """Wait until the search has ended, and return what it says."""
    screen = d.app.screen
    assert isinstance(screen, ExperimentsScreen)
    await d.until(lambda: screen.plan is not None and not screen.is_sending, "the end of the search")
    await d.settle()
    return d.content("#search-says")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_keys_find_what_works_and_a_third_applies_it(size: tuple[int, int]) -> None:
    with RawServer(firewalled) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        shown = record(
            attempt(403, b"<title>403 Forbidden</title>", content_type="text/html", connector=connector),
            connector=connector,
        )
        async with experimenting(connector, size, shown) as d:
            await d.sees(
                "Find what works: press w. It tries 5 experiments, until one works; 5 of them may cost"
            )
            await d.sees("Failed logins in the last hour: 0 of 2.")
            assert server.connections == 0
            await d.hold("w")
            assert await ended(d) == (
                "This works: Without the headers Client-Id, Client-Secret, Username, Password, "
                "and with Request Body. Press a to apply it."
            )
            sent = len(server.requests)
            await d.sees("✓ With Request Body", "200 token", within="#experiments")
            await d.sees("Token", within="#after")
            assert d.app.screen.query_one("#find", Button).disabled
            await d.press("w", "home")  # it is over; and wherever the highlight is, a takes what works
            assert len(server.requests) == sent
            await d.press("a")
            await d.on_step(Step.REVIEW)
            request = replace(connector.request, credential_headers=False)
            body = ClientAuthentication.REQUEST_BODY
            assert d.connector == replace(connector, client_authentication=body, request=request)


async def test_where_none_works_it_says_so_and_each_was_sent_once() -> None:
    with RawServer(refusing(REFUSED_CLIENT)) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("w")
            assert (await ended(d)).startswith("None of these works. ")
            assert len({*server.requests}) == len(server.requests)
            assert d.app.login_guard.ledger.count(d.connector) == 0
            await d.press("a")
            await d.on_screen(ExperimentsScreen)


async def test_it_risks_no_more_logins_than_the_user_allows() -> None:
    """Each experiment is a failed login here: the limit is one, and the user does not want to go beyond."""
    with RawServer(refusing(REFUSED_USER)) as server:
        connector = replace(COMPLETE, token_url=server.token_url, password=Secret("Gr4nite "))
        connector = replace(connector, request=replace(connector.request, credential_headers=False))
        shown = record(attempt(400, REFUSED_ACCOUNT, connector=connector), connector=connector)
        async with experimenting(connector, WIDE, shown) as d:
            await d.press("-")
            await d.sees("Failed logins in the last hour: 0 of 1.")
            d.app.login_guard.ledger.begin(connector)
            await d.press("w")
            await d.on_screen(Question)
            await d.sees("may have had 1 failed login in", within="#dialog")
            assert logins(server) == 0
            await d.press("enter")
            await d.on_screen(ExperimentsScreen)
            says = await ended(d)
            assert says.startswith("Stopped. Nothing was sent.")
            assert says.endswith("was not made.")
            assert logins(server) == 0
            await d.press("+", "w")  # one more is allowed now, and it is the last: it is counted
            await d.until(lambda: logins(server) == 1, "sent once")
            await ended(d)
            await d.sees("Failed logins in the last hour: 2 of 2.")


async def test_esc_cancels_and_w_goes_on_with_what_is_left() -> None:
    with RawServer(answering(REFUSED_CLIENT), stalling(), refusing(REFUSED_CLIENT)) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("w")
            await d.until(server.stalled.is_set, "the second is under way")
            await d.sees("Experiment 2 of 5:", within="#search-says")
            await d.sees("Running. Press Esc to cancel.", within="#after")
            await d.press("w", "enter")  # it is running already
            await d.press("escape")
            assert (await ended(d)).startswith("Canceled. 4 experiments were not made. Press w to go on.")
            await d.sees("✗ ", "· ", within="#experiments")
            await d.press("w")
            assert (await ended(d)).startswith("None of these works.")
            assert logins(server) == 5  # four outcomes, and the one that was canceled


async def test_what_was_tried_by_hand_is_not_tried_again() -> None:
    with RawServer(refusing(REFUSED_CLIENT)) as server:
        async with experimenting(replace(COMPLETE, token_url=server.token_url)) as d:
            await d.press("enter")
            await d.sees("It fails the same way: this was not the cause.")
            await d.sees("It tries 4 experiments, until one works", within="#search-says")
            await d.press("w")
            await ended(d)
            assert len({*server.requests}) == len(server.requests)


async def test_what_is_settled_is_left_out_with_the_reason_and_can_be_made_by_hand() -> None:
    with RawServer(refusing(REFUSED_USER)) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        shown = record(attempt(400, REFUSED_ACCOUNT, connector=connector), connector=connector)
        async with experimenting(connector, WIDE, shown) as d:
            await d.press("w")
            await ended(d)
            assert logins(server) == 1
            screen = d.app.screen
            assert isinstance(screen, ExperimentsScreen)
            index = [one.id for one in screen.experiments].index("by-request-body")
            screen.query_one("#experiments").highlighted = index  # type: ignore[attr-defined]
            await d.sees("Not needed: the server accepts the client as it is.", within="#experiment-says")
            await d.sees("– With Request Body not needed", within="#experiments")
            await d.press("enter")
            await d.until(lambda: logins(server) == 2, "sent by hand")
            assert screen.experiments[index].method is BODY
