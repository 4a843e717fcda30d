"""What every test may use."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.servers.fixtures"]


def pytest_configure(config: pytest.Config) -> None:
    # django-oauth-toolkit's warning against the password grant, which is what is under test here.
    config.addinivalue_line("filterwarnings", "ignore:.*RFC 9700:DeprecationWarning")
