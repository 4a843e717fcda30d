"""How fast many profiles run, and how much memory that takes, against a loop over one `httpx.AsyncClient`.

    .venv/bin/python -m tests.benchmarks.fleet [ROUNDS]          of this checkout
    .venv/bin/python -m tests.benchmarks [ROUNDS] fleet          of an installed wheel

Each is a whole process that reads a TOML file for each profile, sends its token request, judges the response
and writes a line of JSON. The loop is what somebody would write in an hour: it takes a token for a verdict,
and keeps connections open. Both sides of a ratio run right after one another. The server is a process of its
own. Besides, it prints how long connecting took with 100 jobs, and for how long one step of the sending loop
computed at most.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.installation import Installation
from tests.benchmarks.process_cost import Cost, cost_of
from tests.benchmarks.row import Row
from tests.cli_support import SECRETS, environment, write_profile
from tests.servers.fleet_server import FleetServer

_ROUNDS: Final = 5
_PROFILES: Final = 1_000
_MANY: Final = 10_000
_FEW: Final = 100
_SMALL: Final = 100
_HUGE: Final = 50 * 1024 * 1024
_HIDDEN: Final = "import sys; sys.modules['click'] = None\n"
_PROGRAM: Final = f"{_HIDDEN}from tui.__main__ import main; sys.exit(main())"
_LOOP: Final = f"""{_HIDDEN}import asyncio, json, os, tomllib, httpx

async def main():
    names = iter(sys.argv[1:])
    async with httpx.AsyncClient() as client:
        async def work():
            for name in names:
                with open(name, "rb") as file:
                    profile = tomllib.load(file)
                form = profile["oauth2"]
                data = {{"grant_type": "password", "username": form["username"],
                        "password": os.environ["CONNECTOR_DOCTOR_PASSWORD"]}}
                auth = (form["client_id"], os.environ["CONNECTOR_DOCTOR_CLIENT_SECRET"])
                response = await client.post(form["token_url"], data=data, auth=auth)
                verdict = "works" if "access_token" in response.json() else "fails"
                line = {{"profile": profile["name"], "verdict": verdict, "status": response.status_code,
                        "headers": response.headers.multi_items()}}
                print(json.dumps(line), flush=True)
        await asyncio.gather(*(work() for _ in range(50)))

asyncio.run(main())
"""
_WATCHED: Final = f"""{_HIDDEN}import asyncio, time
from asyncio.events import Handle
from tui.commands.run.many.dispatch import Dispatch
run, step, steps = Dispatch.run, Handle._run, []

def timed(handle):
    start = time.thread_time()
    step(handle)
    steps.append(time.thread_time() - start)

async def watched(dispatch):
    Handle._run = timed
    await run(dispatch)
    Handle._run = step
    long = sum(one > 0.001 for one in steps)
    print(f"steps {{len(steps)}} {{long}} {{max(steps) * 1000:.1f}}", file=sys.stderr)

Dispatch.run = watched
from tui.__main__ import main
sys.exit(main())
"""


class _Home(NamedTuple):
    """Where the profiles are, and what runs them."""

    folder: Path
    python: Path
    is_installed: bool

    def environment(self) -> dict[str, str]:
        """Return the environment of a process: with an installation, without this checkout."""
        variables = environment(self.folder, SECRETS)
        return {
            name: value for name, value in variables.items() if name != "PYTHONPATH" or not self.is_installed
        }


def main(arguments: Sequence[str]) -> int:
    """Print each ratio with its bound, and return 1 where one misses it."""
    measured = rows(int(arguments[0]) if arguments else _ROUNDS)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"{platform.system()} {machine}, load {os.getloadavg()[0]:.1f}")
    for row in measured:
        is_met = row.ratio >= row.bound if row.at_least else row.ratio <= row.bound
        sign = "at least" if row.at_least else "at most"
        print(f"{row.name:68}{row.ratio:7.2f}  {sign:8} {row.bound:5.2f}  {'' if is_met else 'MISSED'}")
    return int(
        not all(row.ratio >= row.bound if row.at_least else row.ratio <= row.bound for row in measured)
    )


def rows(rounds: int, installation: Installation | None = None) -> list[Row]:
    """Return the ratios of the fleet, and print what has no bound. More than a few rounds tell no more."""
    python = installation.python if installation else Path(sys.executable)
    return _rows(min(rounds, _ROUNDS), python, is_installed=installation is not None)


def _rows(rounds: int, python: Path, *, is_installed: bool) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, FleetServer() as server:
        home = _Home(Path(folder), python, is_installed)
        names = [str(path) for path in _profiles(home.folder, server.url("works"), _MANY)]
        some, fleet = names[:_PROFILES], [_PROGRAM, "run", "--json", "--jobs"]
        for _ in range(2):  # what is read from the disk is read, and each profile has been run before
            _cost(home, [*fleet, "50", *some])
        speed, jobs = [], []
        for _ in range(rounds):
            loop = _cost(home, [_LOOP, *some]).seconds
            fifty = _cost(home, [*fleet, "50", *some]).seconds
            speed.append(loop / fifty)
            print(f"    loop {_PROFILES / loop:.0f}, 50 jobs {_PROFILES / fifty:.0f} tokens a second")
        for _ in range(rounds):
            ten = _cost(home, [*fleet, "10", *some]).seconds
            jobs.append(ten / _cost(home, [*fleet, "100", *some]).seconds)
        many = _cost(home, [*fleet, "50", *names]).memory / _cost(home, [*fleet, "50", *names[:_FEW]]).memory
        # The same failure of one request each: what differs is how much the server says.
        small, huge = (
            write_profile(
                home.folder,
                f"filled{size}",
                server.url("huge", size),
                username=f"filled.{size}",
                oauth2='client_authentication = "basic"',
            )
            for size in (_SMALL, _HUGE)
        )
        once = [_PROGRAM, "run", "--json", "--max-failed-logins", "1000"]
        answers = [
            _cost(home, [*once, str(huge)]).memory / _cost(home, [*once, str(small)]).memory
            for _ in range(rounds)
        ]
        _print_times(home, some, server)
    return [
        Row(
            "fleet: tokens a second, 50 jobs / 50 tasks over one AsyncClient",
            statistics.median(speed),
            3,
            True,
        ),
        Row("fleet: tokens a second, 100 jobs / 10 jobs", statistics.median(jobs), 0.85, True),
        Row("fleet: memory, 10,000 profiles / 100 profiles", many, 2, False),
        Row("memory, an answer of 50 MiB / a small one", statistics.median(answers), 1.1, False),
    ]


def _profiles(home: Path, url: str, count: int) -> list[Path]:
    return [write_profile(home, f"p{at:05}", url, username=f"svc.{at}") for at in range(count)]


def _cost(home: _Home, code_and_arguments: Sequence[str]) -> Cost:
    command = [str(home.python), "-c", *code_and_arguments]
    return cost_of(command, home.folder, home.environment(), {0, 1})


def _print_times(home: _Home, names: Sequence[str], server: FleetServer) -> None:
    """Print how long connecting took, and what the sending loop was kept from, also with long responses."""
    large = [
        str(write_profile(home.folder, f"large{at}", server.url("large"), username=f"large.{at}"))
        for at in range(50)
    ]
    mixed = [name for pair in zip(names[:50], large, strict=True) for name in pair]
    alone = _connect_ms(home, _PROGRAM, names[:1], "1")
    print(f"    connect, one alone: {alone[0][0]:.1f} ms")
    for what, chosen in (("short responses", names), ("every second of 1 MiB", mixed)):
        times, (steps, long, longest) = _connect_ms(home, _WATCHED, chosen, "100")
        print(
            f"    connect, 100 jobs, {what}: median {statistics.median(times):.1f} ms, "
            f"the longest {max(times):.1f} ms; of {steps} steps on the sending loop, {long} computed for "
            f"more than a millisecond, {longest} ms at most"
        )


def _connect_ms(
    home: _Home, code: str, names: Sequence[str], jobs: str
) -> tuple[list[float], tuple[str, str, str]]:
    """Return the times of all attempts to connect, and what was seen of the sending loop's steps.

    That is how many there were, how many computed for more than a millisecond, and how many milliseconds
    the longest did, of the processor's time.
    """
    done = subprocess.run(
        [home.python, "-c", code, "run", "--json", "--jobs", jobs, *names],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    timings = [attempt["timings_ms"]["connect"] for one in documents for attempt in one["attempts"]]
    seen = [line.split() for line in done.stderr.splitlines() if line.startswith("steps ")]
    _, steps, long, longest = seen[0] if seen else ("", "", "", "")
    return [time for time in timings if time is not None], (steps, long, longest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
