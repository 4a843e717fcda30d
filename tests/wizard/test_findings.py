"""Result: the first finding is the headline, the others are below, and what they rest on is a key away."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Collapsible, Static, Tab, TabbedContent

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.diagnosis.finding import Finding
from tui.form.steps import Step
from tui.oauth2.secret import MASK
from tui.plain_text import plain_line

from .driving import WIDE, Driver, wizard
from .samples import (
    BODY,
    CLIENT_SECRET,
    COMPLETE,
    GRANTED,
    PASSWORD,
    REFUSED_ACCOUNT,
    REFUSED_CLIENT,
    attempt,
    put,
    record,
)
from .test_hostile_words import HOSTILE, check_screen
from .test_result import show

FIRST = Finding(
    id="made.first",
    severity="error",
    culprits=("client_secret", "client_id"),
    title="The secret is of another client.",
    cause="The server says so.",
    fix="Copy the secret anew.",
    evidence=("the secret's tail",),
    reference="RFC 6749 §5.2",
)
SECOND = Finding(
    id="made.second",
    severity="warning",
    culprits=("token_url",),
    title="The clock is slow.",
    cause="Its Date is old.",
    fix="Set the clock.",
    evidence=("Date: 1999",),
    vendor="Globex",
)
FAILS = replace(record(attempt(401, REFUSED_CLIENT)), findings=(FIRST, SECOND))
RULE = """
subject = "Our own gateway"
vendor = "Globex"
[[rule]]
id = "globex.tenant"
culprits = ["additional_headers"]
title = "The gateway misses the tenant {word}."
cause = "It says so."
fix = "Add the header X-Tenant."
[rule.when]
text = ['/tenant missing: (?P<word>.*)/']
"""


def active_tab(d: Driver) -> str:
    return d.app.screen.query_one("ResultTabs TabbedContent", TabbedContent).active


def texts(d: Driver) -> str:
    """Return all text of the screen, also what is folded, scrolled away or in another tab."""
    statics = [str(static.content) for static in d.app.screen.query(Static)]
    tabs = [str(tab.label) for tab in d.app.screen.query(Tab)]
    return "\n".join([*statics, *tabs])


def is_unfolded(d: Driver) -> bool:
    return any(
        not fold.collapsed for fold in d.app.screen.query(".findings-view Collapsible").results(Collapsible)
    )


async def test_the_first_finding_is_the_headline_and_the_others_are_below_it() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, FAILS)
        await d.sees(
            "Fails: the secret is of another client.",
            "Change: Client Secret Enter changes it here",
            "Why The server says so.",
            "Do Copy the secret anew.",
            within="#headline",
        )
        await d.sees("Findings (2)", within="#attempts-shown")
        assert active_tab(d) == "findings"
        seen = d.seen("#attempts-shown")
        # Of the first only the other fields are left to say.
        assert "Field: Client Secret, then Client ID" in seen
        assert "The server says so" not in seen
        assert "Copy the secret anew" not in seen
        assert "! The clock is slow. Globex Fix: Set the clock. Why: Its Date is old." in seen
        assert seen.index("Client Secret") < seen.index("The clock is slow")


async def test_evidence_is_unfolded_and_folded_by_v() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, FAILS)
        await d.sees("How we know")
        assert "the secret's tail" not in d.seen()
        await d.press("v")
        await d.sees("Seen: the secret's tail See RFC 6749 §5.2.", within="#attempts-shown")
        await d.sees("Seen: Date: 1999", within="#attempts-shown")
        await d.press("v")
        await d.until(lambda: "the secret's tail" not in d.seen(), "folded")


async def test_v_shows_the_evidence_from_an_attempts_tab_too() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, FAILS)
        for _ in range(2):  # folded at first, and unfolded still when coming back
            await d.open_attempt(1)
            await d.until(lambda: active_tab(d) == "attempt-1", "the attempt")
            await d.press("v")
            await d.until(lambda: active_tab(d) == "findings", "the findings")
            await d.sees("Seen: the secret's tail", within="#attempts-shown")


async def test_a_run_that_works_opens_with_its_attempt_and_keeps_the_findings_a_tab_away() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        works = record(attempt(401, REFUSED_CLIENT), attempt(200, GRANTED, method=BODY))
        assert works.findings
        await show(d, works)
        await d.sees("Status 200 OK", within="#attempts-shown")
        assert active_tab(d) == "attempt-2"
        await d.press("v")
        await d.until(lambda: active_tab(d) == "findings", "the findings")
        assert plain_line(works.findings[0].title) in texts(d)
        await d.go_to(Step.CLIENT)
        await show(d, record(attempt(200, GRANTED)))
        await d.sees("Findings (1) 1 Basic Auth 200 token", within="#attempts-shown")
        assert active_tab(d) == "attempt-1"
        await d.press("v")  # nothing to show, and no harm
        check_screen(d)


@pytest.mark.parametrize(
    ("finding", "step", "field"),
    [(FIRST, Step.CLIENT, "client_secret"), (SECOND, Step.TOKEN_ENDPOINT, "token_url")],
)
async def test_g_leads_to_the_field_that_the_first_finding_names(
    finding: Finding, step: Step, field: str
) -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, replace(FAILS, findings=(finding,)))
        await d.press("g")
        await d.on_step(step)
        await d.focus_is(field)


async def test_no_secret_that_the_server_echoes_is_in_any_text() -> None:
    said = f"{CLIENT_SECRET} and {PASSWORD} are wrong"
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        for answer in (
            {"error": "invalid_client", "error_description": said},
            {"error": said},
            {"message": said, "tenant": CLIENT_SECRET},
        ):
            await d.go_to(Step.CONNECTOR)
            await show(d, record(attempt(401, answer), attempt(400, answer, method=BODY)))
            await d.press("v")
            await d.until(lambda: is_unfolded(d), "the evidence")
            assert MASK in texts(d)
            for secret in (CLIENT_SECRET, PASSWORD):
                assert secret not in texts(d)
                assert secret not in d.app.export_screenshot()
            before = found(d)
            await d.press("ctrl+r")
            await d.until(lambda: CLIENT_SECRET in texts(d), "revealed")
            assert found(d) == before


def found(d: Driver) -> str:
    """Return the texts of the headline, the findings and the tabs."""
    parts = d.app.screen.query("#headline Static, .findings-view Static").results(Static)
    return "\n".join(
        [*(str(part.content) for part in parts), *(str(tab.label) for tab in d.app.screen.query(Tab))]
    )


async def test_hostile_words_and_a_mebibyte_of_them_are_harmless_in_findings_and_evidence() -> None:
    word = HOSTILE + "A" * 1_048_576
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        answer = json.dumps({"error": "invalid_request", "error_description": word}).encode()
        await show(d, record(attempt(400, answer)))
        await d.press("v")
        await d.until(lambda: is_unfolded(d), "the evidence")
        check_screen(d)
        await d.sees("Seen: ", within="#attempts-shown")
        assert plain_line(HOSTILE)[:12] in texts(d)
        assert len(found(d)) < 20_000


async def test_a_finding_of_hostile_words_is_read_as_words() -> None:
    word = plain_line(HOSTILE)  # as an engine makes it showable; markup is for the screen not to read
    hostile = replace(
        FIRST, title=word, cause=word, fix=word, evidence=(HOSTILE,), vendor=HOSTILE, reference=word
    )
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, replace(FAILS, findings=(hostile, replace(hostile, id="made.other"))))
        await d.press("v")
        await d.until(lambda: is_unfolded(d), "the evidence")
        check_screen(d)
        assert f"Fix: {word}" in texts(d)
        assert f"Seen: {word}" in texts(d)


async def test_a_rule_of_the_users_own_speaks_on_the_result_screen(folder: Path) -> None:
    put(folder.parent / "rules" / "globex.toml", RULE)
    body = json.dumps({"error": "invalid_request", "error_description": f"Tenant missing: {HOSTILE}"})
    with RawServer(answering(http_answer(400, body.encode()))) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW, size=WIDE) as d:
            await d.press("s")
            await d.sees("Fails: the gateway misses the tenant x[/y][$error]b[/]", within="#headline")
            label = "Oauth2 Custom Oauth Request Options Additional Headers"
            await d.sees(f"Change: {label}", "Do Add the header X-Tenant.", within="#headline")
            check_screen(d)


async def test_a_broken_rule_file_is_told_once_and_the_built_in_rules_still_speak(folder: Path) -> None:
    path = put(
        folder.parent / "rules" / "[$error].toml", RULE.replace("additional_headers", "additional_heads")
    )
    refused = answering(http_answer(400, json.dumps(REFUSED_ACCOUNT).encode()))
    with RawServer(refused) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW, size=WIDE) as d:
            await d.press("s")
            await d.sees("Fails: username or password is wrong.", within="#headline")
            await d.press("s")
            await d.until(lambda: server.connections == 2, "sent again")
            await d.sees("Fails: username or password is wrong.", within="#headline")
            (note,) = d.notes
            assert str(path) in note
            assert "did you mean additional_headers?" in note
            check_screen(d)
