"""Every finding that Python code makes can win against the catalogue: each has a response that brings it.

A finding without such a witness is dead text: a rule of the catalogue always speaks in its place.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

import tui.diagnosis
from tests.diagnosis.api.api_runs import FIRST, JSON, SECOND, Header, called, challenge, diagnosed, given
from tests.diagnosis.api.test_api_findings import HTML, INVALID, REFUSALS, calling, of, said
from tests.runs import BODY, answered
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.api_run import CallStep, TokenStep, Why
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import BodyFault, HttpResponse
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS

FINDING_ID: Final = re.compile(r"(?:answer|api)\.[a-z0-9_]+")
TOKEN: Final = "tok-4f1d8a7c6b5e4d3c2b1a"
GRANTED: Final = json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600})
BROTLI: Final = b"\x8b\x03\x80{}\x03\xff\x1b"
TEXT: Final = ResponseSettings(type="text")


def strings_in(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each module of a folder, and every string in it; of an f-string, its parts."""
    room = Path(tui.diagnosis.__file__).parent / folder
    for path in sorted(room.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def ids_made_in(folder: str) -> set[str]:
    """Return every string in a folder that is the id of a finding, and not the key of a field."""
    ids = {text for _, text in strings_in(folder) if FINDING_ID.fullmatch(text)}
    return ids - FORM_FIELDS.keys() - SETTING_LABELS.keys()


def response(
    body: str | bytes, *headers: Header, status: int = 200, fault: BodyFault | None = None
) -> HttpResponse:
    data = body.encode() if isinstance(body, str) else body
    return HttpResponse(status, "", headers or (JSON,), data, fault)


ANSWERS: Final[dict[str, tuple[HttpResponse, ResponseSettings | None]]] = {
    "answer.redirect": (response("", ("Location", "/v2/token"), status=302), None),
    "answer.token_in_json": (response(GRANTED), TEXT),
    "answer.bare_token": (response(TOKEN), None),
    "answer.form_encoded": (response(f"access_token={TOKEN}&token_type=bearer"), None),
    "answer.token_in_list": (response(f"[{GRANTED}]"), None),
    "answer.token_elsewhere": (response(json.dumps({"data": {"token": TOKEN}})), None),
    "answer.id_token_only": (response('{"id_token": "eyJh.eyJz.c2ln"}'), None),
    "answer.token_empty": (response('{"access_token": ""}'), None),
    "answer.broken_json": (response(GRANTED[:24]), None),
    "answer.octets": (response(gzip.compress(GRANTED.encode() * 9, mtime=0)), None),
    "answer.utf16": (response(GRANTED.encode("utf-16")), None),
    "answer.byte_order_mark": (response(b"\xef\xbb\xbf" + GRANTED.encode()), None),
    "answer.undecodable": (response(GRANTED.encode()[:-1] + b', "scope": "caf\xe9"}'), None),
    "answer.wrapped_json": (response(f"callback({GRANTED});", ("Content-Type", "text/javascript")), None),
    "answer.second_factor": (response(json.dumps({"mfa_required": True, "access_token": TOKEN})), None),
    "answer.media_type": (response(GRANTED, ("Content-Type", "text/html")), None),
    "answer.cut_short": (response(GRANTED[:24], fault=BodyFault.CUT_SHORT), None),
    "answer.bad_chunking": (response(GRANTED, fault=BodyFault.BAD_CHUNKING), None),
    "answer.too_long": (response(GRANTED, fault=BodyFault.TOO_LONG), None),
    "answer.trailing_bytes": (
        response(b"{}", ("Content-Encoding", "gzip"), fault=BodyFault.TRAILING_BYTES), None),
    "answer.bad_coding": (
        response(BROTLI, ("Content-Encoding", "gzip"), fault=BodyFault.BAD_CODING), None),
    "answer.unknown_coding": (
        response(BROTLI, ("Content-Encoding", "br"), fault=BodyFault.UNKNOWN_CODING), None),
}  # fmt: skip
"""By the id of its first finding: a response of the token endpoint, and the settings that read it."""


def renewed(step: CallStep) -> dict[str, Any]:
    """Return the steps of a call that is repeated with a second token."""
    again = replace(step, why=Why.REPEATED)
    return {"steps": (called(401), TokenStep(Why.REFUSED, given(SECOND)), again)}


def cut_short(step: CallStep) -> CallStep:
    assert step.exchange.response
    damaged = replace(step.exchange.response, body_fault=BodyFault.CUT_SHORT)
    return replace(step, exchange=replace(step.exchange, response=damaged))


BOT_CHECK: Final = "<html><title>Just a moment...</title></html>"
REFUSED: Final = answered(BODY, 400, '{"error": "invalid_grant"}', [JSON])
CALLS: Final[dict[str, dict[str, Any]]] = {
    **{
        finding_id: {"steps": (called(status, *headers, body=body, connector=made_by),), "connector": made_by}
        for finding_id, status, headers, body, made_by, _ in REFUSALS
    },
    "api.works": {"steps": (called(200, JSON, body="{}"),)},
    "api.body_broken": {"steps": (cut_short(called(200, JSON, body="[")),)},
    "api.no_second_token": {"steps": (TokenStep(Why.EXPIRED, REFUSED),)},
    "api.token_time": renewed(called(401, said("The token expired at noon"), token=SECOND)),
    "api.not_modified": {"steps": (called(304),)},
    "api.firewall": {"steps": (called(403, HTML, ("Server", "cloudflare"), body=BOT_CHECK),)},
    "api.bearer_twice": {
        "steps": (called(401, challenge(INVALID), token=f"Bearer {FIRST}"),),
        "first": given(f"Bearer {FIRST}")},
    "api.base_url_query": {
        "steps": (called(404),), "connector": of(base_url="https://api.example.com/v1?key=1")},
    "api.host_in_path": {"steps": (called(404),), "connector": calling("/api.example.com/v1/me")},
}  # fmt: skip
"""By the id of its first finding: what `diagnosed` takes, steps of a call and its connector."""


def first_of_call(steps: tuple[CallStep | TokenStep, ...], **more: Any) -> Finding:
    return diagnosed(*steps, **more)[0]


def test_every_finding_made_in_python_has_a_witness() -> None:
    assert sorted(ids_made_in("answers") - ANSWERS.keys()) == []
    assert sorted(ids_made_in("api") - CALLS.keys()) == []


def test_every_witness_is_of_a_finding_that_is_made() -> None:
    assert sorted(ANSWERS.keys() - ids_made_in("answers")) == []
    assert sorted(CALLS.keys() - ids_made_in("api")) == []


def test_no_id_is_put_together_but_that_of_a_rule_that_speaks_of_the_api() -> None:
    parts = [*strings_in("answers"), *strings_in("api")]
    assert {name for name, text in parts if text in {"answer.", "api."}} <= {
        "catalogue_rules.py",
        "findings.py",
    }


@pytest.mark.parametrize("finding_id", ANSWERS)
def test_a_finding_about_the_token_endpoint_wins(finding_id: str) -> None:
    seen, settings = ANSWERS[finding_id]
    assert diagnose_response(seen, status=seen.status, settings=settings)[0].id == finding_id


@pytest.mark.parametrize("finding_id", CALLS)
def test_a_finding_about_the_api_wins(finding_id: str) -> None:
    assert first_of_call(**CALLS[finding_id]).id == finding_id
