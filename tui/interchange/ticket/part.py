"""Defines the parts of a ticket: what was pasted of each request and response, and when it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ...diagnosis.finding import Finding
from ...oauth2.url_parts import host_of
from ..explained_paste import Explained
from ..import_.imported import Import
from .messages import Message
from .moments import Moment
from .told import Told

PartKind = Literal["request", "call", "settings", "response", "trace"]
"""`call` is a request for no token. `settings` are lines with labels."""


@dataclass(frozen=True)
class Part:
    """A part of a ticket. The pasted text itself is not kept."""

    kind: PartKind
    line: int
    """Its first line in the paste, counted from 1."""
    message: Message
    own: Moment | None = None
    """The time that it has itself: of its Date header, or of the log line that it stands in."""
    found: Import | None = field(default=None, repr=False)
    """The fields of a request, or of settings."""
    explained: Explained | None = field(default=None, repr=False)
    """The diagnosis of a response, or of a trace."""
    request: Part | None = field(default=None, repr=False)
    """Of a response: the request that it most likely answers."""
    is_token: bool = False
    """Whether it is an access token response."""
    says: Told = field(default_factory=Told, repr=False)
    """Of a response: the hosts, clients and accounts that it names."""

    @property
    def moment(self) -> Moment | None:
        """When it was: its own time, or that of its message."""
        return self.own or self.message.moment

    @property
    def is_response(self) -> bool:
        """Whether it is something to diagnose."""
        return self.explained is not None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, for a response."""
        return self.explained.findings if self.explained else ()

    @property
    def url(self) -> str:
        """The URL of a request, or of the request that a response names."""
        if self.found:
            return self.found.connector.token_url
        return self.explained.pasted.url if self.explained else ""

    @property
    def host(self) -> str:
        """The host of its URL; empty where that is unknown."""
        return host_of(self.url)
