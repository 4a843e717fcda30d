"""`run` remembers each run of a saved profile, and says of a failure what has changed since it worked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, run_program, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer

JSON = [("Content-Type", "application/json")]
TOKEN = http_answer(200, b'{"access_token": "made-up", "token_type": "Bearer", "expires_in": 60}', JSON)
CHALLENGE = [("WWW-Authenticate", 'Basic realm="acme"')]  # so no failed login of the account
REFUSED = http_answer(401, b'{"error": "invalid_client"}', JSON + CHALLENGE)


def findings(home: Path, variables: dict[str, str]) -> list[dict[str, Any]]:
    printed = run_program(home, "run", "acme", "--json", variables=variables)
    found: list[dict[str, Any]] = json.loads(printed.stdout)["findings"]
    return [finding for finding in found if finding["id"].startswith("memory.")]


def test_a_changed_secret_is_named_and_an_unchanged_connector_clears_the_form(tmp_path: Path) -> None:
    scripts = [answering(TOKEN), *[answering(REFUSED)] * 4]
    with RawServer(*scripts) as server:
        write_profile(tmp_path, "acme", server.token_url)
        assert findings(tmp_path, SECRETS) == []
        (same,) = findings(tmp_path, SECRETS)
        other = SECRETS | {"CONNECTOR_DOCTOR_CLIENT_SECRET": "another made-up one"}
        (changed,) = findings(tmp_path, other)
    assert (same["id"], same["fields"]) == ("memory.nothing_changed", [])
    assert (changed["id"], changed["fields"]) == ("memory.since_it_worked", ["Client Secret"])
    assert changed["title"] == "It worked just now. Changed since then: Client Secret."
    kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "state").rglob("*.json"))
    assert kept
    assert not any(secret in kept for secret in (CLIENT_SECRET, PASSWORD, "another made-up one"))


def test_a_server_that_is_not_reached_has_not_seen_the_changed_secret(tmp_path: Path) -> None:
    with RawServer(answering(TOKEN)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        findings(tmp_path, SECRETS)
    (found,) = findings(tmp_path, SECRETS | {"CONNECTOR_DOCTOR_CLIENT_SECRET": "another made-up one"})
    assert found["id"] == "memory.nothing_changed"


def test_a_profile_that_never_worked_has_no_past_to_speak_of(tmp_path: Path) -> None:
    with RawServer(*[answering(REFUSED)] * 4) as server:
        write_profile(tmp_path, "acme", server.token_url)
        assert [findings(tmp_path, SECRETS) for _ in range(2)] == [[], []]
