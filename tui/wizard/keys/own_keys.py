"""The pages as they are for a user with keys of their own: in the tables of keys, and in sentences.

page of ids     ──the row of an id──────────────> its keys now
page of keys    ──each key of a row's cell──────> the keys of the actions that it stands for in that row
sentences       ──each key in them, in order────> the key of the action that `docs/named_keys.py` names
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ...docs.named_keys import NAMED, NAMED_KEY, NO_ACTION
from ...docs.pages import read_page
from ...docs.tables import cells
from .key_names import WrongKeyError, in_markdown, read_keys, written_key
from .keymap import own_keys
from .keys_now import PAGE

_KEYS: Final = "keys"
_GROUPS: Final = {
    "Everywhere": ("app", "scroll"),
    "Steps": ("step", "fields", "secrets"),
    "Start": ("start",),
    "Additional headers": ("rows", "api"),
    "Review": ("review", "step"),
    "Result": ("result", "card", "step"),
    "Copy": ("copy", "dialog", "filter"),
    "Token": ("token", "secrets", "api"),
    "Experiments": ("experiments", "secrets"),
    "Compare": ("compare",),
    "Form sheet": ("sheet",),
    "Paste": ("explain",),
    "Save profile": ("save",),
    "Practice": ("lessons",),
    "Lesson": ("lesson", "solved", "faults", "dialog"),
    "Lists to choose from": ("filter", "choice"),
    "Dialogs": ("dialog", "question", "fields", "secrets", "step", "jump"),
    "Help": ("help", "dialog"),
}
"""The first words of the ids that a section of the page tells of, by how its heading begins."""
_ONLY: Final = {
    "in the list of steps:": ("rail",),
    "in a question:": ("question",),
    "in the field:": ("card",),
}
"""The first words of the ids of a row that begins so, whatever its section."""
_RANGE: Final = re.compile(r"(F?)(\d+) … F?(\d+)")


def page_with_own_keys(topic: str, own: Mapping[str, str]) -> str:
    """Return a page's text with a user's own keys. `own` lists them by id, with commas."""
    text = read_page(topic).text
    if not own:
        return text
    written = {one: tuple(map(written_key, keys.split(","))) for one, keys in own.items()}
    text = _in_sentences(topic, text, written)
    if topic not in {_KEYS, PAGE}:
        return text
    rows = _of_ids(text, written) if topic == PAGE else _of_screens(text, written)
    return "\n".join(rows) + "\n"


def _in_sentences(topic: str, text: str, written: Mapping[str, tuple[str, ...]]) -> str:
    ids = iter(NAMED.get(topic, ()))

    def now(found: re.Match[str]) -> str:
        one = next(ids, NO_ACTION)
        if one not in written:
            return found[0]
        key = written[one][0]
        return f"`` {key} ``" if "`" in key else f"`{key}`"

    return NAMED_KEY.sub(now, text)


def _of_ids(text: str, written: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for line in text.splitlines():
        row = cells(line)
        yield (
            f"| {row[0]} | {', '.join(map(in_markdown, written[row[0]]))} | {row[2]} |"
            if row[0] in written
            else line
        )


def _of_screens(text: str, written: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    defaults, groups = own_keys(), tuple[str, ...]()
    for line in text.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
            groups = next((groups for start, groups in _GROUPS.items() if heading.startswith(start)), ())
        keys, *does = cells(line)
        if line.startswith("|") and does:
            its_groups = next((only for start, only in _ONLY.items() if does[0].startswith(start)), groups)
            ids = {one: own for one, own in defaults.items() if one.partition(".")[0] in its_groups}
            now = _keys_now(keys, ids, written)
            yield line if now is None else f"| {now} | {does[0]} |"
        else:
            yield line


def _keys_now(
    cell: str, ids: Mapping[str, tuple[str, ...]], written: Mapping[str, tuple[str, ...]]
) -> str | None:
    """Return the keys of a cell as they are now; None where none of them has changed."""
    now, has_changed = list[str](), False
    for shown in _listed(cell):
        meant = [one for one, keys in ids.items() if _read(shown) in keys]
        has_changed = has_changed or any(one in written for one in meant)
        for one in meant:
            now += map(in_markdown, written.get(one, (shown,)))
        now += () if meant else (shown,)
    return ", ".join(dict.fromkeys(now)) if has_changed else None


def _listed(cell: str) -> Iterator[str]:
    """Yield the keys that a cell lists, each of a range such as F2 … F10."""
    for written in cell.split(", "):
        if found := _RANGE.fullmatch(written):
            letter, first, last = found.groups()
            yield from (f"{letter}{number}" for number in range(int(first), int(last) + 1))
        else:
            yield written


def _read(shown: str) -> str:
    try:
        return read_keys(shown)[0]
    except WrongKeyError:  # the head of a table
        return ""
