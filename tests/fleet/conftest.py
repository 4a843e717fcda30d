"""The server of the tests of fleets, one for each process of the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.fleet_server import FleetServer


@pytest.fixture(scope="module")
def server() -> Iterator[FleetServer]:
    with FleetServer() as serving:
        yield serving
