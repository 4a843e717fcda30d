"""No command shows or writes any form of a secret, whatever the server echoes and whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.raw_server import RawServer, answering
from tui.cli import main
from tui.oauth2.own_fault import RAISE_VARIABLE

from .echoes import CLIENT_SECRET, PASSWORD, ROW_SECRET, SECRETS, VARIABLES, echo_answer, echo_profile
from .forms import leaks

CURL = (
    f"curl http://127.0.0.1:1/token -u 'abcd-1234:{ROW_SECRET}' -H 'X-Api-Key: {ROW_SECRET}' "
    f"-d grant_type=password -d username=svc --data-urlencode 'password={ROW_SECRET}'"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer(answering(echo_answer())) as server:
        yield server


class Said:
    """Runs commands, and searches what they say, log and warn of."""

    def __init__(self, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
        self._capsys, self._caplog = capsys, caplog
        caplog.set_level(logging.DEBUG)

    def by(self, *arguments: str) -> list[str]:
        """Return what leaks when a command runs, each with the command."""
        main(arguments)
        out, err = self._capsys.readouterr()
        logged = self._caplog.text
        self._caplog.clear()
        assert out or err
        places = {"stdout": out, "stderr": err, "log": logged}
        return [
            f"{arguments[0]}, {place}: {leak}"
            for place, text in places.items()
            for leak in leaks(text, SECRETS)
        ]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Said:
    return Said(capsys, caplog)


def files_that_leak(folder: Path) -> list[str]:
    """Return what leaks in the files of a folder and their names."""
    return [
        f"{path.name}: {leak}"
        for path in folder.rglob("*")
        if path.is_file()
        for leak in leaks(f"{path}\n{path.read_text(encoding='utf-8', errors='replace')}", SECRETS)
    ]


def test_runs_reports_and_memory_hold_no_secret(home: Path, server: RawServer, said: Said) -> None:
    echo_profile(home, server.token_url)
    found: list[str] = []
    for options in (["--json", "--report", str(home / "r.html")], ["--report", str(home / "r.md")]):
        (home / "state" / "failed-logins.json").unlink(missing_ok=True)
        found += said.by("run", "acme", *options)
    assert any(CLIENT_SECRET.encode() in request or b"Basic " in request for request in server.requests)
    assert {path.suffix for path in home.rglob("*") if path.is_file()} >= {".html", ".md", ".toml"}
    assert found + files_that_leak(home) == []


def test_what_is_shown_asked_and_compared_holds_no_secret(home: Path, server: RawServer, said: Said) -> None:
    echo_profile(home, server.token_url)
    pasted = home / "curl.txt"
    pasted.write_text(CURL.replace("http://127.0.0.1:1/token", server.token_url), encoding="utf-8")
    found = said.by("show", "acme")
    for form in ("curl", "json", "form", "blackbox"):
        found += said.by("show", "acme", "--as", form)
    found += said.by("ask", "acme")
    found += said.by("checkup", "acme") + said.by("checkup", "acme", "--json")
    for option in ("-v", "-q", "--color=always"):
        found += said.by("run", "acme", option)
    for file in (["--json"], []):
        found += said.by("compare", "acme", str(pasted), *file)
        found += said.by("import", str(pasted), *file)
    found += said.by("compare", "acme", str(pasted), "--try", "--json")
    found += said.by("import", str(pasted), "--output", str(home / "new.toml"))
    pasted.unlink()
    assert found + files_that_leak(home) == []


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_is_explained_holds_no_secret_that_a_name_tells_of(
    home: Path, said: Said, form: list[str]
) -> None:
    """The response alone, and a ticket with the request: nobody typed its secrets."""
    response = (
        f"HTTP/1.1 400 Bad Request\nContent-Type: text/plain\nX-Debug-Password: {ROW_SECRET}\n\n"
        f"odd failure: password={ROW_SECRET} client_secret: {ROW_SECRET}, sent by curl -u svc:{ROW_SECRET} to https://svc:{ROW_SECRET}@idp/t"
    )
    ticket = f"On 2026-11-03 10:12 we sent\n\n{CURL}\n\nand got\n\n{response}\n"
    found: list[str] = []
    for number, text in enumerate((response, ticket, CURL)):
        path = home / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        found += said.by("explain", *form, str(path))
    assert found == []


def test_failures_hold_no_secret(home: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad profile, arguments that are secrets, and a fault of ours that has one in its text."""
    profile = echo_profile(home, "http://127.0.0.1:1/t")
    good = profile.read_text(encoding="utf-8")
    secret = f"client_secret = '{CLIENT_SECRET}'\npassword = '{PASSWORD}'\n"
    found: list[str] = []
    for bad in (
        good.replace("client_id", f"{secret}client_id = 7\nx"),
        good.replace("client_id", f"client_secret = '{CLIENT_SECRET}"),
        f"{secret}{good}",
        good.replace('"acme"', f'["{CLIENT_SECRET}"]'),
        good.replace("client_id", f"'{ROW_SECRET}' = 1\n{secret}client_id"),
    ):
        profile.write_text(bad, encoding="utf-8")
        for command in ("run", "show"):
            found += [leak for leak in said.by(command, "acme") if ROW_SECRET not in bad or "row" not in leak]
    profile.write_text(good, encoding="utf-8")
    # A pasted response or URL in place of a file's name.
    for command in ("explain", "import", "run", "certificates"):
        found += said.by(command, f"https://u:{ROW_SECRET}@h/t?password={ROW_SECRET}")
        found += said.by(command, f'{{"password": "{PASSWORD}"}}')
    monkeypatch.delenv(RAISE_VARIABLE, raising=False)

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"bad {CLIENT_SECRET} {PASSWORD} {ROW_SECRET}")

    monkeypatch.setattr("tui.oauth2.assembly.assemble", fail)
    monkeypatch.setattr("tui.commands.show.show", fail)
    found += said.by("show", "acme")
    monkeypatch.setattr("tui.commands.run.command.run", fail)
    found += said.by("run", "acme")
    assert found == []
