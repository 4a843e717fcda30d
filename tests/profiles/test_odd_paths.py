"""Whatever stands where a path should: an error that says why, and never another exception."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli_support import environment, run_program
from tui.cli import main
from tui.errors import ConnectorDoctorError, ProfileError
from tui.oauth2.connector import Connector
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.storage import delete_profile, duplicate_profile, is_taken, list_profiles, profile_path
from tui.profiles.writing import save_profile
from tui.user_rules import all_rules

DOORS: Final[dict[str, Callable[[Path], object]]] = {
    "load": load_profile,
    "save": lambda path: save_profile(Profile(Connector("x")), path),
    "is_taken": is_taken,
    "delete": delete_profile,
    "duplicate": duplicate_profile,
    "list": list_profiles,
}
ODD: Final = [
    "~nosuchuser/x.toml",
    "{}/" + "n" * 300 + ".toml",
    "{}/a\0b.toml",
    "{}/half\ud83d.toml",
    "{}",
    "{}/file.toml/below.toml",
    "{}/loop.toml",
    "{}/loop.toml/below.toml",
    "{}/pipe.toml",
    "{}/null.toml",
    "/dev/null",
    "",
    ".",
    "/",
    "/" + "a/" * 3000 + "x.toml",
]


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    (tmp_path / "file.toml").touch()
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "null.toml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.toml")
    return tmp_path


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("typed", ODD)
def test_every_door_says_why(
    odd_folder: Path, monkeypatch: pytest.MonkeyPatch, door: str, typed: str
) -> None:
    monkeypatch.chdir(odd_folder)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(odd_folder / "home"))
    path = profile_path(typed.replace("{}", str(odd_folder)))
    with suppress(ProfileError):
        DOORS[door](path)


def test_a_link_to_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere.toml")
    (entry,) = list_profiles(tmp_path)
    assert entry.error.endswith("gone.toml: can't be read: it is a link to a file that isn't there.")


@given(st.text(max_size=80))
def test_no_typed_text_raises_anything_else(typed: str) -> None:
    path = profile_path(f"{typed}/none/x.toml")
    for door in (load_profile, is_taken, delete_profile):
        with suppress(ProfileError):
            door(path)


@pytest.mark.parametrize("command", ["run", "show"])
@pytest.mark.parametrize("name", ["pipe", "null", "loop"])
def test_what_is_no_file_does_not_hang_a_command(odd_folder: Path, command: str, name: str) -> None:
    done = run_program(odd_folder, command, str(odd_folder / f"{name}.toml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "can't be read: " in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "device or a pipe"),
        (b"x = " + b"9" * 5000, "a number is too long"),
        (b"a" + b".a" * 20_000 + b" = 1", "a key has more than"),
        (b"#" * (1024 * 1024 + 1), "larger than 1 MiB"),
        (b"x = '\xff'", "not UTF-8"),
        (b'subject = "x"\n' + b"k" * 100_000 + b" = 1", "the key “kkk"),
    ],
)
def test_a_rule_file_that_cannot_be_read_is_a_short_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, words: str
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    (tmp_path / "rules").mkdir()
    if content is None:
        os.mkfifo(tmp_path / "rules" / "a.toml")
    else:
        (tmp_path / "rules" / "a.toml").write_bytes(content)
    with pytest.raises(ConnectorDoctorError) as raised:
        all_rules()
    assert words in str(raised.value)
    assert len(str(raised.value)) < 1_000


def test_a_rule_file_may_begin_with_a_byte_order_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.toml").write_bytes(b'\xef\xbb\xbfsubject = "mine"\n')
    assert all_rules()


def test_a_date_beyond_the_calendar_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.toml"
    path.touch()
    real = Path.lstat

    def lstat(self: Path) -> os.stat_result:
        values = list(real(self))
        values[8] = 253_402_300_800
        return os.stat_result(values)

    monkeypatch.setattr(Path, "lstat", lstat)
    assert [entry.name for entry in list_profiles(tmp_path)] == ["acme"]


def test_a_costly_profile_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "costly.toml").write_text("a" + ".a" * 20_000 + " = 1")
    code = (
        "import sys; from pathlib import Path; from tui.profiles.storage import list_profiles\n"
        "print(list_profiles(Path(sys.argv[1]))[0].error)\n"
        # Linux: ru_maxrss would start at the parent's memory.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    error, kibibytes = done.stdout.splitlines()
    assert "a key has more than 16 dots" in error
    assert int(kibibytes) < 300_000


@pytest.mark.skipif(os.name != "posix", reason="elsewhere, the home folder is not found by the user's entry")
def test_a_user_without_a_home_runs_and_is_told_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pwd

    def unknown(user: int) -> object:
        raise KeyError(user)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "CONNECTOR_DOCTOR_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    profile = tmp_path / "acme.toml"
    profile.write_text(
        '[oauth2]\nclient_id = "c"\nclient_secret = "made-up"\nusername = "u"\npassword = "made-up-too"\n'
        'token_url = "http://127.0.0.1:9/token"\n',
        encoding="utf-8",
    )
    profile.chmod(0o600)
    assert main(["run", "./acme.toml"]) == 3
    assert main(["show", "acme"]) == 2
    assert main(["import", "acme.toml", "--output", "new"]) == 2
    assert main(["checkup"]) == 1
    out, err = capsys.readouterr()
    assert "no home folder" in err
    assert "Set CONNECTOR_DOCTOR_HOME" in out or "set CONNECTOR_DOCTOR_HOME" in out
    assert [path.name for path in tmp_path.iterdir()] == ["acme.toml"]
