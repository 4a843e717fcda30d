"""`ask PROFILE --shell NAME`: prints a script for the customer's side. Sends nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ProfileError, UsageError
from ..exit_status import ExitStatus
from ..host_names import with_ascii_hosts
from ..interchange.curl_shells import Shell
from ..oauth2.field_checks import find_problems
from ..plain_text import plain_line
from .output import Output, shown_argument
from .profile_argument import name_of, open_profile

if TYPE_CHECKING:
    from ..profiles.profile import Profile


def ask(name_or_path: str, shell: str, file: str, output: Output) -> ExitStatus:
    """Write the script to stdout, or to a new file. No secret is needed, and none is in it.

    Raises:
        ConnectorDoctorError: the profile can't be read, its token URL can't be used, or the file can't be
            written.
    """
    from ..interchange.ask.script import ask_script, file_name

    profile = open_profile(name_or_path)
    _check_url(profile)
    script = ask_script(profile.connector, Shell(shell))
    if file:
        _write(file, script, is_of_windows=shell != "sh")
        output.message(f"Wrote {plain_line(file)}. {_NEXT}")
        return ExitStatus.WORKS
    if shell != "sh" and os.linesep == "\n":
        # Windows' older editors show line feeds alone as one long line. On Windows, stdout adds the rest.
        script = script.replace("\n", "\r\n")
    output.result(script.removesuffix("\n"))
    output.message(f"Save it as {file_name(Shell(shell))}. {_NEXT}")
    return ExitStatus.WORKS


_NEXT = (
    "The customer reads it, runs it inside their network, and sends back what it prints. "
    "Then: connector-doctor explain FILE --beside RUN, RUN being what run --json prints here."
)


def _check_url(profile: Profile) -> None:
    problems = [problem for problem in find_problems(profile.connector) if problem.field == "token_url"]
    if problems:
        shown = (f"{name_of(profile)}: {problem}" for problem in with_ascii_hosts(problems))
        raise ProfileError("\n".join(shown))


def _write(file: str, script: str, *, is_of_windows: bool) -> None:
    """Write the script with the line ends of its system. What is there already is not replaced."""
    if is_of_windows:
        script = script.replace("\n", "\r\n")
    try:
        with Path(file).open("xb") as new:
            new.write(script.encode())
    except FileExistsError:
        raise UsageError(f"{shown_argument(file)} exists already and was not replaced.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise UsageError(f"{shown_argument(file)} can't be written: {reason}.") from None
