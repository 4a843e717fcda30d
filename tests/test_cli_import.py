"""`import` as people use it: files and standard input, what it prints, and what it saves."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli_support import run_program
from tests.pseudo_terminal import Terminal

SECRET, PASSWORD = "r0pe-of-the-quay", "t!de-at-noon"
CURL = (
    "$ curl -k -X POST https://idp.dunes.example/oauth2/token \\\n"
    f"  -u quay:{SECRET} -d grant_type=password -d username=ferry -d 'password={PASSWORD}' -d scope=read\n"
)
TWO = CURL + CURL.replace("ferry", "tug")


def pasted(folder: Path, text: str = CURL) -> str:
    path = folder / "request.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_each_field_is_printed_with_its_place_and_secrets_masked(tmp_path: Path) -> None:
    done = run_program(tmp_path, "import", pasted(tmp_path))
    assert done.returncode == 0
    assert "Recognized: curl." in done.stdout
    assert "Oauth2 Token Url" in done.stdout
    assert "(from -u)" in done.stdout
    assert "certificate" in done.stdout
    assert "Secrets seen: Client Secret, Password Grant Password. Nothing was saved." in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert not list(tmp_path.glob("**/*.toml"))


def test_standard_input_and_json(tmp_path: Path) -> None:
    done = run_program(tmp_path, "import", "-", "--json", stdin=CURL)
    document = json.loads(done.stdout)
    assert document["schema"] == 1
    assert document["sources"] == ["-"]
    assert document["connector"]["username"] == "ferry"
    assert document["connector"]["additional_request_data"] == [["scope", "read"]]
    assert [note["code"] for note in document["notes"]] == ["insecure"]
    assert document["secrets"] == [
        {"key": "client_secret", "label": "Client Secret", "from": "prompt", "variable": None},
        {"key": "password", "label": "Password Grant Password", "from": "prompt", "variable": None},
    ]
    assert document["saved"] is None
    assert SECRET not in done.stdout


@pytest.mark.parametrize(("options", "is_written"), [((), False), (("--secrets", "plain"), True)])
def test_a_profile_is_written_by_default_without_secrets(
    options: tuple[str, ...], is_written: bool, tmp_path: Path
) -> None:
    target = tmp_path / "port.toml"
    done = run_program(tmp_path, "import", pasted(tmp_path), "--output", str(target), *options)
    assert done.returncode == 0, done.stderr
    text = target.read_text(encoding="utf-8")
    assert (SECRET in text) is is_written
    profile = tomllib.loads(text)
    assert profile["name"] == "port"
    assert profile["oauth2"]["client_authentication"] == "basic"
    assert target.stat().st_mode & 0o077 == 0
    shown = run_program(tmp_path, "show", str(target))
    assert shown.returncode == 0


def test_a_file_is_never_replaced_silently(tmp_path: Path) -> None:
    target = tmp_path / "port.toml"
    target.write_text("mine", encoding="utf-8")
    done = run_program(tmp_path, "import", pasted(tmp_path), "--output", str(target))
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_of_two_accounts_the_first_is_taken_and_both_are_told(tmp_path: Path) -> None:
    done = run_program(tmp_path, "import", pasted(tmp_path, TWO))
    assert "ferry" in done.stdout
    assert "2: idp.dunes.example · tug" in done.stderr
    assert "The first one was taken." in done.stderr


def test_at_a_terminal_it_asks_which_of_two_accounts_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "port.toml"
    with Terminal(tmp_path, "import", pasted(tmp_path, TWO), "--output", str(target)) as terminal:
        terminal.sees(
            "1: idp.dunes.example · ferry", "2: idp.dunes.example · tug", "Which one? [1-2, default 1]"
        )
        terminal.press("2", "enter")
        assert terminal.ends() == 0
    assert tomllib.loads(target.read_text(encoding="utf-8"))["oauth2"]["username"] == "tug"


def test_what_is_no_request_is_2(tmp_path: Path) -> None:
    done = run_program(tmp_path, "import", pasted(tmp_path, "Hello, it does not work."))
    assert (done.returncode, done.stdout) == (2, "")
    assert "No request was recognized" in done.stderr
    assert run_program(tmp_path, "import", str(tmp_path / "none.txt")).returncode == 2
