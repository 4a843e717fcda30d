"""No screenshot shows any form of a secret that the user did not reveal (screens: test_places.py)."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from tests.secrets_search.forms import leaks
from tests.servers.raw_server import RawServer, stalling
from tui.form.steps import Step
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain, secret_keys
from tui.profiles.writing import save_profile

from .driving import WIDE, Driver, wizard
from .opening import FULL
from .test_places import held

PLAIN = dict.fromkeys(secret_keys(FULL), FromPlain())


def in_picture(d: Driver) -> str:
    """Return the text of a screenshot."""
    return html.unescape(re.sub(r"<[^>]+>", "", d.app.export_screenshot())).replace("\xa0", " ")


def shown(d: Driver) -> str:
    """Return all that a screen holds: in its picture, in widgets scrolled out of sight, in notes, copied."""
    return "\n".join([in_picture(d), held(d)])


async def test_a_secret_in_a_token_url_is_seen_in_its_field_alone(folder: Path) -> None:
    secrets = {"api_key": "made-up-key-5b1e"}
    with RawServer(stalling()) as server:
        url = f"{server.token_url}?api_key={secrets['api_key']}"
        save_profile(Profile(replace(FULL, token_url=url), PLAIN), folder / "acme.toml")
        async with wizard(size=WIDE) as d:
            await d.sees("?api_key=••••", within="#profiles")
            assert leaks(shown(d), secrets) == []
            await d.press("enter")
            await d.on_step(Step.REVIEW)
            await d.sees("?api_key=••••", within="#attempts")
            assert leaks(shown(d), secrets) == []
            await d.press("s")
            await d.sees("?api_key=••••", "waiting for the first byte", within="#progress")
            assert leaks(shown(d), secrets) == []
