"""What an import results in: the connector, where each field came from, and what must be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...oauth2.connector import Connector
from ...oauth2.secret import Secret
from .note_texts import NOTE_TEXTS
from .sent import SentRequest


@dataclass(frozen=True)
class Taken:
    """One field of the form that the paste filled."""

    key: str
    """The field's key, such as `client_id`; for a row, `additional_headers` or `additional_request_data`."""
    name: str
    """The row's name; blank for a field."""
    value: str | Secret = field(repr=False)
    where: str
    """Where the value stood, such as `-u` or `the body`. It never holds text of the paste."""


@dataclass(frozen=True)
class Note:
    """Something that the connector can't express, or that is wrong with what was pasted."""

    code: str

    @property
    def text(self) -> str:
        """What it means and what to do, for the user."""
        return NOTE_TEXTS[self.code]


@dataclass(frozen=True)
class Import:
    """A connector read from a paste. The pasted text itself is not kept."""

    connector: Connector = field(default_factory=Connector)
    taken: tuple[Taken, ...] = ()
    notes: tuple[Note, ...] = ()
    format: str = ""
    """What the paste was recognized as, such as `curl`; blank if nothing was recognized."""
    sent: SentRequest = field(default_factory=SentRequest, repr=False)
    """What the request itself sends, also where a connector can't."""
    others: tuple[Import, ...] = field(default=(), repr=False)
    """The other token requests in the same paste: with another account or another URL."""

    @property
    def choices(self) -> tuple[Import, ...]:
        """Each token request of the paste alone. Who chooses one needs no note that the first was taken."""
        if not self.others:
            return (self,)
        notes = tuple(note for note in self.notes if note.code != "several-requests")
        return (replace(self, notes=notes, others=()), *self.others)

    @property
    def note_codes(self) -> tuple[str, ...]:
        """The notes' codes."""
        return tuple(note.code for note in self.notes)
