"""Runs the real program in a process of its own, with the profiles in a test's folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tui.oauth2.own_fault import RAISE_VARIABLE

from .forked_program import run_forked
from .json_schemas import assert_printed_is_valid

CLIENT_SECRET: Final = "Qx7!made up/secret+é&="
PASSWORD: Final = 'Zk9"made\\up<password>'
SECRETS: Final = {
    "CONNECTOR_DOCTOR_CLIENT_SECRET": CLIENT_SECRET,
    "CONNECTOR_DOCTOR_PASSWORD": PASSWORD,
}
PROGRAM: Final = (sys.executable, "-m", "tui")
_KEPT: Final = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", RAISE_VARIABLE)


def environment(home: Path, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment that contains only what the test asks for."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # The keychain of the machine that runs the tests is never touched.
    fixed = {
        "CONNECTOR_DOCTOR_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "PYTHONUTF8": "1",
    }
    return {**kept, **fixed, **(variables or {})}


def run_program(
    home: Path,
    *arguments: str,
    variables: Mapping[str, str] | None = None,
    stdin: str = "",
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal, and return its output and exit status.

    What it prints as JSON is held against its schema. `options` are for subprocess.run: with them, the
    process begins at its very beginning.
    """
    given = environment(home, SECRETS if variables is None else variables)
    done = _run(arguments, given, stdin, options)
    assert_printed_is_valid(arguments, done.stdout or "")
    return done


def _run(
    arguments: Sequence[str], given: Mapping[str, str], stdin: str, options: Mapping[str, Any]
) -> subprocess.CompletedProcess[str]:
    if not options and hasattr(os, "fork"):
        return run_forked(arguments, given, stdin)
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=given,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        **options,
    )


def write_profile(
    home: Path,
    name: str,
    token_url: str,
    *,
    oauth2: str = "",
    rest: str = "",
    username: str = "svc.connector",
) -> Path:
    """Write a profile whose secrets the program has to ask for. `oauth2` and `rest` are extra TOML."""
    folder = home / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(
        f"""\
schema = 1
name = "{name}"
[oauth2]
client_id = "abcd-1234"
username = "{username}"
token_url = "{token_url}"
{oauth2}
{rest}
""",
        encoding="utf-8",
    )
    path.chmod(0o600)
    return path


def forget_failed_logins(home: Path) -> None:
    """Begin the count of failed logins again, as a user may who deletes the file."""
    (home / "state" / "failed-logins.json").unlink(missing_ok=True)
