"""`certificates PROFILE|URL`: examines a server's certificates, by TLS handshakes alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ProfileError, UsageError
from ...exit_status import ExitStatus
from ...oauth2.connector import RequestSettings
from ...oauth2.field_checks import check_url
from ...oauth2.transport_failure import FailureKind, TransportFailure
from ...plain_text import plain_line
from ...profiles.profile import Profile
from ...profiles.secret_sources import PROXY_KEY
from ...transport.chains.candidates import Candidate
from ...transport.chains.certificate_files import MOST_BYTES, certificates_in
from ...transport.chains.examining import examine_chain
from ...transport.chains.served_chain import pem_of
from ..output import Output, shown_argument
from ..pasted_input import read_source, shown_source
from ..profile_argument import ask_missing_secrets, name_of, open_profile
from .chain_text import chain_text

if TYPE_CHECKING:
    from argparse import Namespace


@dataclass(frozen=True)
class CertificatesOptions:
    """What the command line asks for."""

    output: str = ""
    """The file to write the repaired chain to; blank for none."""
    add: tuple[str, ...] = ()
    """Files that hold what may be missing."""
    fetches: bool = False


def certificates_options(arguments: Namespace) -> CertificatesOptions:
    """Return the options of a command line that was understood."""
    return CertificatesOptions(arguments.output, tuple(arguments.add), arguments.fetch)


def certificates(profile_or_url: str, options: CertificatesOptions, output: Output) -> ExitStatus:
    """Write what is wrong with a server's certificates, and the repaired chain if a file for it is named.

    Raises:
        UsageError: the URL can't be used, a file can't be read, or the output exists already.
        ConnectorDoctorError: the profile can't be read, or its proxy's secret is missing.
    """
    if options.output and Path(options.output).exists():
        raise _taken(options.output)
    url, settings = _asked(profile_or_url)
    given = [candidate for file in options.add for candidate in _candidates_in(file, output)]
    examined = asyncio.run(
        examine_chain(
            url,
            settings,
            given,
            fetches=options.fetches,
            follow=lambda address: output.message(f"fetching {plain_line(address)}"),
        )
    )
    if isinstance(examined, TransportFailure):
        output.result("\n".join(map(plain_line, (examined.message, *examined.evidence))))
        return _status(examined)
    output.result(chain_text(examined, options.output, fetched=options.fetches))
    if options.output and examined.repaired:
        _write(options.output, pem_of(examined.repaired))
        output.message(f"Wrote {plain_line(options.output)}: {_counted(len(examined.repaired))}, in order.")
    elif options.output:
        output.message(f"{shown_argument(options.output)} was not written: there is no repaired chain.")
    return _status(examined.failure) if examined.failure else ExitStatus.WORKS


def _asked(profile_or_url: str) -> tuple[str, RequestSettings]:
    """Return the URL, and how to reach it."""
    if "://" in profile_or_url:
        _check(profile_or_url, "The URL", UsageError)
        return profile_or_url, RequestSettings()
    profile = open_profile(profile_or_url)
    _check(profile.connector.token_url, name_of(profile), ProfileError)
    profile = ask_missing_secrets(profile, _missing_on_the_way(profile))
    return profile.connector.token_url, profile.connector.request


def _check(url: str, what: str, error: type[UsageError | ProfileError]) -> None:
    if reason := check_url(url):
        raise error(f"{what}: {reason}")
    if not url.lower().startswith("https:"):
        raise error(f"{what}: it begins with http://, so there are no certificates.")


def _missing_on_the_way(profile: Profile) -> tuple[str, ...]:
    return tuple(key for key in profile.missing_secrets() if key == PROXY_KEY)


def _candidates_in(file: str, output: Output) -> Iterator[Candidate]:
    data = read_source(file, output, most_bytes=MOST_BYTES, what="certificates")
    held = certificates_in(data)
    if held.has_private_key:
        output.message(
            f"! {shown_source(file)} also holds a private key. It was passed over; keep it to yourself."
        )
    if not held.certificates:
        raise UsageError(f"--add: {shown_source(file)} {held.problem}.")
    yield from (Candidate(der, shown_source(file)) for der in held.certificates)


def _status(failure: TransportFailure) -> ExitStatus:
    return ExitStatus.TLS if failure.kind is FailureKind.TLS else ExitStatus.NETWORK


def _counted(number: int) -> str:
    return "1 certificate" if number == 1 else f"{number} certificates"


def _write(file: str, text: str) -> None:
    """Write a new file. What is there already is not replaced."""
    try:
        with Path(file).open("x", encoding="ascii", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        raise _taken(file) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise UsageError(f"{shown_argument(file)} can't be written: {reason}.") from None


def _taken(file: str) -> UsageError:
    return UsageError(f"{shown_argument(file)} exists already and was not replaced.")
