"""`checkup` and `schema` as users run them: what they print, and their exit statuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli_support import run_program, write_profile
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.interchange.schema.schemas import SCHEMAS

PROXY = "http://me:pa55.made-up@proxy.example:3128"
URL = "https://idp.acme.example/token"


def checked(home: Path, *arguments: str, status: int = 0, **variables: str) -> dict[str, Any]:
    """Return what `checkup --json` prints."""
    done = run_program(home, "checkup", *arguments, "--json", variables=variables)
    assert (done.returncode, done.stderr) == (status, "")
    assert_no_secret(done.stdout, "pa55.made-up", "plain-made-up")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def hosts(document: dict[str, Any]) -> dict[str, str]:
    return {check["title"]: check["found"] for check in document["checks"] if check["id"] == "proxy.host"}


def test_the_hosts_are_those_of_the_profile_or_of_all(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", URL, oauth2='password = "plain-made-up"')
    write_profile(tmp_path, "dunes", "https://dunes.example/token")
    (tmp_path / "profiles" / "broken.toml").write_text("x", encoding="utf-8")
    everything = checked(tmp_path, HTTPS_PROXY=PROXY, NO_PROXY="dunes.example")
    assert hosts(everything) == {
        "idp.acme.example:443": "goes through the proxy proxy.example:3128 (HTTPS_PROXY)",
        "dunes.example:443": "is reached directly (NO_PROXY exempts it)",
    }
    assert everything["profile"] is None
    (unreadable,) = (check for check in everything["checks"] if check["id"] == "profiles.unreadable")
    assert "broken.toml" in unreadable["details"][0]
    one = checked(tmp_path, "acme", HTTPS_PROXY=PROXY)
    assert (one["profile"], list(hosts(one))) == ("acme", ["idp.acme.example:443"])


def test_the_clock_is_that_of_the_last_server_that_a_run_asked(tmp_path: Path) -> None:
    late = datetime.now(UTC) + timedelta(minutes=10)
    date = ("Date", format_datetime(late, usegmt=True))
    with RawServer(answering(http_answer(401, b'{"error": "invalid_client"}', [date]))) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "basic"')
        assert run_program(tmp_path, "run", "acme").returncode == 1
    (clock,) = (check for check in checked(tmp_path)["checks"] if check["id"] == "clock.server")
    assert (clock["state"], clock["found"]) == (
        "warning",
        "it was 10 minutes behind that of 127.0.0.1 (just now)",
    )


def test_what_has_to_be_fixed_is_1_and_stands_on_stdout(tmp_path: Path) -> None:
    assert checked(tmp_path, status=1, HTTPS_PROXY="ftp://proxy.example")["state"] == "problem"
    done = run_program(tmp_path, "checkup", variables={"HTTPS_PROXY": "ftp://proxy.example"})
    assert (done.returncode, done.stderr) == (1, "")
    assert "  ✗ HTTPS_PROXY: ftp://proxy.example can't be used" in done.stdout
    assert done.stdout.startswith("This machine: 1 problem")


def test_a_profile_that_is_not_there_is_2(tmp_path: Path) -> None:
    for name in ("nobody", "https://me:pa55.made-up@host.example/token"):
        done = run_program(tmp_path, "checkup", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert_no_secret(done.stderr, "pa55.made-up")


@pytest.mark.parametrize("name", [*SCHEMAS, None])
def test_a_schema_is_printed_whole(tmp_path: Path, name: str | None) -> None:
    done = run_program(tmp_path, "schema", *([name] if name else []))
    schema = json.loads(done.stdout)
    assert (done.returncode, schema["$id"].rpartition(":")[2]) == (0, name or "run")
    Draft202012Validator.check_schema(schema)


def test_a_schema_that_there_is_none_of_is_2_and_the_nearest_is_named(tmp_path: Path) -> None:
    done = run_program(tmp_path, "schema", "reports")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean report? Schemas: run, report, explain," in done.stderr
