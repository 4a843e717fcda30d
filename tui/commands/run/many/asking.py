"""Asks at the terminal, before anything is sent, for what the profiles of a fleet need of the user."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ....errors import ConnectorDoctorError
from ....oauth2.secret import Secret
from ....profiles.profile import Profile
from ....profiles.secret_sources import secret_value
from ...output import Output, is_terminal
from ...profile_argument import (
    ask_missing_secrets,
    check_sendable,
    missing_for,
    open_profile,
    with_stand_ins,
)
from ..options import RunOptions


@dataclass(frozen=True)
class Answers:
    """What the user said about one profile."""

    typed: Mapping[str, Secret] = field(default_factory=dict)
    """The secrets, by their keys."""
    may_leave: bool = False
    """Whether the token may go to another host than the Base Url's."""


def ask_ahead(names: Iterable[str], options: RunOptions, output: Output) -> dict[int, Answers]:
    """Return the answers about the profiles that need some, by their number. Without a terminal, none.

    A profile that can't be run is not asked about: what is wrong with it is told when its turn comes.
    """
    answers: dict[int, Answers] = {}
    if not is_terminal(sys.stdin):
        return answers
    for number, name in enumerate(names):
        try:
            answered = _ask(open_profile(name, options.overrides), options, output)
        except ConnectorDoctorError:
            continue
        if answered.typed or answered.may_leave:
            answers[number] = answered
    return answers


def _ask(profile: Profile, options: RunOptions, output: Output) -> Answers:
    check_sendable(profile, with_stand_ins(profile))
    may_leave = False
    if options.call_api:
        from ....oauth2.api_request import leaves_base_url
        from ..api_checks import allow_other_host, check_callable

        check_callable(profile, with_stand_ins(profile))
        allow_other_host(profile, output)
        may_leave = bool(leaves_base_url(profile.connector))
    missing = missing_for(profile, with_api=options.call_api)
    if missing:
        output.take_back()
    asked = ask_missing_secrets(profile, missing)
    return Answers({key: secret_value(asked.connector, key) for key in missing}, may_leave)
