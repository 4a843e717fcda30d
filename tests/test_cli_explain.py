"""`explain` as people use it: files, standard input, several at once, JSON, their own rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_support import run_program

REFUSED = 'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{"error":"invalid_grant"}'
TOKEN = '{"access_token":"made-up-token-0123456789","token_type":"Bearer","expires_in":3600}'


def saved(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_explained_in_words(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", saved(tmp_path, "a.txt", REFUSED))
    assert ended.returncode == 0
    assert ended.stdout.startswith(f"✗ {tmp_path / 'a.txt'}: ")
    assert (
        "\n  status 400, response of the token endpoint\n\n  Change:  Password Grant Password" in ended.stdout
    )
    assert ended.stderr == ""


def test_several_files_are_a_line_each(tmp_path: Path) -> None:
    files = [saved(tmp_path, "a.txt", REFUSED), saved(tmp_path, "b.txt", TOKEN)]
    ended = run_program(tmp_path, "explain", *files, "--json")
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert list(first) == ["schema", "source", "status", "error", "phase", "phase_by", "findings"]
    assert (first["schema"], first["source"], first["status"], first["error"]) == (
        1,
        files[0],
        400,
        "invalid_grant",
    )
    assert first["findings"][0]["culprits"][0] == "password"
    assert first["findings"][0]["lockout_risk"] is True
    assert second["status"] is None
    assert second["findings"][0]["severity"] == "info"


def test_a_token_in_a_paste_is_never_shown(tmp_path: Path) -> None:
    for more in ([], ["--json"]):
        ended = run_program(tmp_path, "explain", saved(tmp_path, "b.txt", TOKEN), *more)
        assert "made-up-token" not in ended.stdout + ended.stderr


def test_standard_input(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", "-", "--json", stdin="Cannot POST /oauth/tokn")
    assert json.loads(ended.stdout)["findings"][0]["culprits"][0] == "token_url"


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", str(tmp_path / "none.txt"))
    assert ended.returncode == 2
    assert "none.txt can't be read: No such file or directory." in ended.stderr
    ended = run_program(tmp_path, "explain", str(tmp_path))
    assert ended.returncode == 2
    assert "Is a directory" in ended.stderr


@pytest.mark.parametrize(
    "content", ["", "\x00\x1b]52;c;YQ==\x07", "{" * 5000, "HTTP/1.1 999 x", "\x1b[2J" * 50]
)
def test_anything_is_explained_and_shown_harmlessly(tmp_path: Path, content: str) -> None:
    ended = run_program(tmp_path, "explain", saved(tmp_path, "odd.txt", content))
    assert ended.returncode == 0
    assert ended.stdout.strip()
    assert "\x1b" not in ended.stdout + ended.stderr


BEARER = (
    'HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer error="invalid_token"\r\n\r\n{"message":"Jwt is expired"}'
)


@pytest.mark.parametrize(
    ("options", "phase", "by"),
    [((), "api", "response"), (("--api",), "api", "choice"), (("--no-api",), "token", "choice")],
)
def test_a_response_of_an_api(tmp_path: Path, options: tuple[str, ...], phase: str, by: str) -> None:
    ended = run_program(tmp_path, "explain", "-", *options, "--json", stdin=BEARER)
    document = json.loads(ended.stdout)
    assert (document["phase"], document["phase_by"]) == (phase, by)
    assert document["findings"][0]["id"].startswith("api.said.") is (phase == "api")
    told = run_program(tmp_path, "explain", "-", *options, stdin=BEARER).stdout
    assert ('Only an API sends Bearer error="invalid_token". Use --no-api' in told) is (by == "response")


def test_after_a_token_client_and_user_are_out_of_the_question(tmp_path: Path) -> None:
    refused = 'HTTP/1.1 403 Forbidden\r\n\r\n{"message":"Insufficient scope"}'
    of_api, of_token = (
        json.loads(run_program(tmp_path, "explain", "-", *more, "--json", stdin=refused).stdout)
        for more in (["--api"], [])
    )
    assert of_api["findings"][0]["culprits"][0] == "scope"
    assert not {"client_id", "client_secret", "password"} & set(of_api["findings"][0]["culprits"])
    assert of_token["phase"] == "token"


def test_a_request_is_no_response(tmp_path: Path) -> None:
    ended = run_program(
        tmp_path, "explain", "-", stdin="curl https://idp.example.com/token -d 'password=S3cret'"
    )
    assert ended.returncode == 0
    assert "✗ standard input: This is a request, not a response.\n  a request\n" in ended.stdout
    assert "S3cret" not in ended.stdout + ended.stderr
    ended = run_program(tmp_path, "explain", "-", "--json", stdin="POST /token HTTP/1.1\nHost: x")
    assert json.loads(ended.stdout)["phase"] is None


def test_a_code_is_explained(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", "AADSTS50126", "invalid_grant")
    assert ended.returncode == 0
    assert ended.stdout.startswith("AADSTS50126 (error code): ")
    assert "\n\nMicrosoft Entra ID, in a response of the token endpoint:\n✗ " in ended.stdout
    assert "\n\ninvalid_grant (error code): " in ended.stdout
    assert "\n  RFC 6749 §5.2: " in ended.stdout
    document = json.loads(run_program(tmp_path, "explain", "AADSTS50126", "--json").stdout)
    assert list(document) == ["schema", "source", "code", "is_known", "definitions", "findings", "nearest"]
    assert document["findings"][0]["vendor"] == "Microsoft Entra ID"


def test_an_unknown_code_says_so_and_names_its_neighbors(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", "AADSTS5O126")
    assert ended.returncode == 2
    assert "there is no file of this name" in ended.stdout
    assert "AADSTS50126" in ended.stdout
    document = json.loads(run_program(tmp_path, "explain", "invalid_grnt", "--json").stdout)
    assert (document["is_known"], document["nearest"][0]) == (False, "invalid_grant")


def test_a_file_with_the_name_of_a_code_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path, "invalid_client", REFUSED)
    monkeypatch.chdir(tmp_path)
    ended = run_program(tmp_path, "explain", "invalid_client")
    assert ended.stdout.startswith("✗ invalid_client: ")
    assert "\n  status 400, response of the token endpoint\n" in ended.stdout


def test_a_status_in_words_is_read(tmp_path: Path) -> None:
    ended = run_program(
        tmp_path, "explain", "-", "--json", stdin='It returned 401: {"error":"invalid_client"}'
    )
    document = json.loads(ended.stdout)
    assert (document["status"], document["error"]) == (401, "invalid_client")


RULE = """
subject = "Our gateway"
vendor = "Globex"
[[rule]]
id = "globex.tenant"
culprits = ["additional_headers"]
title = "The gateway misses the tenant {number}."
cause = "It wants the header X-Tenant."
fix = "Add an additional header X-Tenant."
[rule.when]
text = ["/gx-(?P<number>40\\\\d)/"]
"""


def test_a_rule_of_the_user_speaks(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "globex.toml").write_text(RULE, encoding="utf-8")
    ended = run_program(tmp_path, "explain", "-", "--json", stdin='{"message":"GX-403 tenant"}')
    finding = json.loads(ended.stdout)["findings"][0]
    assert finding["id"] == "globex.tenant"
    assert finding["title"] == "The gateway misses the tenant 403."
    assert finding["vendor"] == "Globex"


def test_a_bad_rule_of_the_user_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "globex.toml").write_text(RULE.replace("culprits", "culprit"), encoding="utf-8")
    ended = run_program(tmp_path, "explain", "-", stdin="{}")
    assert ended.returncode == 2
    assert "globex.toml: rule 1: found the key “culprit” (did you mean culprits?)" in ended.stderr


def test_a_rule_of_the_user_whose_search_may_never_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    hostile = RULE.replace("gx-(?P<number>40\\\\d)", r"^(?P<number>\\w+\\s?)*$")
    (tmp_path / "rules" / "globex.toml").write_text(hostile, encoding="utf-8")
    ended = run_program(tmp_path, "explain", "-", stdin="a" * 1000 + "!")
    assert ended.returncode == 2
    assert r"globex.toml: rule “globex.tenant”, when.text: found “(?P<number>\w+\s?)*”" in ended.stderr


TICKET = """Anna Schmidt [10:42 AM]
curl https://idp.example.com/token -u app:made-up-1 -d grant_type=password \\
  -d username=anna -d password=made-up-p
{"error":"invalid_client"}

Anna Schmidt [11:02 AM]
New client secret: made-up-2
"""


def test_a_ticket_is_put_in_order_and_its_contradictions_come_first(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", saved(tmp_path, "t.txt", TICKET))
    assert ended.returncode == 0
    said = ended.stdout
    order = ["a ticket: 1 request", "10:42  line 2: token request", "11:02  line 7: settings",
             "Contradictions:",
             "Client Secret is not the same", "is from before Client Secret changed",
             "The response in line 4",
             "The form, with the newest", "was ••••••••", "connector-doctor import FILE"]  # fmt: skip
    assert [said.find(words) for words in order] == sorted(said.find(words) for words in order)
    assert min(said.find(words) for words in order) >= 0
    assert "made-up" not in said


def test_a_ticket_as_json_adds_to_the_keys_of_a_response(tmp_path: Path) -> None:
    ended = run_program(tmp_path, "explain", "--json", saved(tmp_path, "t.txt", TICKET))
    document = json.loads(ended.stdout)
    assert list(document) == [
        "schema", "source", "status", "error", "phase", "phase_by", "findings",
        "parts", "ids", "contradictions", "connector", "taken",
    ]  # fmt: skip
    assert document["findings"][0]["id"].startswith("oauth.invalid_client")
    assert document["parts"][1]["findings"] == document["findings"]
    assert document["connector"]["username"] == "anna"
    assert "made-up" not in ended.stdout


def test_import_takes_the_newest_value_of_a_thread(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    options = ("--output", str(path), "--secrets", "plain")
    ended = run_program(tmp_path, "import", saved(tmp_path, "t.txt", TICKET), *options)
    assert ended.returncode == 0
    assert "line 7, 11:02" in ended.stdout
    written = path.read_text(encoding="utf-8")
    assert "made-up-2" in written
    assert "made-up-1" not in written
