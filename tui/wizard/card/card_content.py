"""The verdict card as text: the verdict, the field to change or whom to ask, why, and the steps.

It takes them from where the report on a run takes them (`interchange/run_text`), so that the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from ...diagnosis.finding import Finding
from ...diagnosis.since_it_worked import NOTHING_CHANGED, SINCE_IT_WORKED
from ...diagnosis.steps import steps_of
from ...diagnosis.verdict import headline
from ...form.field_values import PLACES, value_of
from ...form.journey import RunRecord
from ...interchange.findings_text import LOCKOUT_WARNING
from ...interchange.run_text.proposed_change import NO_FIELD, ProposedChange, proposed_change
from ...interchange.run_text.token_facts import token_facts
from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import MASK, Secret
from ...oauth2.text_faults import find_text_faults
from ...plain_text import plain_line
from ..content.fix_content import next_words_content, step_contents
from ..content.table import Row, table
from ..keys.keys_now import with_keys

ASK: Final = "Ask"
_KEYS: Final = "{result.token} inspects the token and calls the API, {step.save} saves, {step.copy} copies."
_NOT_PROVEN: Final = "network.works_from_here"
"""The finding about a success that few users would look for."""
_FROM_THE_PAST: Final = frozenset({SINCE_IT_WORKED, NOTHING_CHANGED})
"""The findings about a failure that tell what no response can."""


@dataclass(frozen=True)
class Chip:
    """What to do in two or three words: the field to change, or whom to ask."""

    verb: str
    """`Change` or `Ask`."""
    what: str
    key: str = ""
    """The key of the field; empty where it names none."""

    def __str__(self) -> str:
        return f"{self.verb}: {self.what}"


@dataclass(frozen=True)
class CardContent:
    """All that the card says of a run. Its texts are masked and harmless."""

    works: bool
    title: str
    """The verdict, one sentence."""
    chip: Chip | None
    """None where nothing has to change."""
    change: ProposedChange | None
    """What to propose for the chip's field; None where nothing has to change."""
    rows: Content
    has_experiment: bool
    """Whether an experiment would tell the first two causes apart."""

    @property
    def sign(self) -> str:
        """One character."""
        return "✓" if self.works else "✗"

    @property
    def asks(self) -> bool:
        """Whether somebody has to be asked first."""
        return self.chip is not None and self.chip.verb == ASK

    @property
    def key(self) -> str:
        """The key of the field to change first; empty where there is none."""
        return self.chip.key if self.chip else ""


def card_content(record: RunRecord, redactor: Redactor) -> CardContent:
    """Return what the card says of a run. `redactor` masks the connector's secrets and the run's tokens."""
    connector = record.connector
    says = headline(connector, record.run, record.findings)
    first = says.tells
    change = proposed_change(first, connector, redactor) if first else None
    chip = _chip(change, first) if change and first else None
    rows: list[Row] = []
    if change and chip and chip.key:
        rows += _change_rows(change, chip.key, connector)
    if first:
        rows += _finding_rows(first, change, works=says.works)
    if says.works:
        rows += _token_rows(record, redactor)
    if says.works and not first:
        rows.append(("Note", Content(plain_line(says.detail))))
    rows += _rows_no_response_tells(record)
    if says.works:
        rows.append(("Keys", Content(with_keys(_KEYS))))
    return CardContent(
        says.works,
        plain_line(says.title),
        chip,
        change,
        table(rows),
        bool(first and first.next and first.next.id),
    )


def _chip(change: ProposedChange, finding: Finding) -> Chip | None:
    if change.ask:
        return Chip(ASK, change.ask)
    if change.keys:
        return Chip("Change", change.fields[0], change.keys[0])
    return Chip("Change", NO_FIELD) if finding.severity == "error" else None


def _change_rows(change: ProposedChange, key: str, connector: Connector) -> Iterator[Row]:
    """Yield what the field holds now, and what to put there."""
    now = value_of(connector, key) if key in PLACES else None
    if isinstance(now, Secret):
        # The length only here on the screen: a report goes further.
        yield "Now", Content.assemble(MASK if now else "", (_seen_of(now), "$quiet"))
    elif change.now:
        yield "Now", Content(change.now)
    if change.to:
        yield "To", Content.styled(change.to, "bold")


def _seen_of(secret: Secret) -> str:
    """Return what may be said of a secret: its length, and what can't be seen in it."""
    clear = secret.reveal()
    faults = (f"it {fault.sentence}" for fault in find_text_faults(clear))
    return f" ({'; '.join([f'{len(clear):,} characters', *faults])})" if clear else "blank"


def _finding_rows(finding: Finding, change: ProposedChange | None, *, works: bool) -> Iterator[Row]:
    cause = (steps_of(finding.cause) or (finding.cause,))[0]
    why = [Content(plain_line(finding.title if works else cause))]
    if not works and finding.certainty:
        why.append(Content.styled(finding.certainty, "$quiet"))
    yield "Why", Content(" ").join(why)
    if change is None or not change.is_all:
        are_many = len(finding.steps) > 1
        for index, step in enumerate(step_contents(finding, numbered=are_many)):
            yield "" if index else "Steps" if are_many else "Do", step
    if finding.next:
        way = with_keys(" Press {result.experiments} for the experiments.") if finding.next.id else ""
        yield "Next", Content.assemble(next_words_content(finding.next), way)
    if finding.lockout_risk:
        yield "Note", Content.styled(LOCKOUT_WARNING, "$warns")


def _token_rows(record: RunRecord, redactor: Redactor) -> Iterator[Row]:
    working = record.run.working
    if working and working.token and working.exchange and working.exchange.response:
        total = working.exchange.timings.total
        took = "" if total is None else f" in {total:,.0f} ms"
        status = working.exchange.response.status
        yield "Worked", Content(f"{working.client_authentication.short_name}: {status}{took}")
        yield "Token", Content(plain_line(redactor.text(token_facts(working.token))))


def _rows_no_response_tells(record: RunRecord) -> Iterator[Row]:
    """Yield what a success does not prove, or what has changed since it last worked."""
    ids = {_NOT_PROVEN} if record.run.working else _FROM_THE_PAST
    found = next((finding for finding in record.findings if finding.id in ids), None)
    if found:
        words = found.title if not record.run.working else f"{found.title} {found.fix}"
        yield "But" if record.run.working else "Since", Content(plain_line(words))
