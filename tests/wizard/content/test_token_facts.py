"""What is shown of a token, whatever it is."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.wizard.samples import COMPLETE, GRANTED, NOW, TOKEN, attempt
from tui.oauth2.api_run import HeldToken
from tui.oauth2.connector import AdditionalRow, Connector, ResponseSettings
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret
from tui.wizard.content.token_facts import TokenFacts, token_facts


def part(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def facts(
    members: dict[str, Any] | bytes, connector: Connector = COMPLETE, *, reveal: bool = False
) -> TokenFacts:
    made = attempt(200, members, connector=connector)
    held = HeldToken(made, NOW.timestamp())
    redactor = Redactor.for_connector(connector, made.secrets)
    return token_facts(connector, held, (), redactor, reveal=reveal)


HEADER = part({"alg": "RSA-OAEP", "enc": "A256GCM"})
DEEP = "[" * 3000 + "]" * 3000


@pytest.mark.parametrize(
    ("token", "form", "inside"),
    [
        ("made-up", "(opaque, 7 characters)", "The token is opaque"),
        (f"{HEADER}.a.b.c.d", "(encrypted (JWE), ", '"enc": "A256GCM"'),
        (f"{HEADER}.a.b.c", "(opaque, ", "The token is opaque"),
        (f"{HEADER}.{part({'sub': 'me'})}.s", "(JWT, ", '"sub": "me"'),
        (f"{HEADER}.{part({'sub': 'me'})}.", "(JWT, ", '"sub": "me"'),
        (f"{HEADER}.{part(['me'])}.s", "(JWT, ", "They can't be read: they are not a JSON object."),
        (f"{HEADER}.!!!!.s", "(JWT, ", "They can't be read"),
    ],
)
def test_each_form_of_token_is_told(token: str, form: str, inside: str) -> None:
    shown = facts({**GRANTED, "access_token": token})
    assert f"{MASK}  {form}" in shown.rows.plain
    assert inside in shown.inside.plain
    assert f"{token}  {form}" in facts({**GRANTED, "access_token": token}, reveal=True).rows.plain


@pytest.mark.parametrize(
    ("asked", "granted", "asked_words", "granted_words"),
    [
        ("a b", "b a", "a b", "b a"),
        ("a b", "a", "a b", "a −b (not granted)"),
        ("a", "a c", "a", "a +c"),
        ("", "a", "none: there is no scope row", "a"),
        ("a", None, "a", "not stated, so as requested (RFC 6749 §5.1)"),
        ("", None, "none: there is no scope row", "not stated"),
        (Secret("a"), "a", MASK, "a"),
    ],
)
def test_what_was_asked_and_what_was_granted_stand_beside_each_other(
    asked: str | Secret, granted: str | None, asked_words: str, granted_words: str
) -> None:
    rows = (AdditionalRow("scope", asked),) if asked else ()
    members = {key: value for key, value in {**GRANTED, "scope": granted}.items() if value is not None}
    lines = facts(members, replace(COMPLETE, additional_request_data=rows)).rows.plain.split("\n")
    told = {line[:15].strip(): line[17:] for line in lines}
    if not isinstance(asked, Secret):
        assert told["Scope granted"] == granted_words
    assert told["Scope requested"] == asked_words


def test_what_stands_beside_the_token_is_shown_and_masked_where_it_is_a_secret() -> None:
    members = {
        **GRANTED,
        "id_token": "made-up-1",
        "session_id": "made-up-2",
        "echo": TOKEN,
        "user": {"id": 7},
    }
    shown = facts(members).rows.plain
    assert f"id_token {MASK}" in shown
    assert f"session_id {MASK}" in shown
    assert f"echo {MASK}" in shown
    assert 'user {"id": 7}' in shown


def test_the_form_s_settings_say_how_the_answer_is_read() -> None:
    by_date = ResponseSettings(expires_in_key="until", expires_in_format="date")
    shown = facts({**GRANTED, "until": "2026-01-02T04:04:05Z"}, replace(COMPLETE, response=by_date))
    assert "its lifetime in until (2026-01-02T04:04:05Z, as a date)" in shown.rows.plain
    assert shown.lifetime.ends == NOW.timestamp() + 3600
    text = facts(b"made-up-token", replace(COMPLETE, response=ResponseSettings("text")))
    assert "Text: the body is the token" in text.rows.plain
    assert text.lifetime.ends is None


def test_a_token_of_any_size_and_depth_does_no_harm() -> None:
    deep = base64.urlsafe_b64encode(f'{{"a": {DEEP}}}'.encode()).decode().rstrip("=")
    wide = part({"aud": ["x" * 5_000] * 50, "sub": "y" * 100_000, "exp": "never", "iat": True})
    for payload in (deep, wide):
        shown = facts({**GRANTED, "access_token": f"{HEADER}.{payload}.s"}, reveal=True)
        assert len(shown.rows.plain) < 40_000
        assert len(shown.inside.plain) < 20_000
        assert shown.moments == ()
