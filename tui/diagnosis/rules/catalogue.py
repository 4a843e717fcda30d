"""The catalogue: the built-in rules, one file for each subject, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from ...plain_text import plain_line
from ...regular_file import read_regular_file
from .built_catalogue import built_document, rules_of
from .rule import Rule
from .rule_reader import CatalogueError

_MOST_BYTES: Final = 1024 * 1024


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """Return the rules that come with connector-doctor, read once."""
    return rules_of(built_document())


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
    from ...foreign_toml import ForeignTomlError, read_toml  # few users have rules of their own
    from .rule_file import rules_in

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
