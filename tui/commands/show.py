"""`show PROFILE`: prints the token requests, or the sheet to type into the form. Sends nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..diagnosis.lint.findings import lint
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.curl import curl_command
from ..interchange.curl_shells import Shell
from ..interchange.form_sheet import form_sheet, sheet_text
from ..interchange.http_text import http_text
from ..interchange.request_json import show_document
from ..oauth2.assembly import assemble_all
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..profiles.profile import Profile
from ..profiles.profile_paths import file_name_for
from ..profiles.secret_origins import secret_origins
from ..profiles.secret_sources import secret_label
from .output import Output
from .profile_argument import (
    ask_missing_secrets,
    check_sendable,
    missing_in_request,
    name_of,
    open_profile,
    warn_of,
    with_stand_ins,
)

_UNKNOWN_LENGTH: Final = "?"
"""The Content-Length of a body with missing secrets: any number would be wrong."""
_SHEET_INTRO: Final = "Nothing was sent: this is what the checks before sending found."
_MASKED: Final = "Secrets are masked. With --reveal, this command works."


@dataclass(frozen=True)
class ShowOptions:
    """What to show, and how."""

    form: str = "http"
    """`"http"`, `"curl"`, `"form"`, `"json"` or `"blackbox"`."""
    attempt: int | None = None
    """The number of the only attempt to show, from 1; None for all of them, or for the first one as curl
    and blackbox."""
    shell: Shell | None = None
    """The shell of a curl command; None for sh."""
    reveal: bool = False
    word: str = ""
    """What the check codes of a form sheet are made with; blank for none."""

    def check(self) -> None:
        """Check that the options go together.

        Raises:
            UsageError: they don't.
        """
        if self.shell and self.form != "curl":
            raise UsageError("--shell needs --as curl.")
        if self.word and self.form != "form":
            raise UsageError("--word needs --as form.")
        if self.form == "form" and self.reveal:
            raise UsageError("The form sheet never holds a secret, so --reveal can't be used with --as form.")
        if self.form == "form" and self.attempt:
            raise UsageError("--attempt chooses a request, and the form sheet holds none.")


def show_options(arguments: Namespace) -> ShowOptions:
    """Return the options of a command line that was understood."""
    shell = Shell(arguments.shell) if arguments.shell else None
    return ShowOptions(arguments.form, arguments.attempt, shell, arguments.reveal, arguments.word)


def show(name_or_path: str, options: ShowOptions, output: Output) -> ExitStatus:
    """Write a profile's requests or its form sheet to stdout.

    Masked requests need no secrets. If one is missing, the mask is shown and the Content-Length is unknown.

    Raises:
        ConnectorDoctorError: the options don't go together, the profile can't be read, its request can't be
            built, or a secret to reveal is missing.
    """
    options.check()
    profile = open_profile(name_or_path)
    warn_of(profile, output)
    if options.form == "form":
        connector, found = with_stand_ins(profile), lint(profile.connector)
        output.result(sheet_text(form_sheet(connector, found, intro=[_SHEET_INTRO], word=options.word)))
        return ExitStatus.WORKS
    check_sendable(profile, with_stand_ins(profile))
    if options.reveal:
        profile = ask_missing_secrets(profile, missing_in_request(profile))
        check_sendable(profile, profile.connector)
    requests = assemble_all(with_stand_ins(profile))
    _check_attempt(options.attempt, requests)
    missing = () if options.reveal else missing_in_request(profile)
    if missing:
        requests = tuple(_with_unknown_length(request) for request in requests)
    redactor = Redactor.for_connector(profile.connector)
    if options.form == "curl":
        output.result(_as_curl(requests, options, redactor))
        return ExitStatus.WORKS
    if options.form == "blackbox":
        output.result(_as_blackbox(name_or_path, profile, requests, options))
        return ExitStatus.WORKS
    if options.form == "json":
        document = show_document(
            _chosen(requests, options), redactor, reveal=options.reveal, secrets=secret_origins(profile)
        )
        output.json(document, indent=2)
    else:
        output.result(_as_http(_chosen(requests, options), options, redactor))
    for key in missing:
        output.message(_note_on(profile, key))
    return ExitStatus.WORKS


def _check_attempt(number: int | None, requests: Sequence[TokenRequest]) -> None:
    if number is not None and number > len(requests):
        which = " and ".join(str(existing) for existing in range(1, len(requests) + 1))
        raise UsageError(f"There is no attempt {number}. This connector makes attempt {which}.")


def _chosen(requests: Sequence[TokenRequest], options: ShowOptions) -> Sequence[TokenRequest]:
    return requests[options.attempt - 1 : options.attempt] if options.attempt else requests


def _as_http(requests: Sequence[TokenRequest], options: ShowOptions, redactor: Redactor) -> str:
    texts = [http_text(request, redactor, reveal=options.reveal) for request in requests]
    if len(texts) == 1:
        return texts[0]
    titles = [f"### {request.client_authentication.short_name}" for request in requests]
    return "\n\n".join(f"{title}\n{text}" for title, text in zip(titles, texts, strict=True))


def _as_curl(requests: Sequence[TokenRequest], options: ShowOptions, redactor: Redactor) -> str:
    """Return one attempt as a command, with comments on the others. Two would send two logins at once."""
    number = options.attempt or 1
    names = [request.client_authentication.short_name for request in requests]
    comments = [f"Attempt {number} of {len(requests)}: {names[number - 1]}."] if len(requests) > 1 else []
    comments += [
        f"Attempt {other} is {name}: add --attempt {other}."
        for other, name in enumerate(names, start=1)
        if other != number
    ]
    if not options.reveal:
        comments.append(_MASKED)
    return curl_command(
        requests[number - 1],
        redactor,
        reveal=options.reveal,
        shell=options.shell or Shell.SH,
        comments=comments,
    )


def _as_blackbox(
    shown_name: str, profile: Profile, requests: Sequence[TokenRequest], options: ShowOptions
) -> str:
    from ..interchange.blackbox.text import blackbox_text  # few ask for it

    return blackbox_text(
        profile.connector,
        requests,
        options.attempt or 1,
        Redactor.for_connector(profile.connector),
        module=file_name_for(name_of(profile)),
        profile=shown_name,
        reveal=options.reveal,
    )


def _with_unknown_length(request: TokenRequest) -> TokenRequest:
    headers = (
        replace(header, value=_UNKNOWN_LENGTH) if header.name == "Content-Length" else header
        for header in request.headers
    )
    return replace(request, headers=tuple(headers))


def _note_on(profile: Profile, key: str) -> str:
    return f"{secret_label(key)} for {name_of(profile)} is not stored, so the Content-Length is unknown."
