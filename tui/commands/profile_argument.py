"""The PROFILE argument: reads the profile, finds or asks for its secrets, and reports its problems."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..errors import MissingSecretError, ProfileError, UsageError
from ..host_names import with_ascii_hosts
from ..oauth2.connector import Connector
from ..oauth2.field_checks import find_problems
from ..oauth2.secret import MASK, Secret
from ..plain_text import plain_line
from ..profiles.exposure import exposure_warnings
from ..profiles.keychain import keychain_problem
from ..profiles.profile import Profile
from ..profiles.profile_paths import profile_path
from ..profiles.reading import fill_secrets, load_profile
from ..profiles.secret_sources import (
    PROXY_KEY,
    FromEnv,
    FromKeyring,
    FromPrompt,
    SecretSource,
    environment_variable,
    is_of_api,
    secret_label,
    with_secret,
)
from .output import Output, is_file_name, is_terminal, shortened

if TYPE_CHECKING:
    from ..profiles.overriding import Override

_STAND_IN: Final = Secret(MASK)
"""Takes the place of a missing secret. Even revealed, it shows only the mask."""
_LONGEST_NAME: Final = 200


def open_profile(name_or_path: str, overrides: Sequence[Override] = ()) -> Profile:
    """Read a profile and fill in the secrets that can be found without asking, and what one run overrides.

    Raises:
        UsageError: it is no file's name. What it is instead is not repeated, because it may hold a secret.
            Or an override is a secret.
        ProfileError: there is no such profile, it can't be read, or an override has a bad value.
    """
    if not is_file_name(name_or_path):
        raise UsageError("PROFILE is the name or the path of a saved profile, and what was given is neither.")
    profile = fill_secrets(load_profile(profile_path(name_or_path)), os.environ)
    if not overrides:
        return profile
    from ..profiles.overriding import overridden

    return overridden(profile, overrides)


def warn_of(profile: Profile, output: Output) -> None:
    """Warn of a file that other users can read, and of a keychain that can't be used where one is needed."""
    for warning in exposure_warnings([profile]):
        output.message(f"! {warning}")
    lacks = any(isinstance(profile.source_of(key), FromKeyring) for key in profile.missing_secrets())
    if lacks and (problem := keychain_problem()):
        output.message(f"! {problem}")


def name_of(profile: Profile) -> str:
    """Return the name to show for a profile: the connector's, or the file's if it has none. It may be cut."""
    return shortened(profile.connector.name or (profile.path.stem if profile.path else ""), _LONGEST_NAME)


def missing_without_api(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that getting a token needs, so none of the API call's."""
    return tuple(key for key in profile.missing_secrets() if not is_of_api(key))


def missing_for(profile: Profile, *, with_api: bool) -> tuple[str, ...]:
    """Return the keys of the missing secrets that a run needs, with a call of the API or without."""
    return profile.missing_secrets() if with_api else missing_without_api(profile)


def missing_in_request(profile: Profile) -> tuple[str, ...]:
    """Return the keys of the missing secrets that are part of the token request. A proxy's URL is not."""
    return tuple(key for key in missing_without_api(profile) if key != PROXY_KEY)


def ask_missing_secrets(profile: Profile, missing: Sequence[str]) -> Profile:
    """Ask at the terminal for the secrets with these keys, and return the completed profile.

    Raises:
        MissingSecretError: there is no terminal, or the user ended a prompt. Without a terminal, the
            message names the environment variable of every missing secret.
    """
    if missing and not is_terminal(sys.stdin):
        raise MissingSecretError("\n".join(_how_to_set(profile, key) for key in missing))
    return _ask(profile, missing)


def with_stand_ins(profile: Profile) -> Connector:
    """Return the connector with stand-ins for missing secrets. Show it masked; never send it."""
    connector = profile.connector
    for key in missing_in_request(profile):
        connector = with_secret(connector, key, _STAND_IN)
    return connector


def check_sendable(profile: Profile, connector: Connector) -> None:
    """Check that the request of a profile can be built, of its connector with secrets or stand-ins for them.

    Raises:
        ProfileError: there are problems; one line for each, with profile, field and what is wrong.
    """
    if problems := with_ascii_hosts(find_problems(connector)):
        raise ProfileError("\n".join(f"{name_of(profile)}: {problem}" for problem in problems))


def _ask(profile: Profile, keys: Iterable[str]) -> Profile:
    connector, asked = profile.connector, dict(profile.found)
    for key in keys:
        why = _why_asked(profile.source_of(key))
        # Nothing else makes the prompt harmless: getpass writes it as it is.
        what = f"{secret_label(key)} for {_shown(name_of(profile))}"
        import getpass  # at a terminal alone

        try:
            typed = getpass.getpass(f"{what}{why}: ")
        except EOFError:
            raise MissingSecretError(f"{what}: nothing was typed, so nothing was sent.") from None
        connector, asked[key] = with_secret(connector, key, Secret(typed)), FromPrompt()
    return replace(profile, connector=connector, found=asked)


def _why_asked(source: SecretSource) -> str:
    if isinstance(source, FromEnv):
        return f" ({_shown(source.name)} is not set)"
    return " (the keychain doesn't give it)" if isinstance(source, FromKeyring) else ""


def _shown(name: str) -> str:
    return plain_line(shortened(name, _LONGEST_NAME))


def _how_to_set(profile: Profile, key: str) -> str:
    source = profile.source_of(key)
    what = f"{secret_label(key)} for {name_of(profile)}"
    if isinstance(source, FromEnv):
        variable = _shown(source.name)
        return f"{what} comes from {variable}, which is not set. Set it, or run this at a terminal."
    if isinstance(source, FromKeyring):
        what += " is to come from the keychain, which doesn't give it. "
        return f"{what}Set {environment_variable(key)}, or run this at a terminal."
    return f"{what} is not stored. Set {environment_variable(key)}, or run this at a terminal."
