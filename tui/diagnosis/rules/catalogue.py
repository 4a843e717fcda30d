"""The catalogue: the built-in rules, one file for each subject, and the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from ...foreign_toml import ForeignTomlError, read_toml
from ...plain_text import plain_line
from ...regular_file import read_regular_file
from .rule import Rule
from .rule_file import CatalogueError, rules_in

FOLDERS: Final = ("providers", "frameworks", "between", "general")
"""Who speaks: an authorization server, the framework it is made with, what stands in front of it, anyone."""
_MOST_BYTES: Final = 1024 * 1024


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """Return the rules that come with connector-doctor, read once."""
    # These files are our own, so they need no gate before the parser.
    return tuple(
        rule
        for name, text in built_in_files().items()
        for rule in rules_in(tomllib.loads(text), name, are_ours=True)
    )


def built_in_files() -> dict[str, str]:
    """Return the texts of the files of the catalogue, by folder and name, such as `providers/okta.toml`."""
    catalogue = files("tui.diagnosis") / "catalogue"
    paths = {
        f"{folder}/{entry.name}": entry for folder in FOLDERS for entry in (catalogue / folder).iterdir()
    }
    return {name: paths[name].read_text("utf-8") for name in sorted(paths) if name.endswith(".toml")}


def user_rules(folder: Path) -> tuple[Rule, ...]:
    """Return the rules in the TOML files of a user's folder; none where there is no such folder.

    Raises:
        CatalogueError: a file can't be read or understood.
    """
    return tuple(rule for path in _toml_files(folder) for rule in _read(path))


def combined(own: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the built-in rules and the user's own, which replace built-in ones with the same id."""
    rules = {rule.id: rule for rule in built_in_rules()}
    rules.update({rule.id: rule for rule in own})
    return tuple(rules.values())


def of_the_token(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules for responses of a token endpoint."""
    return tuple(rule for rule in rules if rule.phase == "token")


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CatalogueError(f"{plain_line(str(folder))}: can't be read: {error.strerror}.") from None


def _read(path: Path) -> tuple[Rule, ...]:
    source = plain_line(str(path))
    try:
        data = read_regular_file(path, _MOST_BYTES + 1)
    except OSError as error:
        raise CatalogueError(f"{source}: can't be read: {error.strerror}.") from None
    if len(data) > _MOST_BYTES:
        raise CatalogueError(f"{source}: larger than 1 MiB.")
    try:
        return rules_in(read_toml(data), source)
    except ForeignTomlError as error:
        raise CatalogueError(f"{source}: {error}") from None
