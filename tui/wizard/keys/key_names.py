"""What keys are called: `ctrl+n` by Textual, `Ctrl+N` in the pages. Users may write both."""

from __future__ import annotations

import re
from typing import Final

from textual.keys import REPLACED_KEYS, Keys, _character_to_key, key_to_character

_WRITTEN: Final = {
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "slash": "/",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "question_mark": "?",
    "at": "@",
    "backslash": "\\",
    "underscore": "_",
}
_READ: Final = {written.lower(): key for key, written in _WRITTEN.items()} | {"page_up": "pageup"}
_MARKDOWN: Final = re.compile(r"[\\`*_\[\]<>|&#~]")
_MODIFIERS: Final = ("alt", "ctrl", "shift")
"""In the order in which Textual puts them."""
_NAMES: Final = frozenset(key.value for key in Keys if "+" not in key.value and "<" not in key.value)
_SAME_AS: Final = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Keys for which a terminal sends what it sends for another one."""


class WrongKeyError(ValueError):
    """Something is no key, or none that arrives. Its text says why."""


def written_key(key: str) -> str:
    """Return how the pages write a key: `ctrl+n` is `Ctrl+N`, `G` is `Shift+G`."""
    if len(key) == 1:
        return f"Shift+{key}" if key.isupper() else key
    *modifiers, name = key.split("+")
    shown = _WRITTEN.get(name) or _sign(name) or name.replace("_", " ").capitalize()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def _sign(name: str) -> str:
    """Return the character of a key, such as the backtick of `grave_accent`; nothing for a key with a name.

    A comma has a name: it stands between keys.
    """
    sign = name.upper() if len(name) == 1 else key_to_character(name) or ""
    return sign if sign.isprintable() and not sign.isspace() and sign != "," else ""


def in_markdown(written: str) -> str:
    """Return a written key for a cell of a table: Markdown reads nothing in it."""
    return _MARKDOWN.sub(r"\\\g<0>", written)


def read_keys(text: str) -> tuple[str, ...]:
    """Return Textual's names of the keys that a text lists: `ctrl+k, F9`.

    Raises:
        WrongKeyError: one of them is no key, or a terminal can't send it.
    """
    # A comma is a key, too: alone, or behind the last comma.
    parts = [","] if text.strip() == "," else text.split(",")
    return tuple(dict.fromkeys(_read_key(part.strip()) for part in parts))


def types_text(key: str) -> bool:
    """Tell whether a key types a character into a text field."""
    return ("+" not in key and key not in _NAMES) or key == "space"


def _read_key(text: str) -> str:
    if not text:
        raise WrongKeyError("it names no key")
    *before, name = text.split("+") if not text.endswith("+") else [*text[:-1].rstrip("+").split("+"), "+"]
    modifiers = {part.strip().lower() for part in before if part}
    if unknown := modifiers - {*_MODIFIERS}:
        raise WrongKeyError(f"“{min(unknown)}” is none of {', '.join(_MODIFIERS)}")
    key = _base_key(name.strip(), has_modifier=bool(modifiers))
    if modifiers == {"shift"} and len(key) == 1 and key.isalpha():
        return key.upper()
    whole = "+".join([*(modifier for modifier in _MODIFIERS if modifier in modifiers), key])
    if whole in _SAME_AS:
        raise WrongKeyError(f"a terminal sends the same for it as for {written_key(_SAME_AS[whole])}")
    return whole


def _base_key(name: str, *, has_modifier: bool) -> str:
    """Return Textual's name of a key without its modifiers."""
    if len(name) == 1 and name.isprintable():
        letter = name.lower() if has_modifier else name
        return _READ.get(letter) or (letter if letter.isalnum() else _character_to_key(letter))
    key = _READ.get(name.lower(), name.lower().replace(" ", "_"))
    if key in _NAMES or key in _WRITTEN or key in REPLACED_KEYS or key_to_character(key):
        return key
    raise WrongKeyError("there is no such key")
