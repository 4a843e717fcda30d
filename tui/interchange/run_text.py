"""A run as text for people: what `run` prints without --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..diagnosis.finding import Finding
from ..diagnosis.steps import listed
from ..diagnosis.verdict import headline
from ..oauth2.attempt import Run
from ..oauth2.connector import Connector
from ..oauth2.masking.redaction import Redactor
from ..plain_text import plain_line
from .exchange_text import attempt_lines, indented
from .findings_text import LOCKOUT_WARNING, next_line

if TYPE_CHECKING:
    from ..oauth2.api_run import ApiRun


def run_report(
    profile_name: str,
    connector: Connector,
    run: Run,
    redactor: Redactor,
    findings: Sequence[Finding] = (),
    api: ApiRun | None = None,
) -> str:
    """Return the headline with the first finding's fix, the other findings, each attempt, then the API call.

    `findings` are those of the run, the most urgent first. Each attempt is shown with its status, its
    connection, the time of each layer, and the response. `api` is the API call, if one was made. Secrets
    that the redactor knows, and the tokens received in this run, are masked everywhere.
    """
    redactor = redactor.with_secrets((*run.secrets, *(api.secrets if api else ())))
    found = headline(connector, run, findings)
    lines = [f"{plain_line(redactor.text(profile_name))}: {found.title}"]
    lines += indented(found.detail, 1)
    lines += [line for step in found.steps for line in indented(step, 2)]
    for finding in findings:
        in_headline = finding is found.tells
        lines += _finding(finding, redactor, in_headline=in_headline)
        # The attempts below show the evidence of an unreachable server.
        if finding.evidence and not (in_headline and run.verdict == "unreachable"):
            lines += indented(plain_line(redactor.text("seen: " + "; ".join(finding.evidence))), 2)
    for attempt in run.attempts:
        lines += ["", *attempt_lines(attempt, redactor)]
    if api:
        from .api_text import api_lines

        lines += ["", *api_lines(api, redactor)]
    return "\n".join(lines)


def _finding(finding: Finding, redactor: Redactor, *, in_headline: bool) -> Iterator[str]:
    """Yield a finding, without the part that the headline already shows."""
    if in_headline:
        if finding.certainty:
            yield from indented(finding.certainty, 2)
        if finding.next:
            yield from indented(plain_line(redactor.text(next_line(finding.next))), 2)
    else:
        steps = listed(finding.fix)
        words = finding.title if steps else f"{finding.title} {finding.fix}"
        yield ""
        yield from indented(plain_line(redactor.text(f"{finding.severity}: {words}")), 1)
        for step in steps:
            yield from indented(plain_line(redactor.text(step)), 2)
    if finding.lockout_risk:
        yield from indented(LOCKOUT_WARNING, 2)
