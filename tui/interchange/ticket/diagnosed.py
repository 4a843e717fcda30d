"""Diagnoses a response of a ticket, with the request that it answers where that is in the ticket too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...diagnosis.answers.findings import read_bare
from ...diagnosis.finding import Finding
from ...oauth2.assembly import assemble
from ...oauth2.attempt import Attempt, Run
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.exchange import Exchange
from ...oauth2.field_checks import find_problems
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.jwt_claims import claims_of
from ...oauth2.responses.token_response import AccessTokenResponse, Answer
from ..explained_paste import Explained, explain_paste
from .part import Part
from .told import told_by

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Phase, Rule


def masked(part: Part, redactor: Redactor) -> Part:
    """Return a response whose findings hold none of the secrets that the redactor knows."""
    if part.explained is None:
        return part
    findings = tuple(
        replace(
            finding,
            title=redactor.text(finding.title),
            cause=redactor.text(finding.cause),
            fix=redactor.text(finding.fix),
            evidence=tuple(map(redactor.text, finding.evidence)),
        )
        for finding in part.findings
    )
    return replace(part, explained=replace(part.explained, findings=findings))


def diagnosed(
    part: Part,
    text: str,
    request: Part | None,
    choice: Phase | None,
    url: str,
    rules: tuple[Rule, ...] | None,
) -> Part:
    """Return a response with its diagnosis. `choice` and `url` are what the user said about all responses."""
    if choice is None and request and request.kind == "call":
        choice = "api"
    url = url or (request.url if request else "")
    explained = explain_paste(text, choice, url=url, rules=rules)
    if explained.reading.phase == "token" and request and request.found and part.kind == "response":
        findings = _of_a_run(explained, request.found.connector, rules)
        explained = replace(explained, findings=findings) if findings else explained
    answer = answer_of(explained)
    token = answer if isinstance(answer, AccessTokenResponse) else None
    claims: dict[str, Any] = claims_of(token) if token else {}
    return replace(
        part,
        explained=explained,
        request=request,
        is_token=token is not None,
        says=told_by(explained.pasted.response, claims),
    )


def answer_of(explained: Explained) -> Answer | None:
    """Return what a response of the token endpoint means; None for one of an API."""
    if explained.reading.phase != "token":
        return None
    pasted = explained.pasted
    return read_bare(pasted.response, pasted.status, Connector().response)


def _of_a_run(
    explained: Explained, connector: Connector, rules: tuple[Rule, ...] | None
) -> tuple[Finding, ...]:
    """Return the findings of the response as one of a run; none where too little of the request is known."""
    pasted = explained.pasted
    method = connector.client_authentication
    if pasted.status is None or pasted.status < 300 or method is ClientAuthentication.BLANK:
        return ()
    # The ticket's request is no connector's: it had no headers but those that it shows.
    sent = replace(connector, request=replace(connector.request, credential_headers=False))
    if find_problems(sent):
        return ()
    request = assemble(sent, method)
    answer = read_bare(pasted.response, pasted.status, sent.response)
    exchange = Exchange(request, pasted.response)
    attempt = Attempt(method, request.basic_encoding, exchange, answer)
    from ...diagnosis.run_diagnosis import diagnose_run

    return diagnose_run(sent, Run((attempt,)), rules)
