"""`show`: the request in three forms, masked (which needs no secrets) or revealed."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, run_program, write_profile
from tests.runs import assert_no_secret

URL = "https://idp.example.com/oauth2/token?tenant=a"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_profile(tmp_path, "acme", URL)
    write_profile(tmp_path, "body", URL, oauth2='client_authentication = "request-body"')
    return tmp_path


def test_http_shows_each_attempt_under_its_name(home: Path) -> None:
    done = run_program(home, "show", "acme")
    assert (done.returncode, done.stderr) == (0, "")
    basic, body = done.stdout.split("\n\n### ")
    assert basic.startswith("### Basic Auth\nPOST /oauth2/token?tenant=a HTTP/1.1\nHost: idp.example.com\n")
    assert body.startswith("Request Body\nPOST ")
    assert "Authorization: Basic ••••••••\n" in basic
    assert "Authorization" not in body
    assert_no_secret(done.stdout, CLIENT_SECRET, PASSWORD)


def test_one_attempt_is_the_bare_request(home: Path) -> None:
    done = run_program(home, "show", "body")
    assert done.stdout.startswith("POST /oauth2/token?tenant=a HTTP/1.1\n")
    assert done.stdout.endswith("\n\ngrant_type=password&username=svc.connector&password=••••••••"
                                "&client_id=abcd-1234&client_secret=••••••••\n")  # fmt: skip


def test_curl_is_a_command(home: Path) -> None:
    done = run_program(home, "show", "body", "--as", "curl", "--reveal")
    words = shlex.split(done.stdout.replace(" \\\n", " "))
    assert words[:4] == ["curl", "--request", "POST", "--url"]
    assert words[4] == URL
    assert f"Client-Secret: {CLIENT_SECRET}" in words
    assert "--location" not in words
    assert run_program(home, "show", "acme", "--as", "curl").stdout.count("# ") == 2


def test_json_contains_everything_that_is_sent(home: Path) -> None:
    done = run_program(home, "show", "acme", "--as", "json", "--reveal")
    document = json.loads(done.stdout)
    assert [attempt["client_authentication"] for attempt in document["attempts"]] == ["basic", "request-body"]
    headers = dict(document["attempts"][1]["headers"])
    assert headers["Client-Secret"] == CLIENT_SECRET
    assert headers["Content-Length"] == str(len(document["attempts"][1]["body"]))
    masked = run_program(home, "show", "acme", "--as", "json")
    assert_no_secret(masked.stdout, CLIENT_SECRET, PASSWORD)


@pytest.mark.parametrize("form", ["http", "json"])
def test_masked_needs_no_secret_and_does_not_guess_the_length(home: Path, form: str) -> None:
    done = run_program(home, "show", "acme", "--as", form, variables={})
    with_secrets = run_program(home, "show", "acme", "--as", form)
    assert done.returncode == 0
    lines, full = done.stdout.splitlines(), with_secrets.stdout.splitlines()
    different = [(line, other) for line, other in zip(lines, full, strict=True) if line != other]
    assert len(different) == 2
    assert all("?" in line for line, _ in different)
    labels = ("Client Secret", "Password Grant Password")
    assert done.stderr.splitlines() == [
        f"connector-doctor: {label} for acme is not stored, so the Content-Length is unknown."
        for label in labels
    ]


def test_reveal_needs_the_secrets(home: Path) -> None:
    done = run_program(home, "show", "acme", "--reveal", variables={})
    assert (done.returncode, done.stdout) == (2, "")
    assert "Set CONNECTOR_DOCTOR_PASSWORD" in done.stderr
    revealed = run_program(home, "show", "acme", "--reveal")
    assert f"Client-Secret: {CLIENT_SECRET}\n" in revealed.stdout


def test_invisible_characters_in_a_profile_are_made_visible(tmp_path: Path) -> None:
    row = '[[oauth2.additional_headers]]\nname = "X-Name"\nvalue = "a\\u202Eb\\u009Bc"'
    write_profile(tmp_path, "acme", URL, rest=row)
    done = run_program(tmp_path, "show", "acme", "--reveal")
    assert "X-Name: a<U+202E>b<U+009B>c\n" in done.stdout
    for form in ("http", "curl", "json"):
        for options in ((), ("--reveal",)):
            written = run_program(tmp_path, "show", "acme", "--as", form, *options).stdout
            assert not set(written) & {"\u202e", "\x9b"}
