"""The script holds the token URL and nothing else of the profile, quoted for its shell."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.runs import CONNECTOR, PASSWORD, SECRET
from tui.interchange.ask.asked_url import asked_url
from tui.interchange.ask.quoting import cmd_in_quotes, cmd_outside_quotes, powershell_quoted, sh_quoted
from tui.interchange.ask.script import ask_script, file_name
from tui.interchange.curl_shells import Shell
from tui.oauth2.connector import Connector
from tui.oauth2.field_checks import check_url
from tui.oauth2.secret import Secret

URL = "https://idp.example.com:8443/it's(a)&b%20%PATH%d!e;$HOME,f=g@h*i+j~k"
PATHS = st.text("ab/'%!&$();,=@*+~-._[]?:", min_size=1, max_size=30)


def script_of(url: str, shell: Shell) -> str:
    return ask_script(replace(CONNECTOR, token_url=url), shell)


@pytest.mark.parametrize("shell", Shell)
@pytest.mark.parametrize(
    "url", [URL, "http://10.0.0.7/t", "https://[2001:db8::1]:8443/t", "https://a.example"]
)
def test_it_holds_no_secret_no_client_and_no_user(shell: Shell, url: str) -> None:
    script = script_of(f"{url}?client_secret=made-up-query&tenant=acme", shell)
    for hidden in (SECRET, PASSWORD, CONNECTOR.client_id, CONNECTOR.username, "made-up-query", "tenant"):
        assert hidden not in script
    assert "The query of the URL is left out" in script
    assert not re.search(r"@(?:[A-Z_]+@|IF |END)", script), "nothing is left to be filled in"
    assert script.isascii()
    assert "\n\n\n" not in script
    assert script.endswith(
        "end ===" + ("'\n}\n" if shell is Shell.POWERSHELL else "'\n" if shell is Shell.SH else "\n")
    )


@pytest.mark.parametrize("shell", Shell)
def test_it_can_be_read_in_a_minute(shell: Shell) -> None:
    lines = script_of(URL, shell).splitlines()
    assert len(lines) < 100
    assert sum(map(len, lines)) < 5_500
    assert "connector-doctor ask 1" in "".join(lines[:2]), "it says first what it is"


@pytest.mark.parametrize("shell", Shell)
def test_there_are_certificates_with_https_alone(shell: Shell) -> None:
    assert "== certificates ==" in script_of("https://a.example/t", shell)
    assert "== certificates ==" not in script_of("http://a.example/t", shell)


@pytest.mark.parametrize("shell", Shell)
def test_its_request_names_nobody(shell: Shell) -> None:
    """Without a user it can be no failed login."""
    (data,) = re.findall(r"--data '?([^ ']+)", script_of(URL, shell))
    assert data == "grant_type=password"
    assert "--location" not in script_of(URL, shell)
    assert "authorization" not in script_of(URL, shell).lower()


@pytest.mark.parametrize("shell", Shell)
def test_the_users_curlrc_is_not_read(shell: Shell) -> None:
    assert re.search(r"curl(?:\.exe)? --disable |\$fetch = '--disable'", script_of(URL, shell))


def test_powershell_gets_no_alias() -> None:
    """In Windows PowerShell, curl is another command."""
    script = script_of(URL, Shell.POWERSHELL)
    assert not re.search(
        r"\bcurl (?!.*missing)|\bwget\b|\biwr\b", script.replace("curl.exe", "").replace("curl:", "")
    )


def test_secrets_and_names_in_the_path_are_replaced() -> None:
    connector = replace(
        CONNECTOR,
        client_secret=Secret("made-up-5ecret"),
        username="svc.connector@example.com",
        token_url="https://a.example/svc.connector%40example.com/made-up-5ecret/abcd-1234/token",
    )
    asked = asked_url(connector)
    assert asked
    assert asked.url == "https://a.example/left-out/left-out/left-out/token"
    assert len(asked.notes) == 1
    assert asked_url(replace(connector, client_id="token", token_url="https://a.example/token")) is not None


def test_a_short_client_id_is_any_word_of_a_path() -> None:
    asked = asked_url(replace(CONNECTOR, client_id="token", token_url="https://a.example/oauth2/token"))
    assert asked
    assert (asked.url, asked.notes) == ("https://a.example/oauth2/token", ())


def test_the_parts_of_the_url_are_those_that_each_tool_wants() -> None:
    asked = asked_url(Connector(token_url="HTTPS://[2001:db8::1]:8443/t"))
    assert asked
    assert (asked.url, asked.origin) == ("https://[2001:db8::1]:8443/t", "https://[2001:db8::1]:8443")
    assert (asked.host, asked.authority, asked.port) == ("2001:db8::1", "[2001:db8::1]:8443", 8443)
    assert asked.is_address
    assert asked_url(Connector(token_url="ftp://a.example/")) is None
    with pytest.raises(ValueError, match="no web URL"):
        ask_script(Connector(token_url="token"), Shell.SH)


@given(path=PATHS)
@settings(max_examples=examples(12))
def test_sh_reads_the_url_as_it_is(path: str) -> None:
    url = f"https://a.example/{path.partition('?')[0]}"
    assert check_url(url) == ""
    assigned = next(
        line for line in ask_script(Connector(token_url=url), Shell.SH).splitlines() if line[:4] == "url="
    )
    ran = subprocess.run(
        ["sh", "-c", f'{assigned}\nprintf %s "$url"'], capture_output=True, text=True, check=True
    )
    asked = asked_url(Connector(token_url=url))
    assert asked
    # A part that looks like a secret, such as curl's cookie in “-b:=:”, is left out before it is quoted.
    assert ran.stdout == asked.url
    assert asked.url == url or asked.notes


@given(text=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='"\\^`|<>{}')))
@settings(max_examples=examples(25))
def test_each_shell_reads_what_was_quoted(text: str) -> None:
    """As their manuals say. What these characters leave out, no URL holds."""
    assert powershell_quoted(text)[1:-1].replace("''", "").count("'") == 0
    assert powershell_quoted(text)[1:-1].replace("''", "'") == text
    assert re.fullmatch(r"(?:[^%]|%%)*", cmd_in_quotes(text))
    assert cmd_in_quotes(text).replace("%%", "%") == text
    outside = cmd_outside_quotes(text)
    assert re.sub(r"\^(.)", r"\1", outside.replace("%%", "%")) == text
    assert not re.search(r"(?<!\^)[&|<>()!]", outside)
    assert sh_quoted(text)[1:-1].replace("'\\''", "").count("'") == 0


def test_a_batch_file_needs_no_label() -> None:
    """Where a file has line feeds alone, cmd misses labels."""
    script = script_of(URL, Shell.CMD)
    assert not re.search(r"(?m)^\s*:[a-z]|\bgoto\b|\bcall\b", script)
    assert [file_name(shell) for shell in Shell] == ["ask.sh", "ask.cmd", "ask.ps1"]
