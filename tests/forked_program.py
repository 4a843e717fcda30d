"""The program in a process of its own that needn't load it: a process that has loaded it forks for each run.

Arguments, environment, standard streams and exit status are a real process's. A start as users start it,
`python -m tui`, takes ten times as long; tests/test_cli_streams.py, test_cli_help.py and the terminals of
tests/test_cli_secrets.py see to it that this works too.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, Final

_PATIENCE: Final = 60.0
_STREAMS: Final = (("r", "surrogateescape"), ("w", "surrogateescape"), ("w", "backslashreplace"))
"""Mode and error handler of stdin, stdout and stderr, as Python opens them for UTF-8."""


def _forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.forked_program", "tests.loaded_program"])
    return context


def run_forked(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal, and return its output and exit status."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        files[0].write_text(stdin, encoding="utf-8", newline="")
        process = _forking().Process(target=_program, args=(arguments, dict(environment), files))
        process.start()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            raise subprocess.TimeoutExpired(["connector-doctor", *arguments], _PATIENCE)
        # As subprocess does: with \n for every line break.
        out, err = (path.read_text(encoding="utf-8") if path.exists() else "" for path in files[1:])
        return subprocess.CompletedProcess(arguments, process.exitcode or 0, out, err)


def _program(arguments: Sequence[str], environment: Mapping[str, str], files: Sequence[Path]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    streams: list[Any] = []
    for number, (path, (mode, errors)) in enumerate(zip(files, _STREAMS, strict=True)):
        descriptor = os.open(path, os.O_RDONLY if mode == "r" else os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, number)
        os.close(descriptor)
        streams.append(open(number, mode, encoding="utf-8", errors=errors, closefd=False))  # noqa: SIM115
    sys.stdin, sys.stdout, sys.stderr = streams
    sys.argv = ["connector-doctor", *arguments]
    from tui.__main__ import main

    sys.exit(main())
