"""`show`: the request in three forms and the form sheet, masked (which needs no secrets) or revealed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, run_program, write_profile
from tests.patience import PATIENCE
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer

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


def test_curl_is_one_attempt_and_says_which_others_there_are(home: Path) -> None:
    done = run_program(home, "show", "acme", "--as", "curl", "--reveal")
    first, second, command, *config = done.stdout.splitlines()
    assert first == "# Attempt 1 of 2: Basic Auth."
    assert second == "# Attempt 2 is Request Body: add --attempt 2."
    assert command == "curl --disable --config - <<'END'"
    assert f'url = "{URL}"' in config
    assert f'header = "Client-Secret: {CLIENT_SECRET}"' in config
    assert done.stdout.count("curl ") == 1

    done = run_program(home, "show", "acme", "--as", "curl", "--attempt", "2")
    assert done.stderr == ""
    assert done.stdout.startswith(
        "# Attempt 2 of 2: Request Body.\n# Attempt 1 is Basic Auth: add --attempt 1.\n"
        "# Secrets are masked. With --reveal, this command works.\n"
    )
    assert "Authorization" not in done.stdout
    assert_no_secret(done.stdout, CLIENT_SECRET, PASSWORD)
    alone = run_program(home, "show", "body", "--as", "curl", "--reveal").stdout
    assert alone.startswith("curl --disable")


def test_what_curl_prints_can_be_piped_into_a_shell(tmp_path: Path) -> None:
    assert shutil.which("curl"), "This test runs the real curl: on Debian, apt-get install curl."
    with RawServer(answering(http_answer(200, b"{}"))) as server:
        write_profile(tmp_path, "acme", server.token_url)
        script = run_program(tmp_path, "show", "acme", "--as", "curl", "--attempt", "2", "--reveal").stdout
        subprocess.run(["sh"], input=script.encode(), capture_output=True, check=True, timeout=PATIENCE)
        (request,) = server.requests
        shown = run_program(tmp_path, "show", "acme", "--attempt", "2", "--reveal").stdout
    assert request.decode().replace("\r\n", "\n") == shown.removesuffix("\n")


@pytest.mark.parametrize(
    ("shell", "begins"),
    [("sh", "curl "), ("cmd", "# 2>nul & curl.exe "), ("powershell", "& { $Output")],
)
def test_each_shell_has_its_own_form(home: Path, shell: str, begins: str) -> None:
    done = run_program(home, "show", "body", "--as", "curl", "--reveal", "--shell", shell)
    assert done.stdout.startswith(begins)
    assert_no_secret(done.stdout.splitlines()[0], CLIENT_SECRET, PASSWORD)


def test_one_attempt_of_several_is_shown_alone(home: Path) -> None:
    done = run_program(home, "show", "acme", "--attempt", "2")
    assert done.stdout == run_program(home, "show", "body").stdout
    document = json.loads(run_program(home, "show", "acme", "--as", "json", "--attempt", "2").stdout)
    assert [attempt["client_authentication"] for attempt in document["attempts"]] == ["request-body"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--attempt", "3"), "There is no attempt 3. This connector makes attempt 1 and 2."),
        (("--attempt", "0"), "argument --attempt: it is not a number from 1 to 1000; see"),
        (("--shell", "cmd"), "--shell needs --as curl."),
        (("--as", "form", "--reveal"), "The form sheet never holds a secret, so --reveal can't be used"),
        (("--as", "form", "--attempt", "1"), "--attempt chooses a request, and the form sheet holds none."),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    home: Path, options: tuple[str, ...], message: str
) -> None:
    done = run_program(home, "show", "acme", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_the_form_sheet_says_what_to_type_and_holds_no_secret(home: Path) -> None:
    done = run_program(home, "show", "acme", "--as", "form")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Form sheet: acme\nNothing was sent: this is what the checks before sending found.\n"
    )
    assert f"\n\n  Oauth2 Token Url\n    {URL}\n\n" in done.stdout
    assert "  Client Secret\n    (••••••••  22 characters: " in done.stdout
    assert_no_secret(done.stdout, CLIENT_SECRET, PASSWORD)
    without = run_program(home, "show", "acme", "--as", "form", variables={})
    assert "  Client Secret\n    (not stored here)\n" in without.stdout
    assert (without.returncode, without.stderr) == (0, "")


def test_the_form_sheet_needs_no_complete_connector(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "", username="svc ")
    done = run_program(tmp_path, "show", "acme", "--as", "form")
    assert done.returncode == 0
    assert "» Oauth2 Token Url\n    (not known yet)\n    » This field is required.\n" in done.stdout
    assert "» Password Grant Username\n    svc\n" in done.stdout
    assert "    » Now: “svc ” (ends with a space)\n" in done.stdout


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
    if form == "json":  # where the secrets come from is known in one of the two alone
        assert [line.strip() for line, _ in different[:4:2]] == ['"from": "prompt",'] * 2
        different = different[4:]
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
