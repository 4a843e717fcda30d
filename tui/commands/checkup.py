"""`checkup [PROFILE]`: says what on this machine may keep a test from working. Nothing is sent."""

from __future__ import annotations

from ..checkup.checkup import check_machine, worst
from ..checkup.document import checkup_document
from ..checkup.machine import Machine, this_machine
from ..checkup.text import checkup_text
from ..errors import ProfileError, UsageError
from ..exit_status import ExitStatus
from ..profiles.profile_paths import SUFFIX, profile_path, profiles_folder
from ..profiles.reading import load_profile
from ..terminal.color import ColorChoice
from .output import Output, is_file_name
from .profile_argument import name_of

_MOST_PROFILES = 500


def checkup(name_or_path: str | None, output: Output, *, color: ColorChoice, as_json: bool) -> ExitStatus:
    """Write what the checks found. Without a profile, the hosts of all saved ones are looked at.

    Returns:
        1 if anything has to be fixed before a test can work; a warning is none.

    Raises:
        ConnectorDoctorError: the profile can't be read.
    """
    machine, name = (_of_saved(), None) if name_or_path is None else _of_one(name_or_path)
    families = tuple(check_machine(machine))
    if as_json:
        output.json(checkup_document(families, machine.now, name), indent=2)
    else:
        output.report(checkup_text(families), color)
    return ExitStatus.REFUSED if worst(families) == "problem" else ExitStatus.WORKS


def _of_one(name_or_path: str) -> tuple[Machine, str]:
    """Return the machine with a profile. Its secrets are not needed, so nothing is asked or looked up."""
    if not is_file_name(name_or_path):
        raise UsageError("PROFILE is the name or the path of a saved profile, and what was given is neither.")
    profile = load_profile(profile_path(name_or_path))
    return this_machine((profile,)), name_of(profile)


def _of_saved() -> Machine:
    """Return the machine with the saved profiles. A folder that can't be read has none: its check says so."""
    profiles, unreadable = [], []
    try:
        paths = sorted(path for path in profiles_folder().iterdir() if path.suffix == SUFFIX)
    except (OSError, RuntimeError):
        paths = []
    for path in paths[:_MOST_PROFILES]:
        try:
            profiles.append(load_profile(path))
        except ProfileError as error:
            unreadable.append(str(error).partition("\n")[0])
    return this_machine(tuple(profiles), tuple(unreadable))
