"""What an API's response to a call means: whose fault, which field, what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as given_by_hypothesis
from hypothesis import settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.oauth2.strategies import ANY_TEXT
from tests.runs import BODY, PASSWORD, SECRET, answered, assert_no_secret, failed
from tui.diagnosis.api.findings import api_works, diagnose_api, outcome_of, together
from tui.diagnosis.failures.findings import finding_id
from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.verdict import headline
from tui.oauth2.api_run import ApiRun, TokenStep, Why
from tui.oauth2.attempt import Run
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.exchange import BodyFault, HttpResponse
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

from .api_runs import API, FIRST, JSON, SECOND, Header, called, challenge, diagnosed, given, unanswered

INVALID = 'Bearer realm="api", error="invalid_token"'
ANY_REASON = "The access token provided is expired, revoked, malformed, or invalid for other reasons."
"""The sentence of RFC 6750 §3.1, as many libraries repeat it."""
HTML = ("Content-Type", "text/html")
LOGIN = "<html><title>Sign in</title><form><input type=password></form></html>"


def said(description: str) -> Header:
    return challenge(f'{INVALID}, error_description="{description}"')


def of(connector: Connector = API, **changes: Any) -> Connector:
    return replace(connector, **changes)


def calling(path: str = "/v1/me", **changes: Any) -> Connector:
    return of(api=ApiCall(path=path, **changes))


def check_told(finding: Finding) -> None:
    """Check what holds for every finding about a call."""
    assert finding.severity == "error"
    assert finding.title.endswith(".")
    assert finding.fix.endswith(".")
    assert finding.evidence
    assert set(finding.culprits) <= set(CULPRITS)
    assert finding.first_field in {"", *FORM_FIELDS, *SETTING_LABELS}
    assert finding.culprits or finding.fields
    for text in (finding.title, finding.cause, finding.fix):
        assert "  " not in text, text


REFUSALS: list[tuple[str, int, tuple[Header, ...], str, Connector, str]] = [
    ("api.insufficient_scope", 403, (challenge('Bearer error="insufficient_scope", scope="tickets"'),),
     "", API, "tickets"),
    ("api.insufficient_scope", 401, (challenge('Bearer error="insufficient_scope"'),), "", API, "row scope"),
    ("api.insufficient_scope", 403, (JSON,), '{"error": "insufficient_scope"}', API, "row scope"),
    ("api.invalid_token", 401, (challenge(INVALID),), "", API, "belongs to"),
    ("api.invalid_token", 401,
     (said(ANY_REASON),), "", API, "belongs to"),
    ("api.invalid_token", 401, (said("The token is invalid or expired"),), "", API, "belongs to"),
    ("api.token_for_another_api", 401, (said("The audience 'x' is invalid"),), "", API, "audience"),
    ("api.token_of_another_issuer", 401, (said("The iss claim is not valid"),), "", API,
     "environment must be the same"),
    ("api.token_signature", 401, (said("The signature key was not found"),), "", API, "gets its keys"),
    ("api.unauthorized", 401, (), "", API, "Header Auth Key"),
    ("api.unauthorized", 401, (challenge('Bearer realm="api"'),), "", API, "Header Auth Key"),
    ("api.other_header", 401, (challenge("Bearer"),), "", of(header_auth_key="X-Token"),
     "Header Auth Key: clear it"),
    ("api.other_pattern", 401, (), "", of(header_auth_value_pattern="%s"), "Pattern: clear it"),
    ("api.unauthorized", 401, (), "", of(header_auth_value_pattern="Bearer %s"), "belongs to"),
    ("api.invalid_token", 401, (challenge(INVALID),), "", of(header_auth_value_pattern="%s"), "belongs to"),
    ("api.other_word", 401, (challenge("Token"),), "", API, "“Token %s”"),
    ("api.token_overridden", 401, (challenge(INVALID),), "",
     calling(headers=(AdditionalRow("authorization", "Basic x"),)), "Delete the row authorization"),
    ("api.wants_another_scheme", 401, (challenge('Basic realm="x"'),), "", API, "Basic Auth in Auth Config"),
    ("api.wants_another_scheme", 401, (challenge("Negotiate"), challenge("NTLM")), "", API, "access tokens"),
    ("api.wants_another_scheme", 401, (challenge("DPoP algs=ES256"),), "", API, "Bearer tokens"),
    ("api.refused", 401, (challenge('Bearer error="unmet_authentication_requirements"'),), "", API, "owner"),
    ("api.bad_request", 400, (JSON,), '{"message": "sysparm is missing"}', API, "API path"),
    ("api.forbidden", 403, (JSON,), '{"number": 7}', API, "permission"),
    ("api.forbidden_by_scope", 403, (JSON,), '{"message": "missing scope: read"}', API, "row scope"),
    ("api.address_not_allowed", 403, (JSON,), '{"message": "Your IP is restricted"}', API, "allow-list"),
    ("api.not_enabled", 403, (JSON,), '{"message": "The subscription has no API"}', API, "enable it"),
    ("api.forbidden_by_gateway", 403, (HTML,), "<html><title>Forbidden</title></html>", API,
     "gateway's log"),
    ("api.not_found", 404, (JSON,), '{"error": "no such table"}', API, "letter by letter"),
    ("api.not_found", 404, (HTML,), "<html><title>404</title></html>", API, "scheme, host"),
    ("api.no_path", 404, (), "", calling(""), "Set the API path"),
    ("api.path_twice", 404, (), "", of(base_url="https://api.example.com/v1"), "ends with /v1"),
    ("api.base_url_is_token_url", 404, (), "", of(base_url=API.token_url, token_url=API.token_url),
     "Base Url: set it"),
    ("api.method_not_allowed", 405, (("Allow", "POST"),), "", API, "Set the API method to POST"),
    ("api.not_acceptable", 406, (), "", calling(headers=(AdditionalRow("accept", "text/csv"),)),
     "Delete the row Accept of API headers"),
    ("api.not_acceptable", 406, (), "", API, "JSON"),
    ("api.unsupported_media_type", 415, (), "", calling(method="POST"), "Content-Type"),
    ("api.rate_limited", 429, (("Retry-After", "120"),), "", API, "Wait 2 minutes"),
    ("api.rate_limited", 429, (("Retry-After", "Mon, 06 May 2024 10:00:00 GMT"),), "", API,
     "until 2024-05-06 10:00:00 UTC"),
    ("api.rate_limited", 429, (("Retry-After", "soon"),), "", API, "a few minutes"),
    ("api.server_error", 500, (JSON,), '{"message": "oops"}', API, "log of this call"),
    ("api.server_error", 503, (), "", API, "a few minutes"),
    ("api.refused", 418, (), "", API, "guide"),
    ("api.redirect", 302, (("Location", "https://www.example.com/v2/me"),), "", API,
     "https://www.example.com/v2/me"),
    ("api.redirect", 301, (("Location", "http://api.example.com/v1/me"),), "", API,
     "Keep https in Base Url"),
    ("api.redirect", 301, (("Location", "http://other.example.com/v1/me"),), "", API,
     "Keep https in Base Url"),
    ("api.redirect", 301, (("Location", "https://api.example.com/v1/me"),), "",
     of(base_url="http://api.example.com"), "Begin Base Url with https://"),
    ("api.wants_a_session", 302, (("Location", "/login?next=%2Fv1%2Fme"),), "", API, "past the sign-in"),
    ("api.wants_a_session", 200, (HTML,), LOGIN, API, "past the sign-in"),
    ("api.wants_a_session", 404, (HTML,), LOGIN, API, "past the sign-in"),
    ("api.page", 200, (HTML,), "<html><title>Welcome</title></html>", API, "the API's address"),
    ("api.path_twice", 200, (HTML,), "<html><title>Welcome</title></html>",
     of(base_url="https://api.example.com/app/v1"), "API path: set it to /me"),
    ("api.refused_inside", 200, (JSON,), '{"ok": false, "error": "invalid_auth"}', API, "belongs to"),
    ("api.refused_inside", 200, (JSON,), '{"status": "error", "message": "Session expired"}', API,
     "belongs to"),
    ("api.error_inside", 200, (JSON,), '{"success": false, "message": "no such field"}', API,
     "Correct the call"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "status", "headers", "body", "connector", "words"), REFUSALS)
def test_a_refusal_names_whose_fault_it_is_and_what_to_change(
    finding: str, status: int, headers: tuple[Header, ...], body: str, connector: Connector, words: str
) -> None:
    step = called(status, *headers, body=body, connector=connector)
    findings = diagnosed(step, connector=connector)
    first = findings[0]
    assert first.id == finding, first
    assert words in first.fix, first.fix
    check_told(first)
    assert not api_works(findings)
    assert outcome_of(ApiRun((step,)), findings) == "refused"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((JSON,), '[{"status": 404, "error": "a record of an error"}]'),
        ((JSON,), '{"data": {"x": 1}, "errors": ["a part could not be read"]}'),
        ((JSON,), '{"status": "open", "error": null, "ok": true}'),
        ((("Content-Type", "text/csv"),), "a,b\n1,2\n"),
        ((), ""),
    ],
)
def test_data_of_any_kind_is_a_success(headers: tuple[Header, ...], body: str) -> None:
    step = called(200, *headers, body=body)
    (finding,) = diagnosed(step)
    assert (finding.id, finding.severity, finding.title) == (
        "api.works",
        "info",
        "The API accepted the token.",
    )
    assert outcome_of(ApiRun((step,)), [finding]) == "works"


def test_a_page_that_was_asked_for_is_data() -> None:
    connector = calling(headers=(AdditionalRow("Accept", "text/html"),))
    step = called(200, HTML, body="<html><title>Welcome</title></html>", connector=connector)
    assert diagnosed(step, connector=connector)[0].id == "api.works"


@pytest.mark.parametrize(
    ("why", "steps", "words"),
    [
        (Why.EXPIRED, [called(200, why=Why.CALL, token=SECOND)], "since the first had expired"),
        (Why.REFUSED, [called(200, why=Why.REPEATED, token=SECOND)], "but a second one"),
    ],
)
def test_a_token_that_had_to_be_renewed_is_told(why: Why, steps: list[Any], words: str) -> None:
    before = [called(401)] if why is Why.REFUSED else []
    (finding,) = diagnosed(*before, TokenStep(why, given(SECOND)), *steps)
    assert finding.severity == "info"
    assert words in finding.title


def test_a_second_refusal_clears_the_clock_and_tells_of_both_tokens() -> None:
    renewed = TokenStep(Why.REFUSED, given(SECOND))
    again = called(401, challenge(INVALID), why=Why.REPEATED, token=SECOND)
    first, *_ = diagnosed(called(401, challenge(INVALID)), renewed, again)
    assert first.id == "api.invalid_token"
    assert first.title == "The API refuses the token, and a second one too."
    assert first.culprits[0] == "token_url"
    expired = called(401, said("token expired at noon"), why=Why.REPEATED, token=SECOND)
    first, *_ = diagnosed(called(401), renewed, expired)
    assert (first.id, first.culprits) == ("api.token_time", ("server_side",))
    every_reason = called(401, said(ANY_REASON), why=Why.REPEATED, token=SECOND)
    assert diagnosed(called(401), renewed, every_reason)[0].id == "api.invalid_token"
    same = diagnosed(called(401), TokenStep(Why.REFUSED, given(FIRST)), again)[0]
    assert "issued the same token a second time" in same.cause
    assert "same token" not in first.cause


def test_a_second_token_that_could_not_be_got_is_told_by_the_token_endpoints_answer() -> None:
    locked = answered(BODY, 400, '{"error": "invalid_grant", "error_description": "account locked"}', [JSON])
    for why, steps in ((Why.EXPIRED, []), (Why.REFUSED, [called(401)])):
        first, *others = diagnosed(*steps, TokenStep(why, locked))
        alone = diagnose_run(API, Run((locked,)))
        assert first.id == "api.no_second_token"
        assert first.culprits == alone[0].culprits
        assert alone[0].title in first.cause
        assert first.fix == alone[0].fix
        assert [finding.id for finding in others] == (["api.unauthorized"] if steps else [])
    unreachable = diagnosed(TokenStep(Why.EXPIRED, failed(BODY, FailureCause.NAME_NOT_FOUND)))
    assert unreachable[0].culprits[0] == "token_url"
    assert outcome_of(ApiRun((TokenStep(Why.EXPIRED, locked),)), unreachable) == "no_token"


@pytest.mark.parametrize("cause", FailureCause)
def test_a_call_that_no_answer_came_to_accuses_base_url_and_never_the_token_url(cause: FailureCause) -> None:
    step = unanswered(cause)
    (finding,) = diagnosed(step)
    assert finding.id == f"api.{finding_id(cause)}"
    assert outcome_of(ApiRun((step,)), [finding]) == "transport_failure"
    assert not {"token_url", "additional_headers"} & set(finding.culprits)
    for text in (finding.title, finding.cause, finding.fix):
        assert not any(words in text for words in ("Oauth2 Token Url", "token endpoint", "The login", "{"))
    elsewhere = calling("https://other.example.com/me")
    assert "Base Url" not in diagnosed(unanswered(cause, elsewhere), connector=elsewhere)[0].fix


def test_a_host_that_is_not_known_is_fixed_in_base_url() -> None:
    assert diagnosed(unanswered(FailureCause.NAME_NOT_FOUND))[0].first_field == "base_url"
    assert diagnosed(unanswered(FailureCause.WAIT_TIMEOUT))[0].first_field == ""


def test_what_the_catalogue_knows_of_a_gateway_is_told_without_a_word_of_the_token_request() -> None:
    page = "<html><title>Attention Required! | Cloudflare</title>Sorry, you have been blocked</html>"
    first, *_ = diagnosed(called(403, HTML, ("Server", "cloudflare"), ("CF-RAY", "8a"), body=page))
    assert first.id == "api.firewall"
    assert first.vendor == "Cloudflare"
    check_told(first)
    first, *_ = diagnosed(called(200, HTML, body="<html><title>Just a moment...</title></html>"))
    assert (first.id, first.vendor) == ("api.firewall", "Cloudflare")
    heroku = "<html><title>Application error</title>herokucdn.com/error-pages</html>"
    first, *_ = diagnosed(called(503, HTML, ("Server", "Heroku"), body=heroku))
    assert first.id.startswith("api.proxy.heroku")
    assert "the API's owner" in first.fix


def test_a_sentence_of_the_api_says_more_than_its_status() -> None:
    first, *_ = diagnosed(called(403, JSON, body='{"message": "User is not authorized"}'))
    assert (first.id, first.culprits[0]) == ("api.said.permission", "account_state")
    assert first.evidence[0] == "status 403"
    check_told(first)
    first, *_ = diagnosed(
        called(400, JSON, body='{"message": "Please sign the terms first: no consent yet"}')
    )
    assert first.id.startswith("api.")
    assert first.severity == "error"


def test_the_scope_that_is_missing_is_told_from_the_one_that_was_not_granted() -> None:
    wants = called(403, challenge('Bearer error="insufficient_scope", scope="read write"'))
    row = of(additional_request_data=(AdditionalRow("scope", "read write"),))
    first = diagnosed(wants, connector=row, first=given(connector=row, scope="read"))[0]
    assert first.title.endswith("another scope: write.")
    assert "requested, but not granted" in first.fix
    row = of(additional_request_data=(AdditionalRow("scope", "read"),))
    assert "add write to the row scope" in diagnosed(wants, connector=row, first=given(scope="read"))[0].fix


def test_a_token_that_begins_with_bearer_is_sent_behind_a_second_one() -> None:
    first = given(f"Bearer {FIRST}")
    found = diagnosed(called(401, challenge(INVALID), token=f"Bearer {FIRST}"), first=first)[0]
    assert (found.id, found.first_field) == ("api.bearer_twice", "header_auth_value_pattern")
    bare = of(header_auth_value_pattern="%s")
    assert diagnosed(called(401, challenge(INVALID)), connector=bare, first=first)[0].id != "api.bearer_twice"


def test_a_proxy_that_answers_in_the_apis_place_is_told_from_it() -> None:
    connector = of(base_url="http://api.example.com")
    step = called(407, ("Proxy-Authenticate", "Basic"), connector=connector)
    exchange = replace(step.exchange, connection=replace(step.exchange.connection, proxy="proxy:3128"))
    assert diagnosed(replace(step, exchange=exchange), connector=connector)[0].id == "proxy.answered"


def test_a_success_with_a_broken_body_is_a_warning_beside_it() -> None:
    step = called(200, JSON, body="[")
    assert step.exchange.response
    response = replace(step.exchange.response, body_fault=BodyFault.CUT_SHORT)
    broken, works = diagnosed(replace(step, exchange=replace(step.exchange, response=response)))
    assert (broken.id, broken.severity, works.id) == ("api.body_broken", "warning", "api.works")
    long = replace(response, body_fault=BodyFault.TOO_LONG)
    assert len(diagnosed(replace(step, exchange=replace(step.exchange, response=long)))) == 1


def test_together_the_apis_error_leads_and_the_headline_says_so() -> None:
    first = given(expires_in=3600)
    run = Run((first,))
    of_run = diagnose_run(API, run)
    works = together(of_run, diagnosed(called(200)))
    assert [finding.id for finding in works] == ["api.works", "network.works_from_here"]
    assert headline(API, run, works).title == "Works with Request Body, and the API accepts the token."
    refused = together(of_run, diagnosed(called(403, JSON, body="{}")))
    assert refused[0].severity == "error"
    told = headline(API, run, refused)
    assert not told.works
    assert told.title.startswith(
        "Gets a token with Request Body, then fails: the API accepted the token, but the"
    )
    assert told.tells is refused[0]


def test_no_secret_that_an_api_repeats_is_told() -> None:
    row = AdditionalRow("X-Key", Secret("made-up-row-secret"))
    connector = of(api=ApiCall(path="/v1/me", query=(row,)))
    echo = f"{FIRST} {SECOND} {SECRET} {PASSWORD} made-up-row-secret"
    renewed = TokenStep(Why.REFUSED, given(SECOND))
    for status in (200, 302, 400, 401, 403, 404, 405, 429, 500):
        again = called(
            status,
            challenge(f'Bearer error="{FIRST}", scope="{SECOND}", error_description="{SECRET}"'),
            ("Location", f"/login/{SECOND}"),
            ("Allow", FIRST),
            JSON,
            body=f'{{"error": "{SECOND}", "message": "{FIRST}"}} {echo}',
            why=Why.REPEATED,
            connector=connector,
        )
        found = diagnosed(called(401), renewed, again, connector=connector)
        assert_no_secret(str(found), FIRST, SECOND, SECRET, PASSWORD, "made-up-row-secret")


@settings(max_examples=examples(15))
@given_by_hypothesis(
    st.integers(100, 599),
    st.lists(
        st.tuples(st.sampled_from(["WWW-Authenticate", "Location", "Retry-After", "Allow"]), ANY_TEXT),
        max_size=4,
    ),
    st.one_of(ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=40)),
    ANY_TEXT,
    ANY_TEXT,
)
def test_no_answer_and_no_address_raises(
    status: int, headers: list[Header], body: bytes, base_url: str, path: str
) -> None:
    response = HttpResponse(status, "", tuple(headers), body)
    step = called(200)
    run = ApiRun((replace(step, exchange=replace(step.exchange, response=response)),))
    connector = of(base_url=f"https://h/{base_url}", api=ApiCall(path=path))
    assert diagnose_api(connector, run, given())
