"""The style sheets in the wheel: the same as Textual parses, and read in its place where they are there."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet

from tui.form.steps import Step
from tui.wizard import parsed_sheets
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.parsed_sheets import ParsedSheets
from tui.wizard.parsing_ahead import Sheet, parsed_ahead, sheets

from .driving import wizard
from .samples import COMPLETE

_DEPTH = -3
"""A tie breaker, as Textual gives it to what a class inherits."""
_BUILD = (
    "from tui.wizard.parsing_ahead import parsed_ahead; import sys; sys.stdout.buffer.write(parsed_ahead())"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parsed") / "parsed.pickle"
    path.write_bytes(parsed_ahead())
    return path


def variables() -> dict[str, str]:
    return ConnectorDoctorApp().get_css_variables()


def told(rules: list[RuleSet]) -> list[tuple[object, ...]]:
    return [
        (
            rule.selectors,
            [(one.specificity, [*map(told_of, one.selectors)]) for one in rule.selector_set],
            {name: value for name, value in rule.styles.get_rules().items() if name != "layout"},
            rule.styles.important,
            rule.selector_names,
            rule.pseudo_classes,
            (rule.is_default_rules, rule.tie_breaker, rule.errors),
        )
        for rule in rules
    ]


def told_of(selector: Selector) -> tuple[object, ...]:
    return selector.specificity, selector.advance, selector.combinator, selector.pseudo_classes


def test_each_sheet_is_what_textual_parses(file: Path) -> None:
    ahead, textuals = ParsedSheets(variables(), file), Stylesheet(variables=variables())
    for css, is_default, scope in sheets():
        parsed = textuals._parse_rules(css, ("", ""), is_default, _DEPTH, scope)
        read = ahead.rules(css, _DEPTH, scope)
        assert read is not None
        assert told(read) == told(parsed)


async def test_where_they_are_there_the_first_screens_parse_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed_sheets, "FILE", file)
    monkeypatch.setattr(stylesheet, "parse", _refuse)
    async with wizard() as d:
        await d.press("n")
        await d.on_step(Step.CONNECTOR)
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.sees("Content-Length")


def _refuse(*about: object, **more: object) -> Iterator[RuleSet]:
    raise AssertionError(f"parsed: {about[:1]}")


def test_another_theme_finds_nothing(file: Path) -> None:
    assert not is_found(any_sheet(), ParsedSheets({**variables(), "accent": "#123456"}, file))


def test_another_version_of_textual_finds_nothing(file: Path, tmp_path: Path) -> None:
    assert is_found(any_sheet(), ParsedSheets(variables(), file))
    version, themes = pickle.loads(file.read_bytes())
    other = tmp_path / "parsed.pickle"
    other.write_bytes(pickle.dumps((f"{version}1", themes)))
    assert not is_found(any_sheet(), ParsedSheets(variables(), other))


def test_without_the_file_nothing_is_found(tmp_path: Path) -> None:
    assert not is_found(any_sheet(), ParsedSheets(variables(), tmp_path / "none"))


def test_a_sheet_that_was_changed_is_not_found(file: Path) -> None:
    sheet = any_sheet()
    changed = sheet._replace(css=f"{sheet.css}\nButton {{ color: red; }}")
    assert not is_found(changed, ParsedSheets(variables(), file))


def any_sheet() -> Sheet:
    return min(sheets())


def is_found(sheet: Sheet, ahead: ParsedSheets) -> bool:
    return ahead.rules(sheet.css, 0, sheet.scope) is not None


def test_the_same_sheets_always_make_the_same_bytes() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", _BUILD],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
