"""Kills a process that saves profiles, at random moments, and looks at what it left behind.

    .venv/bin/python -m tests.profiles.killing --times 500

After each kill every file must be whole, as it was before a save or after it: one that the program wrote, one
with comments that were written by hand, and one that is deleted and saved again. What the kill left besides
must be for its owner alone, and be gone after the next look at the folder. Prints what was counted, and ends
with status 1 if anything else was found. Needs fork, so it runs on POSIX systems only.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.storage import delete_profile, list_profiles
from tui.profiles.writing import save_profile

_LONGEST_LIFE = 0.03
"""Seconds: some saves, so that the kill can come at any moment of one."""
_BY_HAND = '# kept\nname = "x" # kept too\n[oauth2]\npassword = "x" # made up\n'
_NAMES = ("written", "by-hand", "deleted")


def profile_of(letter: str) -> Profile:
    secret = Secret(letter * 5_000)  # more than a page of the disk
    connector = Connector("x", description=letter, password=secret, client_secret=secret)
    return Profile(connector, {"password": FromPlain(), "client_secret": FromPlain()})


@dataclass
class Tally:
    """What the kills left behind."""

    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def kill_often(folder: Path, times: int, rng: random.Random) -> Tally:
    """Kill a process so many times while it saves in a folder, and look after each kill."""
    tally = Tally()
    whole = _whole_texts(folder)
    for _ in range(times):
        ready, saved = os.pipe()
        child = os.fork()
        if not child:
            _save_until_killed(folder, rng.randrange(6), saved)
        os.close(saved)
        os.read(ready, 1)  # one save is done: from now on, all of its time goes into the next ones
        time.sleep(rng.uniform(0, _LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        if os.waitpid(child, 0)[1] != signal.SIGKILL:
            tally.faults.append("the process ended before it was killed")
        os.close(ready)
        _look(folder, whole, tally)
    return tally


def _whole_texts(folder: Path) -> dict[str, dict[bytes | None, str]]:
    """Save each file in both of its states, and return their texts with what to call them."""
    whole: dict[str, dict[bytes | None, str]] = {name: {} for name in _NAMES}
    for name in _NAMES:
        path = folder / f"{name}.toml"
        if name == "by-hand":
            path.write_text(_BY_HAND)
            path.chmod(0o600)
        for letter in "ab":
            save_profile(replace(profile_of(letter), path=path), path)
            whole[name][path.read_bytes()] = letter
    whole["deleted"][None] = "none"
    return whole


def _save_until_killed(folder: Path, number: int, told: int) -> NoReturn:
    try:
        while True:
            path = folder / f"{_NAMES[number % 3]}.toml"
            if path.stem == "deleted" and path.exists():
                delete_profile(path)
            save_profile(replace(profile_of("ab"[number // 3 % 2]), path=path), path)
            os.write(told, b".")
            number += 1
    finally:
        os._exit(1)  # not the parent's way out


def _look(folder: Path, whole: dict[str, dict[bytes | None, str]], tally: Tally) -> None:
    for name, texts in whole.items():
        path = folder / f"{name}.toml"
        data = path.read_bytes() if path.exists() else None
        if data not in texts:
            tally.faults.append(f"{name}: {'absent' if data is None else f'{len(data)} bytes, not whole'}")
            continue
        tally.seen[f"{name}: {texts[data]}"] += 1
        if data is not None:
            load_profile(path)
            if stat.S_IMODE(path.stat().st_mode) != 0o600:
                tally.faults.append(f"{name}: readable for others")
    left = [path for path in folder.iterdir() if path.stem not in _NAMES]
    tally.seen["temporary files left by a kill"] += len(left)
    tally.faults += [f"{path.name}: others can read it" for path in left if path.stat().st_mode & 0o077]
    list_profiles(folder)
    tally.faults += [f"{path.name}: it stays" for path in folder.iterdir() if path.stem not in _NAMES]


def main() -> int:
    """Run the kills that the command line asks for, and print what was counted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONNECTOR_DOCTOR_HOME"] = home
        folder = Path(home, "profiles")
        folder.mkdir()
        tally = kill_often(folder, arguments.times, random.Random(arguments.seed))
    print(f"{arguments.times} kills, seed {arguments.seed}: {len(tally.faults)} faults")
    for what, count in sorted(tally.seen.items()):
        print(f"{count:>7,}  {what}")
    print("\n".join(tally.faults), end="\n" if tally.faults else "")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
