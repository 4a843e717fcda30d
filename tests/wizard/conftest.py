"""What every test of the wizard needs: a home of its own, and nothing of the machine that runs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tui.wizard import remembered_styles
from tui.wizard.screens.steps import save

from .remembered_handlers import RememberedHandlers
from .undrawn_screens import undrawn


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of profiles of this test, which does not exist yet."""
    for name in [*os.environ]:
        if name.startswith("CONNECTOR_DOCTOR_") or name == "NO_COLOR":
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(save, "keychain_problem", lambda: "There is no keychain: none for the tests.")
    return tmp_path / "config" / "profiles"


@pytest.fixture(autouse=True, scope="session")
def style_sheets_parsed_once() -> Iterator[None]:
    """Let all apps of the process share the rules of a style sheet: a fifth of what their start takes."""
    parse, known = Stylesheet._parse_rules, dict[tuple[Any, ...], list[RuleSet]]()

    def parse_once(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        key = (source, *options.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *source, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def style_sheets_applied_faster() -> Iterator[None]:
    """Let Textual look rules and themes up without a detour, and remember what it found: the same result.

    A rule's hash is its identity. Written in Python, it is asked for a hundred thousand times until an app
    has started. And all themes are copied for each look at one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        patch.setattr(App, "available_themes", property(lambda app: app._registered_themes))
        # What one app has remembered serves them all.
        patch.setattr(remembered_styles, "MOST_PLACES", 1_000_000)  # all apps together have more than one
        memory = remembered_styles.Memory()
        patch.setattr(remembered_styles, "Memory", lambda: memory)
        with RememberedHandlers().used(), undrawn():
            yield
