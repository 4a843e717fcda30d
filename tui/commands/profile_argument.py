"""PROFILE on the command line: read, its secrets filled in or asked for, its problems told."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from ..errors import MissingSecretError, ProfileError
from ..oauth2.connector import Connector
from ..oauth2.field_checks import find_problems
from ..oauth2.secret import MASK, Secret
from ..profiles.profile import Profile
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import (
    PROXY_KEY,
    FromEnv,
    environment_variable,
    is_of_api,
    secret_label,
    with_secret,
)
from ..profiles.storage import profile_path
from .output import is_terminal

_STAND_IN: Final = Secret(MASK)
"""In the place of a secret that nobody gave yet. Even revealed it shows no more than the mask."""


def open_profile(name_or_path: str) -> Profile:
    """Return a profile with the secrets that can be had without asking.

    Raises:
        ProfileError: there is none, or it can't be read.
    """
    return fill_secrets(load_profile(profile_path(name_or_path)), os.environ)


def name_of(profile: Profile) -> str:
    """Return what to call a profile: the connector's name, or the file's where it has none."""
    return profile.connector.name or (profile.path.stem if profile.path else "")


def missing_without_api(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that it takes to get a token: none of the API call's."""
    return tuple(key for key in profile.missing_secrets() if not is_of_api(key))


def missing_in_request(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that are part of the token request; a proxy's URL is not."""
    return tuple(key for key in missing_without_api(profile) if key != PROXY_KEY)


def ask_missing_secrets(
    profiles: Iterable[Profile], missing_in: Callable[[Profile], tuple[str, ...]] = Profile.missing_secrets
) -> list[Profile]:
    """Return the profiles with all secrets, asking at the terminal for those that `missing_in` names.

    Raises:
        MissingSecretError: there is no terminal; every missing secret is named with its variable.
    """
    profiles = list(profiles)
    if not is_terminal(sys.stdin):
        missing = [_how_to_give(profile, key) for profile in profiles for key in missing_in(profile)]
        if missing:
            raise MissingSecretError("\n".join(missing))
    return [_ask(profile, missing_in(profile)) for profile in profiles]


def with_stand_ins(profile: Profile) -> Connector:
    """Return the connector with stand-ins for missing secrets: to be shown masked, never to be sent."""
    connector = profile.connector
    for key in missing_in_request(profile):
        connector = with_secret(connector, key, _STAND_IN)
    return connector


def check_sendable(connectors: Iterable[tuple[str, Connector]]) -> None:
    """Check that every connector's request can be built. Each comes with the name of its profile.

    Raises:
        ProfileError: with a line for each problem: profile, field, what is wrong.
    """
    problems = [
        f"{name}: {problem}" for name, connector in connectors for problem in find_problems(connector)
    ]
    if problems:
        raise ProfileError("\n".join(problems))


def _ask(profile: Profile, keys: Iterable[str]) -> Profile:
    connector = profile.connector
    for key in keys:
        source = profile.source_of(key)
        why = f" ({source.name} is not set)" if isinstance(source, FromEnv) else ""
        what = f"{secret_label(key)} of {name_of(profile)}"
        try:
            typed = getpass.getpass(f"{what}{why}: ")
        except EOFError:
            raise MissingSecretError(f"{what} was not typed; nothing is sent without it.") from None
        connector = with_secret(connector, key, Secret(typed))
    return replace(profile, connector=connector)


def _how_to_give(profile: Profile, key: str) -> str:
    source = profile.source_of(key)
    what = f"{secret_label(key)} of {name_of(profile)}"
    if isinstance(source, FromEnv):
        return f"{what} comes from {source.name}, which is not set: set it, or run this at a terminal."
    return f"{what} is not stored: set {environment_variable(key)}, or run this at a terminal."
