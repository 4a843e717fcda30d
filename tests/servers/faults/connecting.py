"""Faults on the way to the server: names, addresses, ports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.servers.certificates import Certificates
from tests.servers.ports import closed_port, silent_port
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause

from .fault import Broken, Fault, Site, Stand, at
from .names import HANGING, HOSTILE, TWO_ADDRESSES, UNKNOWN, UNSURE


def _closed(host: str) -> Stand:
    @contextmanager
    def stand(_: Certificates) -> Iterator[Site]:
        yield Site(f"http://{host}:{closed_port()}/token")

    return stand


@contextmanager
def _silent(_: Certificates) -> Iterator[Site]:
    with silent_port() as port:
        yield Site(f"http://127.0.0.1:{port}/token")


CONNECTING: Final = (
    Fault(
        "name not found",
        at(f"https://{UNKNOWN}/token"),
        Broken(FailureCause.NAME_NOT_FOUND, Layer.DNS),
        "network.name_not_found",
    ),
    Fault(
        "resolver's words are hostile",
        at(f"https://{HOSTILE}/token"),
        Broken(FailureCause.NAME_NOT_FOUND, Layer.DNS),
        "network.name_not_found",
    ),
    Fault(
        "resolver fails",
        at(f"https://{UNSURE}/token"),
        Broken(FailureCause.RESOLVER_FAILED, Layer.DNS),
        "network.resolver_failed",
    ),
    Fault(
        "resolver hangs",
        at(f"http://{HANGING}/token"),
        Broken(FailureCause.NAME_TIMEOUT, Layer.DNS),
        "network.name_timeout",
    ),
    Fault(
        "refused",
        _closed("127.0.0.1"),
        Broken(FailureCause.REFUSED, Layer.CONNECT),
        "network.refused",
    ),
    Fault(
        "refused at every address",
        _closed(TWO_ADDRESSES),
        Broken(FailureCause.REFUSED, Layer.CONNECT),
        "network.refused",
    ),
    Fault(
        # The kernel itself refuses a TCP connection to the broadcast address: no packet leaves.
        "unreachable",
        at("http://255.255.255.255:9/token"),
        Broken(FailureCause.UNREACHABLE, Layer.CONNECT),
        "network.unreachable",
    ),
    Fault(
        "connection not accepted",
        _silent,
        Broken(FailureCause.CONNECT_TIMEOUT, Layer.CONNECT),
        "network.connect_timeout",
    ),
)
