"""The secrets of a connector: their keys, and reading them from the environment and the keychain."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.profiles.memory_keyring import MemoryKeyring
from tui.errors import ProfileError
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret, reveal
from tui.profiles.keychain import keychain_problem
from tui.profiles.profile import Profile
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    environment_variable,
    is_of_api,
    keyring_available,
    secret_keys,
    secret_label,
    secret_value,
    with_secret,
)
from tui.profiles.writing import save_profile

CONNECTOR = Connector(
    client_secret=Secret("cs"),
    password=Secret("pw"),
    additional_headers=(
        AdditionalRow("X-Key#2", Secret("a")),
        AdditionalRow("X-Tenant", "acme"),
        AdditionalRow("X-Key", Secret("b")),
        AdditionalRow("X-Key", Secret("c")),
    ),
    additional_request_data=(AdditionalRow("X-Key", Secret("d")), AdditionalRow("api_key", "e")),
    request=RequestSettings(proxy=ProxyUrl("http://me:f@proxy")),
    api=ApiCall(
        path="/me",
        query=(AdditionalRow("X-Key", Secret("g")), AdditionalRow("limit", "1")),
        headers=(
            AdditionalRow("X-Tenant", "acme"),
            AdditionalRow("X-Key", Secret("h")),
            AdditionalRow("X-Key", Secret("i")),
        ),
    ),
)
KEYS = (
    "client_secret",
    "password",
    "additional_headers:X-Key#2",
    "additional_headers:X-Key",
    "additional_headers:X-Key#3",
    "additional_request_data:X-Key",
    "additional_request_data:api_key",
    "api.query:X-Key",
    "api.headers:X-Key",
    "api.headers:X-Key#2",
    "proxy",
)


def test_every_secret_has_a_key_of_its_own() -> None:
    assert secret_keys(CONNECTOR) == KEYS
    values = ["cs", "pw", "a", "b", "c", "d", "e", "g", "h", "i", "http://me:f@proxy"]
    assert [secret_value(CONNECTOR, key).reveal() for key in KEYS] == values


@pytest.mark.parametrize("key", KEYS)
def test_with_secret_changes_only_one_secret(key: str) -> None:
    changed = with_secret(CONNECTOR, key, Secret("new"))
    assert secret_keys(changed) == KEYS
    for other in KEYS:
        expected = Secret("new") if other == key else secret_value(CONNECTOR, other)
        assert secret_value(changed, other) == expected
    assert changed.api.path == "/me"
    for no_secret in ("additional_headers:X-Tenant", "api.headers:X-Tenant", "api.query:limit"):
        with pytest.raises(KeyError):
            with_secret(CONNECTOR, no_secret, Secret())


def test_the_token_request_does_not_need_secrets_of_the_api_call() -> None:
    assert [key for key in KEYS if is_of_api(key)] == [
        "api.query:X-Key",
        "api.headers:X-Key",
        "api.headers:X-Key#2",
    ]


def test_labels_and_environment_variables() -> None:
    assert secret_label("client_secret") == "Client Secret"
    assert secret_label("proxy") == "Proxy"
    assert environment_variable("proxy") == "CONNECTOR_DOCTOR_PROXY"
    assert secret_label("additional_headers:X-\x1bKey") == "Additional header “X-␛Key”"
    assert secret_label("additional_request_data:a:b") == "Additional request data “a:b”"
    assert secret_label("api.query:a:b") == "API query row “a:b”"
    assert secret_label("api.headers:X-Key#2") == "API header “X-Key#2”"
    assert environment_variable("api.headers:X-Key") == "CONNECTOR_DOCTOR_X_KEY"
    assert environment_variable("client_secret") == "CONNECTOR_DOCTOR_CLIENT_SECRET"
    assert environment_variable("password") == "CONNECTOR_DOCTOR_PASSWORD"
    assert environment_variable("additional_headers:X-Key") == "CONNECTOR_DOCTOR_X_KEY"
    assert environment_variable("additional_headers:X-Key#2") == "CONNECTOR_DOCTOR_X_KEY_2"
    assert environment_variable("additional_request_data:ключ") == "CONNECTOR_DOCTOR_ROW"


def test_missing_secrets_are_the_empty_ones_but_not_a_row_meant_blank() -> None:
    rows = tuple(AdditionalRow(name, Secret()) for name in ("asked", "blank"))
    sources = {"additional_headers:blank": FromPlain(), "password": FromPlain()}
    profile = Profile(Connector(client_secret=Secret("x"), additional_headers=rows), sources)
    assert profile.missing_secrets() == ("password", "additional_headers:asked")


def test_the_environment_fills_only_missing_secrets() -> None:
    row = AdditionalRow("X-Key", Secret())
    profile = Profile(
        Connector(password=Secret("file"), additional_headers=(row, row)),
        {
            "client_secret": FromEnv("ACME"),
            "password": FromPlain(),
            "additional_headers:X-Key": FromEnv("NO"),
        },
    )
    environ = {
        "ACME": "named",
        "CONNECTOR_DOCTOR_CLIENT_SECRET": "general",
        "CONNECTOR_DOCTOR_PASSWORD": "general",
        "CONNECTOR_DOCTOR_X_KEY": "key",
        "CONNECTOR_DOCTOR_X_KEY_2": "",
    }
    filled = fill_secrets(profile, environ)
    values = {key: secret_value(filled.connector, key).reveal() for key in secret_keys(filled.connector)}
    assert values == {
        "client_secret": "named",
        "password": "file",
        "additional_headers:X-Key": "key",
        "additional_headers:X-Key#2": "",
    }
    assert filled.missing_secrets() == ("additional_headers:X-Key#2",)
    assert fill_secrets(profile, environ | {"ACME": ""}).connector.client_secret == Secret("general")


def test_an_api_row_takes_its_secret_from_where_the_file_says(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    path = tmp_path / "acme.toml"
    rows = {"asked": "prompt", "kept": "keyring", "named": "env"}
    path.write_text(
        "[oauth2]\nclient_secret = 'c'\npassword = 'p'\n"
        + "".join(
            f'[[api.headers]]\nname = "{name}"\nvalue = {{ from = "{source}"'
            + (', name = "ACME" }\n' if source == "env" else " }\n")
            for name, source in rows.items()
        )
    )
    memory_keyring.entries["connector-doctor", "acme/api.headers:kept"] = "from the keychain"
    filled = fill_secrets(load_profile(path), {"ACME": "from the variable"})
    assert filled.missing_secrets() == ("api.headers:asked",)
    values = {row.name: reveal(row.value) for row in filled.connector.api.headers}
    assert values == {"asked": "", "kept": "from the keychain", "named": "from the variable"}
    before = load_profile(path)
    save_profile(filled, path)
    assert load_profile(path) == before
    assert list(memory_keyring.entries.values()) == ["from the keychain"]
    assert fill_secrets(load_profile(path), {}).connector.api.headers[1].value == Secret("from the keychain")


def load(path: Path, request: str) -> Profile:
    path.write_text(f"[request]\n{request}\n")
    return load_profile(path)


@pytest.mark.parametrize("proxy", ["", "http://proxy.example.com:3128"])
def test_a_proxy_without_credentials_is_no_secret(tmp_path: Path, proxy: str) -> None:
    profile = load(tmp_path / "acme.toml", f'proxy = "{proxy}"')
    assert profile.sources == {}
    assert "proxy" not in secret_keys(profile.connector)
    filled = fill_secrets(profile, {"CONNECTOR_DOCTOR_PROXY": "http://other"})
    assert filled.connector.request.proxy == ProxyUrl(proxy)


def test_a_proxy_comes_from_its_source_and_saving_again_keeps_it_there(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    path = tmp_path / "acme.toml"
    memory_keyring.entries["connector-doctor", "acme/proxy"] = "http://me:kept@proxy"
    variables = {"CORP": "http://me:named@proxy", "CONNECTOR_DOCTOR_PROXY": "http://plain:3128"}
    for source, found in {
        '{ from = "prompt" }': "http://plain:3128",
        '{ from = "env", name = "CORP" }': "http://me:named@proxy",
        '{ from = "env", name = "UNSET" }': "http://plain:3128",
        '{ from = "plain", value = "" }': "",
        '{ from = "plain", value = "http://proxy:1" }': "http://proxy:1",
        '"http://me:clear@proxy"': "http://me:clear@proxy",
    }.items():
        profile = load(path, f"proxy = {source}")
        is_missing = "plain" not in source and "clear" not in source
        assert ("proxy" in profile.missing_secrets()) == is_missing
        filled = fill_secrets(profile, variables)
        assert filled.connector.request.proxy.reveal() == found
        save_profile(filled, path)
        assert f"proxy = {source}" in path.read_text()
    kept = fill_secrets(load(path, 'proxy = { from = "keyring" }'), {})
    assert kept.connector.request.proxy.reveal() == "http://me:kept@proxy"
    other = with_secret(kept.connector, "proxy", Secret("http://me:new@proxy"))
    save_profile(replace(kept, connector=other), path)
    assert list(memory_keyring.entries.values()) == ["http://me:new@proxy"]
    assert "me:" not in path.read_text()


KEPT = Profile(Connector(password=Secret("hunter2")), {"password": FromKeyring()})


def test_a_secret_that_was_not_filled_in_does_not_empty_the_keychain(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    assert keyring_available()
    path = tmp_path / "acme.toml"
    save_profile(KEPT, path)
    assert list(memory_keyring.entries.values()) == ["hunter2"]
    loaded = load_profile(path)
    assert loaded.missing_secrets() == ("client_secret", "password")
    assert fill_secrets(loaded, {}).connector.password == Secret("hunter2")
    before = dict(memory_keyring.entries)
    save_profile(loaded, path)
    assert memory_keyring.entries == before


def test_a_locked_keychain_leaves_the_secret_missing_and_refuses_to_save_without_quoting_it(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    path = tmp_path / "acme.toml"
    save_profile(KEPT, path)
    before = path.read_bytes()
    memory_keyring.is_locked = True
    assert "password" in fill_secrets(load_profile(path), {}).missing_secrets()
    with pytest.raises(ProfileError) as raised:
        save_profile(KEPT, path)
    assert str(raised.value) == (
        "The keychain refused to store the secret (KeyringLocked). "
        "Unlock it and save again, or choose another source for the secret."
    )
    assert path.read_bytes() == before


def test_without_a_keychain_a_secret_is_asked_for_and_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not keyring_available()
    assert "keyring is not installed" in keychain_problem()
    path = tmp_path / "acme.toml"
    saved = save_profile(KEPT, path)
    assert saved.sources == {"password": FromPrompt()}
    assert 'password = { from = "prompt" }' in path.read_text()
    assert "hunter2" not in path.read_text()
    assert fill_secrets(Profile(Connector(), KEPT.sources, path), {}).missing_secrets()


def test_without_a_keychain_an_entry_of_another_machine_stays_named(
    tmp_path: Path, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acme.toml"
    save_profile(KEPT, path)
    kept, entries = path.read_text(), dict(memory_keyring.entries)
    monkeypatch.setitem(sys.modules, "keyring", None)
    typed = replace(load_profile(path), connector=replace(KEPT.connector, password=Secret("typed")))
    assert save_profile(typed, path).sources["password"] == FromKeyring()
    copy = save_profile(load_profile(path), tmp_path / "copy.toml")
    assert copy.sources["password"] == FromPrompt()
    assert (path.read_text(), memory_keyring.entries) == (kept, entries)


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ("keyring.backends.null.Keyring", "set to its null backend"),
        ("keyring.backends.fail.Keyring", "SecretService can't be used"),
        ("no.such.Backend", "can't be set up (ModuleNotFoundError)"),
    ],
)
def test_why_there_is_no_keychain_is_said(backend: str, words: str) -> None:
    program = (
        "from tui.profiles.keychain import *; print(keychain_problem(in_full=True), keyring_available())"
    )
    variables = {"PYTHON_KEYRING_BACKEND": backend, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/none"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | variables,
    )
    assert words in done.stdout
    assert done.stdout.endswith(" False\n")


def test_reading_loads_neither_keyring_nor_a_screen_nor_a_transport(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text('[oauth2]\npassword = { from = "prompt" }\n')
    program = (
        "import sys; from pathlib import Path; from tui.profiles.storage import *; "
        "from tui.profiles.reading import *; fill_secrets(load_profile(Path(sys.argv[1])), {}); "
        "print(sorted({'keyring', 'textual', 'h11', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
