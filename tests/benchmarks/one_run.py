"""What one run costs as a whole process: against a bare `httpx.post` script, and against HTTPie.

Both sides of a ratio run right after one another, so that other processes slow both.
"""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.installation import Installation
from tests.benchmarks.process_cost import Cost, cost_of
from tests.benchmarks.row import Row
from tests.cli_support import SECRETS, environment, write_profile
from tests.servers.certificates import Certificates
from tests.servers.raw_server import RawServer, answering, http_answer

_BARE: Final = """import sys, httpx
data = {"grant_type": "password", "username": "svc.connector", "password": "made-up"}
print(httpx.post(sys.argv[1], data=data, auth=("abcd-1234", "made-up")).text)
"""
_FORM: Final = ("grant_type=password", "username=svc.connector", "password=made-up")
_TOKEN: Final = http_answer(
    200, b'{"access_token": "tok-4f1d.made-up", "token_type": "Bearer", "expires_in": 3600}'
)
_ERROR: Final = b'{"error": "invalid_grant", "error_description": "The user name or password is wrong."}'


class Comparison(NamedTuple):
    """Two commands, and what the first may take of what the second takes."""

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    bound: float
    memory_bound: float | None = None
    status: int = 0
    """The exit status of ours."""


def rows(rounds: int, installation: Installation) -> Iterator[Row]:
    """Yield the ratios of a single run. Both HTTPie's and the bare script's requests get a token."""
    with ExitStack() as stack:
        for comparison in _comparisons(installation, stack):
            yield from _compared(comparison, rounds, installation)


def _comparisons(installation: Installation, stack: ExitStack) -> list[Comparison]:
    home, program = installation.home, str(installation.program)
    issuing = stack.enter_context(RawServer(answering(_TOKEN)))
    refusing = stack.enter_context(RawServer(answering(http_answer(400, _ERROR))))
    certificates = Certificates(home)
    secure = stack.enter_context(RawServer(answering(_TOKEN), tls=certificates.good()))
    _trust_publicly(certificates.ca_file, installation)
    for name, server in (("works", issuing), ("fails", refusing), ("secure", secure)):
        write_profile(home, name, server.token_url, username=f"svc.{name}")
    (home / "bare.py").write_text(_BARE, encoding="utf-8")
    answer = home / "answer.txt"
    answer.write_bytes(b"HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n" + _ERROR)
    bare = [str(installation.python), str(home / "bare.py")]
    plain, run = [*bare, issuing.token_url], [program, "run", "--json"]
    failing = [program, "run", "fails", "--max-failed-logins", "1000"]
    return [
        Comparison("run --json that works / bare httpx.post", [*run, "works"], plain, 1.3, 1.2),
        Comparison("run that fails / bare httpx.post", failing, plain, 1.6, status=1),
        Comparison("explain / bare httpx.post", [program, "explain", "--json", str(answer)], plain, 1.0),
        *_beside_httpie(installation, [*run, "works"], issuing.token_url),
        Comparison(
            "over TLS, public roots / bare httpx over TLS", [*run, "secure"], [*bare, secure.token_url], 1.4
        ),
    ]


def _beside_httpie(installation: Installation, run: Sequence[str], url: str) -> list[Comparison]:
    name = "run --json / HTTPie's http --form POST"
    if installation.http is None:
        print(f"Not measured: {name}: {installation.remark}.")
        return []
    # HTTPie would start another process, which looks for a newer version.
    (installation.home / "config.json").write_text('{"disable_update_warnings": true}', encoding="utf-8")
    http = [str(installation.http), "--ignore-stdin", "--form", "--auth", "abcd-1234:made-up", "POST", url]
    return [Comparison(name, run, [*http, *_FORM], 0.6)]


def _trust_publicly(ca_file: Path, installation: Installation) -> None:
    """Add the test server's CA to the environment's public roots, which both sides take from certifi."""
    asked = [str(installation.python), "-c", "import certifi; print(certifi.where())"]
    roots = Path(subprocess.run(asked, capture_output=True, check=True, text=True).stdout.strip())
    with roots.open("ab") as file:
        file.write(b"\n" + ca_file.read_bytes())


def _compared(comparison: Comparison, rounds: int, installation: Installation) -> list[Row]:
    """Return the medians of a comparison's ratios. One round before the others warms up."""
    pairs = [
        (
            _cost(comparison.theirs, installation.home),
            _cost(comparison.ours, installation.home, comparison.status),
        )
        for _ in range(rounds + 1)
    ][1:]
    seconds = statistics.median(ours.seconds / theirs.seconds for theirs, ours in pairs)
    measured = [Row(comparison.name, seconds, comparison.bound, at_least=False)]
    if comparison.memory_bound is not None:
        memory = statistics.median(ours.memory / theirs.memory for theirs, ours in pairs)
        measured.append(Row("the same, memory", memory, comparison.memory_bound, at_least=False))
    return measured


def _cost(command: Sequence[str], home: Path, status: int = 0) -> Cost:
    return cost_of(command, home, environment_of(home), {status})


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of an installed program: nothing of this checkout is in its way."""
    variables = environment(home, {**SECRETS, "HTTPIE_CONFIG_DIR": str(home), "HOME": str(home)})
    return {name: value for name, value in variables.items() if name != "PYTHONPATH"}
