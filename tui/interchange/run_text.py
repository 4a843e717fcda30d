"""A run as plain text for people: what `run` prints without --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..diagnosis.finding import Finding
from ..diagnosis.verdict import headline
from ..oauth2.api_run import ApiRun
from ..oauth2.attempt import Run
from ..oauth2.connector import Connector
from ..oauth2.redaction import Redactor
from ..plain_text import plain_line
from .api_text import api_lines
from .exchange_text import attempt_lines, indented


def run_report(
    profile_name: str,
    connector: Connector,
    run: Run,
    redactor: Redactor,
    findings: Sequence[Finding] = (),
    api: ApiRun | None = None,
) -> str:
    """Return the headline with the first finding's fix, the other findings, then each attempt.

    `findings` are those of the run, the one to act on first. An attempt is told with its status, its way and
    the time of each layer, what the answer says, and its body; `api` after them, the call made with the
    token. Secrets that the redactor knows, and the tokens received in this run, are masked everywhere.
    """
    redactor = redactor.with_secrets((*run.secrets, *(api.secrets if api else ())))
    found = headline(connector, run, findings)
    lines = [f"{plain_line(redactor.text(profile_name))}: {found.title}"]
    lines += indented(found.detail, 1)
    for finding in findings:
        is_told = finding is found.tells
        lines += _finding(finding, redactor, is_told=is_told)
        # What a failure rests on stands with each attempt.
        if finding.evidence and not (is_told and run.verdict == "unreachable"):
            lines += indented(plain_line(redactor.text("seen: " + "; ".join(finding.evidence))), 2)
    for attempt in run.attempts:
        lines += ["", *attempt_lines(attempt, redactor)]
    if api:
        lines += ["", *api_lines(api, redactor)]
    return "\n".join(lines)


def _finding(finding: Finding, redactor: Redactor, *, is_told: bool) -> Iterator[str]:
    """Yield a finding; of the one that the headline has told, what is left to say."""
    if not is_told:
        yield ""
        yield from indented(
            plain_line(redactor.text(f"{finding.severity}: {finding.title} {finding.fix}")), 1
        )
    if finding.lockout_risk:
        yield from indented("Trying again counts as a failed login, and enough of them lock the account.", 2)
