"""Installs the wheel as users do, with bytecode and without the tests' packages, and HTTPie beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

_ROOT: Final = Path(__file__).parent.parent.parent
_BIN: Final = "Scripts" if sys.platform == "win32" else "bin"


class Installation(NamedTuple):
    """What a benchmark runs."""

    home: Path
    """An empty folder."""
    python: Path
    """The interpreter of an environment with the wheel and httpx."""
    program: Path
    """The command that the wheel installs."""
    http: Path | None
    """HTTPie's command; None where there is none."""
    remark: str
    """Where HTTPie comes from, or why there is none."""


@contextmanager
def installed() -> Iterator[Installation]:
    """Build the wheel, install it into an environment of its own, and remove both at the end."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        wheels, environment, home = root / "wheels", root / "program", root / "home"
        home.mkdir()
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(_ROOT))
        _install(environment, *map(str, wheels.glob("*.whl")), "httpx")
        http, remark = _httpie(root / "httpie")
        commands = environment / _BIN
        yield Installation(home, commands / "python", commands / "connector-doctor", http, remark)


def _httpie(environment: Path) -> tuple[Path | None, str]:
    try:
        _install(environment, "httpie")
    except subprocess.CalledProcessError:
        found = shutil.which("http")
        return (Path(found), f"HTTPie of this machine: {found}") if found else (None, "no HTTPie to be had")
    return environment / _BIN / "http", "HTTPie from the registry"


def _install(environment: Path, *packages: str) -> None:
    venv.create(environment, with_pip=False, symlinks=sys.platform != "win32")
    _pip("--python", str(environment / _BIN / "python"), "install", "--compile", *packages)


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
