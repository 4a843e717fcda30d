"""One response on its own: successes without a usable token, and tokens that are odd."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.runs import assert_no_secret
from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.catalogue import combined
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import HttpResponse

TOKEN = "tok-4f1d8a7c6b5e4d3c2b1a"
DATE = "Mon, 06 May 2024 10:00:00 GMT"
MOMENT = 1_714_989_600
GRANTED = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}


def diagnosed(
    body: object, status: int | None = 200, *headers: tuple[str, str], url: str = "", **settings: Any
) -> tuple[Finding, ...]:
    text = body if isinstance(body, str) else "" if isinstance(body, bytes) else json.dumps(body)
    data = body if isinstance(body, bytes) else text.encode()
    response = HttpResponse(status or 0, "", headers or (("Content-Type", "application/json"),), data)
    return diagnose_response(
        response,
        status=status,
        url=url,
        settings=ResponseSettings(**settings) if settings else None,
    )


def jwt(**claims: object) -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in ({"alg": "RS256"}, claims)
    ]
    return ".".join([*parts, "c2lnbmF0dXJl"])


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


@pytest.mark.parametrize("status", [200, None])
def test_a_token_that_is_all_right_says_so(status: int | None) -> None:
    findings = diagnosed(GRANTED, status)
    assert [(finding.id, finding.severity) for finding in findings] == [("answer.token", "info")]
    assert TOKEN not in str(findings)


@pytest.mark.parametrize(
    ("body", "finding_id", "field"),
    [
        ({"accessToken": TOKEN}, "answer.token_elsewhere", "response.access_token_key"),
        ({"data": {"auth": {"access_token": TOKEN}}}, "answer.token_elsewhere", "response.access_token_key"),
        ({"access_token": "", "jwt": TOKEN}, "answer.token_elsewhere", "response.access_token_key"),
        (json.dumps(TOKEN), "answer.bare_token", "response.type"),
        (TOKEN, "answer.bare_token", "response.type"),
        ([{"token": TOKEN}], "answer.token_in_list", "response.type"),
        ({"id_token": jwt(sub="a"), "expires_in": 3600}, "answer.id_token_only", "additional_request_data"),
        ({"access_token": None}, "answer.token_empty", ""),
        ({"access_token": "", "message": "The account is disabled"}, "wording.account_disabled", ""),
        ("", "status.success_empty", "response.type"),
        ("<!DOCTYPE html><html><title>Welcome</title></html>", "status.success_html", "token_url"),
        ("<Token><Value>abc</Value></Token>", "status.success_xml", "response.type"),
        ({"ok": True}, "status.success_json", "response.type"),
        ('{"access_token": "tok-4f1d', "answer.broken_json", ""),
        ("OK\nwelcome", "status.success_text", "response.type"),
        (json.dumps(GRANTED).encode("utf-16"), "answer.utf16", "response.type"),
    ],
)
def test_a_success_without_a_token_that_the_form_finds(body: object, finding_id: str, field: str) -> None:
    first = diagnosed(body)[0]
    assert (first.id, first.severity, first.first_field) == (finding_id, "error", field)
    assert first.evidence
    assert_no_secret(str(first.document()), TOKEN)


def test_the_key_to_type_is_named() -> None:
    assert "Json Access Token Key: type data.token" in diagnosed({"data": {"token": TOKEN}})[0].fix


NESTED = {"data": {"token": TOKEN, "expiresIn": 3600}}


def test_the_lifetime_s_key_is_named_beside_the_token_s_and_both_are_found_when_typed() -> None:
    first = diagnosed(NESTED)[0]
    assert first.steps[0].startswith("Json Access Token Key: type data.token")
    assert first.steps[1] == "Json Expires In Key: type data.expiresIn."
    typed = diagnosed(NESTED, access_token_key="data.token")
    warning = next(finding for finding in typed if finding.id == "token.expires_elsewhere")
    assert "Json Expires In Key: type data.expiresIn" in warning.fix
    both = diagnosed(NESTED, access_token_key="data.token", expires_in_key="data.expiresIn")
    assert ids(both) == ["token.type_missing", "answer.token"]
    beside = {"token": TOKEN, "expires_in": 3600}
    assert "Json Access Token Key: type token." in diagnosed(beside)[0].fix


def test_no_key_is_named_that_the_form_would_not_find() -> None:
    assert diagnosed({"data": {"access.token": TOKEN}})[0].id == "status.success_json"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            gzip.compress(json.dumps(GRANTED).encode() * 9, mtime=0),
            "compressed with gzip, but doesn't say so",
        ),
        (b"%PDF-1.7\n\x00\xff\xfe\x01" * 9, "a PDF document"),
        (b"\x00\x01\xff\xfe\x07\x80" * 9, "bytes of no known kind"),
    ],
)
def test_a_body_that_is_not_text_is_called_what_it_is(body: bytes, kind: str) -> None:
    first, *others = diagnosed(body, 200, ("Content-Type", "application/json"))
    assert (first.id, first.severity, others) == ("answer.octets", "error", [])
    assert kind in first.title
    assert body[:8].hex(" ") in first.evidence[0]


@pytest.mark.parametrize(
    "body",
    [
        "caf\xe9 \xe0 la carte".encode("latin-1"),
        b"text with a \x00 in it",
        "{}".encode("utf-16"),
        "ab".encode("utf-16-le") * 20,
    ],
)
def test_text_in_another_charset_is_text(body: bytes) -> None:
    assert "answer.octets" not in ids(diagnosed(body))


def test_json_where_the_form_expects_text_names_type_and_key() -> None:
    first = diagnosed(GRANTED, type="text")[0]
    assert first.id == "answer.token_in_json"
    assert "Json Access Token Key: type access_token" in first.fix


def test_an_error_with_200_is_no_token_under_another_key() -> None:
    first = diagnosed({"error": "invalid_grant", "token": TOKEN})[0]
    assert (first.id, first.culprits[0]) == ("enterprise.refused_with_200", "password")


CUT_OFF = [
    '{"access_token": "tok-4f1d',
    f'{{"access_token": "{TOKEN}", "token_type": "Bearer", "scope": "read wr',
    f'{{"access_token": "{TOKEN}", "userName": "Jane Doe of Acme", "ex',
    '[{"id": 1, "na',
    "{",
]


@pytest.mark.parametrize("status", [200, 201, None])
@pytest.mark.parametrize("body", CUT_OFF)
def test_json_that_is_cut_off_is_called_that_and_not_a_matter_of_the_form(
    body: str, status: int | None
) -> None:
    (finding,) = diagnosed(body, status)
    assert (finding.id, finding.culprits[0]) == ("answer.broken_json", "server_side")
    assert "cut off" in finding.cause
    assert finding.evidence == (f"{len(body)} bytes that are not complete JSON",)
    assert ("copied all of it" in finding.fix) is (status is None)


@pytest.mark.parametrize("body", [f'{{"access_token": "{TOKEN}",}}', f"{{'access_token': '{TOKEN}'}}"])
def test_other_broken_json_is_called_that_on_the_wire_and_not_where_people_paste_it(body: str) -> None:
    assert ids(diagnosed(body)) == ["answer.broken_json"]
    (pasted,) = diagnosed(body, None)
    assert pasted.id.startswith("shape.")


@pytest.mark.parametrize("status", [200, None])
@pytest.mark.parametrize(
    ("body", "family"),
    [
        ('{"error": "invalid_grant", "error_descr', ("oauth.", "enterprise.")),
        ('{"error": {"code": 1, "message": "Something odd happ', ("shape.", "status.")),
        ('{"status": 401, "error": "Unauthorized", "pa', ("wording.",)),
        ('{"issuer": "https://idp.example.com", "authorization_endpoint": "https://id', ("page.",)),
    ],
)
def test_what_a_cut_off_body_still_says_goes_to_the_rules(
    body: str, family: tuple[str, ...], status: int | None
) -> None:
    assert diagnosed(body, status)[0].id.startswith(family)


def test_a_cut_off_refusal_goes_to_the_rules() -> None:
    assert diagnosed('{"trace_id": "4f1d8a', 401)[0].id == "status.unauthorized"


def test_a_long_document_is_not_called_broken() -> None:
    body = json.dumps([{"id": number, "link": "x" * 20} for number in range(5_000)])
    assert "answer.broken_json" not in ids(diagnosed(body))


@pytest.mark.parametrize(("status", "comes_first"), [(200, True), (None, True), (401, False)])
def test_another_charset_explains_a_success_and_not_a_refusal(status: int | None, comes_first: bool) -> None:
    found = ids(diagnosed(json.dumps(GRANTED).encode("utf-16-le"), status))
    assert "answer.broken_json" not in found
    assert found.index("answer.utf16") == (0 if comes_first else 1)


def test_a_text_has_a_finding_whatever_the_user_s_own_rules_replace() -> None:
    never = """
[[rule]]
id = "shape.text"
culprits = ["token_url"]
title = "A title."
cause = "A cause."
fix = "A fix."
[rule.when]
text = ["never said"]
"""
    rules = combined(read_catalogue(never, "own.toml"))
    response = HttpResponse(0, "", (), b"so sorry")
    assert ids(diagnose_response(response, status=None, rules=rules)) == ["shape.text"]


def token_ids(
    *headers: tuple[str, str], settings: dict[str, Any] | None = None, **members: object
) -> list[str]:
    found = diagnosed({**GRANTED, **members}, 200, *headers, **(settings or {}))
    works = all(finding.severity != "error" for finding in found)
    assert works is (found[-1].id == "answer.token")
    return ids(found[:-1] if works else found)


@pytest.mark.parametrize(
    ("members", "finding_id"),
    [
        ({"token_type": "mac"}, "token.type_other"),
        ({"token_type": "DPoP"}, "token.type_other"),
        ({"token_type": None}, "token.type_missing"),
        ({"expires_in": "3600"}, "token.expires_text"),
        ({"expires_in": 3_600_000}, "token.expires_milliseconds"),
        ({"expires_in": -1}, "token.expires_at_once"),
        ({"expires_in": 0}, "token.expires_at_once"),
        ({"expires_in": 30}, "token.expires_soon"),
        ({"expires_in": MOMENT}, "token.expires_moment"),
        ({"expires_in": 400_000_000}, "token.expires_late"),
        ({"expires_in": None}, "token.expires_missing"),
        ({"expires_in": None, "expiresIn": 3600}, "token.expires_elsewhere"),
        ({"expires_in": "2024-05-06T11:00:00Z"}, "token.expires_date"),
        ({"expires_in": "soon"}, "token.expires_unreadable"),
        ({"expires_in": True}, "token.expires_unreadable"),
        ({"expires_in": {"seconds": 3600}}, "token.expires_unreadable"),
        ({"access_token": "null"}, "token.placeholder"),
        ({"access_token": f"Bearer {TOKEN}"}, "token.with_prefix"),
        ({"access_token": f"{TOKEN}\r\n"}, "token.blanks"),
        ({"error": {"code": 1}}, "token.with_error"),
    ],
)
def test_a_token_that_is_odd(members: dict[str, Any], finding_id: str) -> None:
    assert token_ids(**members) == [finding_id]


@pytest.mark.parametrize(
    "members", [{"token_type": "bearer"}, {"token_type": "BearerToken"}, {"expires_in": 7_776_000}]
)
def test_a_token_that_is_common_enough(members: dict[str, Any]) -> None:
    assert token_ids(**members) == []


def test_a_date_where_the_form_expects_one_is_right_and_seconds_are_not() -> None:
    as_date = {"expires_in_format": "date"}
    assert token_ids(settings=as_date, expires_in="2024-05-06T11:00:00Z") == []
    assert token_ids(settings=as_date, expires_in=3600) == ["token.expires_seconds"]


def test_the_times_of_a_jwt_are_held_against_the_servers_own_date() -> None:
    date = ("Date", DATE)
    assert token_ids(date, access_token=jwt(exp=MOMENT + 3600, nbf=MOMENT - 1)) == []
    assert token_ids(date, access_token=jwt(exp=MOMENT - 60)) == ["token.expired"]
    assert token_ids(date, access_token=jwt(exp=MOMENT + 3600, nbf=MOMENT + 60)) == ["token.not_yet_valid"]
    assert token_ids(access_token=jwt(exp=MOMENT - 60)) == []  # nobody knows what time it was


def test_the_exp_of_a_jwt_proves_milliseconds_and_clears_them() -> None:
    date = ("Date", DATE)
    assert token_ids(date, access_token=jwt(exp=MOMENT + 4000), expires_in=4_000_000) == [
        "token.expires_milliseconds"
    ]
    assert token_ids(date, access_token=jwt(exp=MOMENT + 3_600_000), expires_in=3_600_000) == []


def test_what_is_json_in_other_clothes_is_noted() -> None:
    body = json.dumps(GRANTED)
    assert ids(diagnosed(body, 200, ("Content-Type", "text/html")))[0] == "answer.media_type"
    assert ids(diagnosed(b"\xef\xbb\xbf" + body.encode()))[0] == "answer.byte_order_mark"


@pytest.mark.parametrize("kind", ["json", "text"])
def test_a_form_encoded_token_does_not_work(kind: str) -> None:
    found = diagnosed(f"access_token={TOKEN}&token_type=bearer&expires_in=3600", type=kind)
    assert (found[0].id, found[0].severity, found[0].culprits[0]) == (
        "answer.form_encoded",
        "error",
        "response_format",
    )
    assert kind.capitalize() in found[0].cause
    assert TOKEN not in str(found)


@pytest.mark.parametrize(
    ("status", "finding_id", "culprit"),
    [
        (400, "status.bad_request", "additional_request_data"),
        (401, "status.unauthorized", "client_authentication"),
        (404, "status.not_found", "token_url"),
        (429, "status.rate_limit", "rate_limit"),
        (503, "status.unavailable", "server_side"),
        (418, "status.client_error", "additional_request_data"),
        (700, "shape.text", "token_url"),
        (None, "shape.text", "token_url"),
    ],
)
def test_words_that_nobody_knows_still_have_a_finding(
    status: int | None, finding_id: str, culprit: str
) -> None:
    (finding,) = diagnosed("so sorry, dear customer", status, ("Content-Type", "text/plain"))
    assert (finding.id, finding.culprits[0]) == (finding_id, culprit)


def test_a_clock_that_differs_is_found_against_the_local_time() -> None:
    response = HttpResponse(
        200, "", (("Date", DATE),), json.dumps({**GRANTED, "access_token": jwt(exp=MOMENT + 60)}).encode()
    )
    late = datetime.fromtimestamp(MOMENT + 600, UTC)
    # The server's own Date goes before the local time: the token is not expired.
    assert ids(diagnose_response(response, status=200, now=late)) == ["answer.token"]


@pytest.mark.parametrize(
    ("headers", "clock"),
    [
        ((("Date", "Mon, 06 May 2024 10:00:00 GMT"),), "the response's Date was 2024-05-06 10:00:00 UTC"),
        ((), "this machine's clock was 2024-05-06 10:30:00 UTC"),
        ((("Date", "soon"),), "this machine's clock was 2024-05-06 10:30:00 UTC"),
    ],
)
def test_the_evidence_of_an_expired_token_says_by_which_clock(
    headers: tuple[tuple[str, str], ...], clock: str
) -> None:
    expires = datetime(2024, 5, 6, 9, 0, tzinfo=UTC).timestamp()
    body = json.dumps({"access_token": jwt(exp=expires), "token_type": "Bearer", "expires_in": 3600})
    response = HttpResponse(200, "", headers, body.encode())
    now = datetime(2024, 5, 6, 10, 30, tzinfo=UTC)
    (expired,) = [
        one for one in diagnose_response(response, status=200, now=now) if one.id == "token.expired"
    ]
    assert expired.evidence == (f"exp is 2024-05-06 09:00:00 UTC; {clock}",)


@pytest.mark.parametrize(
    ("status", "document"),
    [
        (400, {"error": "invalid_grant", "token": TOKEN}),
        (400, {"error": "invalid_grant", "session_token": TOKEN}),
        (400, {"error": "invalid_grant", "data": {"token": TOKEN}}),
        (None, {"error": "invalid_grant", "token": TOKEN}),
        (400, {"code": "invalid_grant", "jwt": TOKEN}),
        (200, {"code": "invalid_grant", "token": TOKEN}),
        (200, {"success": False, "message": "Invalid username or password", "data": {"token": TOKEN}}),
        (401, {"title": "Unauthorized", "sessionid": TOKEN}),
        (403, {"id_token": TOKEN}),
    ],
)
def test_an_error_with_a_token_beside_it_is_an_error(status: int | None, document: dict[str, object]) -> None:
    first = diagnosed(document, status)[0]
    assert "response_format" not in first.culprits[:1], first.id
    assert "token_" not in first.id
