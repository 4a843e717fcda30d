"""The pages about keys as they are for a user with keys of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...docs.tables import cells
from .key_names import WrongKeyError, read_keys, written_key
from .keymap import PAGE, own_keys

_KEYS: Final = "keys"
_GROUPS: Final = {
    "Everywhere": ("app", "scroll"),
    "Steps": ("step", "rail", "fields", "secrets"),
    "Additional headers": ("rows", "api"),
    "Review": ("review", "step"),
    "Result": ("result", "step"),
    "Token": ("token", "secrets", "api"),
    "Experiments": ("experiments", "secrets"),
    "Form sheet": ("sheet",),
    "Paste": ("explain",),
    "Save": ("save",),
    "Dialogs": ("dialog", "question", "fields", "secrets"),
    "Help": ("help",),
    "Lessons": ("lessons", "lesson", "solved"),
}
"""The first words of the ids that a section of the page tells of, by how its heading begins."""


def with_own_keys(topic: str, text: str, own: Mapping[str, str]) -> str:
    """Return a page's text, with a user's own keys in its tables. `own` lists them by id, with commas."""
    if not own or topic not in {_KEYS, PAGE}:
        return text
    written = {one: ", ".join(map(written_key, keys.split(","))) for one, keys in own.items()}
    rows = _of_ids(text, written) if topic == PAGE else _of_screens(text, written)
    return "\n".join(rows) + "\n"


def _of_ids(text: str, written: Mapping[str, str]) -> Iterator[str]:
    for line in text.splitlines():
        row = cells(line)
        yield f"| {row[0]} | {written[row[0]]} | {row[2]} |" if row[0] in written else line


def _of_screens(text: str, written: Mapping[str, str]) -> Iterator[str]:
    defaults, groups = own_keys(), tuple[str, ...]()
    for line in text.splitlines():
        if line.startswith("## "):
            groups = _groups_of(line.removeprefix("## "))
        keys, *does = cells(line)
        ids = [one for one in written if one.partition(".")[0] in groups and _is_row_of(keys, defaults[one])]
        if line.startswith("|") and does and ids:
            yield f"| {', '.join(written[one] for one in ids)} | {does[0]} |"
        else:
            yield line


def _groups_of(heading: str) -> tuple[str, ...]:
    named = next((groups for start, groups in _GROUPS.items() if heading.startswith(start)), ())
    return named or (heading.lower(),)


def _is_row_of(cell: str, keys: tuple[str, ...]) -> bool:
    try:
        return bool(set(read_keys(cell)) & set(keys))
    except WrongKeyError:  # such as F2 … F10
        return False
