"""Who may import whom: DESIGN's layout, held over every import statement and in running processes."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.cli_support import SECRETS, environment, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.diagnosis.rules.built_catalogue import built_document

PACKAGE = Path(__file__).parent.parent / "tui"
PURE = {"errors", "foreign_toml", "line_breaks", "plain_text", "regular_file", "time_words"}
CORE = PURE | {"oauth2", "exit_status"}
ARROWS: dict[str, set[str]] = {
    "oauth2": {"__version__"},
    "errors": {"oauth2"},
    "line_breaks": set(),
    "plain_text": set(),
    "foreign_toml": set(),
    "regular_file": set(),
    "time_words": set(),
    "docs": set(),
    "exit_status": {"oauth2"},
    "host_names": {"oauth2"},
    "transport": CORE,
    "diagnosis": CORE,
    "profiles": CORE,
    "interchange": CORE | {"diagnosis"},
    "practice": CORE,
    "user_rules": CORE | {"diagnosis", "profiles"},
    "commands": CORE
    | {"__version__", "diagnosis", "docs", "host_names", "interchange", "profiles", "transport"}
    | {"user_rules", "wizard"},
    "cli": CORE | {"commands"},
    "__main__": {"cli"},
    "wizard": CORE
    | {"__version__", "diagnosis", "docs", "host_names", "interchange", "profiles", "transport"}
    | {"practice", "user_rules"},
    "__init__": set(),
}
"""Each part of the package, and which of the others it may import."""
_FINDING = {"certainty", "finding", "guard", "quoting"}
_DOORS = {"route", "system_words", "trust", "unusable_setting", "watch"}
ROOMS: dict[str, dict[str, set[str]]] = {
    "diagnosis": {
        "steps": set(),
        "next_step": set(),
        "certainty": set(),
        "finding": {"steps", "next_step", "certainty"},
        "guard": {"finding"},
        "quoting": set(),
        "lint": _FINDING,
        "evidence": set(),
        "rules": _FINDING | {"evidence"},
        "tokens": _FINDING | {"rules"},
        "failures": _FINDING | {"rules"},
        "attempts": _FINDING | {"rules", "lint"},
        "answers": _FINDING | {"rules", "tokens"},
    },
    "transport": {
        "certificates": set(),
        "failures": {"system_words", "watch"},
        "wire": _DOORS | {"failures"},
        "tls": _DOORS | {"failures", "wire", "certificates"},
    },
    "wizard": {
        "content": set(),
        "steps": set(),
        "field_values": set(),
        "journey": {"field_values", "steps"},
        "widgets": {"content", "journey", "steps"},
        "doctor": {"collector", "field_values", "journey", "steps", "typing_ahead"},
        "screens": {"content", "doctor", "field_values", "journey", "steps", "widgets"},
    },
}
"""Of each part, the rooms that may not import all of it, and what they may."""
OWNERS = {
    "httpx": "transport",
    "httpcore": "transport",
    "h11": "transport",
    "truststore": "transport",
    "certifi": "transport",
    "textual": "wizard",
    "rich": "wizard",
    "oauthlib": "practice",
    "idna": "host_names",
    "platformdirs": "profiles",
    "tomli_w": "profiles",
    "keyring": "profiles",
    "yaml": "interchange",
}
"""Each library that one part alone may import."""
OF_FAILURES = {"rules.catalogue", "rules.engine", "evidence.claims", "api.findings", "failures.findings"}
"""Modules of the diagnosis that a run with a token at once doesn't need."""
HEAVY = {"textual", "rich", "pygments", "click", "oauthlib", "markdown_it", "yaml"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def room_of(path: Path) -> str:
    """Return the folder or module of its part that a file is in; the part's own face is `__init__`."""
    return path.relative_to(PACKAGE).parts[1].removesuffix(".py")


def name_of(path: Path) -> str:
    return ".".join(["tui", *path.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Yield every name imported anywhere in a file, with its module: ours with a leading `tui.`."""
    here = ["tui", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_import_follows_the_arrows(path: Path) -> None:
    part = part_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "tui":
            other = rest.partition(".")[0]
            assert other == part or other in ARROWS[part], f"{part} imports {name}"
        else:
            assert OWNERS.get(top, part) == part, f"{part} imports {name}"
            assert part != "oauth2" or top in sys.stdlib_module_names, f"oauth2 imports {name}"


@pytest.mark.parametrize("part", ROOMS)
def test_every_import_between_rooms_follows_the_arrows(part: str) -> None:
    for path in (path for path in modules() if part_of(path) == part):
        room = room_of(path)
        for name in imports_of(path):
            other = name.removeprefix(f"tui.{part}.").partition(".")[0]
            if room in ROOMS[part] and name.startswith(f"tui.{part}.") and other != room:
                assert other in ROOMS[part][room], f"{path.relative_to(PACKAGE)} imports {name}"


def test_no_module_imports_itself_by_a_detour() -> None:
    names = {name_of(path) for path in modules()}
    imported = {
        name_of(path): {
            name if name in names else name.rpartition(".")[0]
            for name in imports_of(path)
            if name.startswith("tui.")
        }
        for path in modules()
    }
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def loaded_by(code: str, home: Path) -> set[str]:
    """Run code in a fresh interpreter, and return the modules that it loaded.

    click, which some test dependency brings, is missing there as in a base install: with it, httpx
    would load rich and pygments for a command line of its own.
    """
    code = f"import sys; sys.modules['click'] = None\n{code}"
    report = (
        "sys.stderr.write('\\nLOADED ' + ' '.join(name for name, module in sys.modules.items() if module))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        env=environment(home, SECRETS),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("\nLOADED ")[2].split())


def tops(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def import_all_of(part: str) -> str:
    paths = [path for path in modules() if part_of(path) == part]
    return "\n".join(f"import {name_of(path)}" for path in paths)


def test_the_core_loads_nothing_but_the_standard_library(tmp_path: Path) -> None:
    loaded = loaded_by(import_all_of("oauth2"), tmp_path)
    bare = tops(loaded_by("pass", tmp_path))
    assert tops(loaded) - bare <= set(sys.stdlib_module_names) | {"tui"}
    assert {name for name in loaded if name.startswith("tui.")} == {
        name for name in loaded if name == "tui.oauth2" or name.startswith("tui.oauth2.")
    }


@pytest.mark.parametrize("part", ["diagnosis", "profiles", "interchange", "cli", "exit_status"])
def test_only_the_transport_loads_the_http_library(part: str, tmp_path: Path) -> None:
    loaded = tops(loaded_by(import_all_of(part), tmp_path))
    assert not loaded & (HEAVY | {"httpx", "httpcore", "asyncio", "ssl"})


def test_the_transport_loads_no_screen(tmp_path: Path) -> None:
    loaded = tops(loaded_by(import_all_of("transport"), tmp_path))
    assert "httpx" in loaded
    assert not loaded & HEAVY


def test_the_way_of_a_request_is_found_without_the_http_library(tmp_path: Path) -> None:
    loaded = tops(loaded_by("import tui.transport.route", tmp_path))
    assert not loaded & (HEAVY | {"httpx", "httpcore", "h11", "asyncio"})


def test_show_loads_neither_screen_nor_http_library(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    for form in ("http", "curl", "json"):
        code = f"from tui.cli import main; assert main(['show', 'acme', '--as', '{form}', '--reveal']) == 0"
        assert not tops(loaded_by(code, tmp_path)) & (HEAVY | {"httpx", "httpcore", "asyncio"})


@pytest.mark.parametrize("options", ["", "'--json', "])
def test_run_loads_no_screen(tmp_path: Path, options: str) -> None:
    with RawServer(answering(http_answer(200, b'{"access_token": "tok-4f1d.made-up"}'))) as server:
        write_profile(tmp_path, "acme", server.token_url)
        code = f"from tui.cli import main; assert main(['run', {options}'acme']) == 0"
        loaded = tops(loaded_by(code, tmp_path))
    assert "httpx" in loaded
    assert not loaded & HEAVY


def test_a_run_that_works_loads_no_rules_and_nothing_about_failures(tmp_path: Path) -> None:
    with RawServer(answering(http_answer(200, b'{"access_token": "tok-4f1d.made-up"}'))) as server:
        write_profile(tmp_path, "acme", server.token_url)
        code = "from tui.cli import main; assert main(['run', '--json', 'acme']) == 0"
        loaded = loaded_by(code, tmp_path)
    assert not loaded & {f"tui.diagnosis.{name}" for name in OF_FAILURES}
    assert not loaded & {"tui.transport.tls.examination", "tui.transport.failures.causes", "truststore"}


def test_explain_loads_no_http_library_and_no_attempts(tmp_path: Path) -> None:
    built_document()  # so that it need not be built there
    (tmp_path / "answer.txt").write_text('{"error": "invalid_grant"}', encoding="utf-8")
    code = (
        f"from tui.cli import main; assert main(['explain', '--json', {str(tmp_path / 'answer.txt')!r}]) == 0"
    )
    loaded = loaded_by(code, tmp_path)
    assert not tops(loaded) & (HEAVY | {"httpx", "httpcore", "asyncio", "ssl", "tomllib"})
    assert not [name for name in loaded if name.startswith(("tui.transport", "tui.diagnosis.attempts."))]
    assert not [name for name in loaded if name.startswith("tui.diagnosis.rules.pattern_cost")]


def test_a_profile_that_does_not_exist_is_told_before_any_rule_is_read(tmp_path: Path) -> None:
    loaded = loaded_by("from tui.cli import main; assert main(['run', 'nobody']) == 2", tmp_path)
    assert not loaded & {"tui.diagnosis.rules.catalogue", "tui.diagnosis.rules.rule_file", "httpx"}


@pytest.mark.parametrize("topic", ["", "profile", "run"])
def test_help_loads_neither_screen_nor_http_library(tmp_path: Path, topic: str) -> None:
    code = f"from tui.cli import main; assert main(['help', *{topic.split()}]) == 0"
    assert not tops(loaded_by(code, tmp_path)) & (HEAVY | {"httpx", "httpcore", "asyncio", "ssl"})
