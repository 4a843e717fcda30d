"""`compare PROFILE FILE`: how a request that works differs from the connector's; with --try, what matters."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.compare.comparing import compare
from ..interchange.compare.difference import Comparison, Unknown
from ..interchange.compare.shown import comparison_document, comparison_text
from ..interchange.import_.imported import Import
from ..interchange.import_.read import MOST_BYTES, PastedFile, decode_pasted, read_import
from ..oauth2.login_ledger import MOST_FAILED_LOGINS
from ..profiles.profile import Profile
from ..profiles.secret_origins import secret_origins
from ..profiles.secret_sources import FromEnv, environment_variable
from .one_request import one_request_of
from .output import Output, is_terminal
from .pasted_input import STDIN, read_source, shown_source
from .profile_argument import (
    ask_missing_secrets,
    missing_in_request,
    missing_without_api,
    name_of,
    open_profile,
    warn_of,
)


@dataclass(frozen=True)
class CompareOptions:
    """The options of `compare`."""

    as_json: bool = False
    tries: bool = False
    """Whether requests are sent, to prove which difference matters."""
    max_failed_logins: int = MOST_FAILED_LOGINS


def compare_request(name_or_path: str, source: str, options: CompareOptions, output: Output) -> ExitStatus:
    """Write how the connector's request differs from the pasted one, and the proof if that is asked for.

    Raises:
        UsageError: the file can't be read, or holds no request.
        ConnectorDoctorError: the profile can't be read, or a secret is missing that must be sent.
    """
    profile = open_profile(name_or_path)
    warn_of(profile, output)
    found = _read(source, output)
    if options.tries:
        profile = ask_missing_secrets(profile, missing_without_api(profile))
    profile, comparison = _compared(profile, found)
    name, shown = name_of(profile), shown_source(source)
    if options.tries:
        from .compare_try import try_differences  # with asyncio and the network

        limit = options.max_failed_logins
        return try_differences(
            name, shown, comparison, limit, output, as_json=options.as_json, secrets=secret_origins(profile)
        )
    if options.as_json:
        document = comparison_document(name, shown, comparison, secret_origins(profile))
        output.json({**document, "proof": None}, indent=2)
    else:
        output.result("\n".join(comparison_text(name, shown, comparison)))
    return ExitStatus.WORKS


def _read(source: str, output: Output) -> Import:
    data = read_source(source, output, most_bytes=MOST_BYTES, what="request that works")
    file = PastedFile("" if source == STDIN else Path(source).name, decode_pasted(data))
    found = read_import([file])
    if not found.format:
        raise UsageError(
            f"No request was recognized in {shown_source(source)}. "
            "Give the request that works: a curl command, an export of an API tool, or raw HTTP."
        )
    return one_request_of(found, [source], output)


def _compared(profile: Profile, found: Import) -> tuple[Profile, Comparison]:
    """Compare; ask for those secrets alone that the comparison needs, if there is somebody to ask."""
    comparison = compare(profile.connector, found, missing_in_request(profile))
    needed = tuple(one.secret for one in comparison.unknown if one.secret)
    if needed and is_terminal(sys.stdin):
        profile = ask_missing_secrets(profile, needed)
        comparison = compare(profile.connector, found, missing_in_request(profile))
    unknown = tuple(_with_variable(one, profile) for one in comparison.unknown)
    return profile, replace(comparison, unknown=unknown)


def _with_variable(unknown: Unknown, profile: Profile) -> Unknown:
    """Return what is not known with the way to make it known."""
    if not unknown.secret:
        return unknown
    source = profile.source_of(unknown.secret)
    variable = source.name if isinstance(source, FromEnv) else environment_variable(unknown.secret)
    return replace(unknown, says=f"{unknown.says} Set {variable}, or run this at a terminal.")
