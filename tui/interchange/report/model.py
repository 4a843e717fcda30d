"""A report: what it says, built once from a run, for every format that it is written in.

Case ──> Report ──┬─ sections   for people: Markdown, HTML
                  └─ document   for programs: what `run --json` prints, and what the report adds
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...diagnosis.finding import Finding
from ...diagnosis.verdict import headline
from ..exchange_json import moment_text
from ..findings_text import LOCKOUT_WARNING, next_line
from ..run_json import run_document
from .blocks import Block, Fact, Facts, Items, Mood, Prose, Section
from .case import Case
from .changes import changes_of
from .exchange_section import exchange_section
from .for_customer import plain_words
from .for_vendor import vendor_section
from .log_entries import log_entries, logs_section
from .maker import Maker


@dataclass(frozen=True)
class Report:
    """What one report says of one connector. Every text of it is masked and harmless."""

    name: str
    title: str
    """The verdict, in a sentence."""
    detail: str
    mood: Mood
    made: str
    """When, in UTC, to the second."""
    sections: tuple[Section, ...]
    case: Case
    added: dict[str, Any]
    """What the report adds to the JSON of the run."""

    def document(self) -> dict[str, Any]:
        """Return what `run --json` prints, and what the report adds. A large response takes seconds."""
        case = self.case
        run = run_document(case.profile, case.run, case.redactor, case.all_findings, case.api, case.secrets)
        return {**run, "report": self.added}


def make_report(case: Case, made: datetime, maker: Maker) -> Report:
    """Return the report of a run. Nothing is sent."""
    found = headline(case.connector, case.run, case.findings)
    changes, customer, entries = changes_of(case, found), plain_words(case), log_entries(case)
    why = found.tells.cause if found.tells and not found.works else found.detail
    alone = (f"For this run alone, {words}." for words in case.overridden)
    title, detail = case.shown(found.title), case.shown(" ".join(filter(None, (*alone, why))))
    moment = moment_text(made, "seconds") or ""
    added = {
        "made": moment,
        "tool": maker.tool,
        "python": maker.python,
        "system": maker.system,
        "title": title,
        "detail": detail,
        "change": changes.document(),
        "customer": {
            "tried": customer.tried,
            "said": list(customer.said),
            "meaning": customer.meaning,
            "asked": list(customer.asked),
        },
        "logs": [entry.document() for entry in entries],
    }
    sections = (
        logs_section(entries),
        changes.section(),
        customer.section(),
        vendor_section(case, found.tells),
        *_exchanges(case, made),
        *_findings(case, found.tells),
        _about(moment, maker),
    )
    mood: Mood = "good" if found.works else "bad"
    return Report(case.shown(case.profile), title, detail, mood, moment, sections, case, added)


def overview(reports: Sequence[Report]) -> Section | None:
    """Return the verdicts of several reports, to begin a file with; None for one report."""
    if len(reports) < 2:
        return None
    verdicts = tuple(f"{report.name}: {report.title}" for report in reports)
    return Section(f"{len(reports)} connectors", (Items(verdicts),))


def _exchanges(case: Case, made: datetime) -> Iterator[Section]:
    skipped = [attempt for attempt in case.run.attempts if attempt.exchange is None]
    words = (
        f"{one.client_authentication.short_name} was not tried: {one.skipped_because}" for one in skipped
    )
    yield Section("Requests and responses", tuple(Prose(case.shown(text)) for text in words))
    yield from (exchange_section(case, sent, made) for sent in case.sent)


def _findings(case: Case, told: Finding | None) -> Iterator[Section]:
    """Yield the findings that the sections before have not told."""
    others = [finding for finding in case.all_findings if finding is not told]
    if others:
        yield Section("Other findings" if told else "Findings", ())
    for finding in others:
        title = case.shown(f"{finding.severity.capitalize()}: {finding.title}")
        mood: Mood = "bad" if finding.severity == "error" else "neutral"
        yield Section(title, tuple(_finding(case, finding)), 2, mood)


def _finding(case: Case, finding: Finding) -> Iterator[Block]:
    yield Prose(case.shown(f"{finding.cause} {finding.certainty}".strip()))
    yield Items(tuple(map(case.shown, finding.steps)), is_numbered=len(finding.steps) > 1)
    facts = [Fact("Seen", case.shown(words)) for words in finding.evidence]
    if finding.fields:
        facts.insert(0, Fact("Field", ", then ".join(finding.fields), is_exact=False))
    if finding.next:
        facts.append(Fact("Next", case.shown(next_line(finding.next).removeprefix("Next: ")), is_exact=False))
    if finding.lockout_risk:
        facts.append(Fact("Careful", LOCKOUT_WARNING, is_exact=False))
    if finding.reference:
        facts.append(Fact("See", case.shown(finding.reference), is_exact=False))
    if facts:
        yield Facts(tuple(facts))


def _about(moment: str, maker: Maker) -> Section:
    rows = (
        Fact("Made", f"{moment} by {maker.tool}", is_exact=False),
        Fact("On", f"Python {maker.python}, {maker.system}", is_exact=False),
        Fact("Masked", "secrets, tokens and cookies are shown as ••••••••", is_exact=False),
    )
    return Section("About this report", (Facts(rows),))
