"""What came of running one profile: its findings, its exit status, and how both are written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ...diagnosis.finding import Finding, by_severity
from ...diagnosis.guard import fault_finding
from ...diagnosis.lint.findings import lint
from ...diagnosis.run_diagnosis import diagnose_run
from ...errors import ConnectorDoctorError
from ...exit_status import ExitStatus, status_of
from ...interchange.run_json import run_document
from ...oauth2.attempt import Run
from ...oauth2.lean.frozen import frozen
from ...oauth2.masking.redaction import Redactor
from ...oauth2.own_fault import OwnFault, own_fault
from ...past_runs import with_past
from ...profiles.profile import Profile
from ...profiles.secret_origins import secret_origins
from ..output import Output
from ..profile_argument import name_of
from .options import RunOptions

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Rule
    from ...interchange.report.case import Case
    from ...oauth2.api_run import ApiRun


@frozen
class Outcome:
    """The result of running one profile."""

    run: Run
    api: ApiRun | None
    """None if the API was not called, because nobody asked for it or there was no token."""
    ended: datetime


def tell(
    profile: Profile,
    outcome: Outcome | OwnFault,
    rules: tuple[Rule, ...] | None,
    options: RunOptions,
    output: Output,
) -> tuple[ExitStatus, tuple[Finding, ...]]:
    """Write what came of one profile, and return its exit status and its findings.

    A fault of ours is this profile's alone.
    """
    if isinstance(outcome, Outcome):
        try:
            is_saved = not _overridden(profile, options)
            findings = _findings(profile, outcome, rules, is_saved=is_saved)
            _write(profile, outcome, findings, rules, options, output)
            return _status_of(outcome, findings), findings
        except ConnectorDoctorError:  # the result can't be written
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours)
            outcome = own_fault(error)
    name, fault = name_of(profile), fault_finding(outcome)
    if options.as_json:
        document = run_document(
            name,
            Run(()),
            Redactor.for_connector(profile.connector),
            [fault],
            secrets=secret_origins(profile),
        )
        output.json(document | {"verdict": "fails"})
    else:
        output.result(f"✗ {name} fails: internal error: {outcome}. Please report this line.")
    return ExitStatus.INTERNAL_ERROR, (fault,)


def _status_of(outcome: Outcome, findings: tuple[Finding, ...]) -> ExitStatus:
    if outcome.api is None:
        return status_of(outcome.run)
    from ...diagnosis.api.findings import api_works

    return status_of(outcome.run, api_works=api_works(findings))


def _findings(
    profile: Profile, outcome: Outcome, rules: tuple[Rule, ...] | None, *, is_saved: bool
) -> tuple[Finding, ...]:
    """Return the findings about the token request and the API call, the most telling first.

    A run with other values than the saved ones is none of the profile's: it is not remembered.
    """
    connector = profile.connector
    found = diagnose_run(connector, outcome.run, rules, now=outcome.ended)
    found = with_past(profile.path if is_saved else None, connector, outcome.run, found, outcome.ended)
    if outcome.api is None or outcome.run.working is None:
        return found
    from ...diagnosis.api.findings import diagnose_api, together

    about_api = diagnose_api(connector, outcome.api, outcome.run.working, rules, now=outcome.ended)
    return together(found, about_api)


def _overridden(profile: Profile, options: RunOptions) -> tuple[str, ...]:
    """Return in words what this run sets that the profile's file has otherwise."""
    if not options.overrides or profile.version is None:
        return ()
    from ...profiles.overriding import differing

    changed = differing(profile.version.connector, options.overrides)
    return tuple(f"{each.words} ({each.option})" for each in changed)


def _write(
    profile: Profile,
    outcome: Outcome,
    findings: tuple[Finding, ...],
    rules: tuple[Rule, ...] | None,
    options: RunOptions,
    output: Output,
) -> None:
    name, connector = name_of(profile), profile.connector
    warnings, overridden = lint(connector), _overridden(profile, options)
    stopped = next((one.skipped_because for one in outcome.run.attempts), "")
    if stopped and not any(attempt.exchange for attempt in outcome.run.attempts):
        output.message(f"{name}: nothing was sent. {stopped} To send anyway, see --max-failed-logins.")
    if options.as_json:
        redactor = Redactor.for_connector(connector)
        for words in overridden:
            output.message(redactor.text(f"{name}: not as saved: {words}"))
        shown = tuple(each for each in by_severity((*findings, *warnings)) if each.is_at_least(options.least))
        document = run_document(name, outcome.run, redactor, shown, outcome.api, secret_origins(profile))
        output.json(document)
        return
    from ...interchange.run_text.report import run_report
    from ...interchange.run_text.told import Told

    told = Told(
        name, connector, outcome.run, findings, warnings, outcome.api, rules, overridden, options.least
    )
    report = run_report(told, is_verbose=options.amount == "everything")
    output.report(report, options.color, is_verdict_alone=options.amount == "verdict")


def case_of(
    profile: Profile, outcome: Outcome | OwnFault, findings: tuple[Finding, ...], options: RunOptions
) -> Case:
    """Return what the report is to tell of one profile."""
    from ...interchange.report.case import Case

    run, api = (outcome.run, outcome.api) if isinstance(outcome, Outcome) else (Run(()), None)
    warnings, secrets = lint(profile.connector), secret_origins(profile)
    overridden = _overridden(profile, options)
    return Case(name_of(profile), profile.connector, run, findings, warnings, api, secrets, overridden)
