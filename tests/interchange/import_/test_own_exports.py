"""What connector-doctor writes itself imports to the same connector: every format, any values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.interchange.curl import curl_command
from tui.interchange.curl_shells import Shell
from tui.interchange.form_sheet import form_sheet, sheet_text
from tui.interchange.http_text import http_text
from tui.interchange.import_.imported import Import
from tui.interchange.import_.read import read_import
from tui.interchange.json_text import json_text
from tui.interchange.request_json import show_document
from tui.oauth2.assembly import assemble_all
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain, secret_places
from tui.profiles.writing import save_profile

from .support import facts

METHODS = [ClientAuthentication.BASIC, ClientAuthentication.BASIC_USER, ClientAuthentication.REQUEST_BODY]
SIGNS = "abzAZ09 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äß€"
VALUES = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
USERS = VALUES.filter(lambda text: ":" not in text)
HEADERS = st.text("abz09 -.;=/", min_size=1, max_size=9).map(str.strip).filter(bool)


@st.composite
def connectors(draw: st.DrawFn) -> Connector:
    return Connector(
        token_url="https://idp.dunes.example/oauth2/token?site=7",
        client_id=draw(USERS),
        client_secret=Secret(draw(VALUES)),
        username=draw(USERS),
        password=Secret(draw(VALUES)),
        client_authentication=draw(st.sampled_from(METHODS)),
        additional_headers=(AdditionalRow("X-Dock", draw(HEADERS)),),
        additional_request_data=(AdditionalRow("audience", draw(VALUES)),),
    )


def as_http(connector: Connector) -> str:
    request = assemble_all(connector)[0]
    return http_text(request, Redactor.for_connector(connector), reveal=True)


def as_json(connector: Connector) -> str:
    return json_text(show_document(assemble_all(connector), Redactor.for_connector(connector), reveal=True))


def as_curl(shell: Shell) -> Callable[[Connector], str]:
    return lambda connector: curl_command(assemble_all(connector)[0], reveal=True, shell=shell)


EXPORTS: dict[str, Callable[[Connector], str]] = {
    "http": as_http, "json": as_json, **{f"curl for {shell}": as_curl(shell) for shell in Shell},
}  # fmt: skip


def fields(found: Import) -> dict[str, Any]:
    return {key: value for key, value in facts(found).items() if key != "notes"}


@pytest.mark.parametrize("form", EXPORTS)
@settings(max_examples=examples(12))
@given(connectors())
def test_an_export_imports_to_the_same_connector(form: str, connector: Connector) -> None:
    assert fields(read_import(EXPORTS[form](connector))) == fields(Import(connector))


@pytest.fixture(scope="module")
def profile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profiles") / "dunes.toml"


@settings(max_examples=examples(8))
@given(connectors(), st.sampled_from(BasicEncoding))
def test_a_profile_imports_to_the_same_connector(
    profile_file: Path, connector: Connector, encoding: BasicEncoding
) -> None:
    connector = replace(connector, request=RequestSettings(basic_encoding=encoding))
    sources = dict.fromkeys(secret_places(connector), FromPlain())
    profile_file.unlink(missing_ok=True)
    save_profile(Profile(connector, sources), profile_file)
    found = read_import(profile_file.read_text(encoding="utf-8"))
    assert fields(found) == fields(Import(connector))
    if connector.client_authentication is ClientAuthentication.BASIC:
        assert found.connector.request.basic_encoding is encoding


def test_a_secret_that_a_profile_keeps_elsewhere_is_missing() -> None:
    text = """schema = 1
[oauth2]
token_url = "https://idp.dunes.example/oauth2/token"
client_id = "quay"
client_secret = { from = "env", name = "QUAY" }
username = "ferry"
password = { from = "prompt" }
"""
    found = read_import(text)
    assert found.note_codes == ("no-client-secret", "no-password")
    assert found.connector.client_id == "quay"


@pytest.mark.parametrize("method", [ClientAuthentication.BLANK, *METHODS])
def test_a_form_sheet_imports_to_the_same_connector_but_for_its_secrets(method: ClientAuthentication) -> None:
    connector = Connector(
        token_url="https://idp.dunes.example/oauth2/token", client_id="quay 7", username="ferry",
        client_secret=Secret("r0pe-r0pe"), password=Secret("t!de t!de"), client_authentication=method,
        additional_headers=(AdditionalRow("X-Dock", "north = 7"), AdditionalRow("X-Pier", "2")),
        additional_request_data=(AdditionalRow("scope", "read write"), AdditionalRow("audience", "a:b")),
    )  # fmt: skip
    found = read_import(sheet_text(form_sheet(connector)))
    assert fields(found) == fields(Import(replace(connector, client_secret=Secret(""), password=Secret(""))))
    assert found.note_codes == ("no-client-secret", "no-password")
