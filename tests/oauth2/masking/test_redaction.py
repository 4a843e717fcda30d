"""A known secret is masked in every form, a token by its name, and nothing else is touched."""

from __future__ import annotations

import base64
import html
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.oauth2.strategies import ANY_TEXT, CONNECTORS, SECRET_TEXT
from tui.oauth2.client_authentication import BasicEncoding, basic_credentials
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import MASK, Secret

NOTHING_KNOWN = Redactor(())
WRITINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "quote": lambda text: quote(text, safe=""),
    "quote-lower": lambda text: quote(text, safe="").lower() if text.islower() else text,
    "quote-plus": quote_plus,
    "quote-twice": lambda text: quote_plus(quote_plus(text)),
    "json": lambda text: json.dumps(text)[1:-1],
    "json-unicode": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "html": html.escape,
    "base64-0": lambda text: base64.b64encode(text.encode()).decode(),
    "base64-1": lambda text: base64.b64encode(b"?" + text.encode()).decode(),
    "base64-2": lambda text: base64.b64encode(b"??" + text.encode() + b"?").decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(b"?>" + text.encode()).decode().rstrip("="),
    "basic-raw": lambda text: basic_credentials("client", Secret(text), BasicEncoding.RAW).reveal(),
    "basic-form": lambda text: basic_credentials("client", Secret(text), BasicEncoding.FORM).reveal(),
}
LONG_SECRET = (
    "-----BEGIN PRIVATE KEY-----\n"
    + "\n".join('M"I<I&/+é' + f"{n:04}" * 12 for n in range(20))
    + "\n-----END PRIVATE KEY-----\n"
)


def knowing(secret: str) -> Redactor:
    return Redactor.for_connector(Connector(client_id="client", client_secret=Secret(secret)))


@given(secret=SECRET_TEXT)
def test_a_known_secret_is_masked_in_every_writing(secret: str) -> None:
    redactor = knowing(secret)
    for writing, write in WRITINGS.items():
        written = write(secret)
        masked = redactor.text(f'{{"echo": "{written}"}}')
        assert written not in masked, writing
        assert MASK in masked, writing


@example(secret="0\\\\\x1b", choices=["plain", "plain", "json"])
@example(secret="\\\x1b\\0\\", choices=["plain", "json", "json", "plain", "plain"])
@given(secret=SECRET_TEXT, choices=st.lists(st.sampled_from(["plain", "quote", "json", "html"]), min_size=1))
def test_mixed_writings_are_masked(secret: str, choices: list[str]) -> None:
    written = "".join(WRITINGS[choice](char) for choice, char in zip(cycle(choices), secret, strict=False))
    assert written not in knowing(secret).text(f"<<{written}>>")


@pytest.mark.parametrize("writing", [name for name in WRITINGS if name not in {"quote-twice", "basic-form"}])
@pytest.mark.parametrize("length", [256, 257, len(LONG_SECRET)])
def test_a_long_secret_too(writing: str, length: int) -> None:
    secret = LONG_SECRET[:length]
    written = WRITINGS[writing](secret)
    masked = Redactor([Secret(secret)]).text(f"before {written} after")
    assert MASK in masked
    assert len(masked) < 60


@pytest.mark.parametrize("secret", ["a", "ab", "abc", "1", "/"])
def test_a_short_secret_is_masked_as_a_whole_word(secret: str) -> None:
    redactor = Redactor([Secret(secret)])
    assert redactor.text(f"password={secret}&x") == f"password={MASK}&x"
    assert redactor.text("about tabs, alphabets, 2019 and 0123") == "about tabs, alphabets, 2019 and 0123"


@given(CONNECTORS, ANY_TEXT)
def test_it_never_raises(connector: Connector, text: str) -> None:
    redactor = Redactor.for_connector(connector, [Secret(text)])
    assert isinstance(redactor.text(text), str)
    assert isinstance(
        redactor.with_secrets([Secret("more-of-it")]).headers([("Set-Cookie", text), (text, text)]), list
    )


def test_a_secret_with_half_a_character_is_known_too() -> None:
    redactor = Redactor.for_connector(
        Connector(password=Secret("half\ud800way"), client_secret=Secret("\udfff"))
    )
    assert redactor.text("It was half\ud800way or \udfff.") == f"It was {MASK} or {MASK}."


def test_all_secrets_of_a_connector_are_known() -> None:
    connector = Connector(
        client_secret=Secret("first-secret"),
        password=Secret("second-secret"),
        additional_headers=(
            AdditionalRow("X-Api-Key", "third-secret"),
            AdditionalRow("X-A", Secret("fourth-secret")),
        ),
        additional_request_data=(
            AdditionalRow("client_assertion", "fifth-secret"),
            AdditionalRow("scope", "no-secret"),
        ),
        request=RequestSettings(proxy=ProxyUrl("http://user:sixth-secret@proxy:3128")),
    )
    redactor = Redactor.for_connector(connector, [Secret("seventh-secret")]).with_secrets(
        [Secret("eighth-secret")]
    )
    for number in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"):
        assert redactor.text(f"it was {number}-secret.") == f"it was {MASK}."
    assert redactor.text("no-secret") == "no-secret"


@pytest.mark.parametrize(
    "written",
    [
        "p%40ss",
        "p@ss",
        "p%2540ss",
        base64.b64encode(b"me:p@ss").decode(),
        base64.b64encode(b"Basic me:p@ss or so").decode(),
    ],
)
def test_a_proxy_s_password_is_known_in_every_writing(written: str) -> None:
    connector = Connector(request=RequestSettings(proxy=ProxyUrl("http://me:p%40ss@proxy:3128")))
    shown = Redactor.for_connector(connector).text(f"me was refused with {written}.")
    assert shown.startswith("me was refused with ")
    assert MASK in shown
    assert written not in shown


def test_a_short_password_of_a_proxy_is_known_as_basic_carries_it() -> None:
    connector = Connector(request=RequestSettings(proxy=ProxyUrl("http://me:%41b@proxy:3128")))
    text = f"{base64.b64encode(b'me:Ab').decode()} Ab Abc %41b"
    assert Redactor.for_connector(connector).text(text) == f"{MASK} {MASK} Abc {MASK}"


def test_of_a_proxy_that_can_not_be_read_the_password_is_masked_too() -> None:
    connector = Connector(request=RequestSettings(proxy=ProxyUrl("http://u:hidden@[::1")))
    assert (
        Redactor.for_connector(connector).text("proxy http://u:hidden@[::1 failed")
        == f"proxy http://u:{MASK}@[::1 failed"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            '{"access_token":"abc","token_type":"Bearer"}',
            f'{{"access_token":"{MASK}","token_type":"Bearer"}}',
        ),
        ('{"refreshToken" : "a\\/b", "x":1}', f'{{"refreshToken" : "{MASK}", "x":1}}'),
        ("{'id_token':'abc'}", f"{{'id_token':'{MASK}'}}"),
        ('"{\\"access_token\\":\\"abc\\"}"', f'"{{\\"access_token\\":\\"{MASK}\\"}}"'),
        ("access_token=abc&scope=x", f"access_token={MASK}&scope=x"),
        (
            "https://h/cb?code=1&access_token=abc#x",
            f"https://h/cb?code={MASK}&access_token={MASK}#x".replace("#x", ""),
        ),
        ("<access_token>abc</access_token>", f"<access_token>{MASK}</access_token>"),
        ('<ns:sessionId type="x">abc</ns:sessionId>', f'<ns:sessionId type="x">{MASK}</ns:sessionId>'),
        ("Authorization: Bearer abcdefghij0123456789==", f"Authorization: Bearer {MASK}"),
        ("sent Basic YWJjZC0xMjM0OnNlY3JldA==", f"sent Basic {MASK}"),
        ("jwt eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end", f"jwt {MASK} end"),
        ("x-eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", MASK),
        (f'{{"access_token":"{"a" * 200_000}"}}', f'{{"access_token":"{MASK}"}}'),
    ],
)
def test_tokens_that_nobody_knew(text: str, shown: str) -> None:
    assert NOTHING_KNOWN.text(text) == shown


ORDINARY = [
    '{"error":"invalid_client","error_description":"Client authentication failed (e.g., unknown client)."}',
    '{"error":"invalid_grant","error_description":"AADSTS50126: Error validating credentials due to '
    'invalid username or password. Trace ID: 0f0b1c2d-aaaa-bbbb-cccc-1234567890ab",'
    '"error_codes":[50126],"error_uri":"https://login.microsoftonline.com/error?code=50126"}',
    '{"errorCode":"invalid_client","errorSummary":"Invalid value for \'client_id\'.","errorId":"oaeQyJ8"}',
    '{"error":"invalid_token","error_description":"The access_token is expired","token_type":"Bearer"}',
    '{"error":"unsupported_grant_type","hint":"use grant_type=password"}',
    '{"access_token":"","expires_in":3600}',
    '{"access_token":null,"token":7}',
    "<html><head><title>401 Basic authentication required</title></head><body>Sign in</body></html>",
    "Bearer token missing. Basic authentication is not supported here.",
    "See https://docs.example.com/tokens?topic=access_tokens and moneyjournal-service.example-site.com.",
    "Also x-eyjafjallajokull.example-site.com/y is no token.",
    "The monkeyJungle12345678.example99.com and eyJ.short.x are no tokens.",
]
CHALLENGES = [
    'Basic realm="Token Endpoint 0123456789"',
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
    'error="invalid_token", error_description="The authentication failed"',
    'Bearer authorization_uri="https://login.windows.net/0f0b1c2d-aaaa-bbbb-cccc-1234567890ab/oauth2/authorize"',
    'Bearer scope="openid", error="insufficient_scope", resource_metadata="https://h/.well-known/x1"',
    'DPoP algs="ES256 PS256", error="use_dpop_nonce"',
    'Basic realm="Keycloak", charset="UTF-8"',
    "Negotiate",
]


@pytest.mark.parametrize("text", [*ORDINARY, *CHALLENGES])
def test_ordinary_text_stays(text: str) -> None:
    redactor = Redactor.for_connector(
        Connector(client_id="abcd-1234", client_secret=Secret("s3cr3t-value"), password=Secret("hunter22"))
    )
    assert redactor.text(text) == text
    assert redactor.header("WWW-Authenticate", text) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters='=:"<')), SECRET_TEXT)
def test_text_without_secrets_stays(text: str, secret: str) -> None:
    assume(
        secret not in text
        and "earer" not in text.lower()
        and "asic" not in text.lower()
        and "eyJ" not in text
    )
    assert Redactor(()).text(text) == text
    if not set(secret) & set(text):
        assert Redactor([Secret(secret)]).text(text) == text or any(char in "%&\\+" for char in text)


def test_headers_that_are_secrets_as_a_whole() -> None:
    redactor = Redactor([Secret("hunter22")])
    assert redactor.headers(
        [
            ("Set-Cookie", "JSESSIONID=0123abc; Path=/hunter22; HttpOnly"),
            ("set-cookie", "no-equals-sign"),
            ("AUTHORIZATION", "Basic x"),
            ("Cookie", "a=b"),
            ("Location", "/login?password=hunter22"),
            ("X-hunter22", "1"),
        ]
    ) == [
        ("Set-Cookie", f"JSESSIONID={MASK}; Path=/{MASK}; HttpOnly"),
        ("set-cookie", "no-equals-sign" + MASK),
        ("AUTHORIZATION", MASK),
        ("Cookie", MASK),
        ("Location", f"/login?password={MASK}"),
        (f"X-{MASK}", "1"),
    ]


PREFIXES_AND_UNITS = [
    *(
        ("", unit)
        for unit in (
            '"token"',
            '"token":',
            '"token" ',
            '"token":"',
            '"token":"a\\',
            "\\",
            '\\"',
            '"',
            " ",
            "\n",
        )
    ),
    *(
        ("", unit)
        for unit in ("<token", "<token ", "<token>", "<a:", "<aaaaaaaa", "access_token=", "&token=", "access")
    ),
    *(
        ("", unit)
        for unit in ("Bearer ", "Bearer aaaa.", "eyJ", "-eyJ", "eyJaaaaaaaa-", "eyJaaaaaaaa.", ".eyJ")
    ),
    *(("", unit) for unit in ("hunter2", "%68", "&#0", "&#x0", "\\u0", "a", "0", "aHVudGVyMjIv")),
    *(
        ("", unit)
        for unit in (
            "password: ",
            "password\t",
            "password ",
            'password "',
            "password:\n ",
            'Authorization: "',
            '("password", "',
            '"password","value":"',
            'name="password"\n',
            '<a name="password">',
            '<a name="x" ',
            "-u a:",
            "-b a=",
            "http://a:",
            "user[password]=",
            "-----BEGIN PRIVATE KEY-----",
        )
    ),
    ('"token":"', "\\"),
    ('"token":"', "a"),
    ('"token"', " "),
    ("Bearer ", " "),
    ("<token ", "a"),
    ("&#", "0"),
    ("eyJaaaaaaaa.", "eyJaaaaaaaa-"),
]
MALICE = """
import json, resource, sys, time
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
redactor = Redactor([Secret("hunter22/+x yz"), Secret("a" * 30 + "b")])

def seconds(prefix, unit, length):
    text, before = prefix + unit * (length // len(unit)), time.thread_time()
    redactor.text(text)
    return time.thread_time() - before

def is_linear(prefix, unit):
    # Other processes only add to the time, so the best counts.
    short = min(seconds(prefix, unit, 2**11) for _ in range(3))
    return any(seconds(prefix, unit, 2**15) < 16 * 5 * short for _ in range(3))

for prefix, unit in json.load(sys.stdin):
    if not is_linear(prefix, unit):
        print(f"not linear: {prefix!r} {unit!r}")
token = "A1b2-_" * 60_000
print(Redactor([Secret(token)]).text(f"<{token}>"))
"""


def test_however_text_repeats_itself_masking_it_takes_linear_time() -> None:
    # A pattern that starts again at every position takes 256 times as long for 16 times the text. And
    # compiling a pattern from a token of a mebibyte takes minutes: all of this together must take seconds of
    # the processor, however busy it is.
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", MALICE],
        input=json.dumps(PREFIXES_AND_UNITS),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == f"<{MASK}>\n"
