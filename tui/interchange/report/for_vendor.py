"""A run in exact words for the vendor: the terms of the standards, status and codes, and their basis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnosis.finding import Finding
from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ...oauth2.responses.token_response import ErrorResponse, UnusableResponse
from ...oauth2.secret import reveal
from ...oauth2.token_request import TokenRequest
from .blocks import Block, Fact, Facts, Section
from .case import Case, Sent
from .log_entries import outcome_of

_METHODS: Final = {
    ClientAuthentication.BASIC: "HTTP Basic, client_id and client_secret (RFC 6749 §2.3.1)",
    ClientAuthentication.BASIC_USER: "HTTP Basic with username and password (RFC 7617), "
    "client_id and client_secret in the request body",
    ClientAuthentication.REQUEST_BODY: "client_id and client_secret in the request body (RFC 6749 §2.3.1)",
}
_ENCODINGS: Final = {
    BasicEncoding.FORM: "form-urlencoded before base64",
    BasicEncoding.RAW: "not form-urlencoded before base64",
}
_PASSWORD_GRANT: Final = "Resource Owner Password Credentials (RFC 6749 §4.3)"  # noqa: S105
_TOLD: Final = ("WWW-Authenticate", "Content-Type", "Retry-After", "Location", "Server", "Via")
"""Headers that say who refused, and how."""


def vendor_section(case: Case, told: Finding | None) -> Section:
    """Return the exact account: each request, its response, and the finding that leads, with its evidence."""
    blocks: list[Block] = [
        Facts(tuple(_exact(case, sent)), f"{sent.title}: {outcome_of(case, sent)}") for sent in case.sent
    ]
    if told:
        blocks.append(Facts(tuple(_diagnosis(case, told)), "Diagnosis"))
    return Section("For the vendor", tuple(blocks))


def _exact(case: Case, sent: Sent) -> Iterator[Fact]:
    exchange = sent.exchange
    yield Fact("Request", f"{exchange.request.method} {case.shown(exchange.request.url)}")
    if isinstance(exchange.request, TokenRequest):
        yield from _grant(case, exchange.request)
        yield Fact("Client authentication", _authentication(exchange.request), is_exact=False)
        yield Fact("client_id", case.shown(case.connector.client_id))
        yield Fact("username", case.shown(case.connector.username))
    if failure := exchange.failure:
        yield Fact(
            "Failure", case.shown(f"{failure.kind}, {failure.cause.word}: {failure.message}"), is_exact=False
        )
        for line in failure.evidence:
            yield Fact("Seen", case.shown(line))
    yield from _response(case, sent)


def _response(case: Case, sent: Sent) -> Iterator[Fact]:
    response = sent.exchange.response
    if response is None:
        return
    yield Fact("Response", case.shown(f"{response.http_version} {response.status} {response.reason}".strip()))
    answer = sent.attempt.answer if sent.attempt else None
    if isinstance(answer, ErrorResponse):
        for name in ("error", "error_description", "error_uri"):
            if value := getattr(answer, name):
                yield Fact(name, case.shown(value))
    elif isinstance(answer, UnusableResponse):
        yield Fact("Not usable", case.shown(answer.reason), is_exact=False)
    for name in _TOLD:
        if value := response.header(name):
            yield Fact(name, case.shown(case.redactor.header(name, value)))


def _grant(case: Case, request: TokenRequest) -> Iterator[Fact]:
    grants = [reveal(parameter.value) for parameter in request.parameters if parameter.name == "grant_type"]
    if grants == ["password"]:
        yield Fact("Grant", _PASSWORD_GRANT, is_exact=False)
    yield Fact("grant_type", case.shown(" ".join(grants)))


def _authentication(request: TokenRequest) -> str:
    words = _METHODS.get(request.client_authentication, request.client_authentication.short_name)
    return f"{words}, {_ENCODINGS[request.basic_encoding]}" if request.basic_encoding else words


def _diagnosis(case: Case, finding: Finding) -> Iterator[Fact]:
    yield Fact("Finding", case.shown(f"{finding.title} {finding.cause}"), is_exact=False)
    yield Fact("Rule", finding.id)
    if finding.certainty:
        yield Fact("How sure", finding.certainty, is_exact=False)
    if finding.culprits:
        yield Fact("Suspected, most probable first", ", ".join(finding.culprits), is_exact=False)
    if finding.vendor:
        yield Fact("Recognized as", case.shown(finding.vendor), is_exact=False)
    if finding.reference:
        yield Fact("Reference", case.shown(finding.reference), is_exact=False)
    for words in finding.evidence:
        yield Fact("Evidence", case.shown(words))
