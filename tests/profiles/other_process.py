"""A process that saves, duplicates and deletes profiles when a test tells it to, as another window would.

    {"do": "save", "path": "…", "marker": "m1", "source": "keyring"}   ->   "saved", or the error's class

The keychain is a file that all these processes share: a backend of keyrings.alt, without a keyring daemon.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.errors import ProfileError
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import FromKeyring, FromPlain, FromPrompt, SecretSource
from tui.profiles.storage import delete_profile, duplicate_profile
from tui.profiles.writing import save_profile

SOURCES: dict[str, SecretSource] = {"keyring": FromKeyring(), "plain": FromPlain(), "prompt": FromPrompt()}


def use_keychain_in(folder: Path) -> None:
    """Use a keychain that is a file in a folder."""
    import keyring
    from keyrings.alt.file import PlaintextKeyring

    backend = PlaintextKeyring()
    backend.file_path = str(folder / "keychain.cfg")
    keyring.set_keyring(backend)


class OtherProcess:
    """The test's end of such a process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, do: str, path: Path | str, **more: str | bool) -> None:
        """Send a command. It is under way from now on."""
        assert self._process.stdin
        print(json.dumps({"do": do, "path": str(path), **more}), file=self._process.stdin, flush=True)

    def outcome(self) -> str:
        """Wait for the outcome of the command."""
        assert self._process.stdout
        return str(json.loads(self._process.stdout.readline()))

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


class _Window:
    """What one window holds: the profile that it has opened."""

    def __init__(self) -> None:
        self._opened = Profile(Connector())

    def do(self, command: dict[str, Any]) -> str:
        path = Path(command["path"])
        match command["do"]:
            case "home":
                os.environ["CONNECTOR_DOCTOR_HOME"] = str(path)
                use_keychain_in(path)
            case "open":
                self._opened = fill_secrets(load_profile(path), {})
            case "delete":
                delete_profile(path)
            case "duplicate":
                duplicate_profile(path)
            case "save":
                self._save(
                    path, **{key: value for key, value in command.items() if key not in {"do", "path"}}
                )
        return "done"

    def _save(self, path: Path, *, marker: str, source: str, asks: bool) -> None:
        """Save what is opened with other values; with `asks`, only as what was opened, or as a new file."""
        secret = Secret(marker)
        is_opened = self._opened.path == path
        profile = self._opened if is_opened else Profile(Connector())
        connector = replace(profile.connector, username=marker, client_secret=secret, password=secret)
        sources = dict.fromkeys(("client_secret", "password"), SOURCES[source])
        version = profile.version if asks and is_opened else None
        changed = replace(profile, connector=connector, sources=sources)
        self._opened = save_profile(
            changed, path, unless_changed_since=version, only_if_new=asks and not is_opened
        )


def main() -> None:
    """Do what each line of stdin says, and tell the outcome."""
    window = _Window()
    for line in sys.stdin:
        try:
            outcome = window.do(json.loads(line))
        except ProfileError as error:
            outcome = type(error).__name__
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    main()
