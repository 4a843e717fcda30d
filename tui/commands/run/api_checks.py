"""Checks before `run --api` calls an API: its settings, and whether the token may go to that host."""

from __future__ import annotations

import sys

from ...errors import UsageError
from ...host_names import with_ascii_hosts
from ...oauth2.api_request import find_api_problems, leaves_base_url
from ...oauth2.connector import Connector
from ...oauth2.field_checks import Problem
from ...plain_text import plain_line
from ...profiles.file_problems import shown_path
from ...profiles.profile import Profile
from ...profiles.schema import KEYS
from ..output import Output, is_terminal
from ..profile_argument import name_of


def check_callable(profile: Profile, connector: Connector) -> None:
    """Check that the API of a profile can be called, of its connector with secrets or stand-ins for them.

    Raises:
        UsageError: there are problems; one line for each, with file, key and what is wrong.
    """
    if problems := with_ascii_hosts(find_api_problems(connector)):
        file = _file_of(profile)
        raise UsageError("\n".join(f"{file}: {_key_of(problem)}: {problem.message}" for problem in problems))


def allow_other_host(profile: Profile, output: Output) -> None:
    """Ask the user for permission if the API path sends the token to another host than Base Url's.

    Raises:
        UsageError: the user said no, or there is no terminal to ask at.
    """
    there = leaves_base_url(profile.connector)
    if not there:
        return
    base = plain_line(profile.connector.base_url) or "empty"
    problem = f"{_file_of(profile)}: api.path: It leads to {plain_line(there)}, but Base Url is {base}."
    if not is_terminal(sys.stdin):
        raise UsageError(
            f"{problem} The token only goes to the host of Base Url. "
            "Write a path here, or set base_url to that host. "
            "To send the token there anyway, run this at a terminal and answer yes."
        )
    if not output.confirms(f"{problem} Send the token for {name_of(profile)} there?"):
        raise UsageError("Nothing was sent.")


def _file_of(profile: Profile) -> str:
    return shown_path(profile.path) if profile.path else plain_line(name_of(profile))


def _key_of(problem: Problem) -> str:
    """Return the profile key that has the problem. Rows are counted from 1."""
    name = next((key.name for key in KEYS.values() if key.attribute == problem.field), problem.field)
    return name if problem.row is None else f"{name}[{problem.row + 1}]"
