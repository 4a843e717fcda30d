"""The curl command: curl sends exactly what the program itself would send."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.interchange.curl import curl_command, shell_quote
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret
from tui.oauth2.token_request import TokenRequest, request_target
from tui.plain_text import plain_line

SECRET = 'it\'s $HOME `id` !! \\ "q" ü東🔑'
CONNECTOR = Connector(
    client_id="abcd 'x'",
    client_secret=Secret(SECRET),
    username="@svc.connector",
    password=Secret("p;w&=+% !"),
    token_url="http://127.0.0.1:1/oauth2/token",
)


def sent_by_curl(command: str, server: RawServer, home: Path) -> bytes:
    """Run the command in a shell, and return what the server received."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return server.requests[-1]


def read_command(command: str) -> bytes:
    """Return what curl would send for one of our commands, according to its manual."""
    one_line = command.replace(" \\\n", " ")
    words = iter(shlex.split(re.sub(r"""'"\$\(printf '([\\0-7]+)'\)"'""", _octal, one_line))[1:])
    url, body, lines = "", b"", []
    method = "GET"
    for word in words:
        match word:
            case "--request":
                method = next(words)
            case "--url":
                url = next(words)
            case "--data-raw":
                body = next(words).encode()
            case "--header":
                header = next(words)
                lines.append(header[:-1] + ":" if header.endswith(";") and ":" not in header else header)
            case _:
                assert word in {"--globoff", "--path-as-is", "--http1.1"}, word
    if not any(line.lower().startswith("host:") for line in lines):
        lines.append("Host: " + url.partition("://")[2].partition("/")[0].partition("?")[0])
    lines.append(f"Content-Length: {len(body)}")
    head = [f"{method} {request_target(url)} HTTP/1.1", *lines, "", ""]
    return "\r\n".join(head).encode() + body


def _octal(match: re.Match[str]) -> str:
    return bytes(int(digits, 8) for digits in match[1].split("\\")[1:]).decode()


def parts(message: bytes) -> tuple[bytes, list[bytes], bytes]:
    head, _, body = message.partition(b"\r\n\r\n")
    line, *headers = head.split(b"\r\n")
    # A header without a value may or may not end with a space: readers ignore it (RFC 9112 §5.1).
    return line, sorted(header.rstrip() for header in headers), body


def rows(*pairs: tuple[str, str]) -> tuple[AdditionalRow, ...]:
    return tuple(AdditionalRow(name, value) for name, value in pairs)


@pytest.mark.parametrize("method", list(ClientAuthentication)[1:])
@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/oauth2/token", {}),
        ("", {}),
        ("?tenant=a", {}),
        ("/token?", {}),
        ("/a/../b/./token?next=/../x&list[]=1", {}),
        ("/a/%2e%2E/token", {}),
        ("/[1-3]/token", {}),
        (
            "/token",
            {
                "additional_headers": rows(
                    ("Host", "idp.example.com"),
                    ("X-Empty", ""),
                    ("X-At", "@/etc/hostname"),
                    ("X-Quotes", 'don\'t "do" `that` $PATH !x \\'),
                    ("X-Twice", "1"),
                    ("X-Twice", "2"),
                    ("X-Hidden", "a\u200bb\u202ec\x9b"),
                    ("accept", "*/*"),
                    ("User-Agent", "x;"),
                )
            },
        ),
        ("/token", {"additional_request_data": rows(("@scope", "@x y"), ("long", "x" * 50_000))}),
    ],
)
def test_curl_sends_the_bytes_of_the_wire(
    method: ClientAuthentication, path: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        connector = replace(CONNECTOR, token_url=f"http://{server.address}{path}", **changes)
        request = assemble(connector, method)
        command = curl_command(request, reveal=True)
        assert parts(read_command(command)) == parts(request.wire())
        if shutil.which("curl"):
            assert parts(sent_by_curl(command, server, tmp_path)) == parts(request.wire())


@given(st.text().filter(lambda text: all(char in "\n\t" or plain_line(char) == char for char in text)))
def test_quoting_gives_back_any_visible_text(text: str) -> None:
    assert shlex.split(shell_quote(text)) == [text]


def test_quoting_gives_a_shell_the_same_bytes_also_of_what_is_not_seen() -> None:
    texts = [
        "\x1b[31m",
        "a\x9bb",
        "\u202egnp.exe",
        "\ufeff",
        "\x85",
        "%s\\n\u200b'",
        "\r",
        "ü\u2028",
        "-n",
        "!x",
    ]
    script = "printf '%s\\0' " + " ".join(map(shell_quote, texts))
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == texts
    assert plain_line(script) == script


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
    assert "--http1.1" in shlex.split(curl_command(request))
