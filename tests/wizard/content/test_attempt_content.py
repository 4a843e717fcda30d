"""An attempt as the Result screen shows it: masked, harmless, and readable whatever a server sent."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.wizard.samples import (
    CLIENT_SECRET,
    COMPLETE,
    GRANTED,
    PASSWORD,
    REFRESH_TOKEN,
    REFUSED_ACCOUNT,
    TOKEN,
    attempt,
    failed_attempt,
    skipped_attempt,
)
from tui.oauth2.attempt import Attempt
from tui.oauth2.exchange import BodyFault
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret
from tui.oauth2.transport_failure import FailureCause, TransportFailure
from tui.plain_text import plain_text
from tui.wizard.content.attempt_content import attempt_content

REDACTOR = Redactor.for_connector(COMPLETE, [Secret(TOKEN), Secret(REFRESH_TOKEN)])
HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[31mred",
    "\u202eevil\u2066",
    "x[/y]",
    "[$error]boo[/]",
    "[@click=app.quit]here[/]",
    "a\u200bb\ufeff",
    "\x9b2J",
]


def shown(made: Attempt, *, reveal: bool = False) -> str:
    return attempt_content(made, REDACTOR, reveal=reveal).joined().plain


def test_a_token_is_shown_in_the_words_of_the_rfc_and_masked() -> None:
    text = shown(attempt(200, GRANTED))
    for line in (
        "Status         200 OK",
        "Time           111 ms",
        f"Token          {MASK}  (opaque)",
        "Type           Bearer",
        "Expires in     3600 seconds (60 minutes)",
        "Scope          tickets.read",
        "Refresh token  yes, but the connector uses the user's credentials",
    ):
        assert line in text.splitlines()
    assert TOKEN not in text


def test_on_reveal_the_token_and_the_body_are_in_the_clear() -> None:
    text = shown(attempt(200, GRANTED), reveal=True)
    assert f"Token          {TOKEN}  (opaque)" in text
    assert f'"access_token": "{TOKEN}"' in text


def test_an_error_response_is_shown_with_its_fields() -> None:
    made = attempt(400, REFUSED_ACCOUNT | {"error_uri": "https://idp.example.com/e"})
    lines = shown(made).splitlines()
    assert "Status       400 Bad Request" in lines
    assert "Error        invalid_grant" in lines
    assert "Description  Invalid credentials given." in lines
    assert "More at      https://idp.example.com/e" in lines


def test_json_is_laid_out_and_html_is_kept() -> None:
    assert '  "error": "invalid_grant",' in shown(attempt(400, REFUSED_ACCOUNT)).splitlines()
    page = b"<html><body>Sign in</body></html>"
    text = shown(attempt(200, page, content_type="text/html"))
    assert page.decode() in text
    assert "Unusable" in text


@pytest.mark.parametrize("secret", [CLIENT_SECRET, PASSWORD, TOKEN])
def test_a_secret_that_the_server_echoes_is_masked_wherever_it_stands(secret: str) -> None:
    made = attempt(
        400,
        {"error": secret, "error_description": f"not {secret}!", "error_uri": secret, "more": [secret]},
        headers=(("X-Echo", secret), ("WWW-Authenticate", f'Basic realm="{secret}"')),
    )
    masked = shown(made)
    assert secret not in masked
    assert masked.count(MASK) >= 6
    assert shown(made, reveal=True).count(secret) >= 6


def test_cookies_are_masked_and_their_names_kept() -> None:
    made = attempt(400, REFUSED_ACCOUNT, headers=(("Set-Cookie", "SESSION=9f3c2a; Path=/; HttpOnly"),))
    assert f"Set-Cookie: SESSION={MASK}; Path=/; HttpOnly" in shown(made).splitlines()
    assert "9f3c2a" not in shown(made)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("reveal", [False, True])
def test_hostile_words_are_shown_literally_and_without_effect(word: str, reveal: bool) -> None:
    harmless = plain_text(word)
    answer = {"error": word, "error_description": word, "error_uri": word, word: word}
    made = attempt(400, json.dumps(answer, ensure_ascii=False).encode(), headers=(("X-Word", word),))
    content = attempt_content(made, REDACTOR, reveal=reveal).joined()
    assert f"Description  {harmless}" in content.plain.splitlines()
    assert f"X-Word: {harmless}" in content.plain.splitlines()
    assert content.plain == plain_text(content.plain)
    # No markup was read: neither an action nor a colour came of the words.
    assert not any("@click" in str(span.style) or "$error]" in str(span.style) for span in content.spans)


@pytest.mark.parametrize("key", ["token_type", "scope", "expires_in"])
def test_hostile_words_in_a_token_response_are_harmless_too(key: str) -> None:
    for word in HOSTILE:
        text = shown(attempt(200, GRANTED | {key: word}), reveal=True)
        assert plain_text(word) in text
        assert text == plain_text(text)


def test_a_huge_body_is_cut_and_says_so() -> None:
    made = attempt(400, b"x" * 1_048_576, content_type="text/plain", body_fault=BodyFault.TOO_LONG)
    text = shown(made)
    assert "Body (1,048,576 bytes)  ! It is longer than 1 MiB; the rest was not read" in text.splitlines()
    assert text.endswith("… 1,015,808 more characters")
    assert text.count("x") < 33_000
    lines = shown(attempt(400, b"\n" * 500_000, content_type="text/plain")).splitlines()
    assert len(lines) < 2_100
    laid_out = shown(attempt(400, {"more": list(range(30_000))}))
    assert laid_out.endswith("… and more")
    assert len(laid_out) < 34_000


@pytest.mark.parametrize(
    ("fault", "body", "words"),
    [
        (BodyFault.CUT_SHORT, b"{", "It was cut off before it was complete"),
        (BodyFault.BAD_CHUNKING, b"{", "It has malformed chunks; the rest can't be read"),
        (
            BodyFault.BAD_CODING,
            b"plain",
            "It is not encoded as its Content-Encoding says; shown as received",
        ),
        (
            BodyFault.UNKNOWN_CODING,
            b"\x1f\x8b\x00\xff",
            "It has a Content-Encoding that this tool can't decode; shown in hexadecimal",
        ),
    ],
)
def test_what_is_wrong_with_a_body_stands_beside_its_title(fault: BodyFault, body: bytes, words: str) -> None:
    lines = shown(attempt(400, body, body_fault=fault)).splitlines()
    assert f"Body ({len(body)} bytes)  ! {words}" in lines
    assert lines[-1] == ("1f 8b 00 ff" if fault is BodyFault.UNKNOWN_CODING else body.decode())


def test_headers_beyond_number_are_counted() -> None:
    text = shown(attempt(400, REFUSED_ACCOUNT, headers=tuple((f"X-{n}", "v") for n in range(5_000))))
    assert "X-198: v\n… 4,801 more headers\n" in text
    text = shown(attempt(400, REFUSED_ACCOUNT, headers=tuple((f"X-{n}", "v" * 9_000) for n in range(50))))
    assert f"X-0: {'v' * 2_000}… 7,000 more characters\n" in text
    assert len(text) < 25_000


def test_a_redirect_is_shown_and_said_not_to_be_followed() -> None:
    made = attempt(302, b"", headers=(("Location", f"https://x.example/?p={PASSWORD}\x1b"),))
    assert f"Redirects to  https://x.example/?p={MASK}␛  (not followed)" in shown(made).splitlines()
    assert "Redirects" not in shown(attempt(200, GRANTED, headers=(("Location", "/x"),)))


def test_a_huge_value_is_cut_and_says_so() -> None:
    made = attempt(400, {"error": "e" * 9_000, "error_description": PASSWORD * 1_000})
    lines = shown(made).splitlines()
    assert f"Error        {'e' * 2_000}… 7,000 more characters" in lines
    assert PASSWORD not in shown(made)


def test_a_secret_across_the_cut_is_masked_as_a_whole() -> None:
    for distance in range(1, len(PASSWORD)):
        body = b" " + b"x" * (32_768 - distance - 1) + PASSWORD.encode() + b"y" * 100
        assert PASSWORD[:distance] not in shown(attempt(400, body, content_type="text/plain"))[-200:]


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"error": 1e999999999999}',
        b'{"error": ' + b"9" * 100_000 + b"}",
        bytes(range(256)) * 20,
        b"\xff\xfe\x00\x00",
        b"<" * 30_000,
        b"<html" + b"<!--" * 5_000,
        b'{"error": "\\ud800"}',
        b"{",
        b"",
    ],
    ids=[
        "deep-list",
        "deep-object",
        "infinity",
        "digits",
        "binary",
        "bom",
        "angles",
        "html",
        "half",
        "{",
        "",
    ],
)
@pytest.mark.parametrize("status", [200, 400, 599])
def test_no_body_is_too_strange_to_be_shown(body: bytes, status: int) -> None:
    for reveal in (False, True):
        text = shown(attempt(status, body), reveal=reveal)
        assert text == plain_text(text)
        assert str(status) in text


def test_an_empty_body_is_called_empty_and_no_headers_none() -> None:
    made = attempt(400, b"")
    assert made.exchange
    assert made.exchange.response
    bare = replace(made.exchange, response=replace(made.exchange.response, headers=()))
    assert shown(replace(made, exchange=bare)).endswith("Response headers\nnone\n\nBody (0 bytes)\nempty")


def test_a_failure_says_its_kind_its_sentence_and_what_it_rests_on() -> None:
    made = failed_attempt(FailureCause.NAME_NOT_FOUND, "There is no host \x1b[2Jnowhere.")
    assert shown(made).splitlines() == [
        "Failed  dns: There is no host ␛[2Jnowhere.",
        "Time    not measured",
    ]
    assert made.exchange
    failure = TransportFailure(
        FailureCause.NOT_HTTP, "It sent what is no HTTP.", (f"heard: {PASSWORD}\x07", "b")
    )
    lines = shown(replace(made, exchange=replace(made.exchange, failure=failure))).splitlines()
    assert lines[1:3] == [f"Seen    heard: {MASK}␇", "        b"]


def test_a_skipped_attempt_says_why() -> None:
    assert shown(skipped_attempt()) == "Skipped. Another attempt could lock the account."
