"""The real exporter takes the file as it is, and its probe sends what the connector sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, run_program, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tests.transport.chains.hierarchy import hierarchy, sending, written
from tui.interchange.blackbox.text import blackbox_text
from tui.oauth2.assembly import assemble_all
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret, reveal
from tui.oauth2.token_request import Origin
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer

from .exporter import accepts, exporter_path, probe_success, running

TOKEN = http_answer(200, b'{"access_token": "tok-4f1d.made-up"}', [("Content-Type", "application/json")])
ODD = Connector(
    client_id="yes: {no} %41 €",
    client_secret=Secret("\"q\" \\ 'a' #: - ü"),
    username="0x1F",
    password=Secret("null & & ~ 東🔑"),
    additional_headers=(AdditionalRow("X-Odd", "- a: [b] 'c' \"d\" #e"), AdditionalRow("X-Number", "1e3")),
    additional_request_data=(AdditionalRow("scope", "a b\u2028\x85\tc"), AdditionalRow("a=b", "")),
)


def text_of(connector: Connector, number: int, *, reveal: bool) -> str:
    return blackbox_text(
        connector,
        assemble_all(connector),
        number,
        Redactor.for_connector(connector),
        module="acme",
        profile="acme",
        reveal=reveal,
    )


def filled_in(text: str, values: Mapping[str, str], folder: Path) -> str:
    """Return a text with its placeholders filled in, and its files of secrets in a folder."""
    text = re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)
    return text.replace("/etc/prometheus/secrets/", f"{folder}/")


def config_of(folder: Path, text: str) -> Path:
    path = folder / "blackbox.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_whether_there_is_a_token(tmp_path: Path) -> None:
    exporter = exporter_path()
    refusal = next(fault for fault in FAULTS if fault.key == "wrong-secret")
    with PracticeServer() as server:
        good, bad = server.connector(FAULTS[0]), server.connector(refusal)
        for connector in (good, bad):
            config = config_of(tmp_path, text_of(connector, 1, reveal=True))
            with running(exporter, config) as port:
                assert probe_success(port, "acme", connector.token_url) is (connector is good)


@pytest.mark.parametrize("method", [ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY])
def test_the_probe_sends_the_connector_s_values(method: ClientAuthentication, tmp_path: Path) -> None:
    exporter = exporter_path()
    with RawServer(answering(TOKEN)) as server:
        connector = replace(ODD, token_url=server.token_url, client_authentication=method)
        config = config_of(tmp_path, text_of(connector, 1, reveal=True))
        with running(exporter, config) as port:
            assert probe_success(port, "acme", server.token_url)
        (sent,) = server.requests
    head, _, body = sent.partition(b"\r\n\r\n")
    (request,) = assemble_all(connector)
    assert body == request.body
    line, *lines = head.decode().split("\r\n")
    assert line == f"POST {request.target} HTTP/1.1"
    told = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    for header in request.headers:
        if header.origin is not Origin.TRANSPORT:
            assert told[header.name.lower()] == reveal(header.value)
    assert "accept-encoding" not in told


def test_with_its_references_filled_in_it_works_and_a_wrong_one_fails(tmp_path: Path) -> None:
    exporter = exporter_path()
    with PracticeServer() as server:
        connector = server.connector(FAULTS[0])
        text = text_of(connector, 1, reveal=False)
        assert accepts(exporter, config_of(tmp_path, text)) == "", "also before it is filled in"
        password = quote_plus(connector.password.reveal())
        values = {"ACME_CLIENT_SECRET": "x", "ACME_PASSWORD": "y", "ACME_PASSWORD_FORM": password}
        config = config_of(tmp_path, filled_in(text, values, tmp_path))
        file = tmp_path / "acme.client_secret"
        file.write_text(quote_plus(connector.client_secret.reveal()) + "\n", encoding="utf-8")
        with running(exporter, config) as port:
            assert probe_success(port, "acme", server.token_url)
            file.write_text("wrong", encoding="utf-8")
            assert not probe_success(port, "acme", server.token_url)


@pytest.mark.parametrize(
    "response",
    [
        http_answer(200, b'{"access_token": ""}'),
        http_answer(200, b"<p>Sign in"),
        http_answer(401, b'{"error": "invalid_client"}'),
        http_answer(302, b"", [("Location", "/login")]),
    ],
)
def test_anything_but_a_token_fails(response: bytes, tmp_path: Path) -> None:
    exporter = exporter_path()
    with RawServer(answering(response)) as server:
        connector = replace(ODD, token_url=server.token_url)
        with running(exporter, config_of(tmp_path, text_of(connector, 1, reveal=True))) as port:
            assert not probe_success(port, "acme", server.token_url)
        assert len(server.requests) == 1


def test_the_ca_file_of_trust_verifies_the_server(tmp_path: Path) -> None:
    exporter = exporter_path()
    made = hierarchy()
    for root, is_trusted in ((made.root, True), (made.stranger, False)):
        trust = written(tmp_path, "root.pem", root)
        with RawServer(answering(TOKEN), tls=sending(tmp_path, made.leaf, made.lower, made.upper)) as server:
            connector = replace(ODD, token_url=server.token_url, request=RequestSettings(trust=trust))
            with running(exporter, config_of(tmp_path, text_of(connector, 1, reveal=True))) as port:
                assert probe_success(port, "acme", server.token_url) is is_trusted


def test_show_prints_it_with_and_without_secrets(tmp_path: Path) -> None:
    exporter = exporter_path()
    with RawServer(answering(TOKEN)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        masked = run_program(tmp_path, "show", "acme", "--as", "blackbox", variables={})
        assert (masked.returncode, masked.stderr) == (0, "")
        assert accepts(exporter, config_of(tmp_path, masked.stdout)) == ""
        clear = run_program(
            tmp_path, "show", "acme", "--as", "blackbox", "--attempt", "2", "--reveal", variables=SECRETS
        )
        with running(exporter, config_of(tmp_path, clear.stdout)) as port:
            assert probe_success(port, "acme", server.token_url)
    assert [secret for secret in (CLIENT_SECRET, PASSWORD) if secret in masked.stdout] == []
    assert b"&client_secret=Qx7%21made+up%2Fsecret" in server.requests[0]
