"""How long the command line takes as a whole process, against a bare `httpx.post` script.

    .venv/bin/python -m tests.benchmarks.whole_process [ROUNDS]

Each round measures every command right after the bare script, so that other processes slow both. Prints for
each command the median of its times and of its ratios to the script: by the clock, and by processor time,
which others disturb less. click is hidden from all, as in a base install: with it, `import httpx` also
loads rich and pygments.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.cli_support import SECRETS, environment, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer

_ROUNDS: Final = 15
_HIDDEN: Final = "import sys; sys.modules['click'] = None\n"
_PROGRAM: Final = f"{_HIDDEN}from tui.__main__ import main; sys.exit(main())"
_BARE: Final = f"""{_HIDDEN}import httpx
data = {{"grant_type": "password", "username": "svc.connector", "password": "made-up"}}
print(httpx.post(sys.argv[1], data=data, auth=("abcd-1234", "made-up")).text)
"""
_TOKEN: Final = http_answer(
    200, b'{"access_token": "tok-4f1d.made-up", "token_type": "Bearer", "expires_in": 3600}'
)
_ERROR: Final = b'{"error": "invalid_grant", "error_description": "The user name or password is wrong."}'
_BOUNDS: Final = {"explain": 1.0, "run --json, works": 1.3, "run, fails": 1.6}


class Cost(NamedTuple):
    """What a process took, in seconds."""

    clock: float
    processor: float


def main(arguments: Sequence[str]) -> int:
    """Print a line for each command, and return 1 where one is over its bound."""
    rounds = int(arguments[0]) if arguments else _ROUNDS
    with (
        tempfile.TemporaryDirectory() as folder,
        RawServer(answering(_TOKEN)) as issuing,
        RawServer(answering(http_answer(400, _ERROR))) as refusing,
    ):
        home = Path(folder)
        write_profile(home, "works", issuing.token_url)
        write_profile(home, "fails", refusing.token_url)
        (home / "answer.txt").write_bytes(
            b"HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n" + _ERROR
        )
        commands = {
            "explain": ["explain", "--json", str(home / "answer.txt")],
            "run --json, works": ["run", "--json", "works"],
            "run, fails": ["run", "fails", "--max-failed-logins", "1000"],
        }
        pairs = _measured(rounds, [_BARE, issuing.token_url], commands, home)
    return _print(pairs, rounds)


def _measured(
    rounds: int, bare: Sequence[str], commands: dict[str, list[str]], home: Path
) -> dict[str, list[tuple[Cost, Cost]]]:
    """Return, by command, what the script and the command took in each round. One round before warms up."""
    pairs: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            pairs[name].append((_cost_of(bare, home), _cost_of([_PROGRAM, *command], home)))
    return {name: measured[1:] for name, measured in pairs.items()}


def _cost_of(code_and_arguments: Sequence[str], home: Path) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", *code_and_arguments],
        env=environment(home, SECRETS),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # waited for already
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)


def _print(pairs: dict[str, list[tuple[Cost, Cost]]], rounds: int) -> int:
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"medians of {rounds} pairs on {platform.system()} {machine}")
    print(f"{'':20}{'script':>10}{'command':>10}{'ratio':>8}{'processor':>11}{'bound':>7}")
    worst = 0.0
    for name, measured in pairs.items():
        script, command = (statistics.median(pair[side].clock for pair in measured) for side in (0, 1))
        ratio = statistics.median(ours.clock / theirs.clock for theirs, ours in measured)
        processor = statistics.median(ours.processor / theirs.processor for theirs, ours in measured)
        times = f"{script * 1000:7.0f} ms{command * 1000:7.0f} ms"
        print(f"{name:20}{times}{ratio:8.2f}{processor:11.2f}{_BOUNDS[name]:7.1f}")
        worst = max(worst, ratio / _BOUNDS[name])
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
