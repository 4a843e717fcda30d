"""Explains what customers' scripts printed, alone or beside a run of ours: for `explain` and for a paste.

text ──sides_in──> Side of each output ──side_findings──> findings
run  ──run_side──> Side of ours ─────────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...diagnosis.finding import Finding, Severity
from ...diagnosis.sides.findings import asked_another, side_findings
from ...diagnosis.sides.side import Side
from ...diagnosis.sides.telling import endpoint_of, outcome, quote
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ..explain_json import SCHEMA
from ..explained_text import below_verdict, explained_verdict
from .reading import sides_in


@dataclass(frozen=True)
class ExplainedSide:
    """What one script printed, the run that it was compared with, and what is found."""

    there: Side
    here: Side | None
    findings: tuple[Finding, ...]


def explain_sides(text: str, ours: Sequence[Side] = ()) -> tuple[ExplainedSide, ...]:
    """Return what the scripts' outputs in a text say, in its order; empty where it holds none. Never raises.

    `ours` are runs: each output is compared with the first one that asked the same server.
    """
    return tuple(explain_side(there, beside(there, ours)) for there in sides_in(text))


def beside(there: Side, ours: Sequence[Side]) -> Side | None:
    """Return the run to compare a side with: one of the same server if there is one, else the first."""
    same = (side for side in ours if not asked_another(there, side))
    return next(same, ours[0] if ours else None)


def explain_side(there: Side, here: Side | None = None) -> ExplainedSide:
    """Return what one output says, alone or beside a run. Never raises."""
    return ExplainedSide(there, here, side_findings(there, here))


def newest(explained: Sequence[ExplainedSide]) -> ExplainedSide:
    """Return the output that was printed last: by its own time, or else by its place in the text."""
    timed = [each for each in explained if each.there.time]
    return max(timed, key=lambda each: str(each.there.time)) if timed else explained[-1]


def sides_document(source: str, explained: Sequence[ExplainedSide]) -> dict[str, Any]:
    """Return what `explain --json` prints for a text with scripts' outputs. The newest one leads."""
    last = newest(explained)
    response = last.there.response
    return {
        "schema": SCHEMA,
        "source": quote(source),
        "status": response.status if response else None,
        "error": quote(last.there.error) or None,
        "phase": "token",
        "phase_by": "response",
        "findings": [finding.document() for finding in last.findings],
        "ask": [_document(each) for each in explained],
    }


def sides_report(
    name: str, explained: Sequence[ExplainedSide], least: Severity = "info", *, names_options: bool = True
) -> Iterator[Paragraph]:
    """Yield what `explain` prints for a text with scripts' outputs, with the options that tell more."""
    for index, each in enumerate(explained):
        if index:
            yield BLANK
        how = "" if each.here or not names_options else "; --beside RUN compares it with a run"
        yield explained_verdict(name, each.findings)
        yield paragraph(Span(f"{side_heading(each)}{how}", Ink.FAINT), indent=2)
        yield from below_verdict(each.findings, least)


def side_heading(each: ExplainedSide) -> str:
    """Return what an output is of: when, which server, and what it was compared with."""
    compared = "beside the run" if each.here else "alone"
    when = f" of {each.there.time:%Y-%m-%d %H:%M} UTC" if each.there.time else ""
    return f"output of ask{when} for {endpoint_of(each.there)}, {compared}"


def _document(each: ExplainedSide) -> dict[str, Any]:
    return {
        "there": _side(each.there),
        "here": _side(each.here) if each.here else None,
        "findings": [finding.document() for finding in each.findings],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "url": quote(side.url),
        "time": side.time.isoformat() if side.time else None,
        "reach": side.reach.value,
        "outcome": outcome(side),
        "addresses": [quote(address) for address in side.addresses],
        "ip": quote(side.ip) or None,
        "proxy": quote(side.proxy) or None,
        "proxies": [quote(setting) for setting in side.proxies],
        "certificates": [
            {
                "subject": quote(seen.subject),
                "issuer": quote(seen.issuer),
                "not_before": quote(seen.not_before or "") or None,
                "not_after": quote(seen.not_after or "") or None,
                "sha256": quote(seen.sha256 or "") or None,
            }
            for seen in side.certificates
        ],
        "status": side.response.status if side.response else None,
        "failure": side.failure.kind.value if side.failure else None,
        "failure_cause": side.failure.cause.word if side.failure else None,
    }
