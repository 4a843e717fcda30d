"""Two ways around: our own curl command imports to the same request, and curl sends what was read."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.interchange.curl import curl_command
from tui.interchange.import_.headers import is_added_by_clients
from tui.interchange.import_.read import read_import
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret

Sent = tuple[str, list[tuple[str, str]], list[tuple[str, str]]]
VALUE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Cf", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
)
METHODS = (ClientAuthentication.BASIC, ClientAuthentication.BASIC_USER, ClientAuthentication.REQUEST_BODY)


@given(VALUE, VALUE, VALUE, VALUE, st.sampled_from(METHODS), st.sampled_from(BasicEncoding), st.booleans())
def test_our_own_curl_command_imports_to_the_same_request(
    client_id: str, secret: str, username: str, password: str, method: ClientAuthentication,
    encoding: BasicEncoding, with_headers: bool,
) -> None:  # fmt: skip
    if ":" in client_id + username:
        client_id, username = client_id.replace(":", "-"), username.replace(":", "-")
    connector = Connector(
        client_id=client_id, client_secret=Secret(secret), username=username, password=Secret(password),
        token_url="https://idp.dunes.example/token?a=[1]", client_authentication=method,
        additional_request_data=(AdditionalRow("scope", "a b"),),
        request=RequestSettings(credential_headers=with_headers, basic_encoding=encoding),
    )  # fmt: skip
    request = assemble(connector, method)
    found = read_import(curl_command(request, reveal=True))
    assert found.connector.client_authentication is method
    again = replace(found.connector.request, credential_headers=with_headers)
    assert assemble(replace(found.connector, request=again), method).wire() == request.wire()


COMMANDS = {
    "plain": ("curl {url} -d 'grant_type=password&username=ferry&password=t!de&client_id=quay&client_secret=r0pe'", ()),
    "-u": ("curl -sXPOST {url} -u 'quay:r0:p+e' -d grant_type=password -d username=ferry -d password=p%26w", ()),
    "userinfo": ("curl -d 'grant_type=password&username=ferry&password=x' http://quay:r%40pe@{host}/t", ()),
    "urlencode": (
        "curl {url} -H'X-Dock:7' --data-urlencode \"password=it's \\$5 & ü\" -d grant_type=password "
        "--data-urlencode =scope%3Da -u quay:r0pe -d username=ferry",
        ("X-Dock",),
    ),
    "variables": (
        "U={url}\nPW='a\"b'\ncurl \"$U\" -d \"grant_type=password&username=ferry&password=${{PW}}\" -u \"quay:${{S:-r0pe}}\"",
        (),
    ),
    "ansi": ("curl {url} --data-raw $'grant_type=password&username=ferry&password=it\\'s\\u0021' -u quay:r0pe", ()),
    "here": (
        "curl {url} -u quay:r0pe -H \"X-A: 1\" -H 'X-B:   2 ' -d @- <<'E'\ngrant_type=password&username=ferry&password=x\nE",
        ("X-A", "X-B"),
    ),
    "continued": (
        "curl \\\n  --location --request POST '{url}' \\\n --header 'Authorization: Basic cXVheTpyMHBl' \\\n"
        "  --data-urlencode 'grant_type=password' --data-urlencode 'username=a+b' --data-urlencode 'password=p w'",
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_the_real_curl_sends_what_was_imported(name: str, tmp_path: Path) -> None:
    """Where there is no curl, the import is still held against what the server would read from ours."""
    command, headers = COMMANDS[name]
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        text = command.format(url=f"http://{server.address}/t", host=server.address)
        connector = read_import(text).connector
        settings = replace(connector.request, credential_headers=False)
        ours = read_by_a_server(
            assemble(replace(connector, request=settings), connector.client_authentication).wire()
        )
        assert [header for header, _ in ours[1] if header != "authorization"] == [
            each.lower() for each in headers
        ]
        assert dict(ours[2])["username"]
        if shutil.which("curl"):
            environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
            shell = shutil.which("bash") or "sh"
            if name != "ansi" or shell != "sh":
                subprocess.run(
                    [shell, "-c", text], env=environment, capture_output=True, timeout=PATIENCE, check=True
                )
                assert read_by_a_server(server.requests[-1]) == ours


def read_by_a_server(message: bytes) -> Sent:
    """Return the request line, the headers that somebody chose, and the parameters, in no order."""
    head, _, body = message.decode().partition("\r\n\r\n")
    line, *rows = head.split("\r\n")
    pairs = [(name.lower(), value.strip()) for name, _, value in (row.partition(":") for row in rows)]
    chosen = [pair for pair in pairs if not is_added_by_clients(pair[0])]
    return line, sorted(chosen), sorted(parse_qsl(body, keep_blank_values=True))
