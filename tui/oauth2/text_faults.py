"""Finds what you can't see in a pasted value: outer blanks, line breaks, invisible characters.

Nothing here changes a value by itself: `find_text_faults` says what is there, and `trimmed` returns the
value without it when the user asks for that.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from .lean.frozen import frozen

_NAMES: Final = {
    "\t": "tab",
    "\n": "line break",
    "\r": "carriage return",
    "\x00": "NUL",
    "\xa0": "no-break space",
    "\xad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}
_LINE_BREAKS: Final = frozenset("\r\n\x0b\x0c\x85\u2028\u2029")
_JOINERS: Final = frozenset("\u200c\u200d")
"""Between visible characters, some languages and emoji need these two."""


@frozen
class TextFault:
    """One kind of blank or invisible text in a value."""

    where: str
    """`"begins"`, `"ends"` or `"holds"`."""
    characters: str
    """All such characters in that place, in order."""

    @property
    def sentence(self) -> str:
        """The fault as a verb phrase, for example "ends with 2 spaces"."""
        characters = self.characters.replace("\r\n", "\n")  # a user sees one line break
        names = list(dict.fromkeys(character_name(char) for char in characters))
        count, name = len(characters), names[0]
        if len(names) > 1:
            counted = f"{count} blank or invisible characters ({', '.join(names[:3])})"
        elif count > 1:
            counted = f"{count} characters ({name})" if "U+" in name else f"{count} {name}s"
        else:
            counted = named_character(characters)
        return f"contains {counted}" if self.where == "holds" else f"{self.where} with {counted}"


def character_name(character: str) -> str:
    """Return the name of a blank or invisible character as a person would say it."""
    if character == " ":
        return "space"
    if character in _NAMES:
        return _NAMES[character]
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    return f"{name} ({code})" if name else code


def named_character(character: str) -> str:
    """Return the name of a blank or invisible character with its article."""
    name = character_name(character)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def is_invisible(character: str) -> bool:
    """Tell whether a character is invisible: a control, a format, or a separator other than the space."""
    return character != " " and unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _is_outer_blank(character: str) -> bool:
    return character.isspace() or is_invisible(character)


def find_text_faults(value: str) -> tuple[TextFault, ...]:
    """Return the faults at the start, at the end and inside of a value, in this order."""
    core = trimmed_ends(value)
    if not core:
        return (TextFault("holds", value),) if value else ()
    start = value.index(core)
    faults = []
    if leading := value[:start]:
        faults.append(TextFault("begins", leading))
    if trailing := value[start + len(core) :]:
        faults.append(TextFault("ends", trailing))
    if core.isprintable():
        return tuple(faults)  # nothing more: the loop below is felt in a long value
    if inner := "".join(char for char in core if is_invisible(char) and char not in _JOINERS):
        faults.append(TextFault("holds", inner))
    return tuple(faults)


def trimmed_ends(value: str) -> str:
    """Return the value without the blanks and invisible characters around it."""
    start, end = 0, len(value)
    while start < end and _is_outer_blank(value[start]):
        start += 1
    while end > start and _is_outer_blank(value[end - 1]):
        end -= 1
    return value[start:end]


def trimmed(value: str) -> str:
    """Return the value without outer blanks, line breaks and invisible characters.

    Inner spaces stay, and a no-break space becomes a space, since both can be part of a value.
    """
    kept = []
    for char in trimmed_ends(value):
        if char in _LINE_BREAKS or (unicodedata.category(char) in {"Cc", "Cf"} and char not in _JOINERS):
            continue
        kept.append(" " if unicodedata.category(char) == "Zs" else char)
    return "".join(kept)
