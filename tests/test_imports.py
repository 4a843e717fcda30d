"""Who may import whom: DESIGN's layout, held over every import statement and in running processes."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.cli_support import SECRETS, environment, write_profile
from tests.servers.raw_server import Conversation, RawServer, answering, http_answer
from tui.diagnosis.rules.built_catalogue import built_document

PACKAGE = Path(__file__).parent.parent / "tui"
PURE = {"errors", "foreign_toml", "ip_addresses", "line_breaks", "plain_text", "regular_file"}
PURE |= {"screen_size", "terminal", "time_words", "tls_inspectors"}
CORE = PURE | {"oauth2", "exit_status"}
ARROWS: dict[str, set[str]] = {
    "oauth2": {"__version__"},
    "errors": {"oauth2"},
    "ip_addresses": set(),
    "line_breaks": set(),
    "plain_text": set(),
    "foreign_toml": {"oauth2"},
    "regular_file": set(),
    "screen_size": set(),
    "terminal": {"plain_text"},
    "time_words": set(),
    "tls_inspectors": set(),
    "docs": set(),
    "exit_status": {"oauth2"},
    "host_names": {"oauth2"},
    "transport": CORE | {"host_names"},
    "diagnosis": CORE,
    "profiles": CORE,
    "interchange": CORE | {"diagnosis"},
    "practice": CORE,
    "checkup": CORE | {"__version__", "profiles", "terminal", "transport"},
    "user_rules": CORE | {"diagnosis", "profiles"},
    "past_runs": CORE | {"diagnosis", "profiles"},
    "trials": CORE | {"diagnosis", "transport"},
    "commands": CORE
    | {"__version__", "diagnosis", "docs", "host_names", "interchange", "profiles", "transport"}
    | {"checkup", "past_runs", "plain", "practice", "user_rules", "web", "wizard"},
    "crash_report": CORE | {"__version__", "profiles"},
    "cli": CORE | {"commands", "crash_report", "profiles"},
    "__main__": {"cli"},
    "form": CORE | {"diagnosis", "host_names", "interchange", "profiles"},
    "plain": CORE
    | {"diagnosis", "docs", "form", "interchange", "past_runs", "practice", "profiles", "transport"}
    | {"host_names", "trials", "user_rules"},
    "web": set(),
    "wizard": CORE
    | {"__version__", "diagnosis", "docs", "host_names", "interchange", "profiles", "transport"}
    | {"crash_report", "form", "past_runs", "practice", "terminal", "trials", "user_rules"},
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
        "chains": _DOORS
        | {"failures", "wire", "tls", "certificates", "plain_get", "sending", "trust_stores"},
    },
    "wizard": {
        "content": {"keys"},
        "contrast": set(),
        "keys": set(),
        "parsed_sheets": set(),
        "remembered_styles": {"parsed_sheets"},
        "style_sheets": {"remembered_styles"},
        "card": {"content", "keys"},
        "widgets": {"card", "content", "keys"},
        "doctor": {"collector", "notes", "typing_ahead"},
        "notes": set(),
        "screens": {"card", "content", "contrast", "doctor", "keys", "style_sheets", "widgets"},
    },
    "form": {
        "steps": set(),
        "field_values": set(),
        "source_words": set(),
        "journey": {"field_values", "steps"},
    },
}
"""Of each part, the rooms that may not import all of it, and what they may."""
OWNERS = {
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
    "pyperclip": "wizard",
    "tomlkit": "profiles",
    "yaml": "interchange",
    "shtab": "commands",
    "aiohttp": "web",
    "textual_serve": "web",
}
"""Each library that one part alone may import."""
OF_FAILURES = {"rules.catalogue", "rules.engine", "evidence.claims", "api.findings", "failures.findings"}
"""Modules of the diagnosis that a run with a token at once doesn't need."""
SLOW_TO_LOAD = {
    "certifi",
    "http",
    "http.client",
    "idna",
    "platformdirs",
    "shutil",
    "tempfile",
    "urllib.request",
}
"""What a run over http in a folder of its own can do without."""
NOT_ON_THE_FIRST_SCREEN = (
    "diagnosis",
    "interchange",
    "practice",
    "transport",
    "trials",
    "wizard.palette",
    "wizard.screens.dialogs.",
    "wizard.screens.explain",
    "wizard.screens.steps.step_screen.",
)
"""What the wizard loads where it is first needed."""
MOST_MODULES = 175
"""Modules of ours that a run loads if it works."""
HEAVY = {
    "textual",
    "rich",
    "pygments",
    "click",
    "oauthlib",
    "markdown_it",
    "yaml",
    "httpx",
    "httpcore",
    "anyio",
}
"""What no command without a screen needs. HTTP clients come with the tests alone."""
SENDING = {"h11", "asyncio", "ssl"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def room_of(path: Path) -> str:
    """Return the folder or module of its part that a file is in; the part's own face is `__init__`."""
    return path.relative_to(PACKAGE).parts[1].removesuffix(".py")


def name_of(path: Path) -> str:
    return ".".join(["tui", *path.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Return every name imported anywhere in a file, with its module: ours with a leading `tui.`."""
    return tuple(_names_imported_in(path))


def _names_imported_in(path: Path) -> Iterator[str]:
    here = ["tui", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def may_import(part: str, name: str) -> bool:
    top, _, rest = name.partition(".")
    if top == "tui":
        other = rest.partition(".")[0]
        return other == part or other in ARROWS[part]
    return OWNERS.get(top, part) == part and (part != "oauth2" or top in sys.stdlib_module_names)


def test_every_import_follows_the_arrows() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in modules()
        for name in imports_of(path)
        if not may_import(part_of(path), name)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", ROOMS)
def test_every_import_between_rooms_follows_the_arrows(part: str) -> None:
    for path in (path for path in modules() if part_of(path) == part):
        room = room_of(path)
        for name in imports_of(path):
            other = name.removeprefix(f"tui.{part}.").partition(".")[0]
            if room in ROOMS[part] and name.startswith(f"tui.{part}.") and other != room:
                assert other in ROOMS[part][room], f"{path.relative_to(PACKAGE)} imports {name}"


def test_plain_mode_loads_no_screen(tmp_path: Path) -> None:
    loaded = tops(loaded_by(import_all_of("plain"), tmp_path))
    assert not loaded & (HEAVY - {"oauthlib"})


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
    """Run code in a fresh interpreter, and return the modules that it loaded."""
    code = f"import sys\n{code}"
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
def test_only_the_transport_loads_the_network(part: str, tmp_path: Path) -> None:
    loaded = tops(loaded_by(import_all_of(part), tmp_path))
    assert not loaded & (HEAVY | SENDING)


def test_the_transport_loads_no_screen(tmp_path: Path) -> None:
    loaded = tops(loaded_by(import_all_of("transport"), tmp_path))
    assert "h11" in loaded
    assert not loaded & HEAVY


def test_the_way_of_a_request_is_found_without_the_network(tmp_path: Path) -> None:
    loaded = tops(loaded_by("import tui.transport.route", tmp_path))
    assert not loaded & (HEAVY | {"h11", "asyncio"})


def test_show_loads_neither_screen_nor_network(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    for form in ("http", "curl", "json"):
        code = f"from tui.cli import main; assert main(['show', 'acme', '--as', '{form}', '--reveal']) == 0"
        assert not tops(loaded_by(code, tmp_path)) & (HEAVY | {"h11", "asyncio"})


def test_compare_loads_neither_screen_nor_network_nor_rules(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    request = tmp_path / "request.txt"
    request.write_text("curl https://127.0.0.1/t -d grant_type=password -d username=a", encoding="utf-8")
    code = f"from tui.cli import main; assert main(['compare', 'acme', {str(request)!r}]) == 0"
    loaded = loaded_by(code, tmp_path)
    assert not tops(loaded) & (HEAVY | SENDING)
    assert "tui.diagnosis.rules.catalogue" not in loaded


@pytest.mark.parametrize("options", ["", "'--json', "])
def test_run_loads_no_screen(tmp_path: Path, options: str) -> None:
    with RawServer(answering(http_answer(200, b'{"access_token": "tok-4f1d.made-up"}'))) as server:
        write_profile(tmp_path, "acme", server.token_url)
        code = f"from tui.cli import main; assert main(['run', {options}'acme']) == 0"
        loaded = tops(loaded_by(code, tmp_path))
    assert "h11" in loaded
    assert not loaded & HEAVY


def test_a_run_that_works_loads_no_rules_and_nothing_about_failures(tmp_path: Path) -> None:
    with RawServer(answering(http_answer(200, b'{"access_token": "tok-4f1d.made-up"}'))) as server:
        write_profile(tmp_path, "acme", server.token_url)
        code = "from tui.cli import main; assert main(['run', '--json', 'acme']) == 0"
        loaded = loaded_by(code, tmp_path)
    assert not loaded & {f"tui.diagnosis.{name}" for name in OF_FAILURES}
    assert not loaded & {"tui.transport.tls.examination", "tui.transport.failures.causes", "truststore"}
    assert not loaded & SLOW_TO_LOAD
    # Each module takes a fifth of a millisecond or more: load what few runs need where it is needed.
    assert len({name for name in loaded if name.startswith("tui.")}) <= MOST_MODULES


def test_the_first_screen_waits_for_no_other(tmp_path: Path) -> None:
    loaded = loaded_by("import tui.wizard.app", tmp_path)
    early = tuple(f"tui.{name}" for name in NOT_ON_THE_FIRST_SCREEN)
    assert not sorted(name for name in loaded if f"{name}.".startswith(early))


def test_explain_loads_no_network_and_no_attempts(tmp_path: Path) -> None:
    built_document()  # so that it need not be built there
    (tmp_path / "answer.txt").write_text('{"error": "invalid_grant"}', encoding="utf-8")
    code = (
        f"from tui.cli import main; assert main(['explain', '--json', {str(tmp_path / 'answer.txt')!r}]) == 0"
    )
    loaded = loaded_by(code, tmp_path)
    assert not tops(loaded) & (HEAVY | SENDING | {"tomllib"})
    assert not [name for name in loaded if name.startswith(("tui.transport", "tui.diagnosis.attempts."))]
    assert not [name for name in loaded if name.startswith("tui.diagnosis.rules.pattern_cost")]


def refusing_tls(conversation: Conversation) -> None:
    conversation.connection.settimeout(10)
    conversation.connection.recv(65536)


def test_certificates_loads_neither_screen_nor_rules(tmp_path: Path) -> None:
    with RawServer(refusing_tls) as server:
        url = f"https://{server.address}/"
        code = f"from tui.cli import main; assert main(['certificates', {url!r}, '--fetch']) == 4"
        loaded = loaded_by(code, tmp_path)
    assert not tops(loaded) & HEAVY
    assert "tui.diagnosis.rules.catalogue" not in loaded


def test_a_profile_that_does_not_exist_is_told_before_any_rule_is_read(tmp_path: Path) -> None:
    loaded = loaded_by("from tui.cli import main; assert main(['run', 'nobody']) == 2", tmp_path)
    assert not loaded & {"tui.diagnosis.rules.catalogue", "tui.diagnosis.rules.rule_file", "h11"}


@pytest.mark.parametrize("topic", ["", "profile", "run"])
def test_help_loads_neither_screen_nor_network(tmp_path: Path, topic: str) -> None:
    code = f"from tui.cli import main; assert main(['help', *{topic.split()}]) == 0"
    assert not tops(loaded_by(code, tmp_path)) & (HEAVY | SENDING)
