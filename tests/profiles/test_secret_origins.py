"""Where each secret came from: told by the profile, or by what took its place; never with its value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli_support import write_profile
from tui.commands import profile_argument
from tui.commands.profile_argument import ask_missing_secrets
from tui.oauth2.secret import Secret
from tui.oauth2.secret_origin import SecretOrigin
from tui.profiles import reading
from tui.profiles.profile import Profile
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_origins import secret_origins

SECRET = "s3cr3t.made-up"
ROWS = """\
[[oauth2.additional_headers]]
name = "X-Key"
value = { from = "keyring" }
[request]
proxy = { from = "env", name = "ACME_PROXY" }
"""


def written(folder: Path, secret: str = '"plain.made-up"', password: str = '{ from = "prompt" }') -> Profile:
    oauth2 = f"client_secret = {secret}\npassword = {password}"
    return load_profile(write_profile(folder, "acme", "https://idp.example/t", oauth2=oauth2, rest=ROWS))


def origins(profile: Profile) -> Mapping[str, tuple[str, str | None]]:
    return {one.key: (one.source, one.variable) for one in secret_origins(profile)}


def test_without_a_look_around_it_is_what_the_profile_says(tmp_path: Path) -> None:
    assert origins(written(tmp_path)) == {
        "client_secret": ("plain", None),
        "password": ("prompt", None),
        "additional_headers:X-Key": ("keyring", None),
        "proxy": ("env", "ACME_PROXY"),
    }
    labels = [one.label for one in secret_origins(written(tmp_path))]
    assert labels == ["Client Secret", "Password Grant Password", "Additional header “X-Key”", "Proxy"]


def test_what_took_its_place_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The profile's own variable first, then ours for each secret, then the keychain."""
    monkeypatch.setattr(reading, "read_keyring", lambda entry: Secret(SECRET))
    profile = written(tmp_path, '{ from = "env", name = "ACME_SECRET" }', '{ from = "keyring" }')
    variables = ("ACME_SECRET", "CONNECTOR_DOCTOR_PASSWORD", "CONNECTOR_DOCTOR_CLIENT_SECRET")
    found = fill_secrets(profile, dict.fromkeys(variables, SECRET))
    assert origins(found) == {
        "client_secret": ("env", "ACME_SECRET"),
        "password": ("env", "CONNECTOR_DOCTOR_PASSWORD"),
        "additional_headers:X-Key": ("keyring", None),
        "proxy": ("env", "ACME_PROXY"),
    }
    assert SECRET not in repr(secret_origins(found))


def test_what_was_typed_came_from_a_prompt_whatever_the_profile_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile_argument, "is_terminal", lambda stream: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: SECRET)
    profile = written(tmp_path, '{ from = "env", name = "ACME_SECRET" }')
    filled = fill_secrets(profile, {"CONNECTOR_DOCTOR_X_KEY": SECRET})
    typed = ask_missing_secrets(filled, filled.missing_secrets())
    assert origins(typed) == {
        "client_secret": ("prompt", None),
        "password": ("prompt", None),
        "additional_headers:X-Key": ("env", "CONNECTOR_DOCTOR_X_KEY"),
        "proxy": ("prompt", None),
    }


def test_an_origin_is_written_in_the_words_of_a_profile() -> None:
    assert SecretOrigin("password", "Password", "env", "ACME").document() == {
        "key": "password",
        "label": "Password",
        "from": "env",
        "variable": "ACME",
    }
