"""What a paste turned out to be: a response, one or several requests, or a whole ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..interchange.ask.explained import ExplainedSide, explain_sides
from ..interchange.ask.sections import holds_output, without_outputs
from ..interchange.explained_paste import Explained, explain_paste
from ..interchange.import_.imported import Import
from ..interchange.import_.read import read_import
from ..interchange.pasted_response import read_pasted_response
from ..interchange.ticket.read import read_ticket
from ..interchange.ticket.ticket import Ticket
from ..oauth2.secret import Secret
from ..profiles.secret_sources import secret_keys, secret_value

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Phase, Rule
    from ..diagnosis.sides.side import Side

_DESCRIPTIONS: Final = ("OpenAPI", "discovery document")


@dataclass(frozen=True)
class Choice:
    """A request that can fill the form, and what to say of it in a list of several."""

    found: Import
    place: str = ""


@dataclass(frozen=True)
class PastedThing:
    """A paste that was read. The text itself is not kept."""

    explained: Explained | None = None
    choices: tuple[Choice, ...] = ()
    ticket: Ticket | None = None
    sides: tuple[ExplainedSide, ...] = ()
    """What scripts printed that ran inside of the customer's network."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.explained or self.choices or self.ticket or self.sides)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """The secrets of its requests."""
        connectors = [choice.found.connector for choice in self.choices]
        return tuple(secret_value(one, key) for one in connectors for key in secret_keys(one))

    @property
    def holds_a_request(self) -> bool:
        """Whether it must be forgotten when the user leaves: a request has secrets."""
        return bool(self.choices) or self.ticket is not None


def is_request(found: Import) -> bool:
    """Tell whether a paste shows a request or a token URL, and is no response that only names a field."""
    connector = found.connector
    if found.format in _DESCRIPTIONS:
        return bool(connector.token_url)
    return bool(connector.username and connector.password) or bool(
        connector.token_url and (connector.username or connector.client_id)
    )


def read_paste(
    text: str, choice: Phase | None, rules: tuple[Rule, ...] | None, ours: Sequence[Side] = ()
) -> PastedThing:
    """Return what a paste is, with its diagnosis or the fields that it fills. A blank one is nothing.

    `ours` are runs of this tool, to compare the customer's side with.
    """
    if holds_output(text):
        rest = without_outputs(text)
        other = _read(rest, choice, rules)
        is_telling = other.holds_a_request or read_pasted_response(rest).status is not None
        return replace(other if is_telling else PastedThing(), sides=explain_sides(text, ours))
    return _read(text, choice, rules)


def _read(text: str, choice: Phase | None, rules: tuple[Rule, ...] | None) -> PastedThing:
    if not text.strip():
        return PastedThing()
    if ticket := read_ticket(text, choice=choice, rules=rules):
        newest = ticket.newest_response
        return PastedThing(newest.explained if newest else None, tuple(_of_ticket(ticket)), ticket)
    if read_pasted_response(text).status is None:
        found = read_import(text)
        if is_request(found):
            return PastedThing(None, tuple(map(Choice, found.choices)))
    return PastedThing(explain_paste(text, choice, rules=rules))


def _of_ticket(ticket: Ticket) -> list[Choice]:
    """Return the form as the whole ticket fills it, and each of its requests alone, the newest first."""
    if not ticket.filled.fields:
        return []
    requests = [part for part in ticket.requests if part.kind == "request" and part.found]
    alone = [
        Choice(part.found, f"line {part.line}" + (f", {part.moment.shown}" if part.moment else ""))
        for part in requests
        if part.found
    ]
    return [Choice(ticket.filled.as_import, "the newest of each field"), *(alone if len(alone) > 1 else [])]
