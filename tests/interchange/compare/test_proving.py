"""The course of the proof, against a server that is a function: what it sends, names, and leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.runs import assert_no_secret
from tui.diagnosis.run_diagnosis import stage_of
from tui.interchange.compare.proof_text import detail_of, evidence_lines, proof_document, proof_text
from tui.interchange.compare.proving import Proving
from tui.interchange.compare.trial import Outcome, Proof
from tui.oauth2.attempt import Attempt
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.exchange import Exchange, HttpResponse
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.secret import reveal
from tui.oauth2.token_request import TokenRequest

from .support import BASIC, CONNECTOR, PASSWORD, SECRET, URL, changed, compared, curl_of

TOKEN: Final = "tok-4f1d.made-up-9a"
CHALLENGE: Final = (("WWW-Authenticate", 'Basic realm="quay"'),)


@dataclass
class Server:
    """Grants a token to the one right request, and counts the logins that fail."""

    needs: Callable[[TokenRequest], bool] = lambda request: True
    failed: int = 0
    seen: list[TokenRequest] = field(default_factory=list)

    def answer(self, request: TokenRequest) -> HttpResponse:
        self.seen.append(request)
        sent = {item.name: reveal(item.value) for item in request.parameters}
        if request.url != URL:
            return HttpResponse(404, "", (("Content-Type", "text/html"),), b"<h1>Not found</h1>")
        if (sent.get("client_id"), sent.get("client_secret")) != ("quay", SECRET):
            return HttpResponse(401, "", CHALLENGE, b'{"error": "invalid_client"}')
        if sent.get("scope") != "read write":
            return HttpResponse(400, "", (), b'{"error": "invalid_scope"}')
        if (sent["username"], sent["password"]) != ("ferry", PASSWORD):
            self.failed += 1
            return HttpResponse(400, "", (), b'{"error": "invalid_grant"}')
        if not self.needs(request):
            return HttpResponse(403, "", (("Content-Type", "text/html"),), b"<h1>Forbidden</h1>")
        return HttpResponse(200, "", (), f'{{"access_token": "{TOKEN}"}}'.encode())


def prove(
    connector: Connector, server: Server, text: str | None = None, most: int = 99
) -> tuple[Proof, Proving]:
    """Run a proof to its end; after `most` failed logins the guard allows nothing more."""
    proving = Proving(compared(connector, text), stage_of)
    while trial := proving.trial:
        method = trial.request.client_authentication
        if server.failed >= most:
            proving.ended(Attempt(method, skipped_because="Too many logins failed."))
            continue
        response = server.answer(trial.request)
        exchange = Exchange(trial.request, response)
        proving.ended(Attempt(method, None, exchange, read_answer(response, connector.response)))
    return proving.proof, proving


FAULTS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "url": ({"token_url": f"{URL}s"}, "token_url"),
    "client": ({"client_id": "quai"}, "client_id"),
    "secret": ({"client_secret": SECRET.lower()}, "client_secret"),
    "user": ({"username": "tug"}, "username"),
    "password": ({"password": PASSWORD.upper()}, "password"),
    "method": ({"client_authentication": BASIC}, "client_authentication"),
    "scope": ({"additional_request_data": ()}, "additional_request_data:scope"),
}
HARMLESS: Final[dict[str, Any]] = {
    "additional_headers": (AdditionalRow("X-Extra", "1"),),
    "request": RequestSettings(),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_single_fault_is_named_and_the_rest_is_not(fault: str) -> None:
    values, id = FAULTS[fault]
    server = Server()
    proof, _ = prove(changed(**HARMLESS, **values), server)
    assert (proof.outcome, proof.is_smallest) == (Outcome.PROVED, True)
    assert [one.id for one in proof.culprits] == [id]
    assert proof.before
    assert not proof.before.token
    assert proof.after
    assert proof.after.token
    assert server.failed <= 1


@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=2, max_size=4))
@settings(max_examples=examples(15), deadline=None)
def test_of_several_faults_all_are_named(faults: set[str]) -> None:
    values: dict[str, Any] = dict(HARMLESS)
    for fault in faults:
        values.update(FAULTS[fault][0])
    proof, _ = prove(changed(**values), Server())
    assert proof.outcome is Outcome.PROVED
    assert {one.id for one in proof.culprits} == {FAULTS[fault][1] for fault in faults}
    assert proof.is_smallest


def test_what_works_needs_no_proof() -> None:
    server = Server()
    proof, _ = prove(changed(**HARMLESS), server)
    assert proof.outcome is Outcome.ALREADY_WORKS
    assert len(server.seen) == 1


def test_the_password_alone_takes_two_requests() -> None:
    server = Server()
    prove(changed(**HARMLESS, password="other-57"), server)
    assert len(server.seen) == 2


def test_where_all_together_fail_no_further_login_is_spent() -> None:
    server = Server(needs=lambda request: False)
    connector = changed(
        **HARMLESS, additional_request_data=CONNECTOR.additional_request_data, password="a-57"
    )
    proof, proving = prove(connector, server)
    assert proof.outcome is Outcome.NOT_PROVED
    assert "doesn't work from here" in " ".join(proof_text(proving.comparison, proof))
    assert server.failed == 1
    assert len(server.seen) <= 3


def test_two_that_work_only_together_are_found_without_a_login_for_each() -> None:
    def both(request: TokenRequest) -> bool:
        names = {header.name.lower() for header in request.headers}
        return "x-dock" in names and "x-extra" not in names

    server = Server(needs=both)
    proof, _ = prove(changed(**HARMLESS), server)
    assert {one.id for one in proof.culprits} == {"additional_headers:X-Dock", "additional_headers:X-Extra"}
    assert proof.is_smallest


def test_the_guard_ends_it_and_what_is_known_is_told() -> None:
    server = Server(needs=lambda request: "x-dock" in {header.name.lower() for header in request.headers})
    connector = changed(**HARMLESS, password="other-57", username="tug")
    proof, proving = prove(connector, server, most=1)
    assert proof.outcome is Outcome.STOPPED
    assert server.failed == 1
    assert "Too many logins failed." in "\n".join(proof_text(proving.comparison, proof))


def test_an_account_is_not_tried_where_the_server_never_looked_at_it() -> None:
    server = Server()
    prove(changed(client_secret="other-57", password="other-58"), server)
    first = {item.name: reveal(item.value) for item in server.seen[1].parameters}
    assert first["client_secret"] == SECRET
    assert first["password"] == "other-58"


def test_no_request_is_sent_twice() -> None:
    for values in ({"client_id": "quai", "username": "tug"}, {"client_secret": "a-57", "password": "b-57"}):
        server = Server()
        prove(changed(**HARMLESS, **values), server)
        wires = [(request.url, request.wire()) for request in server.seen]
        assert len(wires) == len(set(wires))


def test_a_blank_method_makes_both_attempts_and_varies_that_of_the_request() -> None:
    server = Server()
    blank = ClientAuthentication.BLANK
    proof, proving = prove(changed(client_authentication=blank, password="other-57"), server)
    assert [one.id for one in proof.culprits] == ["password"]
    methods = [request.client_authentication.value for request in server.seen]
    assert methods == ["basic", "request-body", "request-body"]
    line = f"✗ The connector's own request (Basic Auth): {proof.made[0].said}"
    assert any(line in told for told in evidence_lines(proving.comparison, proof))


def test_what_keeps_the_request_from_being_sent_is_what_matters() -> None:
    connector = changed(request=RequestSettings(), password=f"{PASSWORD} ")
    proof, _ = prove(connector, Server())
    assert (proof.outcome, [one.id for one in proof.culprits]) == (Outcome.PROVED, ["password"])
    assert proof.before is None
    assert "can't be sent. Password Grant Password: " in detail_of(proof)
    without, _ = prove(
        changed(username=""), Server(), text=f"curl {URL} -d grant_type=password -d client_id=quay"
    )
    assert without.outcome is Outcome.UNSENDABLE


def test_a_failure_without_a_difference_has_nothing_to_try() -> None:
    broken = Server(needs=lambda request: False)
    proof, _ = prove(CONNECTOR, broken)
    assert proof.outcome is Outcome.NOTHING_TO_TRY
    assert len(broken.seen) == 1


def test_a_canceled_proof_tells_what_was_sent() -> None:
    proving = Proving(compared(changed(password="other-57")), stage_of)
    proof = proving.canceled()
    assert proof.outcome is Outcome.CANCELED
    assert proof.made == ()


def test_the_evidence_holds_both_exchanges_and_no_secret() -> None:
    proof, proving = prove(changed(**HARMLESS, client_secret="0ther-Secret-99"), Server())
    text = "\n".join(proof_text(proving.comparison, proof))
    document = proof_document(proving.comparison, proof)
    assert "Proved: Client Secret." in text
    assert "instead of 401 invalid_client" in text
    assert "Change Client Secret in the form" in " ".join(text.split())
    assert text.index("Before:") < text.index("invalid_client", text.index("Before:")) < text.index("After:")
    assert document["before"]["response"]["status"] == 401
    assert document["after"]["response"]["status"] == 200
    assert [tried["outcome"] for tried in document["tried"]] == ["error", "token"]
    assert_no_secret(text + str(document), SECRET, PASSWORD, "0ther-Secret-99", TOKEN)


def test_the_request_that_works_is_the_one_of_the_paste() -> None:
    server = Server()
    proof, _ = prove(replace(CONNECTOR, client_id="x-57"), server, curl_of())
    assert proof.after
    assert proof.after.exchange
    assert reveal(proof.after.exchange.request.parameters[3].value) == "quay"
