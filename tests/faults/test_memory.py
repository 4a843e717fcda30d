"""Bombs and endless responses, through the real program in a separate process: its memory stays limited."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Final

from tests.cli_support import SECRETS, environment
from tests.servers.certificates import Certificates
from tests.servers.faults import FAULTS, LONG, Fault, stop_all

from .test_command_line import check_harmless, profile_of, trouble_with

_MOST: Final = 150_000_000
"""Bytes of memory that the program may use."""
_PROGRAM: Final = """
import resource, sys
from tui.cli import main
status = main(sys.argv[1:])
try:
    # Linux: ru_maxrss would start at the parent's memory.
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
# The judges, of which the largest counts. On macOS, bytes; elsewhere kilobytes.
judge = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(max(peak, judge), file=sys.stderr)
sys.exit(status)
"""
_READ_AS_ANOTHER: Final = frozenset(
    (
        "an endless page",
        "endless large chunks",
        "deflate bomb",
        "bare deflate bomb",
        "description of a megabyte",
        "deep lists",
    )
)
"""A mebibyte takes a second to read: of what is read alike, one is enough. test_transport meets them all."""
_LONG_FAULTS: Final = tuple(
    fault
    for group in FAULTS
    if group in LONG
    for fault in FAULTS[group]
    if fault.name not in _READ_AS_ANOTHER
)


def run_through(
    faults: Sequence[Fault], certificates: Certificates, home: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run the program on the profiles of some faults; stderr ends with the memory that it used."""
    with ExitStack() as stack:
        sites = [stack.enter_context(fault.stands(certificates)) for fault in faults]
        paths = [str(profile_of(home, *numbered)) for numbered in zip(count(), faults, sites, strict=False)]
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, "run", *options, *paths],
            env=environment(home, SECRETS),
            capture_output=True,
            encoding="utf-8",
            timeout=240,
        )
        stop_all(sites)
    check_harmless(done.stdout, done.stderr)
    assert done.returncode == 1, done.stderr
    return done


def test_answers_without_an_end_take_no_more_memory_than_is_kept(
    certificates: Certificates, tmp_path: Path
) -> None:
    done = run_through(_LONG_FAULTS, certificates, tmp_path, "--json", "--jobs", "1")
    documents = {(one := json.loads(line))["profile"]: one for line in done.stdout.splitlines()}
    trouble = [
        f"{fault.name}: {words}"
        for number, fault in enumerate(_LONG_FAULTS)
        for words in trouble_with(fault, documents[f"fault-{number}"])
    ]
    assert not trouble, "\n".join(trouble)
    assert int(done.stderr.split()[-1]) < _MOST


def test_a_bomb_is_told_to_people_in_a_few_lines(certificates: Certificates, tmp_path: Path) -> None:
    telling = [
        fault for fault in _LONG_FAULTS if fault.name in {"gzip bomb", "description of a megabyte of escapes"}
    ]
    done = run_through(telling, certificates, tmp_path)
    assert "✗ fault-0 fails: " in done.stdout
    assert len(done.stdout) < 40_000
    assert int(done.stderr.split()[-1]) < _MOST
