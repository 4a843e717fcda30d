"""`show PROFILE`: prints the token request of each attempt. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..exit_status import ExitStatus
from ..interchange.curl import curl_command
from ..interchange.http_text import http_text
from ..interchange.json_text import json_text
from ..interchange.request_json import show_document
from ..oauth2.assembly import assemble_all
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..profiles.profile import Profile
from ..profiles.secret_sources import secret_label
from .output import Output
from .profile_argument import (
    ask_missing_secrets,
    check_sendable,
    missing_in_request,
    name_of,
    open_profile,
    with_stand_ins,
)

_UNKNOWN_LENGTH: Final = "?"
"""The Content-Length of a body with missing secrets: any number would be wrong."""


def show(name_or_path: str, form: str, output: Output, *, reveal: bool) -> ExitStatus:
    """Write a profile's requests to stdout as `"http"`, `"curl"` or `"json"`.

    Masked requests need no secrets. If one is missing, the mask is shown and the Content-Length is unknown.

    Raises:
        ConnectorDoctorError: the profile can't be read, its request can't be built, or a secret to reveal
            is missing.
    """
    profile = open_profile(name_or_path)
    check_sendable([(name_of(profile), with_stand_ins(profile))])
    if reveal:
        profile = ask_missing_secrets([profile], missing_in_request)[0]
        check_sendable([(name_of(profile), profile.connector)])
    requests = assemble_all(with_stand_ins(profile))
    missing = () if reveal else missing_in_request(profile)
    if missing:
        requests = tuple(_with_unknown_length(request) for request in requests)
    redactor = Redactor.for_connector(profile.connector)
    output.result(_written(requests, form, redactor, reveal=reveal))
    for key in missing:
        output.message(_note_on(profile, key))
    return ExitStatus.WORKS


def _written(requests: Iterable[TokenRequest], form: str, redactor: Redactor, *, reveal: bool) -> str:
    requests = tuple(requests)
    if form == "json":
        return json_text(show_document(requests, redactor, reveal=reveal), indent=2)
    write, comment = (curl_command, "#") if form == "curl" else (http_text, "###")
    texts = [write(request, redactor, reveal=reveal) for request in requests]
    if len(texts) == 1:
        return texts[0]
    titles = [f"{comment} {request.client_authentication.short_name}" for request in requests]
    return "\n\n".join(f"{title}\n{text}" for title, text in zip(titles, texts, strict=True))


def _with_unknown_length(request: TokenRequest) -> TokenRequest:
    headers = (
        replace(header, value=_UNKNOWN_LENGTH) if header.name == "Content-Length" else header
        for header in request.headers
    )
    return replace(request, headers=tuple(headers))


def _note_on(profile: Profile, key: str) -> str:
    return f"{secret_label(key)} for {name_of(profile)} is not stored, so the Content-Length is unknown."
