"""The servers as fixtures: each starts when the first test asks for it, once in a test process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .certificates import Certificates

if TYPE_CHECKING:
    from .authlib_server import AuthlibServer
    from .django_server import DjangoServer


@pytest.fixture(scope="session")
def authlib_server() -> Iterator[AuthlibServer]:
    # Flask and Authlib take a quarter of a second to load: only in the processes that need them.
    from .authlib_server import AuthlibServer

    with AuthlibServer() as server:
        yield server


@pytest.fixture(scope="session")
def django_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DjangoServer]:
    # Django takes its settings when it is imported: only in the processes that need it.
    from .django_server import DjangoServer

    with DjangoServer(tmp_path_factory.mktemp("django")) as server:
        yield server


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def _no_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep all traffic on loopback, whatever the machine that runs the tests has set."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
