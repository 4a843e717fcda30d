"""What a process costs by the clock and in memory, measured beside it by a process that is next to nothing.

Linux counts the memory of whoever starts a process as that process's own at its start. So a benchmark would
measure itself, were it not for a launcher that is smaller than anything measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

_LAUNCHER: Final = """import sys, time, os
start = time.perf_counter()
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
cost = time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as file:
    file.write(repr(list(cost)))
"""


class Cost(NamedTuple):
    """What a process took: seconds by the clock, and kilobytes of memory at most."""

    seconds: float
    memory: int
    """Of the process and of those that it started, the most that one had."""


def cost_of(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    statuses: Collection[int] = (0,),
) -> Cost:
    """Run a command in a folder to its end, and return what it took; its output goes to a file there.

    Fails where the exit status is none of the `statuses`. The command's first word is a whole path.
    """
    said, told = folder / "said.txt", folder / "cost.json"
    with said.open("wb") as printed:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(told), *command],
            env=dict(variables),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            check=True,
        )
    seconds, memory, status = json.loads(told.read_text(encoding="utf-8"))
    assert status in statuses, said.read_text(encoding="utf-8", errors="replace")[-2_000:]
    return Cost(seconds, memory)
