"""Makes one animated SVG of an app's screens, which plays wherever a browser shows a picture.

    frame ──> rows ──each row once──> <defs>          frames ──side by side──> a film
                └── <use> of the row in each frame        └── one CSS animation moves it, frame by frame

No script and no font of its own: GitHub shows a picture without either. Whoever prefers less motion sees one
frame that stands still, and so does a program that knows no animation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App

from tui.plain_text import xml_text

CELL: Final = 12.2
"""The width of a cell, in units of the picture."""
LINE: Final = 24.4
"""The height of a line."""
_FONT: Final = 20
_BASELINE: Final = 18.5
_EDGE: Final = 12.0
_BAR: Final = 40.0
"""The height of the bar at the top, and of the caption below."""
_FOREGROUND: Final = "#e0e0e0"
_BACKGROUND: Final = "#121212"
_FAMILY: Final = "'Fira Code',ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"


@dataclass(frozen=True)
class Frame:
    """What is shown for a while: the lines of the screen, and what stands below it."""

    rows: tuple[str, ...]
    """The ids of its rows; empty for a blank one."""
    seconds: float
    caption: str
    key: str
    """The key that is pressed next; empty where none is."""


class Recording:
    """Collects frames of an app. `replaced` words are shown as others of the same length."""

    def __init__(self, size: tuple[int, int], replaced: dict[str, str] | None = None) -> None:
        self._width, self._height = size
        self._replaced = replaced or {}
        self._frames: list[Frame] = []
        self._rows: dict[str, str] = {}
        self._classes: dict[str, str] = {}

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(frame.seconds for frame in self._frames)

    def take(self, app: App[Any], seconds: float, caption: str, key: str = "") -> int:
        """Add what the app shows now, for a time; return the number of its frame."""
        rendered = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        if not isinstance(rendered, LayoutUpdate):
            raise TypeError(f"the screen is rendered as a {type(rendered).__name__}, and not line by line")
        lines = ([segment for strip in line for segment in strip] for line in rendered.strips)
        return self.add(lines, seconds, caption, key)

    def add(self, lines: Iterable[Sequence[Segment]], seconds: float, caption: str, key: str = "") -> int:
        """Add a frame of lines, and return its number. One like the frame before only lasts longer."""
        rows = tuple(self._row(line) for line in lines)
        before = self._frames[-1] if self._frames else None
        if before and (before.rows, before.caption, before.key) == (rows, caption, key):
            self._frames[-1] = Frame(rows, before.seconds + seconds, caption, key)
        else:
            self._frames.append(Frame(rows, seconds, caption, key))
        return len(self._frames) - 1

    # Rows

    def _row(self, line: Sequence[Segment]) -> str:
        drawn = "".join(self._drawn(line))
        if not drawn:
            return ""
        return self._rows.setdefault(drawn, f"r{len(self._rows)}")

    def _drawn(self, line: Sequence[Segment]) -> Iterator[str]:
        """Yield the backgrounds of a line, then its texts."""
        runs = list(self._runs(line))
        for column, text, style in runs:
            if (color := _colors(style)[1]) != _BACKGROUND:
                width = f"{cell_len(text) * CELL + 0.4:.1f}"  # no gap to the next one
                yield f'<rect x="{column * CELL:.1f}" width="{width}" height="{LINE + 0.4:.1f}" '
                yield f'class="{self._class(f"fill:{color}")}"/>'
        for column, text, style in runs:
            if text.strip():
                start = column + cell_len(text) - cell_len(text.lstrip())
                yield self._text(start, text.strip(), style)

    def _text(self, column: int, text: str, style: Style) -> str:
        rules = [f"fill:{_colors(style)[0]}"]
        rules += ["font-weight:bold"] if style.bold else []
        rules += ["font-style:italic"] if style.italic else []
        rules += ["text-decoration:underline"] if style.underline else []
        # The length keeps the columns in line, whatever font there is.
        place = f'x="{column * CELL:.1f}" y="{_BASELINE}" textLength="{cell_len(text) * CELL:.1f}"'
        return f'<text {place} class="{self._class(";".join(rules))}">{escape(text)}</text>'

    def _runs(self, line: Sequence[Segment]) -> Iterator[tuple[int, str, Style]]:
        """Yield the column, the text and the style of each run of one style."""
        column, start, text, style = 0, 0, "", Style.null()
        for segment in line:
            if segment.control:
                continue
            its_style = segment.style or Style.null()
            if its_style != style and text:
                yield start, text, style
                start, text = column, ""
            style = its_style
            shown = self._shown(segment.text)
            text += shown
            column += cell_len(shown)
        if text:
            yield start, text, style

    def _shown(self, text: str) -> str:
        text = xml_text(text)
        for word, shown in self._replaced.items():
            text = text.replace(word, shown)
        return text

    def _class(self, rules: str) -> str:
        return self._classes.setdefault(rules, f"c{len(self._classes)}")

    # The picture

    def svg(self, title: str, still: int = -1) -> str:
        """Return the picture. `still` is the frame for those who see no motion."""
        width = self._width * CELL + 2 * _EDGE
        height = self._height * LINE + 2 * _BAR + _EDGE
        step = round(width + 20)
        frames = "".join(self._frame(number * step, frame) for number, frame in enumerate(self._frames))
        rows = "".join(f'<g id="{name}">{drawn}</g>' for drawn, name in self._rows.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
            f"aria-label={quoteattr(title)}>\n<title>{escape(title)}</title>\n"
            f"<style>{self._styles(step, range(len(self._frames))[still])}</style>\n<defs>{rows}</defs>\n"
            f'<rect width="{width:.0f}" height="{height:.0f}" rx="10" fill="#292929"/>\n'
            '<circle cx="24" cy="20" r="7" fill="#ff5f57"/><circle cx="46" cy="20" r="7" fill="#febc2e"/>'
            '<circle cx="68" cy="20" r="7" fill="#28c840"/>\n'
            f'<svg x="{_EDGE}" y="{_BAR}" width="{width - 2 * _EDGE:.1f}" height="{height - _BAR:.1f}">'
            f'<g class="film">\n{frames}</g></svg>\n</svg>\n'
        )

    def _frame(self, x: int, frame: Frame) -> str:
        screen_height = self._height * LINE
        used = "".join(
            f'<use href="#{row}" y="{number * LINE:.1f}"/>' for number, row in enumerate(frame.rows) if row
        )
        back = f'<rect width="{self._width * CELL:.1f}" height="{screen_height:.1f}" fill="{_BACKGROUND}"/>'
        below = f'<g transform="translate(0 {screen_height + 6:.1f})">{"".join(self._below(frame))}</g>'
        return f'<g transform="translate({x} 0)">{back}{used}{below}</g>\n'

    def _below(self, frame: Frame) -> Iterator[str]:
        yield f'<text x="{CELL:.1f}" y="26" class="says">{escape(frame.caption)}</text>'
        if frame.key:
            width = (len(frame.key) + 2) * CELL
            x = self._width * CELL - width
            yield f'<rect x="{x:.1f}" y="4" width="{width:.1f}" height="32" rx="6" class="cap"/>'
            yield f'<text x="{x + CELL:.1f}" y="26" class="key">{escape(frame.key)}</text>'

    def _styles(self, step: int, still: int) -> str:
        starts = [0.0, *accumulate(frame.seconds for frame in self._frames)]
        stops = "".join(
            f"{100 * start / self.seconds:.3f}%{{transform:translateX({-number * step}px)}}"
            for number, start in enumerate(starts[:-1])
        )
        classes = "".join(f".{name}{{{rules}}}" for rules, name in self._classes.items())
        return (
            f"text{{font:{_FONT}px {_FAMILY};white-space:pre}}"
            "rect{shape-rendering:crispEdges}"  # scaled, the rows of a fill would have seams
            ".says{fill:#e0e0e0}.key{fill:#121212;font-weight:bold}.cap{fill:#ffc473}"
            f".film{{transform:translateX({-still * step}px);"
            f"animation:film {self.seconds:.1f}s steps(1,end) infinite}}"
            f"@keyframes film{{{stops}}}"
            f"@media (prefers-reduced-motion:reduce){{.film{{animation:none}}}}{classes}"
        )


def _colors(style: Style) -> tuple[str, str]:
    """Return the colors of a style, of its text and of what is behind it."""
    text, behind = _hex(style.color, _FOREGROUND), _hex(style.bgcolor, _BACKGROUND)
    return (behind, text) if style.reverse else (text, behind)


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    return color.get_truecolor().hex
