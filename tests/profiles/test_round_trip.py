"""Saving a profile and loading it again gives the same profile."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keyring
import pytest
from hypothesis import given

from tests.profiles.memory_keyring import MemoryKeyring
from tests.profiles.strategies import QUICK, profiles, without_secrets
from tui.oauth2.api_request import find_api_problems
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import FromEnv, FromKeyring, FromPlain, FromPrompt, SecretSource
from tui.profiles.writing import profile_document, save_profile


@pytest.fixture(autouse=True, scope="module")
def _keychain() -> Iterator[None]:
    previous = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield
    keyring.set_keyring(previous)


@QUICK
@given(profiles())
def test_load_gives_what_was_saved(profile: Profile) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "acme.toml")
        saved = save_profile(profile, path)
        loaded = load_profile(path)
        assert saved == replace(profile, path=path)
        assert loaded == Profile(without_secrets(profile, FromPlain), profile.sources, path)
        document = profile_document(profile)
        for section in ("oauth2", "api"):
            document[section] = {key: value for key, value in document[section].items() if value != []}
        assert without_entries(tomllib.loads(path.read_text("utf-8"))) == document


def without_entries(value: Any) -> Any:
    """Return a document without the names of the keychain's entries, which are random."""
    if isinstance(value, list):
        return [without_entries(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_kept = value.get("from") == "keyring"
    return {key: without_entries(item) for key, item in value.items() if not (is_kept and key == "id")}


@QUICK
@given(profiles())
def test_the_keychain_gives_back_what_it_was_given(profile: Profile) -> None:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    with TemporaryDirectory() as folder:
        save_profile(profile, Path(folder, "acme.toml"))
        filled = fill_secrets(load_profile(Path(folder, "acme.toml")), {})
    assert filled.connector == without_secrets(profile, FromPlain, FromKeyring)


@QUICK
@given(profiles())
def test_secrets_of_other_sources_than_plain_are_not_in_the_document(profile: Profile) -> None:
    emptied = replace(profile, connector=without_secrets(profile, FromPlain))
    assert profile_document(profile) == profile_document(emptied)


EXAMPLE = Connector(
    name="acme-servicenow",
    base_url="https://acme.service-now.com",
    client_id="abcd-1234",
    client_secret=Secret("made up"),
    username="svc.connector@example.com",
    password=Secret("two\nlines\0"),
    token_url="https://acme.service-now.com/oauth_token.do",
    additional_headers=(AdditionalRow("X-Tenant", "acme"), AdditionalRow("X-Key", Secret("k"))),
    additional_request_data=(AdditionalRow("api_key", Secret("é")), AdditionalRow("x", Secret("y"))),
    api=ApiCall(
        path="/api/now/table/incident",
        query=(AdditionalRow("sysparm_limit", "1"), AdditionalRow("api_key", Secret("z"))),
        headers=(AdditionalRow("X-Tenant", "acme"), AdditionalRow("X-Key", Secret("k"))),
    ),
)
EXAMPLE_SOURCES: dict[str, SecretSource] = {
    "client_secret": FromEnv("ACME_SECRET"),
    "password": FromPlain(),
    "additional_request_data:api_key": FromPlain(),
    "additional_request_data:x": FromPlain(),
    "api.headers:X-Key": FromEnv("ACME_KEY"),
}
EXAMPLE_FILE = """\
schema = 1
name = "acme-servicenow"
description = ""
base_url = "https://acme.service-now.com"

[oauth2]
grant_type = "password"
client_id = "abcd-1234"
client_secret = { from = "env", name = "ACME_SECRET" }
username = "svc.connector@example.com"
password = "two\\nlines\\u0000"
token_url = "https://acme.service-now.com/oauth_token.do"
client_authentication = ""                # "" or "basic" or "basic-user" or "request-body"
custom_grant_type = ""                    # leave blank for this grant
request_custom_grant_type = ""            # leave blank for this grant
header_auth_key = ""                      # leave blank for this grant
header_auth_value_pattern = ""            # leave blank for this grant

[[oauth2.additional_headers]]
name = "X-Tenant"
value = "acme"

[[oauth2.additional_headers]]
name = "X-Key"
value = { from = "prompt" }

[[oauth2.additional_request_data]]
name = "api_key"
value = "é"

[[oauth2.additional_request_data]]
name = "x"
value = { from = "plain", value = "y" }

[oauth2.response]
type = "json"                             # "json" or "text"
access_token_key = "access_token"
expires_in_key = "expires_in"
expires_in_format = "seconds"             # "seconds" or "date"

[request]
credential_headers = true
basic_encoding = "form"                   # "form" or "raw"
timeout = 30.0                            # seconds for one attempt
connect_timeout = 10.0                    # seconds
trust = "public"                          # "public", "system" or a CA file
proxy = ""                                # blank: use the environment's

[api]
path = "/api/now/table/incident"          # optional: what to call with the token
method = "GET"

[[api.query]]
name = "sysparm_limit"
value = "1"

[[api.query]]
name = "api_key"
value = { from = "prompt" }

[[api.headers]]
name = "X-Tenant"
value = "acme"

[[api.headers]]
name = "X-Key"
value = { from = "env", name = "ACME_KEY" }
"""


def test_the_file_reads_like_the_example(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    save_profile(Profile(EXAMPLE, EXAMPLE_SOURCES), path)
    assert path.read_text("utf-8") == EXAMPLE_FILE


@pytest.mark.parametrize("path", ["/a b", "https://b.example/ü", "no slash", "#"])
def test_a_profile_with_a_bad_api_call_can_still_be_read(tmp_path: Path, path: str) -> None:
    """Problems of the API call are reported when it is made, since a token can be had without it."""
    api = ApiCall(path=path, headers=(AdditionalRow("Bad Name", "x"), AdditionalRow("", "")))
    connector = Connector(base_url="no-url", api=api)
    save_profile(Profile(connector, {}), tmp_path / "acme.toml")
    assert load_profile(tmp_path / "acme.toml").connector == connector
    assert find_api_problems(connector)


def test_absent_keys_take_the_connectors_defaults(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_bytes(b"")
    assert load_profile(path) == Profile(Connector(), {}, path)


def test_whole_numbers_are_seconds_and_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text("[request]\ntimeout = 30\nconnect_timeout = 5\n", "utf-8-sig")
    request = load_profile(path).connector.request
    assert request == RequestSettings(timeout=30.0, connect_timeout=5.0)
    assert isinstance(request.timeout, float)


@pytest.mark.parametrize("key", ["oauth2.additional_headers", "api.query", "api.headers"])
def test_a_row_without_a_source_is_secret_only_by_its_name(tmp_path: Path, key: str) -> None:
    path = tmp_path / "acme.toml"
    section, _, name = key.rpartition(".")
    path.write_text(
        f"[{section}]\n{name} = ["
        '{ name = "X-Tenant", value = "acme" }, { name = "X-Api-Key", value = "k" }, '
        '{ name = "X", value = { from = "plain", value = "s" } }, '
        '{ name = "Y", value = { from = "prompt" } }]'
    )
    profile = load_profile(path)
    field = key.removeprefix("oauth2.")
    assert attrgetter(field)(profile.connector) == (
        AdditionalRow("X-Tenant", "acme"),
        AdditionalRow("X-Api-Key", Secret("k")),
        AdditionalRow("X", Secret("s")),
        AdditionalRow("Y", Secret()),
    )
    assert profile.sources == {
        f"{field}:X-Api-Key": FromPlain(),
        f"{field}:X": FromPlain(),
        f"{field}:Y": FromPrompt(),
    }
