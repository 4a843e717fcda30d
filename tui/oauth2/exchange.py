"""What went over the wire for one attempt: the request we sent, and what came back.

TokenRequest ──transport──> Exchange
                              ├─ request    what we sent
                              ├─ response   what came back, whatever its status   ┐ one of
                              ├─ failure    or why nothing came back              ┘ these two
                              ├─ started    when it began, in UTC
                              ├─ timings    how long each layer took
                              ├─ connection the route: addresses, a proxy, where it stopped
                              └─ peer       the server's address and certificates
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from .connection import Connection, Peer, Timings
from .http_response import BodyFault, HttpResponse
from .lean.frozen import frozen
from .token_request import TokenRequest
from .transport_failure import TransportFailure

__all__ = ["BodyFault", "Exchange", "HttpResponse"]


@frozen
class Exchange:
    """One attempt as it went over the wire. Either `response` or `failure` is set."""

    request: TokenRequest
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    timings: Timings = field(default_factory=Timings)
    peer: Peer | None = None
    connection: Connection = field(default_factory=Connection)
    started: datetime | None = None
    """When the first layer began, in UTC by this machine's clock; None if none did."""
