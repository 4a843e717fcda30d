"""Machines that are made up, and the checks that they get."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from tui.checkup.check import Check
from tui.checkup.machine import Machine
from tui.oauth2.connector import Connector
from tui.oauth2.proxy_url import ProxyUrl
from tui.profiles.profile import Profile

NOW: Final = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2), "CEST"))


def machine(*profiles: Profile, environ: dict[str, str] | None = None, **more: Any) -> Machine:
    """Return a machine with a terminal."""
    given = {
        "environ": environ or {},
        "platform": sys.platform,
        "now": NOW,
        "reads_terminal": True,
        "writes_terminal": True,
        "encoding": "utf-8",
        "size": (100, 30),
        "profiles": profiles,
        **more,
    }
    return Machine(**given)


def profile(token_url: str, *, base_url: str = "", proxy: str = "", path: Path | None = None) -> Profile:
    """Return a profile for a token URL."""
    connector = Connector(name="acme", token_url=token_url, base_url=base_url)
    request = replace(connector.request, proxy=ProxyUrl(proxy))
    return Profile(replace(connector, request=request), {}, path)


def only(checks: Iterable[Check], check_id: str) -> Check:
    """Return the one check of an id."""
    (check,) = (check for check in checks if check.id == check_id)
    return check
