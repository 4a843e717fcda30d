"""Whatever a connector holds and a server answers: nothing raises, and no secret is shown."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.oauth2.strategies import CONNECTORS
from tests.runs import BASIC, BODY, assert_no_secret, failed
from tui.diagnosis.api.explained import diagnose_api_response
from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.lint.findings import lint
from tui.diagnosis.rules.rule import Phase
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.diagnosis.verdict import headline
from tui.interchange.explained_paste import explain_paste
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, ResponseSettings
from tui.oauth2.exchange import BodyFault, Exchange, HttpResponse
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            "Content-Type Content-Encoding Location WWW-Authenticate Date Set-Cookie Retry-After X-A".split()
        ),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                [
                    "application/json",
                    "text/html; charset=utf-16",
                    'Basic realm="x"',
                    "http://[",
                    "text/plain; charset=idna",
                ]
            ),
        ),
    ),
    max_size=4,
).map(tuple)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                "error error_description access_token token expires_in token_type data id_token".split()
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [
            b"<html><title>x</title>",
            b"access_token=abc&expires_in=x",
            b"\xff\xfe{\x00",
            b'"abc123def456ghi789"',
        ]
    ),
)
RESPONSES = st.builds(
    HttpResponse,
    st.integers(0, 999),
    st.text(max_size=10),
    HEADERS,
    BODIES,
    st.sampled_from([None, None, *BodyFault]),
)


def attempt_of(connector: Connector, method: ClientAuthentication, response: HttpResponse) -> Attempt:
    request = assemble(connector, method)
    answer = read_answer(response, connector.response)
    return Attempt(method, request.basic_encoding, Exchange(request, response), answer)


def assert_sound(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        assert set(finding.culprits) <= set(CULPRITS)
        assert finding.first_field in {"", *FORM_FIELDS, *SETTING_LABELS}
        assert finding.title
        assert finding.fix
        assert finding.evidence
        json.dumps(finding.document()).encode()


@settings(deadline=None)
@given(CONNECTORS, RESPONSES, RESPONSES, st.sampled_from(FailureCause))
def test_no_run_raises(
    connector: Connector, one: HttpResponse, other: HttpResponse, cause: FailureCause
) -> None:
    runs = [
        Run((attempt_of(connector, BASIC, one), attempt_of(connector, BODY, other))),
        Run((attempt_of(connector, ClientAuthentication.BASIC_USER, one), failed(BODY, cause))),
    ]
    for run in runs:
        findings = diagnose_run(connector, run)
        assert_sound(findings)
        assert (run.verdict == "works") <= all(finding.severity != "error" for finding in findings)
        assert run.working or findings[0].severity == "error"
        assert headline(connector, run, findings).works is bool(run.working)


@settings(deadline=None)
@given(RESPONSES, st.booleans(), st.text(max_size=30))
def test_no_response_raises_and_each_has_a_finding(response: HttpResponse, bare: bool, url: str) -> None:
    findings = diagnose_response(response, status=None if bare else response.status, url=url)
    assert findings
    assert_sound(findings)


NAMES: Final = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        "Content-Type content-type Content-Encoding Content-Length Location Date Expires Age "
        "Retry-After RateLimit-Reset X-RateLimit-Reset WWW-Authenticate Proxy-Authenticate Server Via CF-Ray "
        "Set-Cookie X-Error X-Amzn-ErrorType Allow Sunset".split()
    ),
)
DATES: Final = st.from_regex(
    r"(?:[A-Z][a-z]{2}, )?\d{1,12} (?:Jan|Feb|Dec) \d{1,9} \d{1,4}:\d{1,4}:\d{1,4} (?:GMT|[+-]\d{1,20})",
    fullmatch=True,
)
CHALLENGES: Final = st.builds(
    'Bearer realm="{}", error="{}", error_description="{}", scope={}'.format,
    st.text(max_size=20),
    st.sampled_from(["invalid_token", "insufficient_scope", "invalid_request", "é", ""]),
    st.text(max_size=40),
    st.text(max_size=10),
)
VALUES: Final = st.one_of(
    st.text(max_size=80),
    DATES,
    CHALLENGES,
    st.from_regex(r"-?\d{1,40}(?:\.\d{1,40})?", fullmatch=True),
    st.sampled_from(
        ["9" * 5_000, "text/html; charset=utf-7", "application/json; charset=\x00", "http://[::1", "//["]
    ),
)
LONG_NUMBERS: Final = st.one_of(st.integers(), st.integers(10**300, 10**301), st.just(float("nan")))
SENTENCES: Final = st.lists(
    st.sampled_from(
        "the user client_secret is not invalid or locked expired missing required must be é 用户 {} { } "
        "パスワード \u202e \x00 \ud800 AADSTS50126: userLockedException 99999999999999999999 "
        "https://x.example.com/?a=b "
        "svc@example.com ¦ grant_type '{}' \"scope\" (400) <b> %s …".split()
    ),
    max_size=25,
).map(" ".join)
DOCUMENTS: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), LONG_NUMBERS, st.floats(), st.text(max_size=20), SENTENCES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(
                    "error error_description error_uri error_codes errors fault detail details loc msg code "
                    "status statusCode message access_token refresh_token id_token token token_type "
                    "expires_in scope mfa_required ChallengeName challenge_token data exp path hint".split()
                ),
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=20,
)
ANY_BODY: Final = st.one_of(
    st.binary(max_size=300),
    DOCUMENTS.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")),
    DOCUMENTS.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")),
    DOCUMENTS.map(lambda value: json.dumps(value)[:-3].encode()),
    SENTENCES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    SENTENCES.map(lambda text: f"<html><title>{text}</title><p>{text}".encode("utf-8", "surrogatepass")),
    SENTENCES.map(
        lambda text: f"<f:fault xmlns:f='x'><f:code>{text}</f:code>".encode("utf-8", "surrogatepass")
    ),
    SENTENCES.map(lambda text: f"error={text}&error_description={text}".encode("utf-8", "surrogatepass")),
    st.integers(1, 3_000).map(lambda depth: b"[" * depth + b"]" * depth),
    st.integers(1, 3_000).map(lambda depth: b'{"error":' * depth + b"1" + b"}" * depth),
)
ANY_RESPONSE: Final = st.builds(
    HttpResponse,
    st.integers(0, 999),
    st.text(max_size=20),
    st.lists(st.tuples(NAMES, VALUES), max_size=6).map(tuple),
    ANY_BODY,
    st.sampled_from([None, None, None, *BodyFault]),
)
MOMENTS: Final = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))
EXPECTED: Final = st.builds(
    ResponseSettings,
    type=st.sampled_from(["json", "text"]),
    access_token_key=st.sampled_from(["access_token", "data.token", "error", "."]),
    expires_in_key=st.sampled_from(["expires_in", "data.exp", ""]),
    expires_in_format=st.sampled_from(["seconds", "date"]),
)


@settings(deadline=None, max_examples=examples(20))
@given(ANY_RESPONSE, st.booleans(), VALUES, MOMENTS, EXPECTED)
def test_no_response_raises_in_any_phase(
    response: HttpResponse, bare: bool, url: str, now: datetime | None, expected: ResponseSettings
) -> None:
    status = None if bare else response.status
    for findings in (
        diagnose_response(response, status=status, url=url, settings=expected, now=now),
        diagnose_api_response(response, status=status, url=url, now=now),
    ):
        assert findings
        assert_sound(findings)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(SENTENCES, NAMES, VALUES, st.sampled_from(["HTTP/1.1 401 x", "", "curl -v \\", "{"])),
        max_size=8,
    ),
    st.sampled_from([None, "api", "token"]),
)
def test_no_paste_raises_in_any_phase(lines: list[str], phase: Phase | None) -> None:
    assert_sound(explain_paste("\n".join(lines), phase).findings)


@settings(deadline=None)
@given(CONNECTORS)
def test_no_connector_makes_lint_raise(connector: Connector) -> None:
    for finding in lint(connector):
        assert finding.fields
        assert finding.evidence or finding.id == "lint.should_be_blank" or finding.id == "lint.basic_colon"


MIB: Final = 1024 * 1024


@pytest.mark.parametrize(
    "body",
    [
        b"[" * MIB,
        b'{"a":' * (MIB // 5),
        b"<" * MIB,
        b"<div>" * (MIB // 5),
        b"error=" * (MIB // 6),
        b'{"error": "' + b"x" * MIB + b'"}',
        json.dumps([{"error": "x", "message": "y"}] * 30_000).encode(),
        b"eyJ" * (MIB // 3),
        b"missing " * (MIB // 8),
        b"\x00" * MIB,
        b"=" * MIB,
        b'"' * MIB,
    ],
    ids=lambda body: str(body[:12]),
)
def test_huge_and_deep_answers_are_diagnosed(body: bytes) -> None:
    response = HttpResponse(400, "", (("Content-Type", "application/json"),), body)
    assert_sound(diagnose_response(response, status=400))
    assert_sound(diagnose_response(response, status=None))
    connector = Connector(
        client_id="a-client", client_secret=Secret("a+secret/9"), token_url="https://idp.example.com/t"
    )
    assert_sound(diagnose_run(connector, Run((attempt_of(connector, BASIC, response),))))


SECRET, PASSWORD, ROW, TOKEN = (
    "Zq9+Marker/Secret&4",
    "Pw Marker=Ünique%7",
    "row-Marker-5f2c",
    "tok-Marker-88d1c4aa",
)
HOLDER = Connector(
    client_id="a-client",
    client_secret=Secret(SECRET),
    username="svc",
    password=Secret(PASSWORD),
    token_url="https://idp.example.com/oauth2/token",
    additional_headers=(AdditionalRow("X-Api-Key", Secret(ROW)),),
)


def writings(secret: str) -> list[str]:
    encoded = base64.b64encode(secret.encode()).decode()
    return [secret, quote(secret), quote_plus(secret), json.dumps(secret)[1:-1], encoded, f"x{secret}y"]


ECHOES = st.sampled_from(
    [writing for secret in (SECRET, PASSWORD, ROW, TOKEN) for writing in writings(secret)]
)
PHRASES = st.sampled_from(
    [
        "invalid_client",
        "invalid_grant",
        "Missing parameter: {}",
        "AADSTS50126: bad {}",
        "user {} is locked",
        "{} not found",
        "unknown scope {}",
        "grant type '{}' not supported",
        "<title>{}</title>",
        "The value {} is wrong",
    ]
)
KEYS = st.sampled_from("error error_description message detail errorCode errors code {}".split())


@st.composite
def echoing(draw: st.DrawFn) -> HttpResponse:
    said = {
        draw(KEYS).format(draw(ECHOES)): draw(st.sampled_from(["", "pad " * 70, "x" * 235]))
        + draw(PHRASES).format(draw(ECHOES))
        for _ in range(draw(st.integers(1, 3)))
    }
    body: Any = json.dumps(said, ensure_ascii=draw(st.booleans()))
    if draw(st.booleans()):
        body = " ".join(said.values())
    headers = (
        ("Location", f"https://x.example.com/{draw(ECHOES)}"),
        ("WWW-Authenticate", f'Basic realm="{draw(ECHOES)}"'),
    )
    return HttpResponse(
        draw(st.sampled_from([200, 302, 400, 401, 403, 500])), draw(ECHOES), headers, body.encode()
    )


@settings(deadline=None, max_examples=examples(12))  # each is two answers in two runs
@given(echoing(), echoing())
def test_no_finding_shows_a_secret_that_a_server_echoes(one: HttpResponse, other: HttpResponse) -> None:
    granted = json.dumps({"access_token": TOKEN, "scope": TOKEN, "token_type": TOKEN}).encode()
    with_token = attempt_of(HOLDER, ClientAuthentication.BASIC_USER, HttpResponse(200, "", (), granted))
    first, second = attempt_of(HOLDER, BASIC, one), attempt_of(HOLDER, BODY, other)
    for run in (Run((first, second)), Run((first, second, with_token))):
        known = (SECRET, PASSWORD, ROW, *([TOKEN] if run.working else []))
        findings = diagnose_run(HOLDER, run)
        said = json.dumps([finding.document() for finding in findings], ensure_ascii=False)
        said += str(headline(HOLDER, run, findings))
        for text in (said, said.lower()):
            assert_no_secret(text, *known, *[secret.lower() for secret in known])


@pytest.mark.parametrize("length", range(200, 260))
def test_a_secret_on_the_edge_of_a_quote_is_masked_whole(length: int) -> None:
    body = json.dumps(
        {"error": "invalid_grant", "error_description": "bad password " + "y" * length + PASSWORD}
    ).encode()
    run = Run((attempt_of(HOLDER, BASIC, HttpResponse(400, "", (), body)),))
    said = str(diagnose_run(HOLDER, run)).lower()
    assert "pw m" not in said


def test_a_secret_that_is_a_telling_word_hides_the_words_and_not_the_cause() -> None:
    connector = replace(HOLDER, password=Secret("invalid_grant"))
    body = b'{"error": "invalid_grant"}'
    first = diagnose_run(connector, Run((attempt_of(connector, BASIC, HttpResponse(400, "", (), body)),)))[0]
    assert first.culprits[0] in {"password", "username"}
    assert "error: invalid_grant" not in first.evidence
