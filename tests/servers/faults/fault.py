"""What a fault is: how it is stood up, and what has to be made of it at every height.

    with fault.stands(certificates) as site:
        ...             # send a token request to site.token_url with site.settings

The transport has to name a `FailureCause` and the layer it stopped at, or else hear a status and notice
what is wrong with the body; the diagnosis has to begin with a finding; `run` has to end with a status.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Final

from tests.servers.certificates import Certificates
from tests.servers.raw_server import RawServer, Script
from tui.exit_status import ExitStatus
from tui.oauth2.connection import Layer
from tui.oauth2.exchange import BodyFault
from tui.oauth2.transport_failure import FailureCause, FailureKind

SHORT: Final = 1.0
"""Seconds given to what never ends by itself."""
LONG: Final = 10.0
"""Seconds given to what does."""


@dataclass(frozen=True)
class Site:
    """Where a fault stands."""

    token_url: str
    settings: Mapping[str, str] = field(default_factory=dict)
    """The `trust` and the `proxy` with which one runs into it."""
    server: RawServer | None = None
    """The server at the token URL, where there is one."""


Stand = Callable[[Certificates], AbstractContextManager[Site]]


@dataclass(frozen=True)
class Heard:
    """What the transport has to hear of an answer."""

    status: int
    fault: BodyFault | None = None


@dataclass(frozen=True)
class Broken:
    """What the transport has to say of an attempt without an answer."""

    cause: FailureCause
    layer: Layer | None
    """None: it did not come to the first."""


@dataclass(frozen=True)
class Fault:
    """One fault of a network or a server."""

    name: str
    stands: Stand
    outcome: Heard | Broken
    finding: str
    """Id of the finding that has to come first; empty where there need be none."""
    gives_a_token: bool = False
    seconds: float | None = None
    """What is given to the whole attempt; None leaves that to the outcome."""

    @property
    def ends_by_itself(self) -> bool:
        """Whether the attempt ends before its deadline."""
        return not (isinstance(self.outcome, Broken) and self.outcome.cause.kind is FailureKind.TIMEOUT)

    @property
    def deadline(self) -> float:
        """Seconds for the whole attempt."""
        return self.seconds or (LONG if self.ends_by_itself else SHORT)

    @property
    def exit_status(self) -> ExitStatus:
        """What `run` ends with."""
        if isinstance(self.outcome, Heard):
            if self.outcome.fault is BodyFault.CUT_SHORT and self.outcome.status < 300:
                return ExitStatus.NETWORK
            return ExitStatus.WORKS if self.gives_a_token else ExitStatus.REFUSED
        return ExitStatus.TLS if self.outcome.cause.kind is FailureKind.TLS else ExitStatus.NETWORK


def serving(*scripts: Script, scheme: str = "http") -> Stand:
    """Stand up a server without TLS; `https` in its token URL makes it one that should have had it."""

    @contextmanager
    def stand(_: Certificates) -> Iterator[Site]:
        with RawServer(*scripts) as server:
            yield Site(f"{scheme}://{server.address}/oauth2/token", server=server)

    return stand


def serving_tls(
    script: Script, context: Callable[[Certificates], ssl.SSLContext], *, trust: str = ""
) -> Stand:
    """Stand up a server behind TLS; it is met with the trust given, else with the test authority's file."""

    @contextmanager
    def stand(certificates: Certificates) -> Iterator[Site]:
        with RawServer(script, tls=context(certificates)) as server:
            yield Site(server.token_url, {"trust": trust or str(certificates.ca_file)}, server)

    return stand


def at(token_url: str, **settings: str) -> Stand:
    """Be a URL at which nothing needs to be stood up."""

    @contextmanager
    def stand(_: Certificates) -> Iterator[Site]:
        yield Site(token_url, settings)

    return stand
