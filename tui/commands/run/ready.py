"""Makes a profile ready to be run: read, checked, and with the secrets that its request needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...oauth2.secret import Secret
from ...profiles.profile import Profile
from ...profiles.secret_sources import with_secret
from ..output import Output
from ..profile_argument import (
    ask_missing_secrets,
    check_sendable,
    missing_for,
    open_profile,
    warn_of,
    with_stand_ins,
)
from .options import RunOptions


def ready_profile(
    name_or_path: str,
    options: RunOptions,
    output: Output,
    typed: Mapping[str, Secret] | None = None,
    *,
    may_leave: bool = False,
) -> Profile:
    """Return a profile that can be run. The user is asked for secrets that are missing and not `typed`.

    The user is also asked for permission to send the token to another host, unless it `may_leave`.

    Raises:
        UsageError: its API can't be called, or its token would go to another host.
        ConnectorDoctorError: it can't be read or sent, or a secret is missing.
    """
    profile = open_profile(name_or_path, options.overrides)
    connector = profile.connector
    for key, secret in (typed or {}).items():
        connector = with_secret(connector, key, secret)
    profile = replace(profile, connector=connector)
    warn_of(profile, output)
    check_sendable(profile, with_stand_ins(profile))
    if options.call_api:
        from .api_checks import allow_other_host, check_callable

        check_callable(profile, with_stand_ins(profile))
        if not may_leave:
            allow_other_host(profile, output)
    profile = ask_missing_secrets(profile, missing_for(profile, with_api=options.call_api))
    check_sendable(profile, profile.connector)
    if options.call_api:
        check_callable(profile, profile.connector)
    return profile
