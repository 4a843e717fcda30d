"""The PROFILE argument: reads the profile, finds or asks for its secrets, and reports its problems."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from ..errors import MissingSecretError, ProfileError, UsageError
from ..host_names import with_ascii_hosts
from ..oauth2.connector import Connector
from ..oauth2.field_checks import find_problems
from ..oauth2.secret import MASK, Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.profile_paths import profile_path
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import (
    PROXY_KEY,
    FromEnv,
    environment_variable,
    is_of_api,
    secret_label,
    with_secret,
)
from .output import is_file_name, is_terminal, shortened

_STAND_IN: Final = Secret(MASK)
"""Takes the place of a missing secret. Even revealed, it shows only the mask."""
_LONGEST_NAME: Final = 200


def open_profile(name_or_path: str) -> Profile:
    """Read a profile and fill in the secrets that can be found without asking.

    Raises:
        UsageError: it is no file's name. What it is instead is not repeated, because it may hold a secret.
        ProfileError: there is no such profile, or it can't be read.
    """
    if not is_file_name(name_or_path):
        raise UsageError("PROFILE is the name or the path of a saved profile, and what was given is neither.")
    return fill_secrets(load_profile(profile_path(name_or_path)), os.environ)


def name_of(profile: Profile) -> str:
    """Return the name to show for a profile: the connector's, or the file's if it has none. It may be cut."""
    return shortened(profile.connector.name or (profile.path.stem if profile.path else ""), _LONGEST_NAME)


def missing_without_api(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that getting a token needs, so none of the API call's."""
    return tuple(key for key in profile.missing_secrets() if not is_of_api(key))


def missing_in_request(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that are part of the token request. A proxy's URL is not."""
    return tuple(key for key in missing_without_api(profile) if key != PROXY_KEY)


def ask_missing_secrets(
    profiles: Iterable[Profile], missing_in: Callable[[Profile], tuple[str, ...]] = Profile.missing_secrets
) -> list[Profile]:
    """Ask at the terminal for the secrets that `missing_in` names, and return the completed profiles.

    Raises:
        MissingSecretError: there is no terminal, or the user ended a prompt. Without a terminal, the
            message names the environment variable of every missing secret.
    """
    profiles = list(profiles)
    if not is_terminal(sys.stdin):
        missing = [_how_to_set(profile, key) for profile in profiles for key in missing_in(profile)]
        if missing:
            raise MissingSecretError("\n".join(missing))
    return [_ask(profile, missing_in(profile)) for profile in profiles]


def with_stand_ins(profile: Profile) -> Connector:
    """Return the connector with stand-ins for missing secrets. Show it masked; never send it."""
    connector = profile.connector
    for key in missing_in_request(profile):
        connector = with_secret(connector, key, _STAND_IN)
    return connector


def check_sendable(connectors: Iterable[tuple[str, Connector]]) -> None:
    """Check that the request of every connector can be built. Each is paired with its profile's name.

    Raises:
        ProfileError: there are problems; one line for each, with profile, field and what is wrong.
    """
    problems = [
        f"{name}: {problem}"
        for name, connector in connectors
        for problem in with_ascii_hosts(find_problems(connector))
    ]
    if problems:
        raise ProfileError("\n".join(problems))


def _ask(profile: Profile, keys: Iterable[str]) -> Profile:
    connector = profile.connector
    for key in keys:
        source = profile.source_of(key)
        why = f" ({_shown(source.name)} is not set)" if isinstance(source, FromEnv) else ""
        # Nothing else makes the prompt harmless: getpass writes it as it is.
        what = f"{secret_label(key)} for {_shown(name_of(profile))}"
        import getpass  # at a terminal alone

        try:
            typed = getpass.getpass(f"{what}{why}: ")
        except EOFError:
            raise MissingSecretError(f"{what}: nothing was typed, so nothing was sent.") from None
        connector = with_secret(connector, key, Secret(typed))
    return replace(profile, connector=connector)


def _shown(name: str) -> str:
    return plain_line(shortened(name, _LONGEST_NAME))


def _how_to_set(profile: Profile, key: str) -> str:
    source = profile.source_of(key)
    what = f"{secret_label(key)} for {name_of(profile)}"
    if isinstance(source, FromEnv):
        variable = _shown(source.name)
        return f"{what} comes from {variable}, which is not set. Set it, or run this at a terminal."
    return f"{what} is not stored. Set {environment_variable(key)}, or run this at a terminal."
