"""A frame: all that a screen shows, as text that a person can read and compare.

StartScreen at 80x24          whose screen, and its size
── text
● acme                       the lines of the screen, without the blanks at their ends
── styles
aab                           a letter for each character above; the last one goes on to the end
── doctor-dark
a  on #101418                 what each letter means in this theme
b  #e6e9ee on #101418 bold
── doctor-light
a  on #f7f8fa                 and in this one: themes differ in nothing but colors
b  #14181d on #f7f8fa bold
"""

from __future__ import annotations

import io
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, repeat, zip_longest
from typing import Final

from rich.color import Color
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.strip import Strip

_LETTERS: Final = string.ascii_letters + string.digits + "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
_HEAD: Final = "── "
"""What the name of a part begins with."""
_MOST_LINES: Final = 3
"""How many of the lines that differ are told."""


class FrameFiles(SingleFileSnapshotExtension):
    """Keeps each frame in a file of its own."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


def text_of(strips: Sequence[Strip]) -> str:
    """Return the text of a screen, without the blanks at the ends of its lines."""
    return "\n".join(strip.text.rstrip() for strip in strips)


def frame(title: str, themes: Mapping[str, Sequence[Strip]]) -> str:
    """Return the frame of a screen whose text is the same in all themes: its lines by the theme's name."""
    letters, unused = dict[tuple[str, ...], str](), chain(_LETTERS, repeat("?"))
    masks = list[str]()
    for strips in zip(*themes.values(), strict=True):
        mask = ""
        for styles in zip(*map(_styles_of, strips), strict=True):
            if styles not in letters:
                letters[styles] = next(unused)
            mask += letters[styles]
        masks.append(mask.rstrip(mask[-1:]) + mask[-1:])
    meanings = (
        line
        for index, name in enumerate(themes)
        for line in (_HEAD + name, *(f"{letter}  {styles[index]}" for styles, letter in letters.items()))
    )
    text = text_of(next(iter(themes.values())))
    return "\n".join((title, f"{_HEAD}text", text, f"{_HEAD}styles", *masks, *meanings, ""))


def _styles_of(strip: Strip) -> Iterator[str]:
    """Yield the style of each character of a line. What a blank doesn't show is left out."""
    before = ("", "")
    for text, style, _ in strip:
        whole, ground, shows_on_blank = _described(style or Style())
        for character in text:
            if character == " " and not shows_on_blank:
                if before[1] != ground:
                    before = (ground, ground)
            else:
                before = (whole, "" if shows_on_blank else ground)
            yield before[0]


@cache
def _described(style: Style) -> tuple[str, str, bool]:
    """Return a style in words, its ground alone, and whether a blank shows more of it than that."""
    ground = f"on {_name(style.bgcolor)}"
    lines = [mark for mark in ("underline", "strike", "reverse") if getattr(style, mark)]
    marks = [mark for mark in ("bold", "dim", "italic") if getattr(style, mark)]
    return " ".join((_name(style.color), ground, *marks, *lines)), ground, bool(lines)


def _name(color: Color | None) -> str:
    if color is None or color.is_default:
        return "default"
    return color.get_truecolor().hex if color.triplet else color.name


def differences(kept: str, seen: str) -> str:
    """Return the first lines in which two frames differ, and where they stand."""
    return "; ".join(islice(_differing(kept.split("\n"), seen.split("\n")), _MOST_LINES))


def _differing(kept: Sequence[str], seen: Sequence[str]) -> Iterator[str]:
    part, number = "", 0
    for one, other in zip_longest(kept, seen, fillvalue="(no line)"):
        if one == other and one.startswith(_HEAD):
            part, number = one.removeprefix(_HEAD), -1
        number += 1
        if one != other:
            yield f"{part} line {number}:\n  - {one}\n  + {other}\n"


def picture(strips: Sequence[Strip]) -> str:
    """Return the lines of a screen as an SVG."""
    console = Console(
        width=strips[0].cell_length,
        height=len(strips),
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(Segments([part for strip in strips for part in (*strip.simplify(), Segment.line())]))
    return console.export_svg(title="")
