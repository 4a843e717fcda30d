"""What every test may use."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]


# How long an example takes says more about the machine than about the code.
settings.register_profile("connector-doctor", deadline=None)
settings.load_profile("connector-doctor")


def pytest_configure(config: pytest.Config) -> None:
    # A third of the time of an app's test goes into looking for garbage in the many objects of Textual.
    gc.set_threshold(100_000, 20, 100)
    # django-oauth-toolkit's warning against the password grant, which is what is under test here.
    config.addinivalue_line("filterwarnings", "ignore:.*RFC 9700:DeprecationWarning")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start a process more than there are processors: there is always a test that waits for a time-out."""
    return (yield) + 1
