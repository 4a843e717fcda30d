"""Documents in which every part is there, made by the command line's writers from made-up values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from tests.diagnosis.api.api_runs import API, FIRST, called, given, run_of_steps, unanswered
from tests.interchange.ask.outputs import printed
from tests.interchange.compare.support import changed, compared
from tests.interchange.compare.test_proving import Server, prove
from tests.interchange.report.samples import on_the_wire, refused, reported
from tests.interchange.ticket.threads import THREADS
from tests.runs import BASIC, BODY, CONNECTOR, answered, failed, run_of, skipped
from tui.checkup.check import Check
from tui.checkup.checkup import Family
from tui.checkup.document import checkup_document
from tui.diagnosis.codes.meaning import meaning_of
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.run_diagnosis import diagnose_run, stage_of
from tui.interchange.ask.explained import explain_sides, sides_document
from tui.interchange.ask.run_side import side_of_document
from tui.interchange.code_text import code_document
from tui.interchange.compare.proof_text import proof_document
from tui.interchange.compare.proving import Proving
from tui.interchange.compare.shown import comparison_document
from tui.interchange.exchange_json import origins_document
from tui.interchange.explain_json import explain_document
from tui.interchange.explained_paste import explain_paste
from tui.interchange.import_.read import PastedFile, read_import
from tui.interchange.import_.shown import import_document
from tui.interchange.report.writing import json_report
from tui.interchange.request_json import show_document
from tui.interchange.run_json import run_document
from tui.interchange.ticket.document import ticket_document
from tui.interchange.ticket.read import read_ticket
from tui.oauth2.api_run import ApiRun, CallStep, TokenStep, Why
from tui.oauth2.assembly import assemble_all
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import Layer
from tui.oauth2.exchange import Exchange
from tui.oauth2.http_response import BodyFault
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret_origin import SecretOrigin
from tui.oauth2.transport_failure import FailureCause, TransportFailure

ORIGINS: Final = (
    SecretOrigin("client_secret", "Client Secret", "keyring"),
    SecretOrigin("password", "Password", "env", "ACME_PASSWORD"),
    SecretOrigin("proxy", "Proxy", "plain"),
    SecretOrigin("additional_headers:X-Key", "Additional header “X-Key”", "prompt"),
)
CURL: Final = """curl -k -u quay:r0pe https://idp.dunes.example/oauth2/token -H 'X-Tenant: dunes' \
-d grant_type=password -d username=ferry -d password=t1de -d scope=read"""


def run_with_all() -> dict[str, Any]:
    """Return the document of a run in which every part is there."""
    first = on_the_wire(
        answered(BASIC, 401, '{"error": "invalid_client", "error_description": "no"}', connector=CONNECTOR)
    )
    assert first.exchange
    peer = first.exchange.peer
    assert peer
    certified = replace(
        peer, trusted_by_public=True, chain=tuple(replace(one, sha256="ab") for one in peer.chain)
    )
    way = replace(first.exchange.connection, proxy="proxy.example:3128")
    first = replace(first, exchange=replace(first.exchange, peer=certified, connection=way))
    broken = _cut_short(answered(BASIC, 200, '{"access_token": '))
    dead = _stopped(failed(BODY, FailureCause.TLS_INSPECTED))
    token = given(FIRST, expires_in=3600, scope="read", refresh_token="r-made-up")
    attempts = run_of(first, broken, dead, skipped(BASIC), token)
    return run_document(
        "acme", attempts, Redactor.for_connector(API), diagnose_run(API, run_of(first)), _api(first), ORIGINS
    )


def _cut_short(attempt: Attempt) -> Attempt:
    assert attempt.exchange
    assert attempt.exchange.response
    response = replace(attempt.exchange.response, body_fault=BodyFault.CUT_SHORT)
    return replace(attempt, exchange=replace(attempt.exchange, response=response))


def _stopped(attempt: Attempt) -> Attempt:
    assert attempt.exchange
    way = replace(attempt.exchange.connection, stopped_at=Layer.TLS)
    return replace(attempt, exchange=replace(attempt.exchange, connection=way))


def _api(on_wire: Attempt) -> ApiRun:
    """Return the calls of an API, the last one as it went over the wire of an attempt."""
    assert on_wire.exchange
    wire = on_wire.exchange
    refusal = ("WWW-Authenticate", 'Bearer error="invalid_token"')
    last = called(401, refusal, why=Why.REPEATED)
    exchange = replace(
        last.exchange, started=wire.started, timings=wire.timings, peer=wire.peer, connection=wire.connection
    )
    token = TokenStep(Why.REFUSED, given(FIRST, expires_in=3600))
    return run_of_steps(called(401, refusal), token, CallStep(last.why, exchange))


def runs() -> Iterator[dict[str, Any]]:
    """Yield documents of `run --json`."""
    yield run_with_all()
    unreached = run_of_steps(unanswered(FailureCause.REFUSED))
    token = given(FIRST, expires_in=3600)
    yield run_document("acme", run_of(token), Redactor.for_connector(API), api=unreached)
    yield run_document("acme", run_of(answered(BASIC, 400, "<html>")), Redactor.for_connector(CONNECTOR))


def reports() -> Iterator[Any]:
    """Yield documents of `run --report FILE.json`."""
    first = refused()
    yield json.loads(json_report([reported(first)]))
    proxied = _through_a_proxy(first.run.attempts[0])
    several = [reported(refused("<html>")), reported(replace(first, run=run_of(proxied)))]
    yield json.loads(json_report(several))


def _through_a_proxy(attempt: Attempt) -> Attempt:
    assert attempt.exchange
    way = replace(attempt.exchange.connection, proxy="proxy.example:3128")
    return replace(attempt, exchange=replace(attempt.exchange, connection=way))


def explanations() -> Iterator[dict[str, Any]]:
    """Yield documents of `explain --json`: of a response, tickets, codes, and a customer's side."""
    response = explain_paste('HTTP/1.1 401 Unauthorized\n\n{"error": "invalid_client"}')
    document = explain_document("-", response, Redactor(()))
    yield document
    yield explain_document("-", explain_paste("POST /token HTTP/1.1\nHost: x"), Redactor(()))
    for thread in THREADS.values():
        ticket = read_ticket(thread.text)
        assert ticket
        yield document | ticket_document(ticket)
    for code in ("invalid_client", "AADSTS50126", "invalid_grnt"):
        yield code_document(meaning_of(code, built_in_rules()))
    ours = [side_of_document(run_with_all())]
    yield sides_document("-", explain_sides(printed(), ours))
    refused = "facts: status=000 ip= proxy=000\n1:curl: (7) Connection refused"
    behind = printed(proxies="HTTPS_PROXY: proxy.corp.example:8080", request=refused)
    yield sides_document("-", explain_sides(behind, ours))


def shown() -> Iterator[dict[str, Any]]:
    """Yield a document of `show --as json`."""
    yield show_document(assemble_all(CONNECTOR), Redactor.for_connector(CONNECTOR), secrets=ORIGINS)


def imported() -> Iterator[dict[str, Any]]:
    """Yield a document of `import --json`."""
    document = import_document(read_import([PastedFile("", CURL)]))
    secrets = origins_document(ORIGINS, str)
    yield document | {"sources": ["-"], "secrets": secrets, "saved": "acme.toml"}


def comparisons() -> Iterator[dict[str, Any]]:
    """Yield documents of `compare --json`: with a proof, and with what is not known."""
    proof, proving = prove(changed(client_secret="other-57", password=""), Server())
    document = comparison_document("acme", "request.txt", proving.comparison, ORIGINS)
    yield document | {"proof": proof_document(proving.comparison, proof)}
    proving = Proving(proving.comparison, stage_of)
    while trial := proving.trial:
        lost = TransportFailure(FailureCause.REFUSED, "It failed.")
        method = trial.request.client_authentication
        proving.ended(Attempt(method, None, Exchange(trial.request, failure=lost)))
    yield document | {"proof": proof_document(proving.comparison, proving.proof)}
    unknown = compared(changed(client_secret=""), unknown_here=("client_secret",))
    yield comparison_document("acme", "request.txt", unknown) | {"proof": None}


def checkups() -> Iterator[dict[str, Any]]:
    """Yield a document of `checkup --json`."""
    check = Check(
        "trust.public", "Public roots", "warning", "they are old", "Bring them up to date.", ("here",)
    )
    yield checkup_document([Family("TLS", (check,))], datetime.now(UTC), "acme")


DOCUMENTS: Final[dict[str, Callable[[], Iterator[Any]]]] = {
    "run": runs,
    "report": reports,
    "explain": explanations,
    "show": shown,
    "import": imported,
    "compare": comparisons,
    "checkup": checkups,
}
"""The documents of each schema. Together they hold every key."""
