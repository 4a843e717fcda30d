"""The user's own keys: a table in a file of their config folder, checked against the ids of all actions.

    [keys]
    "token.copy" = "c"          # an id, and the keys that take the place of its own
    "step.next" = "f11, shift+f2"

config.toml ──> entries ──known id? a key? free on its screens?──> the keymap, and a sentence for each other

A wrong entry keeps nobody from working: it is left out, and said.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from textual.binding import Binding
from textual.widgets import Input

from ...docs.tables import rows_of
from ...profiles.file_problems import nearest, reason, shown_key, shown_path, shown_value
from ...profiles.profile_paths import config_file
from ...regular_file import read_regular_file
from .key_names import WrongKeyError, read_keys, types_text, written_key
from .keys_now import PAGE

_TABLE: Final = "keys"
_MOST_BYTES: Final = 65_536
_OF_TEXT_FIELDS: Final = frozenset(binding.key for binding in Binding.make_bindings(Input.BINDINGS))
_EVERYWHERE: Final = frozenset({"app", "scroll"})
_STEP: Final = frozenset({"step", "rail", "fields", "secrets", "choice"})
_DIALOG: Final = frozenset({"dialog", "fields", "secrets", "filter", "choice"})
TOGETHER: Final = tuple(
    group | _EVERYWHERE
    for group in (
        *(_STEP | {own} for own in ("rows", "review", "save")),
        _STEP | {"result", "card"},
        _DIALOG | {"token", "api"},
        *(_DIALOG | {own} for own in ("question", "step", "copy", "help", "faults", "lesson", "solved")),
        *({"secrets", "filter", own} for own in ("start", "experiments", "compare", "explain", "sheet")),
        {"lessons"},
        {"jump"},
    )
)
"""The first words of the ids whose keys work at the same time: those of one screen."""


@dataclass(frozen=True)
class Keymap:
    """The keys that take the place of others, by the ids of actions, and what is wrong with the file."""

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()


def read_keymap(path: Path | None = None) -> Keymap:
    """Return the user's own keys. Never raises: what is wrong is said in the keymap's problems."""
    path = path or config_file()
    try:
        content = read_regular_file(path, _MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            return _unread(path, f"has more than {_MOST_BYTES:,} bytes")
        entries = tomllib.loads(content.decode()).get(_TABLE, {})
    except FileNotFoundError:
        return Keymap({})
    except OSError as error:
        return _unread(path, f"can't be read: {reason(error)}")
    except (ValueError, RecursionError):
        return _unread(path, "is not TOML")
    if not isinstance(entries, dict):
        return _unread(path, f"is wrong: {_TABLE} must be a table of ids and keys")
    return checked(entries, shown_path(path))


def _unread(path: Path, why: str) -> Keymap:
    return Keymap({}, (f"{shown_path(path)} {why}. Your own keys are left out.",))


def checked(entries: Mapping[str, Any], file: str) -> Keymap:
    """Return a keymap of the entries that can be used, and a sentence for each of the others."""
    defaults, keys, problems = own_keys(), dict[str, tuple[str, ...]](), list[str]()
    for binding_id, value in entries.items():
        what = f'{file}: {_TABLE}."{shown_key(binding_id)}"'
        if binding_id not in defaults:
            near = nearest(binding_id, defaults)
            hint = f'did you mean "{near}"?' if near else f"connector-doctor help {PAGE} lists them."
            problems.append(f"{what} is the id of no action; {hint}")
            continue
        try:
            keys[binding_id] = _read(value, defaults[binding_id])
        except WrongKeyError as error:
            problems.append(f"{what}: found {shown_value(value)}; {error}.")
    while clash := _clash(keys, defaults):
        binding_id, key, other = clash
        del keys[binding_id]
        what = f'{file}: {_TABLE}."{binding_id}"'
        problems.append(f'{what}: {written_key(key)} is the key of "{other}" on the same screen.')
    return Keymap(keys, tuple(f"{problem} It is left out." for problem in problems))


def own_keys() -> dict[str, tuple[str, ...]]:
    """Return the ids of all actions, each with its own keys."""
    return {cells[0]: read_keys(cells[1]) for cells in rows_of(PAGE) if len(cells) > 1}


def _read(value: object, own: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise WrongKeyError('allowed: a string of keys, such as "f11, shift+f2"')
    keys = read_keys(value)
    if any(types_text(key) or key in _OF_TEXT_FIELDS for key in own):
        return keys
    for key in keys:
        if types_text(key):
            raise WrongKeyError(f"{written_key(key)} types text, and this action works in text fields, too")
        if key in _OF_TEXT_FIELDS:
            raise WrongKeyError(f"{written_key(key)} edits text, and this action works in text fields, too")
    return keys


def _clash(
    keys: Mapping[str, tuple[str, ...]], defaults: Mapping[str, tuple[str, ...]]
) -> tuple[str, str, str] | None:
    """Return the last entry with a key that another action has, the key, and that action."""
    now = {**defaults, **keys}
    for binding_id in reversed([*keys]):
        for other, others in now.items():
            shared = set(keys[binding_id]) & set(others) - _shared_anyway(binding_id, other, defaults)
            if other != binding_id and shared and _are_together(binding_id, other):
                return binding_id, min(shared), other
    return None


def _shared_anyway(one: str, other: str, defaults: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the keys that two actions have both by themselves: the nearer one takes them."""
    return set(defaults[one]) & set(defaults[other])


def _are_together(one: str, other: str) -> bool:
    groups = {one.partition(".")[0], other.partition(".")[0]}
    return any(groups <= together for together in TOGETHER) or not groups <= frozenset().union(*TOGETHER)
