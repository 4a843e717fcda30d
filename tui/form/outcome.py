"""What came of a journey: what its report is about, and whether a token came, or the API accepted it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..oauth2.connector import Connector
from ..oauth2.form_fields import short_label_of
from .field_values import PLACES
from .journey import Journey, RunRecord, with_use_of

if TYPE_CHECKING:
    from ..interchange.report.case import Case
    from ..oauth2.attempt import Attempt

_MOST_NAMED: Final = 2
_WITH_ROWS: Final = frozenset({"additional_headers", "additional_request_data"})


def case_of(journey: Journey) -> Case | None:
    """Return what a report of the last run is about; None without a run."""
    record, uses = journey.record, journey.uses
    if record is None:
        return None
    from ..diagnosis.lint.findings import lint  # none of it is needed by the first screen
    from ..interchange.report.case import Case

    warnings = lint(record.connector)
    # As the connector is called by now: whoever saves it gives it a name, often after the run.
    name = journey.connector.name or "connector"
    corrected = _corrected(journey)
    if not uses:
        return Case(name, record.connector, record.run, record.findings, warnings, corrected=corrected)
    from ..diagnosis.api.findings import together
    from ..oauth2.api_run import ApiRun

    # A call of the API last: its response is the outcome, whatever was rehearsed since.
    uses = tuple(sorted(uses, key=lambda use: use.kind == "call"))
    api = ApiRun(tuple(step for use in uses for step in use.run.steps))
    findings = together(record.findings, (finding for use in uses for finding in use.findings))
    secrets = tuple(secret for use in uses for secret in use.secrets)
    return Case(
        name,
        uses[-1].connector,
        record.run,
        findings,
        warnings,
        api,
        more_secrets=secrets,
        corrected=corrected,
    )


def changed_fields(before: Connector, now: Connector) -> tuple[str, ...]:
    """Return the keys of the fields in which the token requests of two connectors differ."""
    before = with_use_of(before, of=now)
    return tuple(key for key, place in PLACES.items() if place.get(before) != place.get(now))


def what_changed(before: RunRecord | None, now: RunRecord) -> str:
    """Return which fields two runs differ in, in words: `Client Secret changed`; empty if in none."""
    keys = changed_fields(before.connector, now.connector) if before else ()
    if before and len(keys) == 1 and keys[0] in _WITH_ROWS:
        from .changed_rows import changed_rows

        return changed_rows(keys[0], before, now)
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    return f"{', '.join(map(short_label_of, keys[:_MOST_NAMED]))}{more} changed" if keys else ""


def telling_attempt(record: RunRecord) -> Attempt:
    """Return the attempt that tells how a run ended: the one that worked, or the last that was made."""
    made = [attempt for attempt in record.run.attempts if attempt.exchange]
    return record.run.working or made[-1]


def _corrected(journey: Journey) -> tuple[str, ...]:
    """Return the labels of the fields that were changed between a run that failed and one that works."""
    record, before = journey.record, journey.before
    if record is None or before is None or before.run.working or not record.run.working:
        return ()
    return tuple(map(short_label_of, changed_fields(before.connector, record.connector)))


def works(journey: Journey, *, with_api: bool) -> bool:
    """Tell whether the last run got a token; `with_api`, whether the API has accepted it."""
    if with_api:
        from ..diagnosis.api.success import WORKS

        return any(finding.id == WORKS for use in journey.uses for finding in use.findings)
    return journey.record is not None and journey.record.run.verdict == "works"
