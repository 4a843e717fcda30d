"""Two windows save, change, copy and delete the same profiles at once, with a keychain that they share.

Each profile has one marker as its username and as each of its secrets. So a file and a keychain that do not
belong together are noticed.
"""

from __future__ import annotations

import configparser
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.depth import examples
from tests.profiles.memory_keyring import MemoryKeyring
from tests.profiles.other_process import SOURCES, OtherProcess, use_keychain_in
from tui.profiles.keychain import SERVICE, keychain_warning
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import FromKeyring, FromPrompt

pytest.importorskip("keyrings.alt.file", reason="the keychain in a file is in the extra test")

NAMES = st.sampled_from(["profiles/a.toml", "profiles/b.toml", "elsewhere/a.toml"])
COPIES = st.sampled_from(["copies/1.toml", "copies/2.toml"])
KINDS = st.sampled_from(sorted(SOURCES))
BOTH: list[OtherProcess] = []


@pytest.fixture(scope="module", autouse=True)
def _both_processes() -> Iterator[None]:
    before = keyring.get_keyring()
    BOTH.extend((OtherProcess(), OtherProcess()))
    yield
    for process in BOTH:
        process.end()
    BOTH.clear()
    keyring.set_keyring(before)


class TwoWindows(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.count = 0
        for folder in ("profiles", "elsewhere", "copies"):
            (self.home / folder).mkdir()
        use_keychain_in(self.home)
        self.monkeypatch = pytest.MonkeyPatch()
        self.monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(self.home))
        for process in BOTH:
            process.tell("home", self.home)
        self.outcomes()

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.monkeypatch.undo()
            shutil.rmtree(self.home)

    def outcomes(self) -> list[str]:
        return [process.outcome() for process in BOTH]

    def marker(self) -> str:
        self.count += 1
        return f"made-up-{self.count}"

    def tell_save(self, process: OtherProcess, path: Path, source: str, *, asks: bool) -> str:
        marker = self.marker()
        process.tell("save", path, marker=marker, source=source, asks=asks)
        return marker

    @rule(name=NAMES, other=NAMES, sources=st.tuples(KINDS, KINDS), asks=st.booleans())
    def both_save(self, name: str, other: str, sources: tuple[str, str], asks: bool) -> None:
        for process, path, source in zip(BOTH, (name, other), sources, strict=True):
            self.tell_save(process, self.home / path, source, asks=asks)
        self.outcomes()

    @rule(name=NAMES, source=KINDS)
    def both_change_what_they_opened(self, name: str, source: str) -> None:
        path = self.home / name
        if not path.exists():
            self.tell_save(BOTH[0], path, source, asks=False)
            BOTH[0].outcome()
        for process in BOTH:
            process.tell("open", path)
        self.outcomes()
        markers = [self.tell_save(process, path, source, asks=True) for process in BOTH]
        outcomes = self.outcomes()
        assert sorted(outcomes) == ["ProfileChangedError", "done"]
        assert load_profile(path).connector.username == markers[outcomes.index("done")]

    @rule(name=NAMES, source=KINDS)
    def both_save_a_new_file(self, name: str, source: str) -> None:
        path = self.home / name
        BOTH[0].tell("delete", path)
        BOTH[0].outcome()
        for process, other in zip(BOTH, "cd", strict=True):  # so that neither has it open
            self.tell_save(process, self.home / "elsewhere" / f"{other}.toml", "prompt", asks=False)
        self.outcomes()
        markers = [self.tell_save(process, path, source, asks=True) for process in BOTH]
        outcomes = self.outcomes()
        assert sorted(outcomes) == ["ProfileExistsError", "done"]
        assert load_profile(path).connector.username == markers[outcomes.index("done")]

    @rule(name=NAMES, source=KINDS)
    def one_saves_what_the_other_deletes(self, name: str, source: str) -> None:
        self.tell_save(BOTH[0], self.home / name, source, asks=False)
        BOTH[1].tell("delete", self.home / name)
        self.outcomes()

    @rule(name=NAMES, source=KINDS)
    def one_duplicates_and_the_other_deletes(self, name: str, source: str) -> None:
        self.tell_save(BOTH[0], self.home / name, source, asks=False)
        BOTH[0].outcome()
        BOTH[0].tell("duplicate", self.home / name)
        BOTH[1].tell("delete", self.home / "profiles/b.toml")
        self.outcomes()

    @rule(name=NAMES, copy=COPIES)
    def a_file_is_copied_by_hand_and_opened(self, name: str, copy: str) -> None:
        # Copied over a profile, it would take the ids of that one's secrets out of the world unseen.
        if (self.home / name).exists() and not (self.home / copy).exists():
            shutil.copy(self.home / name, self.home / copy)
            BOTH[1].tell("open", self.home / copy)
            BOTH[1].outcome()

    @rule(copy=COPIES, name=NAMES, source=KINDS)
    def a_copy_is_saved_and_the_first_one_deleted(self, copy: str, name: str, source: str) -> None:
        self.tell_save(BOTH[0], self.home / copy, source, asks=False)
        BOTH[1].tell("delete", self.home / name)
        self.outcomes()

    @rule(one=st.one_of(NAMES, COPIES), other=st.one_of(NAMES, COPIES))
    def both_delete_at_once(self, one: str, other: str) -> None:
        for process, name in zip(BOTH, (one, other), strict=True):
            process.tell("delete", self.home / name)
        self.outcomes()

    @invariant()
    def file_and_keychain_belong_together(self) -> None:
        if not hasattr(self, "home"):
            return
        named = set()
        for path in sorted(self.home.glob("*/*.toml")):
            profile = fill_secrets(load_profile(path), {})
            sources = profile.sources.values()
            named |= {source.entry for source in sources if isinstance(source, FromKeyring)}
            if FromPrompt() not in sources:
                found = profile.connector
                marker = found.username
                assert (found.client_secret.reveal(), found.password.reveal()) == (marker, marker), path
        assert stored(self.home / "keychain.cfg") == named
        left = [path.name for path in self.home.glob("*/.*")]
        assert left == []


def stored(keychain: Path) -> set[str]:
    """Return the entries in a keychain's file: its sections' keys, with each odd character as _XX."""
    parser = configparser.RawConfigParser()
    parser.read(keychain, encoding="utf-8")
    section = SERVICE.replace("-", "_2D")
    names = parser.options(section) if parser.has_section(section) else []
    return {re.sub(r"_([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), name) for name in names}


TwoWindows.TestCase.settings = settings(max_examples=examples(8), stateful_step_count=6, deadline=None)
TestTwoWindows = TwoWindows.TestCase


def test_a_keychain_without_encryption_is_warned_of(tmp_path: Path) -> None:
    use_keychain_in(tmp_path)
    assert keychain_warning().endswith("keeps secrets in a file without encryption.")
    keyring.set_keyring(MemoryKeyring())
    assert keychain_warning() == ""
