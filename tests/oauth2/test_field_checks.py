"""What can't be sent is refused with a reason, and what is accepted can be sent."""

from __future__ import annotations

import dataclasses
from typing import Any
from urllib.parse import quote, urlsplit

import h11
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oauth2.strategies import ANY_TEXT, MOSTLY_FINE_CONNECTORS
from tui.oauth2.assembly import assemble_all
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings, ResponseSettings
from tui.oauth2.field_checks import (
    HEADER_OF_FIELD,
    check_data_row,
    check_field,
    check_header_name,
    check_header_row,
    check_proxy,
    check_timeout,
    check_url,
    find_problems,
    header_value_fault,
)
from tui.oauth2.form_fields import FORM_FIELDS, label_of
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret

GOOD = Connector(
    client_id="id",
    client_secret=Secret("secret"),
    username="user",
    password=Secret("pass"),
    token_url="https://idp.example.com/token",
)
URL_LIKE = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from([*["https://", "http://", "HTTPS://"] * 4, "ftp://", "https:", "//", ""]),
    st.sampled_from([*[""] * 12, "u@", "u:p@", "@", ":@"]),
    st.one_of(
        st.sampled_from(
            ["h", "idp.example.com", "[::1]", "[", "::1", "bücher.example", "ex℀mple", "a..b", "."]
        ),
        ANY_TEXT,
    ),
    st.sampled_from([*["", ":8443"] * 5, ":", ":0", ":443", ":65536", ":x", ":٣", ":-1"]),
    st.one_of(st.sampled_from(["", "/", "/token", "?a=b", "/t?x=%zz"]), ANY_TEXT),
    st.sampled_from([*[""] * 10, "#", "#f"]),
)


def changed(**fields: Any) -> Connector:
    return dataclasses.replace(GOOD, **fields)


def problems(connector: Connector) -> list[str]:
    return [str(problem) for problem in find_problems(connector)]


def test_a_complete_connector_has_no_problem() -> None:
    assert find_problems(GOOD) == ()


@pytest.mark.parametrize("key", ["client_id", "client_secret", "username", "password", "token_url"])
@pytest.mark.parametrize("value", ["", "  "])
def test_required_fields(key: str, value: str) -> None:
    typed = Secret(value) if FORM_FIELDS[key].secret else value
    (problem,) = find_problems(
        changed(**{key: typed}, request=RequestSettings(credential_headers=False)),
    )
    assert problem.field == key
    assert problem.label == FORM_FIELDS[key].label
    assert not value or key == "token_url" or "only blanks" in problem.message


@pytest.mark.parametrize("key", ["name", "description", "base_url"])
def test_the_others_may_stay_empty(key: str) -> None:
    assert check_field(key, "") == ""


def test_an_unknown_field_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        check_field("colour", "x")
    with pytest.raises(KeyError):
        label_of("colour")


@pytest.mark.parametrize("key", HEADER_OF_FIELD)
@pytest.mark.parametrize("value", ["x ", " x", "\tx", "x\r\nX-Evil: 1", "x\n", "x\x00y", "x\x7f"])
def test_a_credential_that_a_header_can_not_carry(key: str, value: str) -> None:
    message = check_field(key, value)
    assert f"the header {HEADER_OF_FIELD[key]} can't carry" in message
    assert "turn off the credential headers" in message
    assert check_field(key, value, credential_headers=False) == ""


@pytest.mark.parametrize("value", ["a b", "a\tb", "é", "\u200b", "\xa0x\xa0", "😀", "x\x85"])
def test_a_credential_that_a_header_can_carry(value: str) -> None:
    assert check_field("password", value) == ""


@pytest.mark.parametrize("key", ["client_id", "password", "name", "token_url"])
def test_half_a_character_is_refused_everywhere(key: str) -> None:
    assert "half of a character" in check_field(key, "https://x/\ud800")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"custom_grant_type": "\ud800"},
            "Oauth2 Custom Grant Type: The value contains half of a character, which can't be sent. "
            "Type or paste it again.",
        ),
        (
            {"additional_headers": (AdditionalRow("A", "1"), AdditionalRow("", "2"))},
            "Additional Headers, row 2: The name is missing.",
        ),
        (
            {"additional_request_data": (AdditionalRow("", "2"),)},
            "Additional Request Data, row 1: The name is missing.",
        ),
        (
            {"response": ResponseSettings(access_token_key="")},
            "Json Access Token Key: This field is required when the Response Type is Json. "
            "It is usually access_token.",
        ),
        (
            {"request": RequestSettings(timeout=0)},
            "Timeout: It must be above 0 and at most 3600 seconds.",
        ),
        (
            {"request": RequestSettings(connect_timeout=-1)},
            "Connect timeout: It must be above 0 and at most 3600 seconds.",
        ),
        (
            {"request": RequestSettings(proxy=ProxyUrl("socks5://p:1"))},
            "Proxy: Write the proxy as http://host:port or https://host:port.",
        ),
    ],
)
def test_one_text_for_every_face(fields: dict[str, Any], expected: str) -> None:
    assert problems(changed(**fields)) == [expected]


def test_a_text_answer_needs_no_key() -> None:
    assert problems(changed(response=ResponseSettings(type="text", access_token_key=""))) == []


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("", "missing"),
        ("X Key", "contains a space"),
        ("X-Key:", "ends with a colon"),
        ("X:Key", "“:”"),
        ("Größe", "“ö”"),
        ("X\n", "line break"),
        ("X\u200b", "a zero-width space"),
        ("X\u3000", "an ideographic space"),
        ("Content-Length", "computed from the body"),
        ("TRANSFER-ENCODING", "sent in one piece"),
        ("Connection", "connection"),
        ("Expect", "second step"),
        ("TE", "connection"),
    ],
)
def test_refused_header_names(name: str, part: str) -> None:
    assert part in check_header_name(name)


@pytest.mark.parametrize("name", ["X-Tenant", "Host", "authorization", "!#$%&'*+-.^_`|~09Az"])
def test_accepted_header_names(name: str) -> None:
    assert check_header_name(name) == ""


def test_rows() -> None:
    assert "ends with 2 spaces" in check_header_row(AdditionalRow("X", Secret("v  ")))
    assert "contains a line break" in check_header_row(AdditionalRow("X", "a\nb"))
    assert check_header_row(AdditionalRow("X", "")) == ""
    assert check_data_row(AdditionalRow("a b:c", " \n")) == ""
    assert "half" in check_data_row(AdditionalRow("\udc00", ""))
    assert "half" in check_data_row(AdditionalRow("a", Secret("\udc00")))


@pytest.mark.parametrize(
    ("url", "part"),
    [
        (" https://h/", "begins with a space. Trim it."),
        ("https://h/\n", "ends with a line break"),
        ("https://h/\u200btoken", "zero-width space"),
        ("https://h/a b", "written as %20"),
        ("https://h/{tenant}", "written as %7B"),
        ("https://h/ü", "written as %C3%BC"),
        ("idp.example.com/token", "must begin with https://"),
        ("https:/h/token", "must begin with https://"),
        ("ftp://h/token", "begins with ftp://, but only https:// and http://"),
        ("://h", "no scheme"),
        ("https:///token", "no host name"),
        ("https://user@h/", "user name or password"),
        ("https://@h/", "user name or password"),
        ("https://h/t#top", "fragment"),
        ("https://h/t#", "fragment"),
        ("https://bücher.example/", "The host name contains “ü”. Write the name in its ASCII form"),
        ("https://[::1/", "can't be read"),
        ("https://h:0/", "number from 1 to 65535"),
        ("https://h:65536/", "number from 1 to 65535"),
        ("https://h:port/", "number from 1 to 65535"),
        ("https://h/\ud800", "half of a character"),
        ("https://a..b/", "not a valid host name"),
        (f"https://{'a' * 64}/", "not a valid host name"),
        (f"https://{'a.' * 127}a/", "not a valid host name"),
    ],
)
def test_refused_urls(url: str, part: str) -> None:
    assert part in check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://idp.example.com/oauth2/token",
        "http://127.0.0.1:8080/oauth_token.do?grant_type=password",
        "https://[::1]:8443/token",
        "HTTPS://IDP.example.com./a/../b//c?x=%zz&y=[1]",
        "https://h",
        "https://h:/",
    ],
)
def test_accepted_urls(url: str) -> None:
    assert check_url(url) == ""


@given(URL_LIKE)
def test_an_accepted_url_has_what_the_request_needs(url: str) -> None:
    if check_url(url):
        return
    parts = urlsplit(url)
    assert parts.scheme.lower() in {"http", "https"}
    assert parts.hostname
    assert (parts.username, parts.password, parts.fragment) == (None, None, "")
    assert parts.port is None or 0 < parts.port < 65536
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url


@pytest.mark.parametrize("seconds", [0, -1, 3600.1, float("nan"), float("inf"), float("-inf"), 10**400])
def test_refused_timeouts(seconds: float) -> None:
    assert check_timeout(seconds) == "It must be above 0 and at most 3600 seconds."


@pytest.mark.parametrize("seconds", [0.001, 30, 3600])
def test_accepted_timeouts(seconds: float) -> None:
    assert check_timeout(seconds) == ""


@pytest.mark.parametrize("proxy", ["", "http://proxy:3128", "https://u:p@proxy.example.com:8080/"])
def test_accepted_proxies(proxy: str) -> None:
    assert check_proxy(proxy) == ""


@pytest.mark.parametrize(
    "proxy",
    ["proxy:3128", "socks5://p", "http://", "http://h:x", "http://ho\nst:1", " http://h", "http://\ud800"],
)
def test_refused_proxies(proxy: str) -> None:
    assert check_proxy(proxy)


@pytest.mark.parametrize("char", "/?#[]")
def test_a_proxy_s_password_that_would_end_early_is_told_how_to_be_written(char: str) -> None:
    assert check_proxy(f"http://me:pa{char}ss@proxy:3128").startswith(
        "The user name or password before the @ contains one of / ? # [ ]. Write them as %2F"
    )
    assert check_proxy(f"http://me:pa{quote(char, safe='')}ss@proxy:3128") == ""


@given(
    st.sampled_from(["http://", "https://", "http:/", "", "socks5://", " http://", "//", "http://["]),
    st.text(st.sampled_from("Zq@:/?#[]%\\ \n\ud800é"), max_size=8),
    st.sampled_from(["@proxy:3128", "@[::1]:1", "@h:x", "@", "@é"]),
)
def test_no_refusal_of_a_proxy_quotes_its_credentials(scheme: str, noise: str, rest: str) -> None:
    url = f"{scheme}user-w0rd:s3cret-w0rd{noise}{rest}"
    assert "w0rd" not in check_proxy(url)
    assert "w0rd" not in "".join(
        map(str, find_problems(changed(request=RequestSettings(proxy=ProxyUrl(url)))))
    )


@given(MOSTLY_FINE_CONNECTORS)
def test_what_is_accepted_makes_a_request_that_http_can_carry(connector: Connector) -> None:
    assume(not find_problems(connector))
    for request in assemble_all(connector):
        parsed = h11.Connection(h11.CLIENT).send(
            h11.Request(method=request.method, target=request.target, headers=request.wire_headers())
        )
        assert parsed is not None
        assert parsed.count(b"\r\n") == len(request.headers) + 2
        for _, value in request.wire_headers():
            assert not set(value) & set(b"\r\n\0")
            assert value == value.strip(b" \t")


@given(ANY_TEXT)
def test_a_header_value_is_refused_exactly_when_http_would_alter_it(value: str) -> None:
    breaks = any((ord(char) < 0x20 and char != "\t") or char == "\x7f" for char in value)
    assert bool(header_value_fault(value)) == (breaks or value != value.strip(" \t"))


@given(st.sampled_from([*FORM_FIELDS]), st.one_of(ANY_TEXT, URL_LIKE), st.booleans())
def test_no_check_raises(key: str, value: str, credential_headers: bool) -> None:
    messages = [
        check_field(key, value, credential_headers=credential_headers),
        check_url(value),
        check_proxy(value),
        check_header_row(AdditionalRow(value, value)),
        check_data_row(AdditionalRow(value, value)),
    ]
    for message in messages:
        assert not message or message[0].isupper() or message[0] == "“"
        assert message.encode() is not None
