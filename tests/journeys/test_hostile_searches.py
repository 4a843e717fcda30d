"""What is pasted into a search is shown as text, wherever one searches: it commands no terminal."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.wizard.driving import wizard
from tests.wizard.samples import COMPLETE
from tests.wizard.test_hostile_words import HOSTILE
from tui.form.steps import Step
from tui.plain_text import plain_line


@pytest.mark.parametrize(
    "keys", [("f1", "/"), ("ctrl+p",), ("ctrl+g", "t"), ("y",)], ids=["help", "menu", "fields", "copy"]
)
async def test_a_search_shows_what_was_pasted_as_text(keys: tuple[str, ...]) -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await d.press(*keys)
        await d.until(lambda: isinstance(d.app.focused, Input), "the search")
        await d.paste(HOSTILE)
        await d.until(lambda: isinstance(d.app.focused, Input) and "x" in d.app.focused.value, "the paste")
        await d.drawn()
        strips = d.app.screen._compositor.render_strips()
        shown = "".join(segment.text for strip in strips for segment in strip if not segment.control)
        assert plain_line(shown) == shown
