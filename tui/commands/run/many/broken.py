"""What is told of a profile that could not be run, while the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from ....diagnosis.finding import Finding
from ....diagnosis.guard import fault_finding
from ....errors import ConnectorDoctorError, MissingSecretError, ProfileNotFoundError
from ....exit_status import ExitStatus
from ....interchange.json_text import json_text
from ....interchange.run_json import run_document
from ....oauth2.attempt import Run
from ....oauth2.masking.redaction import Redactor
from ....oauth2.own_fault import OwnFault
from ....plain_text import plain_line
from ...output import is_file_name, shortened
from ..options import RunOptions
from .told import Cause, Told

_LONGEST_NAME: Final = 200
_NO_SECRETS: Final = Redactor(())


def told_of_broken(
    name: str, why: ConnectorDoctorError | OwnFault, options: RunOptions, messages: Sequence[str] = ()
) -> Told:
    """Return what is told of a profile that nothing was sent for: it can't be used, or we failed on it."""
    shown = shown_name(name)
    finding = fault_finding(why) if isinstance(why, OwnFault) else _finding(why)
    if options.as_json:
        document = run_document(shown, Run(()), _NO_SECRETS, [finding])
        result = json_text(document | {"verdict": "fails"})
    elif isinstance(why, OwnFault):
        result = f"{shown}: Fails: internal error: {why}. Please report this line."
    else:
        lines = "\n".join(f"  {plain_line(line)}" for line in str(why).splitlines())
        result = f"✗ {shown} was not sent: {finding.title[0].lower()}{finding.title[1:]}\n\n{lines}"
    status = ExitStatus.INTERNAL_ERROR if isinstance(why, OwnFault) else ExitStatus.USAGE
    cause = Cause(finding.id, finding.title, "\n".join((finding.cause, finding.fix, *finding.evidence)))
    return Told(shown, status, result, tuple(messages), cause, was_sent=False)


def shown_name(name: str) -> str:
    """Return what to call a profile that can't be read, by what was typed for it."""
    if not is_file_name(name):
        return "What was given instead of a profile's name"
    path = PurePath(name)
    return plain_line(shortened(path.stem if path.suffix == ".toml" else name, _LONGEST_NAME))


def _finding(error: ConnectorDoctorError) -> Finding:
    first, *others = map(plain_line, str(error).splitlines() or [""])
    kind, title, fix = "unusable", "This profile can't be used.", "Correct the profile, and run it again."
    if isinstance(error, ProfileNotFoundError):
        kind, title, fix = "not_found", "There is no such profile.", "Check the name."
    elif isinstance(error, MissingSecretError):
        kind, title = "secret_missing", "A secret of this profile is missing."
        fix = "Set the environment variable, or run this at a terminal."
    return Finding(f"profile.{kind}", "error", (), title, first, fix, tuple(others))
