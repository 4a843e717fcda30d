"""The program in a process that lacks what Python lacks on Windows: modules, calls, signals, loop methods.

    .venv/bin/python -m tests.without_posix FOLDER

Libraries are loaded first, since they have Windows branches of their own that can't run here. Then what
Windows lacks is taken away, and only then the program is loaded. Each scenario prints a line: its name, and
what came of it. That it runs here proves no more than that nothing of this is called.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import importlib
import io
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
import types
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

_LIBRARIES = """
certifi getpass h11 idna keyring keyring.backends.fail
keyring.backends.null oauthlib.oauth2 platformdirs platformdirs.unix secrets tempfile textual.app
textual.drivers.headless_driver textual.pilot textual.widgets tomli_w tomlkit truststore yaml
multiprocessing concurrent.futures.thread
""".split()
_MODULES = "fcntl grp posix_ipc pty pwd readline resource syslog termios tty".split()
_CALLS = """
chown chroot ctermid fchdir fchmod fchown fdatasync fork forkpty getegid geteuid getgid getgroups getloadavg
getpgid getpriority getresuid getsid getuid initgroups killpg lchown lockf major makedev mkfifo mknod nice
openpty pathconf pipe2 posix_fadvise posix_fallocate posix_spawn pread preadv pwrite sched_getaffinity
sched_yield sendfile setegid seteuid setgid setgroups setpgid setpriority setsid setuid statvfs sync sysconf
tcgetpgrp ttyname uname wait wait3 wait4 waitid O_CLOEXEC O_DIRECTORY O_DSYNC O_NOCTTY O_NOFOLLOW O_NONBLOCK
O_SYNC WIFSIGNALED get_blocking set_blocking register_at_fork
""".split()
_SIGNALS = """
SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGUSR1 SIGUSR2
SIGWINCH alarm pause pthread_kill pthread_sigmask setitimer siginterrupt sigwait
""".split()
_LOOP = "add_reader remove_reader add_writer remove_writer add_signal_handler remove_signal_handler".split()


def become_windows() -> None:
    """Load the libraries, then take away what Windows lacks."""
    os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"
    for name in _LIBRARIES:
        importlib.import_module(name)
    import textual.widgets

    for module in pkgutil.iter_modules(textual.widgets.__path__):
        importlib.import_module(f"textual.widgets.{module.name}")
    free = shutil.disk_usage(".")
    for name in _CALLS:
        if hasattr(os, name):
            delattr(os, name)
    for name in _SIGNALS:
        if hasattr(signal, name):
            delattr(signal, name)
    pair = partial(socket.socketpair, socket.AF_UNIX)
    vars(socket)["socketpair"] = lambda *_: pair()  # what the loop wakes itself up with
    del socket.AF_UNIX
    vars(shutil)["disk_usage"] = lambda path: free  # Windows' own way can't run here
    for name in _LOOP:
        setattr(asyncio.SelectorEventLoop, name, _missing)
    for name in _MODULES:
        sys.modules.pop(name, None)
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name in _MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}")
        return real(name, *rest, **more)

    builtins.__import__ = without
    sys.modules["msvcrt"] = _msvcrt()
    sys.platform = "win32"


def _missing(*_: object) -> None:
    raise NotImplementedError


def _msvcrt() -> types.ModuleType:
    module = types.ModuleType("msvcrt")
    held: set[tuple[int, int, int]] = set()

    def locking(descriptor: int, mode: int, count: int) -> None:
        """Take a lock as Windows does, but within this process alone."""
        status = os.fstat(descriptor)
        place = status.st_dev, status.st_ino, os.lseek(descriptor, 0, os.SEEK_CUR)
        (held.discard if mode == unlock else held.add)(place)

    unlock = 0
    vars(module).update(locking=locking, LK_NBLCK=2, LK_UNLCK=unlock)
    return module


def command(*arguments: str, stdin: str = "") -> str:
    """Run a command, and return its status and the start of what it wrote."""
    from tui.cli import main

    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = main(arguments)
    return f"{int(status)} {(out.getvalue() + error.getvalue()).strip()[:2000]}"


def wizard_saves() -> str:
    """Type into the wizard, save, list, open and delete, and return what was seen."""
    from tests.wizard.driving import wizard
    from tests.wizard.samples import COMPLETE
    from tui.form.steps import Step
    from tui.profiles.storage import delete_profile, list_profiles, profile_path

    async def drive() -> str:
        async with wizard(COMPLETE, Step.SAVE) as d:
            await d.press("ctrl+s")
            await d.until(lambda: "Saved" in d.content("#save-outcome"), "it is saved")
            seen = d.content("#save-outcome")
            await d.go_to(Step.CONNECTOR)
            await d.fill("description", "unsaved")
            d.app.keep_draft()
        return seen

    seen = asyncio.run(drive())
    names = [entry.name for entry in list_profiles()]
    delete_profile(profile_path("acme"))
    return f"{seen.splitlines()[0]} {names} {[entry.name for entry in list_profiles()]}"


def main(folder: str) -> None:
    """Run each scenario, and print a line of JSON for it."""
    become_windows()
    os.environ["CONNECTOR_DOCTOR_HOME"] = folder
    profile = str(Path(folder, "by hand.toml"))
    Path(profile).write_text(
        '# kept\nname = "n"\n[oauth2]\nclient_id = "c"\nclient_secret = "made-up"\nusername = "u"\n'
        'password = "made-up-too"\ntoken_url = "http://127.0.0.1:9/token"\n'
    )
    curl = "curl -d grant_type=password -u c:s -d username=u -d password=p https://idp.example.com/t"
    scenarios: Sequence[tuple[str, Callable[[], str]]] = (
        ("help", lambda: command("help", "secrets")),
        ("show", lambda: command("show", profile)),
        ("curl", lambda: command("show", profile, "--as", "curl", "--shell", "cmd")),
        ("run", lambda: command("run", profile, "--json")),
        ("import", lambda: command("import", "-", "--output", "new", "--secrets", "plain", stdin=curl)),
        ("explain", lambda: command("explain", "invalid_grant")),
        ("checkup", lambda: command("checkup", profile)),
        ("wizard", wizard_saves),
    )
    for name, scenario in scenarios:
        print(json.dumps([name, scenario()]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
