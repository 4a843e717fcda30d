"""The states of the screens that no place shows: frames at all sizes, in both themes (see test_places.py)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest
from textual.widgets import Collapsible

from tui.diagnosis.finding import Finding
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.assembly import assemble
from tui.oauth2.connection import Connection, Layer, Progress, Timings
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.profiles.memory.lessons import LessonProgress, keep_progress
from tui.profiles.profile import Profile
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.jump_mode import JumpMode
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.widgets.result import run_progress

from .driving import WIDE, Driver, wizard
from .looks import SIZES, Looks, Size, fixed_surroundings, looks
from .samples import (
    BASIC,
    BODY,
    COMPLETE,
    GRANTED,
    REFUSED_ACCOUNT,
    attempt,
    failed_attempt,
    put,
    record,
    skipped_attempt,
)

__all__ = ["fixed_surroundings", "looks"]

ROWS: Final = replace(
    COMPLETE,
    additional_headers=(AdditionalRow("Accept", "*/*"), AdditionalRow("X-Api-Key", Secret("made up"))),
    additional_request_data=(AdditionalRow("scope", "tickets.read"),),
)
FINDING: Final = Finding(
    id="test.account",
    severity="error",
    culprits=("password", "username"),
    title="The account is not accepted.",
    cause="Made up for a picture: the response names invalid_grant.",
    fix="Type the password again.",
    evidence=("error=invalid_grant",),
    lockout_risk=True,
    reference="RFC 6749 §5.2",
)


async def test_form(looks: Looks) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=WIDE) as d:
        await looks.check(d, "client")
        await d.go_to(Step.CLIENT_AUTHENTICATION)
        await looks.check(d, "client_authentication")


async def test_form_with_something_wrong(looks: Looks) -> None:
    async with wizard(Connector(name="acme", client_id=" abcd\u200b"), Step.CLIENT, size=WIDE) as d:
        await d.press("ctrl+n")
        await d.focus_is("client_id")
        await looks.check(d, "client")
        await d.go_to(Step.REVIEW)
        await looks.check(d, "review")


async def test_review_and_save(looks: Looks) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await d.sees("Directly to idp.example.com:443")
        await looks.check(d, "http")
        await d.press("c")
        await d.sees("curl --disable --config -")
        await looks.check(d, "curl")
        await d.go_to(Step.SAVE)
        await d.press("enter")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")
        # The form has scrolled to the outcome. Resized, it may scroll no farther than to the focus.
        await looks.check(d, "saved", [WIDE])


async def show(d: Driver, shown: RunRecord, *texts: str) -> None:
    """Show a run on Result, and wait for what comes below the verdict once that has been painted."""
    await d.go_to(Step.CONNECTOR)
    d.app.set_record(shown)
    await d.go_to(Step.RESULT)
    await d.sees(*texts)
    await d.drawn()


async def test_result(looks: Looks) -> None:
    works = replace(record(attempt(200, GRANTED), skipped_attempt()), findings=())
    refused = with_finding(record(attempt(400, REFUSED_ACCOUNT), skipped_attempt()))
    no_answer = with_finding(record(failed_attempt(FailureCause.REFUSED, "Connection refused.")))
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await d.go_to(Step.RESULT)
        await looks.check(d, "nothing_sent")
        await show(d, no_answer, "Unreachable")
        await looks.check(d, "no_answer")
        await show(d, works, "skipped")
        await looks.check(d, "works")
        await show(d, refused, "skipped")
        await looks.check(d, "fails")
        await d.focus_is("headline")
        await d.press("enter")
        await d.focus_is("password")
        await looks.check(d, "in_place")
        await d.press("escape")
        await d.focus_is("headline")
        await d.press("v")
        await d.until(lambda: not d.app.screen.query(Collapsible).last().collapsed, "the evidence")
        await looks.check(d, "evidence", [WIDE])  # how far it is scrolled depends on the sizes before
        await d.open_attempt(1)
        await looks.check(d, "attempt")
        await d.open_attempt(2)
        await looks.check(d, "skipped")


async def test_in_place(looks: Looks) -> None:
    grant = AdditionalRow("grant_type", "x_grant")
    rows = replace(COMPLETE, additional_request_data=(grant, AdditionalRow("api_key", Secret("made up"))))
    token_alone = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln"
    missing = {"error": "invalid_request", "error_description": "a parameter is missing"}
    async with wizard(rows, Step.CONNECTOR, size=WIDE) as d:
        for name, status, answer in (
            ("row_to_add", 400, {"error": "invalid_scope"}),
            ("row_to_delete", 400, {"error": "unsupported_grant_type"}),
            ("row_to_choose", 400, missing),
            ("choice", 200, token_alone),
        ):
            refused = attempt(status, answer, connector=rows)
            await show(d, record(refused, skipped_attempt(), connector=rows), "skipped")
            await d.focus_is("headline")
            await d.press("enter")
            await d.until(lambda: bool(d.app.screen.query(".in-place")), "the editor")
            await looks.check(d, name)


async def test_tick_box_in_place(looks: Looks) -> None:
    twice = {"error": "invalid_request", "error_description": "Multiple credentials were sent"}
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        works = attempt(200, GRANTED, method=BODY)
        await show(d, record(attempt(400, twice), works), "Change: Credential headers")
        await d.focus_is("headline")
        await d.press("enter")
        await d.until(lambda: bool(d.app.screen.query("InPlaceEditor SwitchPart")), "the tick box")
        await looks.check(d, "tick_box")


def with_finding(shown: RunRecord) -> RunRecord:
    return replace(shown, findings=(FINDING,))


async def test_sending(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the transport tells the progress, in a moment that lasts."""
    monkeypatch.setattr(run_progress, "_TICK", 3600.0)
    monkeypatch.setattr(run_progress, "time", SimpleNamespace(monotonic=lambda: 12.0))
    async with wizard(COMPLETE, Step.RESULT, size=WIDE) as d:
        step = d.app.screen
        assert isinstance(step, ResultStep)
        step.is_sending, step.card.display = True, False
        step.progress.begin(COMPLETE)
        step.progress.attempt_finished(skipped_attempt())
        step.progress.focus()
        timings = Timings(dns=1.2, connect=8.0, tls=20.1, send=0.2)
        step.progress.attempt_progressed(Progress(Layer.WAIT, timings, Connection(), None))
        step.progress.attempt_started(assemble(COMPLETE, BASIC))
        await d.sees("0.0 s of at most 30 s", within="#progress")
        await looks.check(d, "sending")


async def test_form_sheet(looks: Looks) -> None:
    refused = with_finding(record(attempt(400, REFUSED_ACCOUNT), skipped_attempt()))
    async with wizard(ROWS, Step.REVIEW, size=WIDE) as d:
        await d.press("f")
        await d.sees("Form sheet: acme")
        await looks.check(d, "not_sent")
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        d.app.set_record(replace(refused, connector=ROWS))
        await d.go_to(Step.RESULT)
        await d.press("f")
        await d.sees("Form sheet: acme")
        await d.sees("Fails: the account is not accepted.")
        d.app.screen.query_one("#sheet-part").scroll_to(y=18, animate=False, immediate=True)
        await d.sees("» Password Grant Password")
        await looks.check(d, "after_a_run")


async def test_compare(looks: Looks) -> None:
    async with wizard(ROWS, Step.REVIEW, size=WIDE) as d:
        await d.press("d")
        await d.sees("Compare with a request that works")
        await d.paste(
            "curl -k https://idp.example.com/oauth2/token/ -u abcd-1234:CL1ENT/secret+7f3a= "
            "-H 'X-Api-Key: made up' -d 'grant_type=password&username=svc.connector@example.com' "
            "-d 'password={{password}}&resource=tickets'"
        )
        await d.sees("Recognized: curl.")
        await d.press("down", "a")
        await d.sees("taken over", within="#differences")
        await d.sees("Client Secret The same but for upper and lower case.", within="#difference")
        await looks.check(d, "differences")


async def test_pasted_request(looks: Looks) -> None:
    async with wizard(size=WIDE) as d:
        await d.press("p")
        await d.paste(
            "curl -k https://idp.example.com/token -u app:made-up -d 'username=svc&password=made-up'"
        )
        await d.sees("Recognized", within="#explained")
        await looks.check(d, "pasted-request")


async def test_start(looks: Looks) -> None:
    async with wizard(size=WIDE) as d:
        await d.focus_is("new")
        await looks.check(d, "no_profiles")
    for index, name in enumerate(("older", "broken", "newer")):
        path = put(Path("home/profiles") / f"{name}.toml", "schema = 1\n[oauth2]\nclient_idd = 1\n")
        if name != "broken":
            save_profile(Profile(replace(COMPLETE, name=name)), path)
        os.utime(path, (86_400.0 * index, 86_400.0 * index))
    async with wizard(size=WIDE) as d:
        await d.focus_is("profiles")
        await looks.check(d, "profiles")


async def test_help_that_was_searched(looks: Looks) -> None:
    async with wizard(Connector(), Step.CONNECTOR, size=WIDE) as d:
        await d.press("f12", "slash")
        await d.paste("client secret")
        await d.sees("The fields of the form › Client Secret")
        # Resized, the list of what was found scrolls no farther than it has to.
        await looks.check(d, "help_search", [WIDE])


async def test_row_with_something_wrong(looks: Looks) -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("x-api")
        await d.press("tab")
        await d.paste("bad\n")
        await d.press("enter")
        await d.focus_is("row.value")
        await looks.check(d, "row")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_jump_mode(looks: Looks, size: Size) -> None:
    """It closes as the terminal gets another size."""
    async with wizard(COMPLETE, Step.CLIENT, size=size) as d:
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await looks.check(d, "jump", [size])


async def test_lessons(looks: Looks) -> None:
    keep_progress(LessonProgress(frozenset({"new-secret", "copied-id"}), frozenset({"copied-id", "moved"})))
    async with wizard(size=WIDE) as d:
        await d.press("t")
        await d.sees("2 of 12 solved")
        await looks.check(d, "lessons")


async def test_too_small(looks: Looks) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(60, 15)) as d:
        await d.sees("This terminal is too small.")
        # Where the focused field had itself scrolled to, sooner or later.
        d.app.screen.scroll_end(animate=False, immediate=True)
        await looks.check(d, "too_small", [(60, 15)])
