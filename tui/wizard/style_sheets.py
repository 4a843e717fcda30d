"""The style sheets of the screens: each is read when the first screen that needs it is shown."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any, Final

from textual.app import App
from textual.screen import Screen

from .remembered_styles import RememberingSheet

_FOLDER: Final = Path(__file__).parent / "styles"


def sheets(*names: str) -> list[str | PurePath]:
    """Return the paths of style sheets, for a screen's `CSS_PATH`. A later one overrules those before it.

    Paths of their own, not relative ones: Textual looks for those beside the module of the subclass.
    """
    return [_FOLDER / f"{name}.tcss" for name in names]


class StyleSheets(App[None]):
    """An app that reads a screen's style sheets without reading all others again.

    A rule names ids and classes of the screens that ask for its sheet, so no widget that is there already
    has to be styled anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = RememberingSheet(variables=self.get_css_variables())

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        # Textual's own parses every sheet again, those of its widgets too, and styles every widget again.
        unread = [path for path in screen.css_path if not self.stylesheet.has_source(str(path))]
        if unread:
            self.stylesheet.read_all(unread)
            self.stylesheet.parse()
