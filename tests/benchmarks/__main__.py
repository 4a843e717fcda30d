"""All benchmarks with a bound, as one table: `python -m tests.benchmarks [ROUNDS] [one_run|wizard|fleet]...`.

The program is built as a wheel and installed into an environment of its own. Each number is the median of
ratios to something well known that ran right before or after it: the machine, and what else runs on it,
slow both. Exits with 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import fleet, one_run, wizard_speed
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.row import Row

_ROUNDS: Final = 15
_WIDTH: Final = 66
_PARTS: Final[dict[str, Callable[[int, Installation], Iterable[Row]]]] = {
    "one_run": one_run.rows,
    "wizard": wizard_speed.rows,
    "fleet": fleet.rows,
}


def main(arguments: Sequence[str]) -> int:
    """Measure the parts that are named, or all, and print a line for each ratio."""
    rounds, parts = _asked_for(arguments)
    missed = 0
    with installed() as installation:
        print(f"{_machine()}; {installation.remark}; medians of {rounds}", flush=True)
        print(f"{'':{_WIDTH}}{'ratio':>7}{'bound':>10}")
        for part in parts:
            for row in _PARTS[part](rounds, installation):
                missed += not is_met(row)
                print(line_of(row), flush=True)
    return int(missed > 0)


def _asked_for(arguments: Sequence[str]) -> tuple[int, Sequence[str]]:
    """Return how many rounds to measure, and the names of the parts."""
    parser = argparse.ArgumentParser("tests.benchmarks", description=(__doc__ or "").partition(":")[0] + ".")
    meaning = f"how many rounds ({_ROUNDS} if not given), and {', '.join(_PARTS)} (all of them)"
    parser.add_argument("words", nargs="*", metavar="ROUNDS|PART", help=meaning)
    words: list[str] = parser.parse_args(arguments).words
    parts = [word for word in words if not word.isdigit()]
    for part in parts:
        if part not in _PARTS:
            parser.error(f"no part is called {part!r}; there are {', '.join(_PARTS)}")
    rounds = next((int(word) for word in words if word.isdigit()), _ROUNDS)
    return rounds, parts or [*_PARTS]


def is_met(row: Row) -> bool:
    """Tell whether a ratio is within its bound."""
    return row.ratio >= row.bound if row.at_least else row.ratio <= row.bound


def line_of(row: Row) -> str:
    """Return a row of the table."""
    bound = f"{'≥' if row.at_least else '≤'} {row.bound:g}"
    return f"{row.name:{_WIDTH}}{row.ratio:7.2f}{bound:>10} {'✓' if is_met(row) else '✗'}"


def _machine() -> str:
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    """Return the processor's name, which `platform` doesn't know on Linux."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        told = []
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
