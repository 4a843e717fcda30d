"""A made-up hierarchy of CAs, and servers that send any of its certificates in any order."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.servers.issuing import DAY, Issued

HOST = "127.0.0.1"


class Hierarchy(NamedTuple):
    """A root, two CAs below it, and a server's certificate of the lower one."""

    root: Issued
    upper: Issued
    lower: Issued
    leaf: Issued
    expired_upper: Issued
    """A twin of the upper CA: the same name and key."""
    stranger: Issued


@cache
def hierarchy() -> Hierarchy:
    root = Issued.root("Made Up Root", "Made Up Trust")
    upper = root.authority("Upper CA", "Made Up Trust")
    lower = upper.authority("Lower CA", "Made Up Trust")
    expired = root.vouch_for(upper, begins=-30 * DAY, ends=-2 * DAY)
    stranger = Issued.root("Other Root").authority("Stranger CA")
    return Hierarchy(root, upper, lower, lower.server(HOST), expired, stranger)


def sending(folder: Path, leaf: Issued, *above: Issued) -> ssl.SSLContext:
    """Return the settings of a server that sends these certificates."""
    pem = leaf.pem(with_key=True) + b"".join(issued.pem() for issued in above)
    return context_of(folder, pem)


def context_of(folder: Path, pem: bytes) -> ssl.SSLContext:
    file = folder / "sent.pem"
    file.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def written(folder: Path, name: str, *issued: Issued) -> str:
    """Write certificates to a PEM file, and return its path."""
    path = folder / name
    path.write_bytes(b"".join(each.pem() for each in issued))
    return str(path)
