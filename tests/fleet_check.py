"""Runs N profiles with mixed faults together, and compares each with the same profile run alone.

    .venv/bin/python -m tests.fleet_check [N]

Verdict, findings and the outcome of each attempt must be the same, and the timings of the same layers. How
much longer a layer took among many than alone is printed, and no server that answers in time may be late. One
profile of each kind is run alone in a process of its own, and stands for the others of its kind.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.cli_support import PROGRAM, SECRETS, environment, write_profile
from tests.servers.fleet_server import KINDS, FleetServer

_COUNT: Final = 2_000
_JOBS: Final = 100
_LARGE: Final = "large"
_EACH: Final = 60
"""Of so many profiles, one gets a response of 1 MiB."""
_LAYERS: Final = ("connect", "wait", "total")


def main(arguments: Sequence[str]) -> int:
    """Print what differs, and how times compare; return 1 where a verdict differs."""
    count = int(arguments[0]) if arguments else _COUNT
    with tempfile.TemporaryDirectory() as folder, FleetServer() as server:
        home = Path(folder)
        alone = {kind: _run(home, [_profile(home, server, kind, f"alone-{kind}")])[0] for kind in KINDS}
        kinds = list(mixed(count))
        names = [_profile(home, server, kind, f"{kind}-{number}") for number, kind in enumerate(kinds)]
        began = time.monotonic()
        together = _run(home, names, "--jobs", str(_JOBS))
        seconds = time.monotonic() - began
        most = max(server.stats()["most"].values())
    print(f"{count} profiles, {_JOBS} jobs, {seconds:.1f} s, load {os.getloadavg()[0]:.1f}")
    print(f"most requests of one account at once: {most}")
    trouble = list(differences(alone, together))
    print(f"{len(trouble)} differ from the same profile run alone")
    for words in trouble[:20]:
        print(f"  {words}")
    _print_times(alone, together)
    return int(bool(trouble) or most != 1 or len(together) != count)


def mixed(count: int) -> Iterable[str]:
    """Yield the kinds in turn. A response of 1 MiB takes so long to judge that few are enough."""
    others = [kind for kind in KINDS if kind != _LARGE]
    for number in range(count):
        yield _LARGE if number % _EACH == 0 else others[number % len(others)]


def differences(alone: dict[str, Any], together: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Yield each profile whose verdict, findings or attempts are not those of its kind alone."""
    for document in together:
        expected = alone[kind_of(document)]
        if shape_of(document) != shape_of(expected):
            yield f"{document['profile']}: {shape_of(document)}, not {shape_of(expected)}"


def kind_of(document: dict[str, Any]) -> str:
    """Return the kind of a profile, which its name begins with."""
    kind: str = document["profile"].partition("-")[0]
    return kind


def shape_of(document: dict[str, Any]) -> tuple[Any, ...]:
    """Return of a result what the load of the machine must not change."""
    attempts = [
        (one["outcome"], one["status"], one["failure_cause"], _layers_of(one["timings_ms"]))
        for one in document["attempts"]
    ]
    ids = [finding["id"] for finding in document["findings"]]
    return document["verdict"], document["client_authentication"], ids, attempts


def _layers_of(timings: dict[str, float | None]) -> list[str]:
    return [layer for layer, spent in timings.items() if spent is not None]


def _profile(home: Path, server: FleetServer, kind: str, name: str) -> str:
    name = name if name.startswith(kind) else f"{kind}-alone"
    # A silent server is given up after a while; all others are to be in time.
    timeout = 2 if kind == "silent" else 20
    number = 300 if kind == "slow" else None
    rest = f"[request]\ntimeout = {timeout}"
    return str(write_profile(home, name, server.url(kind, number), username=f"svc.{name}", rest=rest))


def _run(home: Path, names: Sequence[str], *options: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [*PROGRAM, "run", *names, "--json", *options],
        env=environment(home, SECRETS),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _print_times(alone: dict[str, Any], together: Sequence[dict[str, Any]]) -> None:
    """Print, by kind and layer, the time of one alone, and the median and the longest among many."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for document in together:
        for layer in _LAYERS:
            times[kind_of(document), layer] += _times(document, layer)
    print(f"{'ms':10}" + "".join(f"{layer + ' alone':>16}{'median':>9}{'longest':>9}" for layer in _LAYERS))
    for kind in Counter(map(kind_of, together)):
        cells = ""
        for layer in _LAYERS:
            own, spent = _times(alone[kind], layer), times[kind, layer]
            cells += f"{_shown(own[:1])}{_shown([statistics.median(spent)] if spent else [], 9)}"
            cells += _shown([max(spent)] if spent else [], 9)
        print(f"{kind:10}{cells}")


def _times(document: dict[str, Any], layer: str) -> list[float]:
    spent = [attempt["timings_ms"][layer] for attempt in document["attempts"]]
    return [one for one in spent if one is not None]


def _shown(times: Sequence[float], width: int = 16) -> str:
    return f"{times[0]:{width}.1f}" if times else f"{'-':>{width}}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
