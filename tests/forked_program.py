"""The program in a process of its own that needn't load it: a process that has loaded it forks for each run.

Arguments, environment, standard streams and exit status are a real process's. A start as users start it,
`python -m tui`, takes ten times as long; tests/test_cli_streams.py, test_cli_help.py and the terminals of
tests/test_cli_secrets.py see to it that this works too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from .patience import PATIENCE

_STREAMS: Final = (
    ("stdin", "r", "surrogateescape"),
    ("stdout", "w", "surrogateescape"),
    ("stderr", "w", "backslashreplace"),
)
"""Name, mode and error handler of the standard streams, as Python opens them."""
_UNFLUSHED: Final = 120
"""The exit status of Python where a standard stream can't be flushed at the end."""

Kind = Literal["file", "closed", "full", "broken"]
"""What a standard stream is: closed from the start, a full disk, or a pipe whose reader has gone away."""


class Start(NamedTuple):
    """How a run of the program is started."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    typed: str = ""
    """What standard input holds."""
    stdin: Kind = "file"
    stdout: Kind = "file"
    stderr: Kind = "file"
    encoding: str = "utf-8"
    """Of the standard streams, as the locale has it."""


def _forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.forked_program", "tests.loaded_program"])
    return context


def run_forked(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal, and return its output and exit status."""
    (done,) = run_all_forked([Start(arguments, dict(environment), stdin)])
    return done


def run_all_forked(starts: Sequence[Start]) -> list[subprocess.CompletedProcess[str]]:
    """Run the program for each start, one after the other, and return their outputs and exit statuses."""
    with tempfile.TemporaryDirectory() as folder:
        process = _forking().Process(target=_run_all, args=(starts, folder, str(Path.cwd())))
        process.start()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            raise subprocess.TimeoutExpired(["connector-doctor", *starts[0].arguments], PATIENCE)
        if len(starts) == 1:
            Path(folder, "0", "status").write_text(str(process.exitcode))
        return [_done(start, Path(folder, str(number))) for number, start in enumerate(starts)]


def _done(start: Start, folder: Path) -> subprocess.CompletedProcess[str]:
    # As subprocess does: with \n for every line break.
    out, err, status = (
        path.read_text(encoding="utf-8") if path.exists() else ""
        for path in (folder / "stdout", folder / "stderr", folder / "status")
    )
    return subprocess.CompletedProcess(start.arguments, int(status or 0), out, err)


def _run_all(starts: Sequence[Start], folder: str, here: str) -> None:
    """Fork for each start of several. The modules that one loads are not there for the next."""
    os.chdir(here)  # where the test is: a process of the fork server begins where that was started
    for number, start in enumerate(starts):
        own = Path(folder, str(number))
        own.mkdir()
        own.joinpath("stdin").write_text(start.typed, encoding="utf-8", newline="")
        child = os.fork() if len(starts) > 1 else 0  # this process was forked for one
        if child == 0:
            status = 1
            try:
                status = _program(start, own)
            finally:
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        own.joinpath("status").write_text(str(os.waitstatus_to_exitcode(ended)))


def _program(start: Start, folder: Path) -> int:
    """Run the program in this process, which is its own, and return the exit status as Python would."""
    os.environ.clear()
    os.environ.update(start.environment)
    for number, (name, mode, errors) in enumerate(_STREAMS):
        _open(number, getattr(start, name), folder / name, mode)
        stream: Any = None
        if getattr(start, name) != "closed":
            stream = open(number, mode, encoding=start.encoding, errors=errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
    sys.argv = ["connector-doctor", *start.arguments]
    from tui.__main__ import main

    try:
        status = main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 (as Python ends a program)
        sys.excepthook(*sys.exc_info())
        status = 1
    for ending in (sys.stdout, sys.stderr):
        try:
            if ending is not None:
                ending.flush()
        except OSError:
            status = _UNFLUSHED
    return status


def _open(number: int, kind: Kind, path: Path, mode: str) -> None:
    """Put a stream of a kind at a descriptor's number."""
    if kind == "closed":
        with contextlib.suppress(OSError):
            os.close(number)
        return
    if kind == "full":
        descriptor = os.open("/dev/full", os.O_WRONLY)
    elif kind == "broken":
        reader, descriptor = os.pipe()
        os.close(reader)
    else:
        descriptor = os.open(path, os.O_RDONLY if mode == "r" else os.O_WRONLY | os.O_CREAT)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
