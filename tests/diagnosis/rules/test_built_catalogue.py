"""The catalogue is built once, is built again when a source changes, and holds what the TOML says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tui.commands.completion.scripts import completion_script
from tui.commands.completion.shells import SHELLS, built_script
from tui.diagnosis.rules import built_catalogue as door
from tui.diagnosis.rules.built_catalogue import BUILT, build, built_document, rules_of
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.engine import diagnose
from tui.diagnosis.rules.observation import observe
from tui.diagnosis.rules.pattern_cost import cost
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.diagnosis.rules.rule_reader import CatalogueError
from tui.oauth2.exchange import HttpResponse

PROJECT: Final = Path(__file__).parent.parent.parent.parent
RULE: Final = """
[[rule]]
id = "acme.%s"
culprits = ["username"]
title = "A title."
cause = "A cause."
fix = "A fix."
lockout_by = { what = ["locked", "blocked"] }
[rule.by.what]
"pass word" = ["password"]
[rule.when]
text = ['/the (?P<what>\\w+) is broken/', "is gone"]
status = [401]

[[rule.wins]]
culprit = "username"
body = "The user is broken."
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    (folder / "providers").mkdir(parents=True)
    (folder / "providers" / "acme.toml").write_text(RULE % "broken", encoding="utf-8")
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the list of the catalogues that are built from now on."""
    built: list[Path] = []

    def counted(catalogue: Path, sources: str) -> Any:
        built.append(catalogue)
        return build(catalogue, sources)

    monkeypatch.setattr(door, "build", counted)
    return built


def ids_in(catalogue: Path) -> list[str]:
    return [rule.id for rule in rules_of(built_document(catalogue))]


def test_it_is_built_once_and_holds_no_cases(catalogue: Path, builds: list[Path]) -> None:
    assert ids_in(catalogue) == ids_in(catalogue) == ["acme.broken"]
    assert builds == [catalogue]
    assert "The user is broken." not in (catalogue / BUILT).read_text("utf-8")
    assert [path.name for path in catalogue.iterdir()].count(BUILT) == 1
    assert len(list(catalogue.iterdir())) == 2  # no temporary file is left


def change_text(catalogue: Path) -> None:
    (catalogue / "providers" / "acme.toml").write_text(RULE % "changed", encoding="utf-8")


def change_within_a_tick(catalogue: Path) -> None:
    path = catalogue / "providers" / "acme.toml"
    before = path.stat()
    path.write_text((RULE % "broken").replace("A title.", "A longer title."), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_an_older_file_in_place(catalogue: Path) -> None:
    os.utime(catalogue / "providers" / "acme.toml", ns=(0, 0))


def add_a_file(catalogue: Path) -> None:
    (catalogue / "general").mkdir()
    (catalogue / "general" / "more.toml").write_text(RULE % "more", encoding="utf-8")


def remove_the_file(catalogue: Path) -> None:
    add_a_file(catalogue)
    (catalogue / "providers" / "acme.toml").unlink()


@pytest.mark.parametrize(
    "change", [change_text, change_within_a_tick, put_an_older_file_in_place, add_a_file, remove_the_file]
)
def test_it_is_built_again_when_a_source_changes(catalogue: Path, builds: list[Path], change: Any) -> None:
    built_document(catalogue)
    change(catalogue)
    assert rules_of(built_document(catalogue)) == rules_of(build(catalogue))
    assert len(builds) == 2
    built_document(catalogue)
    assert len(builds) == 2


def test_it_is_built_again_when_a_module_that_reads_rules_changes(
    catalogue: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = tmp_path / "diagnosis" / "rules" / "conditions.py"
    module.parent.mkdir(parents=True)
    module.write_text("", encoding="utf-8")
    monkeypatch.setattr(door, "_PACKAGE", tmp_path)
    built_document(catalogue)
    module.write_text("# changed", encoding="utf-8")
    built_document(catalogue)
    assert len(builds) == 2


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"rules": 7}', "\x00\xff", "[" * 100_000])
def test_a_broken_file_is_built_again(catalogue: Path, broken: str) -> None:
    (catalogue / BUILT).write_bytes(broken.encode("latin-1"))
    assert ids_in(catalogue) == ["acme.broken"]
    assert json.loads((catalogue / BUILT).read_bytes())["rules"]


def test_where_nothing_can_be_written_the_rules_are_there_all_the_same(
    catalogue: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)  # root may write everywhere
    assert ids_in(catalogue) == ids_in(catalogue) == ["acme.broken"]
    assert len(builds) == 2
    assert not (catalogue / BUILT).exists()


def test_without_sources_what_is_stored_counts(catalogue: Path, builds: list[Path]) -> None:
    built_document(catalogue)
    shutil.rmtree(catalogue / "providers")
    assert ids_in(catalogue) == ["acme.broken"]
    (catalogue / BUILT).write_text("{", encoding="utf-8")
    with pytest.raises(CatalogueError, match="Install connector-doctor again"):
        built_document(catalogue)
    assert len(builds) == 1


def test_a_mistake_in_a_source_is_told_and_nothing_is_stored(catalogue: Path) -> None:
    path = catalogue / "providers" / "acme.toml"
    path.write_text(path.read_text("utf-8").replace("[401]", "[9999]"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape("providers/acme.toml: rule “acme.broken”")):
        built_document(catalogue)
    assert not (catalogue / BUILT).exists()


def test_a_built_rule_is_the_rule_of_the_toml(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What each expression costs takes long to find, and is held by pattern_cost/test_refusals.py.
    monkeypatch.setattr(cost, "refusal", lambda pattern, *, is_search: None)
    built = {rule.id: rule for rule in built_in_rules()}
    for name, text in door.built_in_files().items():
        for rule in read_catalogue(text, name) if name.startswith("general/") else ():
            assert built[rule.id] == rule
            assert built[rule.id].when == rule.when
    (own,) = rules_of(built_document(catalogue))
    assert own.lockout_by == {"what": frozenset({"locked", "blocked"})}
    assert own.by == {"what": {"pass word": ("password",)}}


def test_only_rules_whose_words_stand_in_a_response_are_read(catalogue: Path) -> None:
    (catalogue / "providers" / "acme.toml").write_text(
        RULE % "broken" + (RULE % "lost").replace("is broken", "is lost").replace("is gone", "has left"),
        "utf-8",
    )
    built = rules_of(built_document(catalogue))
    seen = observe(HttpResponse(401, "", (), b"The user is lost."), status=401)
    found = diagnose(seen, built)
    assert found
    assert found.id == "acme.lost"
    assert [rule.id for rule in built if "when" in vars(rule)] == ["acme.lost"]
    assert [phrase.literal for phrase in built[1].when.text if "pattern" in vars(phrase)] == [""]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the wheel of a copy of the project, as pip does."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("tui", ".ci", "README.md", "pyproject.toml", ".gitignore"):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", BUILT))
        else:
            shutil.copy(source, copy)
    code = "from hatchling.build import build_wheel; print(build_wheel('dist'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert not (copy / "tui" / "diagnosis" / "catalogue" / BUILT).exists()
    yield copy / "dist" / done.stdout.split()[-1]
    shutil.rmtree(copy)


def test_a_wheel_holds_the_built_catalogue_and_no_toml(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    of_catalogue = [name for name in names if name.startswith("tui/diagnosis/catalogue/")]
    assert of_catalogue == [f"tui/diagnosis/catalogue/{BUILT}"]
    assert not [name for name in names if name.endswith(".toml") or name.startswith(".ci")]
    code = "from tui.diagnosis.rules.catalogue import built_in_rules; print(len(built_in_rules()))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == [str(len(built_in_rules()))], done.stderr
    assert "sources" in json.loads((tmp_path / of_catalogue[0]).read_bytes())


def test_a_wheel_holds_a_completion_script_for_each_shell(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for shell in SHELLS:
            script = archive.read(f"tui/commands/completion/{built_script(shell).name}").decode()
            assert script == completion_script(shell)
