"""Garbage is looked for while nobody types, and only when there may be enough of it."""

from __future__ import annotations

import time

import pytest

from tui.form.steps import Step
from tui.wizard import resting

from .driving import Driver, wizard
from .samples import COMPLETE


async def two_steps(d: Driver) -> None:
    d.app.stays_long = True
    await d.go_to(Step.CLIENT)
    await d.go_to(Step.REVIEW)


async def test_what_is_due_waits_until_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resting, "REST", 0.3)
    monkeypatch.setattr(resting, "is_due", lambda: True)
    async with wizard(COMPLETE, Step.REVIEW) as d:
        since_the_last_key = list[float]()
        monkeypatch.setattr(
            resting, "collect", lambda: since_the_last_key.append(time.monotonic() - d.app._last_came)
        )
        await two_steps(d)
        await d.press("c")
        await d.until(lambda: bool(since_the_last_key), "all is looked through")
        assert min(since_the_last_key) >= resting.REST
        assert d.app._rest_awaited is None


async def test_what_is_not_due_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resting, "is_due", lambda: False)
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await two_steps(d)
        assert d.app._rest_awaited is None
