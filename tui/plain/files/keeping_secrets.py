"""Asks where to keep the secrets of a profile that is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ...form.source_words import source_warnings, source_words
from ...profiles.keychain import keychain_problem
from ...profiles.profile import Profile
from ...profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    environment_variable,
    secret_keys,
    secret_label,
    secret_value,
)
from ...profiles.variable_names import check_variable_name
from ..conversation import Conversation

_ONE_BY_ONE: Final = "each in a place of its own"
_PLACES: Final[Mapping[str, Callable[[str], SecretSource]]] = {
    "asked for each time": lambda key: FromPrompt(),
    "in the environment": lambda key: FromEnv(environment_variable(key)),
    "in the system keychain": lambda key: FromKeyring(),
    "in the file, in plain text": lambda key: FromPlain(),
}


def chosen_sources(talk: Conversation) -> Mapping[str, SecretSource]:
    """Ask where to keep the secrets, all alike or each by itself; those of an opened profile may stay.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    profile, no_keychain = talk.journey.profile, keychain_problem()
    keys = secret_keys(profile.connector)
    now = {key: profile.source_of(key) for key in keys}
    options: dict[str, Mapping[str, SecretSource]] = {}
    if profile.path:
        options[f"as now: {', '.join(dict.fromkeys(map(source_words, now.values())))}"] = now
    for words, source_of in _PLACES.items():
        options[words] = {key: source_of(key) for key in keys}
    if no_keychain:
        del options["in the system keychain"]
    others = [_ONE_BY_ONE] if len(keys) > 1 else []
    talk.console.say("Where to keep the secrets:")
    index = talk.console.chooses([*options, *others])
    chosen = [*options.values()][index] if index < len(options) else _each_source(talk, profile, no_keychain)
    for warning in source_warnings(replace(profile, sources=chosen), no_keychain):
        talk.console.say(f"! {warning}")
    return chosen


def _each_source(talk: Conversation, profile: Profile, no_keychain: str) -> Mapping[str, SecretSource]:
    """Ask where to keep each secret; one may come from a variable of another name."""
    chosen: dict[str, SecretSource] = {}
    for key in secret_keys(profile.connector):
        now = profile.source_of(key)
        options = {f"as now: {source_words(now)}": now} if profile.path else {}
        options |= {words: source_of(key) for words, source_of in _PLACES.items()}
        if no_keychain:
            del options["in the system keychain"]
        talk.console.say(f"{secret_label(key)}:")
        source = [*options.values()][talk.console.chooses([*options])]
        chosen[key] = (
            _named_variable(talk, key, profile) if source == FromEnv(environment_variable(key)) else source
        )
    return chosen


def _named_variable(talk: Conversation, key: str, profile: Profile) -> FromEnv:
    secret = secret_value(profile.connector, key)
    while True:
        name = talk.console.ask("Environment variable", environment_variable(key))
        if not (problem := check_variable_name(name, secret)):
            return FromEnv(name)
        talk.console.say(f"✗ {problem}")
