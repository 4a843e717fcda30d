"""The Token screen: what the token is, a call of the API with it, its end rehearsed."""

from __future__ import annotations

import base64
import json
import stat
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
from textual.widgets import OptionList, Static, TabbedContent

from tests.runs import assert_no_secret
from tests.servers.raw_server import Conversation, RawServer, Script, answering, http_answer, stalling
from tui.form.copied_parts import report_of
from tui.form.steps import Step
from tui.interchange.report.markdown import markdown
from tui.interchange.report.model import Report
from tui.oauth2.api_request import assemble_api_call
from tui.oauth2.api_run import ApiExchange, ApiRun, CallStep, TokenStep, Why
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.secret import MASK, Secret
from tui.profiles.reading import load_profile
from tui.wizard.content.token_facts import TokenFacts, token_facts
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.row_dialog import ApiRowDialog
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.screens.token import token_tabs
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.token.api_call_tab import ApiCallTab
from tui.wizard.widgets.token.life_steps import LifeSteps

from .driving import NARROW, WIDE, Driver, wizard
from .looks import Looks, fixed_surroundings, looks
from .samples import COMPLETE, GRANTED, NOW, REFRESH_TOKEN, TIMINGS, TOKEN, attempt, record
from .test_hostile_words import HOSTILE, check_screen
from .test_states import FINDING

__all__ = ["fixed_surroundings", "looks"]

CAME: Final = NOW.timestamp()
SECOND: Final = "second-t0ken-5b2e"
SCOPED: Final = replace(
    COMPLETE,
    additional_request_data=(AdditionalRow("scope", "tickets.read tickets.write"),),
    api=ApiCall(path="/tickets?limit=1"),
)
CLAIMS: Final = {
    "iss": "https://idp.example.com/",
    "aud": ["https://api.example.com", "https://other.example.net"],
    "iat": int(CAME),
    "exp": int(CAME) + 3600,
    "roles": ["agent"],
}
OK: Final = answering(http_answer(200, b'{"tickets": []}', [("Content-Type", "application/json")]))
REFUSED: Final = answering(http_answer(401, b"", [("WWW-Authenticate", 'Bearer error="invalid_token"')]))


def jwt(claims: dict[str, Any]) -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in ({"alg": "RS256"}, claims)
    ]
    return ".".join([*(part.rstrip("=") for part in parts), "bWFkZS11cA"])


def giving(token: str, **more: Any) -> Script:
    body = json.dumps({"access_token": token, "token_type": "Bearer", **more}).encode()
    return answering(http_answer(200, body))


@dataclass
class Clock:
    """A clock that the test sets."""

    now: float = CAME + 108

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def holding(
    members: dict[str, Any],
    connector: Connector = SCOPED,
    *,
    server: RawServer | None = None,
    size: tuple[int, int] = WIDE,
    clock: Clock | None = None,
    tab: str = "token",
) -> AsyncIterator[Driver]:
    """Run the wizard at the token that these members of an answer gave, which came at NOW."""
    if server:
        connector = replace(connector, base_url=f"http://{server.address}", token_url=server.token_url)
    async with wizard(connector, Step.CONNECTOR, size=size) as d:
        shown = record(attempt(200, members, connector=connector), connector=connector)
        d.app.set_record(shown)
        await d.go_to(Step.RESULT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TokenScreen, "clock", staticmethod(clock or Clock()))
            await d.press("t")
            await d.on_screen(TokenScreen)
            await d.sees("Lifetime", within="#token-lifetime")
            d.app.screen.query_one("#token-tabs", TabbedContent).active = tab
            await d.focus_is({"token": "to-api", "api": "call", "expiry": "rehearse"}[tab])
            yield d


def tokens_sent(server: RawServer) -> list[str]:
    lines = [line for request in server.requests for line in request.decode().split("\r\n")]
    return [
        line.removeprefix("Authorization: Bearer ")
        for line in lines
        if line.startswith("Authorization: Bearer")
    ]


def folds(d: Driver, within: str) -> list[str]:
    return [str(fold.title) for fold in d.app.screen.query(f"{within} StepFold").results()]  # type: ignore[attr-defined]


async def test_a_jwt_is_looked_into_and_its_time_runs() -> None:
    clock = Clock()
    members = {**GRANTED, "access_token": jwt(CLAIMS), "id_token": "made-up-id-77", "instance": "eu-1"}
    async with holding(members, clock=clock) as d:
        await d.sees(
            "Lifetime ✓ 58 min 12 s left of 1 h", "the connector gets a new token with the user's credentials"
        )
        await d.sees(
            f"Token {MASK} (JWT,",
            "with the user's credentials (Basic Auth)",
            "Scope requested tickets.read tickets.write",
            "Scope granted tickets.read −tickets.write (not granted)",
            f"Refresh token {MASK}",
            "Json: the token in access_token; its lifetime in expires_in (3600, as seconds)",
            f"id_token {MASK} instance eu-1",
            "Audience https://api.example.com ✓ the Base Url's host",
            "https://other.example.net ! not the Base Url's host",
            "Issuer https://idp.example.com/ ✓ the Token Url's host",
            "Base Url https://api.example.com",
            within="#token-rows",
        )
        await d.sees("Times in the token", "in 58 min 12 s", "1 min 48 s ago", within="#token-moments")
        await d.shows('"alg": "RS256"', "#token-inside")
        await d.shows('"roles": [\n    "agent"\n  ]', "#token-inside")
        clock.now = CAME + 3612
        await d.sees("expired 12 s ago", "before its next call, the connector gets a new token")
        await d.sees("12 s ago", within="#token-moments")
        for secret in (members["access_token"], REFRESH_TOKEN, "made-up-id-77"):
            assert secret not in d.app.export_screenshot()
        await d.press("ctrl+r")
        await d.sees(REFRESH_TOKEN, "made-up-id-77", within="#token-rows")
        await d.press("escape")
        await d.on_step(Step.RESULT)


def written(folder: Path) -> tuple[str, int]:
    """Return the text and the mode of the one file of a folder."""
    (path,) = folder.iterdir()
    return path.read_text(), stat.S_IMODE(path.stat().st_mode)


async def test_an_opaque_token_says_so_and_is_copied_only_when_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with holding({"access_token": TOKEN}, replace(SCOPED, base_url=""), size=NARROW) as d:
        await d.sees(f"(opaque, {len(TOKEN)} characters)", "not stated", "treated as Bearer")
        await d.shows("The token is opaque", "#token-inside")
        await d.press("y")
        await d.on_screen(Question)
        await d.press("escape")
        await d.on_screen(TokenScreen)
        assert d.app.clipboard == ""
        await d.press("y")
        await d.on_screen(Question)
        await d.press("right", "right", "enter")
        await d.until(lambda: d.app.clipboard == TOKEN, "it is copied")
        await d.until(lambda: "Copied the access token (26 characters)." in " ".join(d.notes), "it is said")
        await d.press("y")
        await d.on_screen(Question)
        await d.click("#reply-file")
        await d.until(lambda: "(0600)" in " ".join(d.notes), "the file is named")
        assert written(tmp_path) == (TOKEN, 0o600)
        assert TOKEN not in " ".join(d.notes)
        # What the call lacks is on another screen.
        await d.press("right", "s")
        await d.on_step(Step.CONNECTOR)
        await d.focus_is("base_url")


async def test_a_refused_token_is_renewed_once_and_each_step_is_seen() -> None:
    with RawServer(REFUSED, giving(SECOND, expires_in=1800), OK) as server:
        async with holding(GRANTED, server=server, tab="api") as d:
            await d.sees("Not called yet. Press s to call the API.", "GET /tickets?limit=1 HTTP/1.1")
            await d.sees(f"Authorization: Bearer {MASK}", f"Host: {server.address}", within="#call-preview")
            await d.sees(f"Directly to {server.address}", within="#route")
            await d.focus_on(d.app.screen.query_one("#api-rows", OptionList))
            await d.press("q")
            await d.on_screen(ApiRowDialog)
            await d.paste("active")
            await d.press("enter")
            await d.paste("yes & no")
            await d.press("enter")
            await d.sees("? active = yes & no", within="#api-rows")
            await d.sees("limit=1&active=yes+%26+no", within="#call-preview")
            assert d.connector.api.query == (AdditionalRow("active", "yes & no"),)
            assert d.app.journey.record_is_current, "a call is no part of the token request"
            await d.press("s")
            await d.sees(
                "✓ The API accepted the token: 200, after a new token was issued.", within="#call-verdict"
            )
            titles = folds(d, "#call-steps")
            assert [title.rpartition(" after ")[0] for title in titles] == [
                "✗ Calling the API with the token. 401",
                "✓ The API refused the token; getting a new one with the user's credentials. Token issued",
                "✓ Repeating the call once with the new token. 200",
            ]
            await d.until(lambda: "Status" in all_text(d, "#call-steps"), "the answer")
            assert '"tickets": []' in all_text(d, "#call-steps")
            assert tokens_sent(server) == [TOKEN, SECOND]
            assert server.requests[0].startswith(b"GET /tickets?limit=1&active=yes+%26+no HTTP/1.1\r\n")
            # The new token is the one that is held now, and the next call is made with it.
            await d.focus_is("call")
            await d.press("left")
            await d.sees(f"opaque, {len(SECOND)} characters", "left of 30 min", within="#token-facts")
            await d.press("right", "s")
            await d.until(lambda: tokens_sent(server)[2:] == [SECOND], "called with the new one")
            await d.sees("✓ The API accepted the token: 200.")
            # The report of the run tells of the call.
            await d.press("escape")
            await d.on_screen(ResultStep)
            text = markdown([reported(d)])
            assert text.count("API step 1: Calling the API with the token: 200") == 3
            assert "and the API accepts the token" in text
            assert_no_secret(text, TOKEN, SECOND)


def reported(d: Driver) -> Report:
    screen = d.app.screen
    assert isinstance(screen, ResultStep)
    assert screen.case
    return report_of(screen.case)


def all_text(d: Driver, within: str) -> str:
    return "\n".join(str(static.content) for static in d.app.screen.query(f"{within} Static").results(Static))


async def test_a_call_that_fails_says_why_and_leads_to_the_field() -> None:
    with RawServer(answering(http_answer(404, b"<h1>no</h1>", [("Content-Type", "text/html")]))) as server:
        async with holding(GRANTED, server=server, size=NARROW, tab="api") as d:
            await d.press("enter")
            await d.sees("✗ The API answered 404.", "Fix:")
            await d.press("v")
            await d.until(lambda: "Seen:" in all_text(d, "#call-findings"), "the evidence")
            await d.press("G")
            await d.on_screen(FieldChooser)
            await d.sees("look here first", within="#dialog")
            await d.press("escape", "g")
            await d.on_step(Step.CONNECTOR)
            await d.focus_is("base_url")


async def test_the_token_goes_to_another_host_only_after_a_question() -> None:
    with RawServer(OK) as server:
        elsewhere = replace(SCOPED, api=ApiCall(path=f"http://{server.address}/me"))
        async with holding(GRANTED, elsewhere, tab="api") as d:
            for key in ("enter", "escape"):
                await d.press("s")
                await d.on_screen(Question)
                await d.sees(f"The call goes to http://{server.address}. The Base Url is", within="#dialog")
                await d.press(key)
                await d.on_screen(TokenScreen)
            assert server.connections == 0
            await d.press("s")
            await d.on_screen(Question)
            await d.press("right", "enter")
            await d.sees("✓ The API accepted the token: 200.")
            assert tokens_sent(server) == [TOKEN]


def api_of_one_token(given: list[str]) -> Script:
    """Be a token endpoint that gives these, and an API that takes the one given last."""
    valid = [TOKEN]

    def script(conversation: Conversation) -> None:
        request = conversation.read_request().decode()
        if request.startswith("POST"):
            valid[:] = [given.pop(0)]
            conversation.send(http_answer(200, json.dumps({**GRANTED, "access_token": valid[0]}).encode()))
        else:
            conversation.send(http_answer(200 if f"Bearer {valid[0]}\r\n" in request else 401, b""))

    return script


async def test_the_expiry_is_rehearsed_and_a_refresh_compared() -> None:
    with RawServer(api_of_one_token([SECOND, "third-t0ken"])) as server:
        async with holding(GRANTED, server=server, tab="expiry") as d:
            await d.sees("This makes one more login.", "The connector never does this")
            await d.press("h")
            await d.until(lambda: len(folds(d, "#expiry-steps")) == 4, "all four steps")
            assert [title[0] for title in folds(d, "#expiry-steps")] == ["✓", "✓", "✓", "!"]
            await d.sees("The second token ended the first", within="#expiry-findings")
            assert tokens_sent(server) == [TOKEN, SECOND, TOKEN]
            assert sum(request.startswith(b"POST") for request in server.requests) == 1
            await d.focus_is("rehearse")
            await d.press("r")
            await d.sees(
                "Access token a new one", "Lifetime 3600, as before", "Refresh token the same as before"
            )
            await d.sees("This connector does not use refresh tokens", within="#expiry-findings")
            assert b"grant_type=refresh_token" in server.requests[4]
            assert tokens_sent(server)[3:] == ["third-t0ken", SECOND]
            await d.until(lambda: len(d.app.journey.uses) == 2, "both are kept for the report")
            await d.press("escape")
            await d.on_screen(ResultStep)
            document = reported(d).document()
            assert [step["why"] for step in document["api"]["steps"]][-1:] == ["old_again"]
            assert (document["api"]["status"], document["api"]["outcome"]) == (200, "works")
            assert_no_secret(json.dumps(document), TOKEN, SECOND, REFRESH_TOKEN, "third-t0ken")


async def test_what_is_under_way_is_cancelled_and_leaves_nothing_behind() -> None:
    with RawServer(OK, stalling()) as server:
        async with holding(GRANTED, server=server, tab="expiry") as d:
            await d.press("h")
            await d.until(server.stalled.is_set, "the token endpoint holds the request")
            await d.sees("s of at most 30 s", "○ Calling again with the first token", within="#expiry-steps")
            await d.focus_is("cancel-life")
            await d.press("s", "r", "escape")
            await d.until(server.client_left.is_set, "the connection is closed")
            await d.sees(
                "· Calling again with the first token, to see whether it still works. Skipped.", "Canceled."
            )
            await d.focus_is("rehearse")
            assert len(folds(d, "#expiry-steps")) == 1
            assert server.connections == 2
    with RawServer(stalling()) as server:
        async with holding(GRANTED, server=server, tab="api") as d:
            await d.press("s")
            await d.until(server.stalled.is_set, "the API holds the request")
            d.app.screen.dismiss(None)
            await d.on_step(Step.RESULT)
            await d.until(server.client_left.is_set, "the connection is closed")
            assert d.app._exception is None


async def test_from_result_by_its_key_its_button_and_back() -> None:
    with RawServer(giving(TOKEN, expires_in=600), OK) as server:
        connector = replace(SCOPED, base_url=f"http://{server.address}", token_url=server.token_url)
        async with wizard(connector, Step.REVIEW, size=WIDE) as d:
            await d.press("s")
            await d.sees("Works with Basic Auth.")
            await d.focus_is("headline")
            await d.press("t")
            await d.on_screen(TokenScreen)
            await d.sees("left of 10 min")
            await d.press("right", "s")
            await d.sees("✓ The API accepted the token: 200.")
            await d.press("escape")
            await d.on_screen(ResultStep)
            await d.click("#token")
            await d.on_screen(TokenScreen)
            await d.press("ctrl+s")
            await d.until(lambda: any("✓ Saved" in note for note in d.notes), "it is saved")
            assert d.app.journey.profile.path
            assert load_profile(d.app.journey.profile.path).connector.api == d.connector.api
            assert isinstance(d.app.screen, TokenScreen)
            assert server.connections == 2


async def test_a_letter_in_the_path_shows_the_call_and_leaves_the_token_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    make = token_facts

    def counted(*args: Any, **more: Any) -> TokenFacts:
        made.append("")
        return make(*args, **more)

    monkeypatch.setattr(token_tabs, "token_facts", counted)
    async with holding(GRANTED, tab="api") as d:
        await d.focus_on(d.field("api.path").input)
        await d.until(lambda: bool(made), "the facts are made")
        await d.press("end", *"&a=b")
        await d.until(lambda: "&a=b" in d.content("#call-preview"), "the call is shown")
        assert len(made) == 1


async def test_hostile_words_in_a_token_break_nothing() -> None:
    members = {
        **GRANTED,
        "access_token": jwt({"aud": HOSTILE, "iss": [HOSTILE], "exp": 1e300, HOSTILE: HOSTILE}),
        "scope": HOSTILE,
        "token_type": HOSTILE,
        HOSTILE: {HOSTILE: HOSTILE},
    }
    connector = replace(SCOPED, api=ApiCall(path="/" + HOSTILE, method=HOSTILE), name=HOSTILE)
    async with holding(members, connector, size=NARROW) as d:
        await d.shows("beyond the calendar", "#token-moments")
        for key in ("ctrl+r", "right", "s", "right", "h"):
            await d.press(key)
            check_screen(d)


async def test_each_tab_looks_as_it_did(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    # The words of true findings are others' to change.
    finding = replace(FINDING, id="token.made_up", severity="warning")
    monkeypatch.setattr(token_tabs, "findings_on_token", lambda *_: (finding,))
    connector = replace(
        SCOPED,
        api=replace(
            SCOPED.api,
            query=(AdditionalRow("active", "true"),),
            headers=(AdditionalRow("X-Api-Key", Secret("made up")),),
        ),
    )
    members = {**GRANTED, "access_token": jwt(CLAIMS), "expires_in": 40}
    async with holding(members, connector, clock=Clock(CAME + 8)) as d:
        await looks.check(d, "token")
        await d.press("right")
        await d.focus_is("call")
        tab = d.app.screen.query_one(ApiCallTab)
        run = ApiRun(
            (
                CallStep(Why.CALL, called(connector, 401)),
                TokenStep(Why.REFUSED, attempt(200, GRANTED, connector=connector)),
                CallStep(Why.REPEATED, called(connector, 403)),
            )
        )
        await d.sees("Directly to api.example.com:443", within="#route")
        await looks.check(d, "call")
        for step in run.steps:
            await tab.steps.hear(step)
        await tab.show_ended(run, (FINDING,))
        await d.until(lambda: "Status" in all_text(d, "#call-steps"), "the answer")
        await d.sees("Type the password again.")
        await d.drawn()
        await looks.check(d, "called")
        await d.press("right")
        await d.focus_is("rehearse")
        steps = d.app.screen.query_one("#expiry-steps", LifeSteps)
        for step in run.steps:
            await steps.hear(step)
        steps.end()
        await looks.check(d, "expiry")


def called(connector: Connector, status: int) -> ApiExchange:
    """Return a call that was answered."""
    response = HttpResponse(status, "No", (("Content-Type", "application/json"),), b'{"error": "no"}')
    return ApiExchange(assemble_api_call(connector, Secret(TOKEN)), response, timings=TIMINGS)
