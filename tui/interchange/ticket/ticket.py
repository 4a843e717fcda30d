"""Defines what a ticket says, once it has been read: its parts, the form they fill, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnosis.finding import Finding
from ...oauth2.secret import Secret
from .filling import Filled
from .part import Part
from .words import secrets_of


@dataclass(frozen=True)
class Ticket:
    """A ticket, from its oldest part to its newest."""

    parts: tuple[Part, ...]
    filled: Filled
    contradictions: tuple[Finding, ...]
    ids: tuple[str, ...] = ()
    """The ids by which a vendor finds the requests, with their kinds."""

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """All secrets of its requests, the older ones too."""
        return secrets_of(self.parts)

    @property
    def responses(self) -> tuple[Part, ...]:
        """The responses and traces, the newest first."""
        return tuple(part for part in reversed(self.parts) if part.is_response)

    @property
    def requests(self) -> tuple[Part, ...]:
        """The token requests and settings, the newest first."""
        return tuple(part for part in reversed(self.parts) if part.kind in {"request", "settings"})

    @property
    def newest_response(self) -> Part | None:
        """The newest response that is there to act on; None where the ticket holds requests alone."""
        return next(iter(self.responses), None)
