"""Host names in their ASCII form: IDNA 2008, as browsers, curl and registries have it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cli_support import run_program, write_profile
from tests.transport.support import CONNECTOR
from tui.host_names import ascii_host, with_ascii_hosts
from tui.oauth2.api_request import find_api_problems
from tui.oauth2.connector import ApiCall
from tui.oauth2.field_checks import find_problems


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("straße.example", "xn--strae-oqa.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
        ("نامه\u200cای.example", "xn--mgba3gch31f060k.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("bücher.example.", "xn--bcher-kva.example."),
        ("my_host.bücher.example", "my_host.xn--bcher-kva.example"),
        ("www.example.com", "www.example.com"),
        ("☃.example", ""),
        ("a\u200db.example", ""),
        ("..bücher", ""),
        ("ü" * 64, ""),
    ],
)
def test_the_ascii_form(host: str, written: str) -> None:
    assert ascii_host(host) == written


@given(st.text(max_size=80))
@example("xn--\xe4")
@example("\u0130.example")
def test_it_never_raises_and_is_ascii(host: str) -> None:
    assert ascii_host(host).isascii()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://straße.example/token", "Write the host name in its ASCII form, xn--strae-oqa.example."),
        ("https://Straße.example:8443/ü", "Write the host name in its ASCII form, xn--strae-oqa.example."),
        ("https://☃.example/token", "The host name contains a character that host names can't have."),
        ("https://idp.example/tokü", "The URL contains “ü”, which must be written as %C3%BC (RFC 3986 §2)."),
        ("https://me@straße.example/t", "The URL contains a user name or password before the @. "
         "Leave it out and use the form's fields."),
    ],
)  # fmt: skip
def test_the_advice_names_it(url: str, message: str) -> None:
    problems = with_ascii_hosts(find_problems(replace(CONNECTOR, name="acme", token_url=url)))
    told = {problem.field: problem.message for problem in problems}
    assert told["token_url"] == message


def test_the_core_alone_never_guesses_a_name() -> None:
    problems = find_problems(replace(CONNECTOR, token_url="https://straße.example/token"))
    told = next(problem for problem in problems if problem.field == "token_url")
    assert (
        told.message == "The host name contains “ß”. Write the name in its ASCII form, with xn-- (RFC 5891)."
    )
    assert told.host == "straße.example"


def test_the_api_s_host_is_advised_too() -> None:
    connector = replace(CONNECTOR, api=ApiCall(path="https://straße.example/v1"))
    problem = with_ascii_hosts(find_api_problems(connector))[0]
    assert (problem.field, problem.message) == (
        "api.path",
        "Write the host name in its ASCII form, xn--strae-oqa.example.",
    )


def test_the_command_line_shows_it(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://straße.example/token")
    done = run_program(tmp_path, "show", "acme")
    assert done.returncode == 2
    assert "Write the host name in its ASCII form, xn--strae-oqa.example." in done.stderr
