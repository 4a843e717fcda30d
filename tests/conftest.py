"""What every test may use."""

from __future__ import annotations

import pytest
from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]


# How long an example takes says more about the machine than about the code.
settings.register_profile("connector-doctor", deadline=None)
settings.load_profile("connector-doctor")


def pytest_configure(config: pytest.Config) -> None:
    # django-oauth-toolkit's warning against the password grant, which is what is under test here.
    config.addinivalue_line("filterwarnings", "ignore:.*RFC 9700:DeprecationWarning")
