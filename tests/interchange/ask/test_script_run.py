"""The sh script, run by real shells against real servers, and what it printed read again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.servers.certificates import Certificates
from tests.servers.ports import closed_port
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.diagnosis.sides.findings import side_findings
from tui.diagnosis.sides.side import Reach, Side
from tui.interchange.ask.reading import sides_in
from tui.interchange.ask.script import ask_script
from tui.interchange.curl_shells import Shell
from tui.oauth2.connector import Connector
from tui.oauth2.transport_failure import FailureCause

needs_sh = pytest.mark.skipif(
    not (shutil.which("sh") and shutil.which("curl")), reason="sh or curl is missing"
)
pytestmark = needs_sh
HEAD = answering(http_answer(200, b""))
REFUSAL = answering(
    http_answer(
        400,
        b'{"error":"invalid_request"}',
        [("Content-Type", "application/json"), ("Set-Cookie", "session=made-up-cookie; Path=/")],
    )
)
BASICS = "curl awk sed grep date head tail cut env sort uname getent sh".split()


def ran(
    folder: Path,
    url: str,
    shell: str = "sh",
    *,
    tools: str | None = None,
    variables: Mapping[str, str] | None = None,
    is_quiet: bool = True,
) -> str:
    """Return what the script of a URL printed. With `tools`, only those are on the path."""
    script = folder / "ask.sh"
    script.write_text(ask_script(Connector(token_url=url), Shell.SH))
    path = os.environ["PATH"]
    if tools is not None:
        path = str(only(tools, folder))
    done = subprocess.run(
        [shutil.which(shell) or shell, str(script)],
        capture_output=True,
        text=True,
        env={"PATH": path, **(variables or {})},
        timeout=60,
    )
    assert not is_quiet or done.stderr == ""
    assert not set(folder.iterdir()) - {script, folder / "bin"}, "it writes no file"
    return done.stdout


def only(tools: str, folder: Path) -> Path:
    """Return a folder for the path that has these tools and no others."""
    place = folder / "bin"
    place.mkdir()
    for tool in tools.split():
        if found := shutil.which(tool):
            (place / tool).symlink_to(found)
    return place


def side_of(text: str) -> Side:
    (side,) = sides_in(f"Hello,\nhere it is:\n\n{text}\nBye")
    return side


@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_a_free_way_is_read_as_one(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is missing")
    with RawServer(HEAD, REFUSAL) as server:
        text = ran(tmp_path, f"{server.token_url}/it's(a)&b%20!$d")
    side = side_of(text)
    assert side.url == f"{server.token_url}/it's(a)&b%20!$d"
    assert (side.reach, side.error, side.ip, side.addresses) == (
        Reach.SERVER,
        "invalid_request",
        "127.0.0.1",
        ("127.0.0.1",),
    )
    assert side.time
    assert "made-up-cookie" not in text
    assert side_findings(side)[0].id == "ask.way_free"
    head, post = server.requests
    assert head.startswith(b"HEAD / HTTP/1.1")
    assert post.startswith(b"POST /oauth2/token/it's(a)&b%20!$d HTTP/1.1")
    assert post.endswith(b"\r\n\r\ngrant_type=password")
    assert b"Authorization" not in post


@pytest.mark.parametrize("tools", [None, " ".join(BASICS)], ids=["openssl", "without openssl and nslookup"])
def test_the_certificates_are_read(tools: str | None, certificates: Certificates, tmp_path: Path) -> None:
    with RawServer(HEAD, REFUSAL, tls=certificates.inspected()) as server:
        side = side_of(ran(tmp_path, server.token_url, tools=tools))
    assert side.reach is Reach.TLS
    assert side.is_trusted is False
    assert side.certificates[0].subject == "CN=idp.example.com"
    assert "Zscaler Intermediate Root CA" in side.certificates[0].issuer
    if tools is None and shutil.which("openssl"):
        assert side.is_whole_chain
        assert len(side.certificates) == 2
        assert all(len(seen.sha256 or "") == 64 for seen in side.certificates)
    assert side.certificates[0].not_after
    assert side_findings(side)[0].id == "ask.intercepted_there"


def test_nobody_listens(tmp_path: Path) -> None:
    side = side_of(ran(tmp_path, f"http://127.0.0.1:{closed_port()}/t"))
    assert side.reach is Reach.CONNECT
    assert side.failure
    assert side.failure.cause in {FailureCause.REFUSED, FailureCause.CONNECT_FAILED}
    assert side_findings(side)[0].id == "ask.no_connection"


def test_a_proxys_credentials_stay_there(tmp_path: Path) -> None:
    variables = {
        "https_proxy": "http://me:made@up/secret@proxy.example.com:3128/x",
        "HTTP_PROXY": "user:other-secret@proxy.example.com:3129",
        "NO_PROXY": "127.0.0.1,internal.example.com",
    }
    with RawServer(HEAD, REFUSAL) as server:
        text = ran(tmp_path, server.token_url, variables=variables)
    assert "secret" not in text
    assert "internal.example.com" not in text
    assert set(side_of(text).proxies) == {
        "https_proxy: proxy.example.com:3128",
        "HTTP_PROXY: proxy.example.com:3129",
        "no_proxy: set",
    }


def test_the_proxy_of_macos_is_read(tmp_path: Path) -> None:
    told = "<dictionary> {\n  HTTPSEnable : 1\n  HTTPSPort : 8080\n  HTTPSProxy : proxy.example.com\n}\n"
    (tmp_path / "mac").mkdir()
    (tmp_path / "mac" / "scutil").write_text(f"#!/bin/sh\ncat <<'END'\n{told}END\n")
    (tmp_path / "mac" / "scutil").chmod(0o755)
    folder = tmp_path / "run"
    folder.mkdir()
    path = f"{tmp_path / 'mac'}:{os.environ['PATH']}"
    text = ran(folder, f"http://127.0.0.1:{closed_port()}/t", variables={"PATH": path})
    side = side_of(text)
    assert side.proxies == ("system: proxy.example.com:8080",)
    assert side_findings(side)[0].id == "ask.proxy_unused"


def test_a_proxy_that_curl_cannot_read_is_quoted_without_its_password(tmp_path: Path) -> None:
    variables = {"https_proxy": "http://me:made up secret@proxy.example:3128"}
    text = ran(tmp_path, f"https://127.0.0.1:{closed_port()}/t", variables=variables)
    assert "secret" not in text
    assert side_of(text).reach is Reach.PROXY


def test_a_proxy_that_wants_credentials(tmp_path: Path) -> None:
    refusing = answering(http_answer(407, b"", [("Proxy-Authenticate", "Basic")]))
    with RawServer(refusing) as proxy:
        url = f"https://127.0.0.1:{closed_port()}/oauth2/token"
        side = side_of(ran(tmp_path, url, variables={"https_proxy": f"http://{proxy.address}"}))
    assert side.reach is Reach.PROXY
    assert side.failure
    assert side.failure.cause is FailureCause.PROXY_WANTS_CREDENTIALS
    assert side.proxy == proxy.address
    assert side.direct
    assert side.direct.kind.value == "connect"
    assert side_findings(side)[0].id == "ask.proxy_refuses"


def test_without_curl_it_says_so(tmp_path: Path) -> None:
    text = ran(tmp_path, "https://127.0.0.1:9/t", tools=" ".join(BASICS[1:]), is_quiet=False)
    assert "curl: missing" in text
    assert side_findings(side_of(text))[0].id == "ask.incomplete"


def test_a_long_page_is_cut(tmp_path: Path) -> None:
    page = answering(http_answer(200, b"<html>" + b"<p>words</p>\n" * 5000, [("Content-Type", "text/html")]))
    with RawServer(HEAD, page) as server:
        text = ran(tmp_path, server.token_url)
    assert len(text) < 10_000
    side = side_of(text)
    assert side.response
    assert side.response.status == 200
    assert side_findings(side)[0].id == "ask.no_token_endpoint"
