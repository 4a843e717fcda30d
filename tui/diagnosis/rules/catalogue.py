"""The catalogue: the built-in rules, one file for each subject, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from .rule import Rule
from .rule_file import CatalogueError, read_catalogue


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """Return the rules that come with connector-doctor, read once."""
    folder = files("tui.diagnosis") / "catalogue"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(rule for name in names for rule in read_catalogue((folder / name).read_text("utf-8"), name))


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


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CatalogueError(f"{folder}: can't be read: {error.strerror}") from error


def _read(path: Path) -> tuple[Rule, ...]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise CatalogueError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: not UTF-8 (byte {error.start})") from error
    return read_catalogue(text, str(path))
