"""What a script printed is read again, whatever mails and tickets do to it, and nothing is invented."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.diagnosis.sides.side import Reach, Side
from tui.interchange.ask.reading import sides_in
from tui.interchange.ask.script import ask_script
from tui.interchange.ask.sections import holds_output
from tui.interchange.curl_shells import Shell
from tui.oauth2.connector import Connector
from tui.oauth2.transport_failure import FailureCause

from .outputs import ANSWER, BY_CMD, LEAF, printed

PRINTED = printed()


def side_of(text: str) -> Side:
    (side,) = sides_in(text)
    return side


def test_all_that_it_says_is_read() -> None:
    side = side_of(PRINTED)
    assert side.url == "https://idp.example.com/oauth2/token"
    assert side.time
    assert side.time.isoformat() == "2026-11-29T04:00:00+00:00"
    assert (side.addresses, side.ip, side.proxy) == (("10.1.2.3",), "10.1.2.3", "")
    assert [seen.subject for seen in side.certificates] == [
        "CN=idp.example.com",
        "CN=Example Issuing CA,O=Example Authority",
    ]
    assert side.certificates[0].sha256 == LEAF.replace(":", "").lower()
    assert side.certificates[0].not_before == "2026-11-28T04:00:00Z"
    assert (side.is_whole_chain, side.is_trusted, side.is_inside) == (True, True, True)
    assert side.response
    assert (side.response.status, side.response.header("Date")) == (400, "Sun, 29 Nov 2026 04:00:02 GMT")
    assert (side.reach, side.error, side.failure, side.direct) == (
        Reach.SERVER,
        "invalid_request",
        None,
        None,
    )


def test_what_a_batch_file_prints_is_read() -> None:
    side = side_of(BY_CMD)
    assert side.addresses == ("2001:4860:4860::8888", "93.184.216.34"), "not that of the DNS server"
    assert side.proxy == "proxy.corp.example:8080"
    assert side.proxies == (
        "HTTPS_PROXY: proxy.corp.example:8080",
        "no_proxy: set",
        "system: proxy.corp.example:8080",
    )
    assert side.direct
    assert side.direct.cause is FailureCause.CONNECT_TIMEOUT
    assert side.ip == "", "10.0.0.8 is the proxy"
    assert side.certificates[0].issuer == "C = US, O = Zscaler Inc., CN = Zscaler Intermediate Root CA"
    assert side.is_whole_chain is False, "curl may tell the first alone"
    assert (side.reach, side.error) == (Reach.SERVER, "invalid_client")
    assert side.time is None, "without a zone it is no time"


MANGLED: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: textwrap.indent(text, "> "),
    "quoted twice": lambda text: textwrap.indent(text, ">> > "),
    "indented": lambda text: textwrap.indent(text, "    "),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "carriage returns": lambda text: text.replace("\n", "\r"),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "no-break spaces": lambda text: text.replace(" ", "\xa0"),
    "zero-width spaces": lambda text: text.replace("=", "\u200b="),
    "typographic hyphens": lambda text: text.replace("connector-doctor", "connector\u2011doctor"),
    "fenced": lambda text: f"```\n{text}```\n",
    "in a ticket": lambda text: f"Hi,\nerror: 10107\ncurl: see below\n\n{text}\nRegards\nname: Jo\n",
    "wrapped": lambda text: "\n".join(
        part for line in text.split("\n") for part in (textwrap.wrap(line, 72) or [""])
    ),
    "wrapped and quoted": lambda text: textwrap.indent(
        "\n".join(part for line in text.split("\n") for part in (textwrap.wrap(line, 60) or [""])), "> "
    ),
    "twice": lambda text: f"{text}\n\nOn Monday Jo wrote:\n{textwrap.indent(text, '> ')}",
}


@pytest.mark.parametrize("how", MANGLED)
def test_it_survives_mails_and_tickets(how: str) -> None:
    assert side_of(MANGLED[how](PRINTED)) == side_of(PRINTED)


@pytest.mark.parametrize(
    "by", [["quoted", "CRLF"], ["wrapped", "no-break spaces"], ["indented", "quoted twice"]]
)
def test_it_survives_two_of_them(by: list[str]) -> None:
    text = PRINTED
    for how in by:
        text = MANGLED[how](text)
    assert side_of(text) == side_of(PRINTED)


@given(width=st.integers(44, 100))
@settings(max_examples=examples(12))
def test_it_survives_a_wrap_at_any_width(width: int) -> None:
    for text in (PRINTED, BY_CMD):
        lines = (
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
            for line in text.split("\n")
        )
        assert side_of("\n".join(part for parts in lines for part in parts)) == side_of(text)


@pytest.mark.parametrize("link", ["<{url}>", "[{url}]({url})", "[{url}|{url}]", "[{url}]", "{url}<{url}>"])
def test_a_link_that_a_ticket_makes_of_the_url_is_the_url(link: str) -> None:
    url = "https://idp.example.com/oauth2/token"
    assert side_of(printed(asked=f"url: {link.format(url=url)}")).url == url
    assert side_of(printed(asked="url: https://[2001:db8::1]/t")).url == "https://[2001:db8::1]/t"


def test_several_are_read_in_their_order() -> None:
    other = printed(asked="url: https://other.example/t", end=False)
    urls = [side.url for side in sides_in(f"{other}\nand\n{PRINTED}\n{BY_CMD}")]
    assert urls == ["https://other.example/t", *["https://idp.example.com/oauth2/token"] * 2]


@pytest.mark.parametrize("shell", Shell)
def test_the_script_itself_is_no_output(shell: Shell) -> None:
    script = ask_script(Connector(token_url="https://idp.example.com/t"), shell)
    assert not holds_output(script)
    assert sides_in(script) == ()
    assert len(sides_in(f"{script}\n{PRINTED}")) == 1


@pytest.mark.parametrize(
    ("names", "message", "cause"),
    [
        ("1:** server can't find idp.example.com: NXDOMAIN", "Could not resolve host", "name_not_found"),
        ("error: HostNotFound: No such host is known", "Could not resolve host", "name_not_found"),
        ("1:** server can't find idp.example.com: SERVFAIL", "Could not resolve host", "resolver_failed"),
        ("1:;; connection timed out; no servers could be reached", "Could not resolve", "resolver_failed"),
        ("", "Could not resolve host: idp.example.com", "name_not_found"),
    ],
)
def test_a_name_that_is_not_there_is_told_from_a_lookup_that_failed(
    names: str, message: str, cause: str
) -> None:
    side = side_of(printed(names=names, request=f"facts: status=000 ip= proxy=000\n1:curl: (6) {message}"))
    assert side.failure
    assert (side.reach, side.failure.cause.word) == (Reach.NAME, cause)


def test_a_refusal_to_connect_is_no_response() -> None:
    request = (
        "1:HTTP/1.1 407 Proxy Authentication Required\n2:\n3:curl: (56) CONNECT tunnel failed, response 407\n"
        "4:facts: status=000 ip=10.0.0.8 connect=0.01 tls=0.000000 total=0.07 proxy=407"
    )
    side = side_of(printed(proxies="https_proxy: p.example:8080", request=request))
    assert side.response is None
    assert side.failure
    assert side.failure.cause is FailureCause.PROXY_WANTS_CREDENTIALS


@pytest.mark.parametrize(
    ("value", "proxy"),
    [
        ("p.example:8080", "p.example:8080"),
        ("http=a.example:80;https=b.example:443;ftp=c:1", "b.example:443"),
    ],
)
def test_the_proxy_of_windows_counts_where_it_is_on(value: str, proxy: str) -> None:
    settings = f"ProxyEnable    REG_DWORD    0x1\n    ProxyServer    REG_SZ    {value}"
    assert side_of(printed(proxies=settings)).proxies == (f"system: {proxy}",)
    assert side_of(printed(proxies=settings.replace("0x1", "0x0"))).proxies == ()


def test_credentials_of_a_proxy_that_a_changed_script_left_in_are_dropped() -> None:
    side = side_of(printed(proxies="https_proxy: http://me:made-up@proxy.example:3128"))
    assert side.proxies == ("https_proxy: proxy.example:3128",)


def test_an_output_without_its_end_says_what_there_is() -> None:
    side = side_of(PRINTED[: PRINTED.index("== token request")])
    assert (side.reach, len(side.certificates), side.response) == (Reach.UNKNOWN, 2, None)
    assert sides_in("=== connector-doctor ask 1: begin ===") == (Side(),)


def test_a_time_of_day_that_a_mail_wrapped_is_no_line_of_its_own() -> None:
    request = ANSWER.replace("Nov 2026 04:00:02 GMT", "Nov 2026\n4:00:02 GMT")
    assert side_of(printed(request=request)).response
    response = side_of(printed(request=request)).response
    assert response
    assert response.header("Date") == "Sun, 29 Nov 2026 4:00:02 GMT"


@given(text=st.text(max_size=200), cut=st.integers(0, len(PRINTED)), more=st.integers(0, len(PRINTED)))
@settings(max_examples=examples(25))
def test_nothing_raises_and_nothing_is_invented(text: str, cut: int, more: int) -> None:
    mangled = PRINTED[:cut] + text + PRINTED[more:]
    there = letters(mangled)
    for side in sides_in(mangled):
        for told in (side.url, *side.addresses, side.ip, *(seen.issuer for seen in side.certificates)):
            assert letters(told) in there


def letters(text: str) -> str:
    """Return what is left of a text whose blanks, hyphens and invisible characters were changed."""
    return "".join(char for char in text.lower() if char.isascii() and char.isalnum())


@given(lines=st.lists(st.sampled_from(PRINTED.split("\n")), max_size=60))
@settings(max_examples=examples(25))
def test_lines_in_any_order_are_read_without_raising(lines: list[str]) -> None:
    for side in sides_in("\n".join(lines)):
        assert side.reach in Reach
