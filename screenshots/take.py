"""Takes the screenshots in this folder, from the real app and its practice server with made-up credentials.

`tour.py` plays the animated one, tour.svg, which `recording.py` draws.

Run it from the project's folder when a screen has changed:

    .venv/bin/python screenshots/take.py
    .venv/bin/python screenshots/take.py tour    # the animated one alone
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea
from tour import record_tour

from tui.form.steps import Step
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.profiles.memory.remembered import RememberedRun
from tui.profiles.memory.store import remember
from tui.profiles.reading import load_profile
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.themes import DARK, LIGHT
from tui.wizard.widgets.frame.key_footer import KeyFooter

FOLDER: Final = Path(__file__).parent
TOUR: Final = "tour"
"""The animated one."""
SIZE: Final = (112, 34)
SMALL: Final = (80, 24)
RESPONSE: Final = """HTTP/1.1 400 Bad Request
Content-Type: application/json; charset=utf-8

{"error":"invalid_grant",
"error_description":"AADSTS50126: Error validating credentials due to invalid username or password."}"""


WORKING: Final = """curl -u practice-client:another-made-up-secret \\
  -d grant_type=password -d username=svc.connector@example.com -d password=made-up \\
  -d scope=api {url}"""
TICKET: Final = """From: Anna Schmidt
Sent: Tuesday, 3 November 2026 10:12

We changed the secret yesterday. This works from our side:

curl -d grant_type=password -d client_id=abcd-1234 -d client_secret=made-up-New-2 \\
  -d username=svc.connector -d password=made-up https://acme.service-now.example/oauth_token.do

> From: Support
> Sent: Monday, 2 November 2026 16:40
>
> We get this with the values that you sent:
> Client ID: abcd-1234
> Client Secret: made-up-Old-1
> Token URL: https://acme.service-now.example/oauth_token.do
>
> HTTP/1.1 401 Unauthorized
> Content-Type: application/json
>
> {"error":"invalid_client"}
"""


async def main() -> None:
    """Take all screenshots."""
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    with PracticeServer() as server:
        await _session(server, _steps)
        await _session(server, _token)
        await _session(server, _failures)
        await _session(server, _find)
        await _session(server, _light, theme=LIGHT.name)
        await _session(server, _small, size=SMALL)
    await _session(None, _start)
    await _session(None, _lessons)
    await take_tour()


async def take_tour() -> None:
    """Take the animated one."""
    (FOLDER / f"{TOUR}.svg").write_text(await record_tour(), encoding="utf-8")


async def _session(
    server: PracticeServer | None,
    journey: Callable[[ConnectorDoctorApp, Pilot[None]], Awaitable[None]],
    *,
    size: tuple[int, int] = SIZE,
    theme: str = DARK.name,
) -> None:
    app = ConnectorDoctorApp(practice=server)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause()
        await journey(app, pilot)


async def _steps(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _choose_fault(app, pilot, "none")
    for step in Step:
        if step is Step.RESULT:
            await _send(app, pilot)
        else:
            app.go_to(step)
        await _take(app, pilot, f"{step.number:02}-{step.name.lower().replace('_', '-')}")
        if step is Step.ADDITIONAL_HEADERS:
            await pilot.press("a", *"X-Ap")
            await _take(app, pilot, "06-row")
            await pilot.press("right", "enter", *"made-up-key", "enter")
            await pilot.press("a", *"Accept", "enter", "asterisk", "slash", "asterisk", "enter")
            await _take(app, pilot, "06-rows")
    app.go_to(Step.REVIEW)
    await pilot.pause()
    await pilot.press("c")
    await _take(app, pilot, "08-review-curl")
    app.go_to(Step.CLIENT)
    await pilot.pause()
    for keys, name in (("f1",), "help"), (("ctrl+d",), "jump"), (("ctrl+p", *"why"), "menu"):
        await pilot.press(*keys)
        await _take(app, pilot, name)
        await pilot.press("escape")


async def _token(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _choose_fault(app, pilot, "one-token-at-a-time")
    await _send(app, pilot)
    await pilot.press("t")
    await _take(app, pilot, "09-token")
    await pilot.press("right", "s")
    await _ended(app, pilot)
    await _take(app, pilot, "09-token-api-call")
    await pilot.press("right", "h")
    await _ended(app, pilot)
    await _take(app, pilot, "09-token-expiry")
    await pilot.press("escape")


async def _failures(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+f")
    await _take(app, pilot, "demo-faults")
    await pilot.press("escape")
    for key in ("wrong-secret", "wrong-password", "body-only", "login-page"):
        await _choose_fault(app, pilot, key)
        await _send(app, pilot)
        await _take(app, pilot, f"09-result-{key}")
        if key == "body-only":
            await pilot.press("f")
            await _take(app, pilot, "09-form-sheet")
            await pilot.press("escape")
        if key == "wrong-secret":
            for shown, dialog in (("r", "09-report"), ("y", "09-copy")):
                await pilot.press(shown)
                await _take(app, pilot, dialog)
                await pilot.press("escape")
            await pilot.press("d")
            await pilot.pause(0.3)
            await _paste(app, pilot, WORKING.format(url=app.journey.connector.token_url))
            await _take(app, pilot, "09-compare")
            await pilot.press("escape")
            await pilot.press("v")
            await _take(app, pilot, "09-evidence")
            await pilot.press("x", "enter")
            await pilot.pause(1)
            await _take(app, pilot, "09-experiments")
            await pilot.press("escape")
    await pilot.press("G")
    await _take(app, pilot, "09-go-to-field")
    await pilot.press("escape")
    await _choose_fault(app, pilot, "slow")
    await pilot.press("s")
    await pilot.pause(0.5)
    await _take(app, pilot, "09-sending")
    await pilot.press("escape")


async def _find(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _choose_fault(app, pilot, "basic-only")
    await _send(app, pilot)
    await pilot.press("x", "w")
    await pilot.pause(2)
    await _take(app, pilot, "09-find-what-works")


async def _light(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _choose_fault(app, pilot, "wrong-secret")
    await _send(app, pilot)
    await _take(app, pilot, "light-result")


async def _small(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _choose_fault(app, pilot, "none")
    await _take(app, pilot, "small-review")
    await pilot.resize_terminal(60, 15)
    await _take(app, pilot, "too-small")


async def _start(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await _take(app, pilot, "start")
    await pilot.press("p")
    app.screen.query_one(TextArea).text = RESPONSE
    await pilot.pause(0.5)
    await _take(app, pilot, "explain")
    await pilot.press("ctrl+l")
    await _paste(app, pilot, TICKET)
    await _take(app, pilot, "ticket")
    await pilot.press("escape")
    await pilot.pause(0.3)
    await pilot.press("o")
    await _take(app, pilot, "secrets")


async def _lessons(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    await pilot.press("t")
    await _take(app, pilot, "lessons")
    await pilot.press("enter")
    await _take(app, pilot, "lesson")
    await pilot.press("escape")
    await _send(app, pilot)
    await pilot.press("ctrl+f", "h", "enter")
    await _take(app, pilot, "lesson-hint")
    await pilot.press("escape")
    await pilot.pause()
    await _send(app, pilot)
    await _take(app, pilot, "lesson-solved")


async def _paste(app: ConnectorDoctorApp, pilot: Pilot[None], text: str) -> None:
    app.screen.query_one(TextArea).post_message(events.Paste(text))
    await pilot.pause(1)


async def _choose_fault(app: ConnectorDoctorApp, pilot: Pilot[None], key: str) -> None:
    app.choose_fault(next(fault for fault in FAULTS if fault.key == key), at=Step.REVIEW)
    await pilot.pause()


async def _send(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    """Send the request, and wait until the run has ended."""
    before = app.journey.record
    app.send()
    while app.journey.record is before:
        await pilot.pause(0.05)


async def _ended(app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
    """Wait until the Token screen is no longer busy."""
    await pilot.pause(0.2)
    while app.screen.has_class("-busy"):
        await pilot.pause(0.05)
    await pilot.pause(0.5)


def _has_footer(app: ConnectorDoctorApp) -> bool:
    return all(footer.keys for footer in app.screen.query(KeyFooter))


async def _take(app: ConnectorDoctorApp, pilot: Pilot[None], name: str) -> None:
    await pilot.pause(0.3)
    # The footer shows a change a moment later.
    while not _has_footer(app):
        await pilot.pause(0.05)
    (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="connector-doctor"), encoding="utf-8")


def _with_made_up_profiles(home: Path) -> None:
    folder = home / "profiles"
    folder.mkdir(parents=True)
    for name, url in (
        ("acme-servicenow", "https://acme.service-now.example/oauth_token.do"),
        ("globex-salesforce", "https://login.salesforce.example/services/oauth2/token"),
    ):
        path = folder / f"{name}.toml"
        path.touch(0o600)
        path.write_text(
            f'schema = 1\nname = "{name}"\n\n[oauth2]\nclient_id = "made-up"\n'
            f'username = "svc.connector@example.com"\ntoken_url = "{url}"\n',
            encoding="utf-8",
        )
        now = time.time()
        run = RememberedRun(now - 90_000, "works", "basic")
        if "acme" in name:
            run = RememberedRun(now - 7_500, "fails", to_change="client_secret")
        remember(path, load_profile(path).connector, run)


if __name__ == "__main__":
    # The same path each time, because two of the screens show it.
    home = Path(tempfile.gettempdir()) / "connector-doctor"
    shutil.rmtree(home, ignore_errors=True)
    os.environ["CONNECTOR_DOCTOR_HOME"] = str(home)
    _with_made_up_profiles(home)
    os.chdir(home)  # a report is offered to be written here: no picture is to name a folder of yours
    asyncio.run(take_tour() if sys.argv[1:] == [TOUR] else main())
    shutil.rmtree(home)
