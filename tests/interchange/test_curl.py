"""The curl command: the real curl sends exactly what the program itself would send."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.oauth2.strategies import ANY_TEXT, MOSTLY_FINE_CONNECTORS
from tests.patience import PATIENCE
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.interchange.curl import curl_command
from tui.interchange.curl_shells import Shell
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.field_checks import find_problems
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret
from tui.oauth2.token_request import TokenRequest
from tui.plain_text import plain_line

SECRET = 'it\'s $HOME `id` !! \\ "q" ü東🔑'
CONNECTOR = Connector(
    client_id="abcd 'x'",
    client_secret=Secret(SECRET),
    username="@svc.connector",
    password=Secret("p;w&=+% !"),
    token_url="http://127.0.0.1:1/oauth2/token",
)

_UNSEEN: Final = re.compile(r"\$\(\[char\](?:::ConvertFromUtf32\()?0x([0-9A-F]+)\)?\)")


@pytest.fixture(scope="module")
def curl() -> str:
    """Return the path of curl. Without it nothing here could be proved, so its absence fails."""
    path = shutil.which("curl")
    if path is None:
        pytest.fail("These tests run the real curl. Install it: on Debian, apt-get install curl.")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with RawServer(answering(http_answer(200, b"{}"))) as running:
        yield running


def sent_by(arguments: list[str], server: RawServer, stdin: str = "", home: str = "/nonexistent") -> bytes:
    """Run a command, and return what the server received."""
    environment = {"HOME": home, "PATH": os.environ["PATH"]}
    before = len(server.requests)
    done = subprocess.run(
        arguments, env=environment, input=stdin.encode(), capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(server.requests) == before + 1
    return server.requests[-1]


def wire_of_curl(request: TokenRequest) -> bytes:
    """Return the engine's bytes with the two things that curl can't be told: see `tui.interchange.curl`."""
    head, _, body = request.wire().partition(b"\r\n\r\n")
    line, *headers = head.split(b"\r\n")
    # The blank before no value, which readers ignore (RFC 9112 §5.1), and the capitals of the name Host.
    told = [header.rstrip(b" ") if header.endswith(b": ") else header for header in headers]
    told = [b"Host" + header[4:] if header[:5].lower() == b"host:" else header for header in told]
    return b"\r\n".join([line, *told]) + b"\r\n\r\n" + body


def config_for_powershell(command: str) -> str:
    """Return what PowerShell would write to curl's standard input (about_Quoting_Rules)."""
    found = re.fullmatch(
        r"& \{ \$OutputEncoding = New-Object System\.Text\.UTF8Encoding \$false\n"
        r"@(['\"])\n(.*)\n\1@ \| curl\.exe --disable --config - \}",
        command,
        re.DOTALL,
    )
    assert found
    assert f"\n{found[1]}@" not in found[2]
    if found[1] == "'":
        return found[2]
    parts = re.split(r"(`.|\$\(.*?0x[0-9A-F]+\)+)", found[2], flags=re.DOTALL)
    read = [part[1] if part[:1] == "`" else _UNSEEN.sub(lambda m: chr(int(m[1], 16)), part) for part in parts]
    return "".join(read)


def rows(*pairs: tuple[str, str]) -> tuple[AdditionalRow, ...]:
    return tuple(AdditionalRow(name, value) for name, value in pairs)


PATHS: Final = [
    "/oauth2/token",
    "?t=a",
    "",
    "/a/../b/./t?n=/../x&l[]=1",
    "/a/%2e%2E/t",
    "/[1-3]/$x!'*",
]
HEADERS: Final = rows(
    ("Host", "idp.example.com"),
    ("X-Empty", ""),
    ("X-At", "@/etc/hostname"),
    ("X-Quotes", 'don\'t "do" `that` $PATH %PATH% ${x} $(id) !x \\ \\n ^& | < >'),
    ("X-Tab", "a\tb"),
    ("X-Twice", "1"),
    ("X-Twice", "2"),
    ("X-Hidden", "a\u200bb\u202ec\x9b $x `id` \\ \U000e0041 END"),
    ("X-Other", "ü東🔑 “curly” ‘single’"),
    ("accept", "*/*"),
    ("User-Agent", "x;"),
)
DATA: Final = rows(("@scope", "@x y"), ("lines", "one\r\ntwo\n\nEND\n'@\n"), ("long", "x" * 50_000))


@pytest.mark.parametrize("method", list(ClientAuthentication)[1:])
@pytest.mark.parametrize(
    ("path", "changes"),
    [
        *((path, {}) for path in PATHS),
        ("/token", {"additional_headers": HEADERS}),
        ("/token", {"additional_request_data": DATA}),
        ("/token", {"additional_request_data": rows(("password", ""), ("long", "ü" * 300_000))}),
    ],
)
def test_curl_sends_the_bytes_of_the_wire(
    method: ClientAuthentication,
    path: str,
    changes: dict[str, Any],
    curl: str,
    server: RawServer,
    tmp_path: Path,
) -> None:
    (tmp_path / ".curlrc").write_text('header = "X-Not-Ours: 1"\nproxy = "http://127.0.0.1:1"\n')
    connector = replace(CONNECTOR, token_url=f"http://{server.address}{path}", **changes)
    assert find_problems(connector) == ()
    request = assemble(connector, method)
    command = curl_command(request, reveal=True)
    if len(request.body) > 1_000_000:
        assert "100,000 bytes" in command.splitlines()[0]
        return
    assert sent_by(["sh", "-c", command], server, home=str(tmp_path)) == wire_of_curl(request)


@st.composite
def sendable(draw: st.DrawFn) -> Connector:
    """Draw a connector that can be sent to the server of these tests; its port is filled in later."""
    base = draw(MOSTLY_FINE_CONNECTORS)
    texts = st.one_of(ANY_TEXT, st.text("'\"`$%!\\&|<>^;#\n\r\tü END", max_size=12))
    path = draw(st.sampled_from(["/t", "?a=b", "//../t", "/%2e/t?x=%20", "/t?q='$x'"]))
    connector = replace(
        base,
        username=draw(texts) or "u",
        password=Secret(draw(texts)),
        token_url=f"http://127.0.0.1:1{path}",
        request=replace(base.request, credential_headers=draw(st.integers(0, 3)) == 0),
    )
    bad = {problem.field for problem in find_problems(connector)}
    fixed: dict[str, Any] = {
        key: Secret("made up") if isinstance(getattr(connector, key), Secret) else "fine"
        for key in bad
        if isinstance(getattr(connector, key, None), str | Secret)
    }
    fixed |= {key: () for key in bad if isinstance(getattr(connector, key, None), tuple)}
    connector = replace(connector, **fixed)
    assert find_problems(connector) == ()
    return connector


def at(server: RawServer, connector: Connector) -> list[TokenRequest]:
    connector = replace(connector, token_url=connector.token_url.replace("127.0.0.1:1", server.address))
    return [assemble(connector, method) for method in connector.client_authentication.methods]


@settings(max_examples=examples(15), deadline=None)
@given(connector=sendable())
def test_any_connector_goes_through_sh_and_curl_as_the_engine_sends_it(
    connector: Connector, curl: str, server: RawServer
) -> None:
    for request in at(server, connector):
        command = curl_command(request, reveal=True)
        assert sent_by(["sh", "-c", command], server) == wire_of_curl(request)
        assert all(plain_line(line) == line for line in command.split("\n"))


@settings(max_examples=examples(15), deadline=None)
@given(connector=sendable())
def test_a_batch_file_and_a_here_string_hold_the_same_config(
    connector: Connector, curl: str, server: RawServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("batch") / "request.cmd"
    for request in at(server, connector):
        powershell = curl_command(request, reveal=True, shell=Shell.POWERSHELL)
        stdin = config_for_powershell(powershell)
        assert sent_by([curl, "--disable", "--config", "-"], server, stdin) == wire_of_curl(request)
        batch = curl_command(request, reveal=True, shell=Shell.CMD)
        if "Not exact" not in batch:
            path.write_bytes(batch.replace("\n", "\r\n").encode())
            assert sent_by([curl, "--disable", "--config", str(path)], server) == wire_of_curl(request)


def test_no_secret_is_an_argument_of_any_process(curl: str, server: RawServer, tmp_path: Path) -> None:
    spy = tmp_path / "curl"
    spy.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/arguments\nexec {curl} "$@"\n')
    spy.chmod(0o755)
    (request, _) = at(server, replace(CONNECTOR, token_url="http://127.0.0.1:1/t"))
    command = curl_command(request, reveal=True)
    sent_by(["sh", "-c", f"PATH={tmp_path}:$PATH\n{command}"], server)
    assert (tmp_path / "arguments").read_text().split() == ["--disable", "--config", "-"]


def test_all_that_cmd_reads_is_one_line_without_a_value() -> None:
    command = curl_command(assemble(CONNECTOR, ClientAuthentication.BASIC), reveal=True, shell=Shell.CMD)
    first, note, *_ = command.split("\n")
    assert first == '# 2>nul & curl.exe --disable --config "%~f0" & exit /b'
    assert note.startswith("# Save this as request.cmd")


def test_a_batch_file_says_where_it_is_not_exact() -> None:
    connector = replace(CONNECTOR, additional_headers=rows(("X", "a\u202eb")))
    command = curl_command(assemble(connector, ClientAuthentication.BASIC), reveal=True, shell=Shell.CMD)
    assert "# Not exact: a value holds an invisible character, shown here by its code." in command
    assert 'header = "X: a<U+202E>b"' in command


@pytest.mark.parametrize(
    ("url", "is_named"),
    [
        ("https://idp.example.com/t", False),
        ("https://idp.example.com:8443/t", False),
        ("https://IDP.example.com/t", True),
        ("https://[0::1]/t", True),
        ("https://127.1/t", True),
        ("https://idp.example.com:0443/t", False),
        ("https://idp.example.com./t", True),
    ],
)
def test_a_host_that_curl_might_write_otherwise_is_named(url: str, is_named: bool) -> None:
    request = assemble(replace(CONNECTOR, token_url=url), ClientAuthentication.BASIC)
    assert ('header = "Host: ' in curl_command(request)) is is_named


def test_comments_stay_on_their_line() -> None:
    request = assemble(CONNECTOR, ClientAuthentication.BASIC)
    for shell in Shell:
        lines = curl_command(request, shell=shell, comments=["a\nb"]).split("\n")
        assert "# a␊b" in lines


@given(st.sampled_from(Shell), MOSTLY_FINE_CONNECTORS, st.booleans())
def test_a_preview_of_any_connector_is_harmless(shell: Shell, connector: Connector, shows: bool) -> None:
    for method in connector.client_authentication.methods:
        command = curl_command(assemble(connector, method), reveal=shows, shell=shell)
        assert all(plain_line(line) == line for line in command.split("\n"))


@pytest.mark.parametrize("method", list(ClientAuthentication)[1:])
def test_masked_no_secret_is_in_it_not_even_in_the_url(method: ClientAuthentication) -> None:
    connector = replace(
        CONNECTOR, token_url="http://127.0.0.1/t?key=p;w%26%3D%2B%25%20!&access_token=tok-123456"
    )
    request = assemble(connector, method)
    command = curl_command(request)
    assert MASK in command
    for header in request.headers:
        if isinstance(header.value, Secret):
            assert header.value.reveal() not in command, header.name
    assert "p;w" not in command
    assert "p%3Bw" not in command
    assert "HOME" not in command
    assert "tok-123456" not in command


def test_a_redactor_masks_what_the_request_itself_does_not_carry() -> None:
    connector = replace(
        CONNECTOR,
        client_secret=Secret("made-up-secret"),
        token_url="http://127.0.0.1/t?key=made-up-secret",
        request=replace(CONNECTOR.request, credential_headers=False),
    )
    request = assemble(connector, ClientAuthentication.BASIC)
    assert "made-up-secret" not in curl_command(request, Redactor.for_connector(connector))


def test_https_stays_with_the_http_version_of_the_tool() -> None:
    request: TokenRequest = assemble(
        replace(CONNECTOR, token_url="https://127.0.0.1/t"), ClientAuthentication.BASIC
    )
    assert "http1.1" in curl_command(request).splitlines()
