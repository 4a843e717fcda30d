"""Takes the screenshots in this folder, from the real app and its practice server with made-up credentials.

Run it from the project's folder when a screen has changed:

    .venv/bin/python screenshots/take.py
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from textual.pilot import Pilot
from textual.widgets import TextArea

from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.steps import Step
from tui.wizard.widgets.key_footer import KeyFooter

FOLDER: Final = Path(__file__).parent
SIZE: Final = (112, 34)
SMALL: Final = (80, 24)
RESPONSE: Final = """HTTP/1.1 400 Bad Request
Content-Type: application/json; charset=utf-8

{"error":"invalid_grant",
"error_description":"AADSTS50126: Error validating credentials due to invalid username or password."}"""


async def main() -> None:
    """Take all screenshots."""
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    with PracticeServer() as server:
        await _session(server, _steps)
        await _session(server, _token)
        await _session(server, _failures)
        await _session(server, _light, theme="textual-light")
        await _session(server, _small, size=SMALL)
    await _session(None, _start)


async def _session(
    server: PracticeServer | None,
    journey: Callable[[ConnectorDoctorApp, Pilot[None]], Awaitable[None]],
    *,
    size: tuple[int, int] = SIZE,
    theme: str = "textual-dark",
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
    await pilot.press("f12")
    await _take(app, pilot, "help")


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
            await pilot.press("v")
            await _take(app, pilot, "09-evidence")
            await pilot.press("x", "enter")
            await pilot.pause(1)
            await _take(app, pilot, "09-experiments")
            await pilot.press("escape")
    await pilot.press("g")
    await _take(app, pilot, "09-go-to-field")
    await pilot.press("escape")
    await _choose_fault(app, pilot, "slow")
    await pilot.press("s")
    await pilot.pause(0.5)
    await _take(app, pilot, "09-sending")
    await pilot.press("escape")


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
    await pilot.press("escape", "o")
    await _take(app, pilot, "secrets")


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
        (folder / f"{name}.toml").write_text(
            f'schema = 1\nname = "{name}"\n\n[oauth2]\nclient_id = "made-up"\n'
            f'username = "svc.connector@example.com"\ntoken_url = "{url}"\n',
            encoding="utf-8",
        )


if __name__ == "__main__":
    # The same path each time, because two of the screens show it.
    home = Path(tempfile.gettempdir()) / "connector-doctor"
    shutil.rmtree(home, ignore_errors=True)
    os.environ["CONNECTOR_DOCTOR_HOME"] = str(home)
    _with_made_up_profiles(home)
    asyncio.run(main())
    shutil.rmtree(home)
