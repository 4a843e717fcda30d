"""What has to be settled before the API of a profile is called: its problems, and where the token may go."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from ..errors import UsageError
from ..oauth2.api_request import find_api_problems, leaves_base_url
from ..oauth2.connector import Connector
from ..oauth2.field_checks import Problem
from ..plain_text import plain_line
from ..profiles.file_problems import shown_path
from ..profiles.profile import Profile
from ..profiles.schema import KEYS
from .output import Output, is_terminal
from .profile_argument import name_of


def check_callable(profiles: Iterable[tuple[Profile, Connector]]) -> None:
    """Check that the API of every profile can be called. Each comes with its connector, secrets filled in.

    Raises:
        UsageError: with a line for each problem: file, key, what is wrong.
    """
    problems = [
        f"{_file_of(profile)}: {_key_of(problem)}: {problem.message}"
        for profile, connector in profiles
        for problem in find_api_problems(connector)
    ]
    if problems:
        raise UsageError("\n".join(problems))


def allow_other_host(profile: Profile, output: Output) -> None:
    """Ask whether the token may go to another host than the Base Url's, where the API path leads there.

    Raises:
        UsageError: it may not, or there is no terminal to ask at.
    """
    there = leaves_base_url(profile.connector)
    if not there:
        return
    where = f"{_file_of(profile)}: api.path: It leads to {plain_line(there)}, and Base Url is "
    base = plain_line(profile.connector.base_url) or "empty"
    if not is_terminal(sys.stdin):
        raise UsageError(
            f"{where}{base}: the token goes to the Base Url's host alone. Write a path there, or set "
            "base_url to that host; or run this at a terminal, where you are asked."
        )
    if not output.confirms(f"{where}{base}. Send the token of {name_of(profile)} there?"):
        raise UsageError("Nothing was sent.")


def _file_of(profile: Profile) -> str:
    return shown_path(profile.path) if profile.path else plain_line(name_of(profile))


def _key_of(problem: Problem) -> str:
    """Return the key of a profile that has the problem, with its row counted from 1."""
    name = next((key.name for key in KEYS.values() if key.attribute == problem.field), problem.field)
    return name if problem.row is None else f"{name}[{problem.row + 1}]"
