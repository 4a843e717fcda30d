"""What every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from tui.oauth2.own_fault import RAISE_VARIABLE

pytest_plugins = ["tests.servers.fixtures"]


# How long an example takes says more about the machine than about the code.
settings.register_profile("connector-doctor", deadline=None)
settings.load_profile("connector-doctor")


def pytest_configure(config: pytest.Config) -> None:
    # A third of the time of an app's test goes into looking for garbage in the many objects of Textual.
    gc.set_threshold(100_000, 20, 100)
    # The guards at the engine's doors must hide no fault from a test.
    os.environ[RAISE_VARIABLE] = "1"
    # django-oauth-toolkit's warning against the password grant, which is what is under test here.
    config.addinivalue_line("filterwarnings", "ignore:.*RFC 9700:DeprecationWarning")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start a process more than there are processors: there is always a test that waits for a time-out."""
    return (yield) + 1
