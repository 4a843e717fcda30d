"""The animated picture: each line once, every frame in its time, and nothing that a picture may not do."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

_FILE: Final = Path(__file__).parent.parent / "screenshots/recording.py"
_README: Final = 830
"""How many pixels wide GitHub shows a picture in a README."""
_LEGIBLE: Final = 12.0
"""The smallest font, in pixels."""
_WORDS_A_SECOND: Final = 4.0
"""How fast people read."""
_CARD: Final = 8.5
"""Seconds for the verdict card: a glance at the headline, the field, what it holds, and why."""
_SVG: Final = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def module() -> Any:
    spec = importlib.util.spec_from_file_location("recording", _FILE)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules["recording"] = loaded  # where its dataclasses look for it
    spec.loader.exec_module(loaded)
    return loaded


def line(*texts: str, style: str = "bold red on blue") -> list[Segment]:
    return [Segment(text, Style.parse(style)) for text in texts]


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(elements: Iterable[ET.Element]) -> list[str]:
    return [element.text or "" for element in elements]


def test_a_line_that_stays_is_held_once_and_shown_in_each_frame(module: Any) -> None:
    recording = module.Recording((20, 2))
    recording.add([line("stays"), line("first")], 1.0, "One", "Enter")
    recording.add([line("stays"), line("second")], 3.0, "Two")
    svg = drawn(recording.svg("A title"))
    rows = {
        group.get("id"): texts(group.iter(f"{_SVG}text")) for group in svg.iter(f"{_SVG}g") if group.get("id")
    }
    assert sorted(rows.values()) == [["first"], ["second"], ["stays"]]
    shown = [rows[(used.get("href") or "")[1:]] for used in svg.iter(f"{_SVG}use")]
    assert shown == [["stays"], ["first"], ["stays"], ["second"]]
    assert {"One", "Two", "Enter"} <= set(texts(svg.iter(f"{_SVG}text")))


def test_each_frame_has_its_time_and_one_stands_still(module: Any) -> None:
    recording = module.Recording((10, 1))
    for number in range(4):
        assert recording.add([line(str(number))], 1.0, "") == number
    assert recording.add([line("3")], 6.0, "") == 3, "a frame like the one before only lasts longer"
    svg = recording.svg("A title", still=2)
    stops = [float(stop) for stop in re.findall(r"([0-9.]+)%\{transform", svg)]
    assert stops == [0.0, 10.0, 20.0, 30.0]
    moves = re.findall(r"translateX\((-?\d+)px\)", svg)
    assert moves[0] == moves[1 + 2]
    assert "prefers-reduced-motion:reduce" in svg


def test_nothing_is_run_and_nothing_is_fetched(module: Any) -> None:
    recording = module.Recording((60, 1), {"43211": "48620"})
    recording.add([line("http://127.0.0.1:43211/ <script>&amp;\x07")], 1.0, "<b>")
    svg = recording.svg('"quoted" & <title>')
    tags = {element.tag.removeprefix(_SVG) for element in drawn(svg).iter()}
    assert tags <= {"svg", "title", "style", "defs", "g", "rect", "circle", "text", "use"}
    assert "url(" not in svg
    assert "@import" not in svg
    assert "43211" not in svg


def test_no_picture_names_a_folder_of_whoever_took_it() -> None:
    files = re.compile(r">(/[^<]*\.(?:html|toml|txt|json|md))\b")
    pictures = sorted(_FILE.parent.glob("*.svg"))
    named = {name for picture in pictures for name in files.findall(picture.read_text("utf-8"))}
    assert named
    assert {name for name in named if not name.startswith("/tmp/connector-doctor/")} == set()


def test_the_tour_can_be_read_at_the_width_that_a_readme_has_and_in_its_time() -> None:
    path = _FILE.with_name("tour.svg")
    assert path.stat().st_size < 500_000  # GitHub shows up to 10 MB; a phone loads this
    svg = path.read_text("utf-8")
    size = int(re.findall(r"text\{font:(\d+)px", svg)[0])
    width = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    assert size * _README / width >= _LEGIBLE
    lasts = float(re.findall(r"animation:film ([0-9.]+)s steps\(1,end\) infinite", svg)[0])
    starts = [float(stop) * lasts / 100 for stop in re.findall(r"([0-9.]+)%\{transform", svg)]
    told = dict[str, float]()
    frames = [
        group for group in drawn(svg).iter(f"{_SVG}g") if (group.get("transform") or "").endswith(" 0)")
    ]
    for frame, start, end in zip(frames, starts, [*starts[1:], lasts], strict=True):
        (caption,) = (text.text or "" for text in frame.iter(f"{_SVG}text") if text.get("class") == "says")
        told[caption] = told.get(caption, 0.0) + end - start
    assert len(told) == 6
    for caption, seconds in told.items():
        assert seconds >= 1 + len(caption.split()) / _WORDS_A_SECOND, caption
    assert told["What is wrong, and which field to change."] >= _CARD
    assert told["It works: the last character had not been copied."] >= _CARD - 2


@given(st.lists(st.text(), max_size=4))
def test_any_text_makes_a_picture(module: Any, words: list[str]) -> None:
    recording = module.Recording((20, 1))
    recording.add([line(*words)], 1.0, "")
    drawn(recording.svg("A title"))
