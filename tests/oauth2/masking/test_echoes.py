"""How servers really echo secrets: misread, nested, cut, folded; and tokens that nobody knew before."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.runs import BASIC, CONNECTOR, answered
from tui.oauth2.exchange import BodyFault, HttpResponse
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret

SECRET = "pä$$W0rd=long/1"
PLAIN = "p4ssw0rd-long"
DATA = SECRET.encode()
REDACTOR = Redactor([Secret(SECRET), Secret(PLAIN)])
NOTHING_KNOWN = Redactor(())
ECHOES = {
    "Latin-1 read as UTF-8": SECRET.encode("latin-1").decode("utf-8", "replace"),
    "UTF-8 read as Latin-1": DATA.decode("latin-1"),
    "UTF-8 read as Windows-1252": DATA.decode("cp1252"),
    "percent-encoded Latin-1": quote(SECRET.encode("latin-1")),
    "percent-encoded in lower case": quote(SECRET).lower(),
    "percent-encoded three times": quote(quote(quote(SECRET))),
    "the repr of bytes": repr(DATA),
    "JSON in JSON": json.dumps(json.dumps({"x": SECRET})),
    "JSON in HTML": html.escape(json.dumps(SECRET)),
    "upper case": SECRET.upper(),
    "base64, percent-encoded": quote(base64.b64encode(b"u:" + DATA).decode(), safe=""),
    "base64, folded as in MIME": base64.encodebytes(b"x" * 50 + DATA + b"y" * 30).decode(),
    "base64 of UTF-16, as PowerShell's": base64.b64encode(SECRET.encode("utf-16-le")).decode(),
    "hexadecimal": DATA.hex().upper(),
    "character references": "".join(f"&#{ord(char)};" for char in SECRET),
    "backwards": SECRET[::-1],
    "UTF-16 read as Latin-1": SECRET.encode("utf-16-le").decode("latin-1"),
    "hexadecimal with colons": DATA.hex(":"),
    "hexadecimal of UTF-16, as Java's": SECRET.encode("utf-16-be").hex(),
    "base64 of UTF-16, as Java's": base64.b64encode(SECRET.encode("utf-16-be")).decode(),
    "quoted-printable": "".join(f"={byte:02X}" for byte in DATA),
    "hexadecimal of UTF-16 with colons": SECRET.encode("utf-16-le").hex(":"),
    "hexadecimal with hyphens, as .NET's": DATA.hex("-").upper(),
    "hexadecimal of UTF-32": SECRET.encode("utf-32-be").hex(),
    "base64 of UTF-32": base64.b64encode(SECRET.encode("utf-32-le")).decode(),
    "octal escapes": "".join(f"\\{byte:03o}" for byte in DATA),
    "with accents apart": unicodedata.normalize("NFD", SECRET),
    "a form in base64, as gateways log it": base64.b64encode(
        f"password={quote(SECRET)}&x=1".encode()
    ).decode(),
    "JSON in base64url": base64.urlsafe_b64encode(json.dumps({"p": SECRET}).encode()).decode().rstrip("="),
    "a form in base64 behind a path": "a/b/" + base64.b64encode(f"x={quote(SECRET)}".encode()).decode(),
    "a form in hexadecimal": f"password={quote(SECRET)}".encode().hex(),
    "percent-encoded as JavaScript's escape": "".join(f"%u{ord(char):04X}" for char in SECRET),
    "code points in braces": "".join(f"\\u{{{ord(char):x}}}" for char in SECRET),
    "an array of bytes": json.dumps(list(DATA)),
    "bytes as a program lists them": ", ".join(f"0x{byte:02x}" for byte in DATA),
    "with zero-width characters": "\u200b".join(SECRET),
}


@pytest.mark.parametrize("echo", ECHOES)
def test_an_echo_is_masked_however_it_is_written(echo: str) -> None:
    written = ECHOES[echo]
    masked = REDACTOR.text(f"<{written}>")
    assert MASK in masked
    # No more of it is left than a few characters of base64 beside it, which hold none of it.
    left = masked.replace(MASK, "\n")
    assert not any(written[at : at + 8] in left for at in range(8, len(written) - 8) if len(written) < 60)
    assert PLAIN not in masked


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("secret", ["o{}t", "it{}s-a-long-one", "a{}{}b"])
def test_a_quote_that_sql_or_csv_writes_twice_hides_no_secret(secret: str, quote: str) -> None:
    secret = secret.replace("{}", quote) + "x"
    echo = f"near {quote}{secret.replace(quote, quote * 2)}{quote}: syntax error"
    assert Redactor([Secret(secret)]).text(echo) == f"near {quote}{MASK}{quote}: syntax error"


def test_a_server_that_trims_what_was_pasted_echoes_it_trimmed() -> None:
    assert Redactor([Secret(f"{PLAIN} \n")]).text(f"'{PLAIN}' is wrong") == f"'{MASK}' is wrong"


@pytest.mark.parametrize(
    ("echo", "shown"),
    [
        ("p4ssw0rd-lo… is wrong", f"{MASK}… is wrong"),
        ("'p4ssw0rd' is wrong", f"'{MASK}' is wrong"),
        ("…sw0rd-long is wrong", f"…{MASK} is wrong"),
        ("P4SSW0RD-L*** is wrong", f"{MASK}*** is wrong"),
        ("the word p4ss is short", "the word p4ss is short"),
    ],
)
def test_a_secret_that_a_server_cuts_is_masked_as_far_as_it_goes(echo: str, shown: str) -> None:
    assert REDACTOR.text(echo) == shown


def test_a_secret_in_ideographs_is_masked_when_it_is_cut_and_a_short_one_in_wide_characters() -> None:
    redactor = Redactor([Secret("密码很长很长的口令1234"), Secret("hunter2")])
    assert redactor.text("“密码很长很长…” 不对") == f"“{MASK}…” 不对"
    assert redactor.text("…很长的口令1234") == f"…{MASK}"
    assert redactor.text("4321令口的长很长很码密") == MASK
    assert redactor.text("<h\0u\0n\0t\0e\0r\x002\0>") == f"<{MASK}>"


def test_what_a_secret_has_in_common_with_what_is_known_anyway_stays() -> None:
    connector = replace(CONNECTOR, client_id="my-client-app", client_secret=Secret("my-client-secret-77"))
    redactor = Redactor.for_connector(connector)
    told = "client my-client-app at https://idp.example.com"
    assert redactor.text(told) == told
    assert redactor.text("my-client-secr… is wrong") == f"{MASK}… is wrong"
    assert Redactor([Secret("password2026")]).text("wrong password") == "wrong password"


@pytest.mark.parametrize("length", range(4, len(PLAIN) + 1))
@pytest.mark.parametrize("fault", [BodyFault.CUT_SHORT, BodyFault.TOO_LONG, BodyFault.BAD_CHUNKING])
def test_a_body_that_ends_inside_a_secret_shows_none_of_it(fault: BodyFault, length: int) -> None:
    body = f'{{"password_was": "{PLAIN[:length]}'.encode()
    response = HttpResponse(400, "", (("Content-Type", "application/json"),), body, fault)
    assert REDACTOR.reading(response).text(response.text) == f'{{"password_was": "{MASK}'
    whole = HttpResponse(400, "", (), b"the word pass is no secret, and neither is p4ss")
    assert REDACTOR.reading(whole).text(whole.text) == whole.text


def test_a_huge_secret_that_is_cut_is_masked_from_its_start() -> None:
    huge = "A1b2-_" * 10_000
    response = HttpResponse(200, "", (), f"<{huge[:40_000]}".encode(), BodyFault.TOO_LONG)
    assert Redactor([Secret(huge)]).reading(response).text(response.text) == f"<{MASK}"


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_body_in_wide_characters_is_read_and_masked(charset: str) -> None:
    body = json.dumps({"echo": PLAIN, "access_token": "tok-made-up-123"}).encode(charset)
    response = HttpResponse(400, "", (("Content-Type", "application/json"),), body)
    assert response.text.startswith("{")
    assert REDACTOR.reading(response).text(response.text) == json.dumps(
        {"echo": MASK, "access_token": MASK}, ensure_ascii=False
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"jwt_token": "abcDEF123"}', f'{{"jwt_token": "{MASK}"}}'),
        ('{"ticket": "TGT-1-abc"}', f'{{"ticket": "{MASK}"}}'),
        ('{"token": 123456789}', f'{{"token": {MASK}}}'),
        ('{"a":"{\\"access_token\\":\\"abc\\"}"}', f'{{"a":"{{\\"access_token\\":\\"{MASK}\\"}}"}}'),
        ("https://h/cb?code=abc123&state=x", f"https://h/cb?code={MASK}&state=x"),
        ("/login;jsessionid=9F3C2A&x=1", f"/login;jsessionid={MASK}&x=1"),
        (
            "<input type='hidden' name='SAMLToken' value='abc123'>",
            f"<input type='hidden' name='SAMLToken' value='{MASK}'>",
        ),
        ('<auth token="abc"/>', f'<auth token="{MASK}"/>'),
        ("username=x&password=hunter2&pwd=y", f"username=x&password={MASK}&pwd={MASK}"),
    ],
)
def test_what_stands_under_a_name_that_means_a_secret_is_one(text: str, shown: str) -> None:
    assert NOTHING_KNOWN.text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        '{"error":"invalid_token","code":"E1","password":["The password field is required"]}',
        '{"password":"required","expires_in":3600,"token_type":"Bearer","error_code":"x1"}',
        "error=invalid_grant&error_description=bad&token_endpoint=https",
        '{"grant_type":"password","password":"The password is wrong."}',
    ],
)
def test_what_only_speaks_of_a_secret_stays(text: str) -> None:
    assert NOTHING_KNOWN.text(text) == text


def test_headers_whose_name_means_a_secret_are_masked() -> None:
    headers = [
        ("X-Auth-Token", "abc"),
        ("X-Api-Key", "k-1"),
        ("Set-Cookie", "sid=b=c; Path=/"),
        ("Location", "/x;jsessionid=1&code=2"),
        ("WWW-Authenticate", 'Basic realm="token"'),
        ("Token-Expired", "true"),
    ]
    assert NOTHING_KNOWN.headers(headers) == [
        ("X-Auth-Token", MASK),
        ("X-Api-Key", MASK),
        ("Set-Cookie", f"sid={MASK}; Path=/"),
        ("Location", f"/x;jsessionid={MASK}&code={MASK}"),
        ("WWW-Authenticate", 'Basic realm="token"'),
        ("Token-Expired", "true"),
    ]


@pytest.mark.parametrize(
    "body",
    [b"tok4f1d8a7c6b5e4d3c2b1a", b'"tok4f1d8a7c6b5e4d3c2b1a"', b'[{"jwt": "tok4f1d8a7c6b5e4d3c2b1a"}]'],
)
def test_what_the_engine_takes_for_a_token_is_a_secret(body: bytes) -> None:
    made = answered(BASIC, 200, body)
    assert [secret.reveal() for secret in made.secrets] == ["tok4f1d8a7c6b5e4d3c2b1a"]
    redactor = Redactor.for_connector(CONNECTOR, made.secrets)
    assert "tok4f1d" not in redactor.text(body.decode())
