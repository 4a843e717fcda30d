"""The wizard's own themes, light and dark, and the colors that have a meaning.

Every text passes WCAG 2 AA (a contrast of 4.5 to 1) on every background that it can stand on: tests/wizard/
test_places.py measures it on each screen. A color never says anything alone: a sign or a word says it, too.
"""

from __future__ import annotations

import os
from functools import partial
from typing import Final

from textual.app import App
from textual.color import Color
from textual.filter import Monochrome, NoColor
from textual.theme import Theme

from ..terminal.monochrome import has_colors
from .appearance import remember_theme, remembered_theme
from .without_colors import WithoutColors

MEANINGS: Final = {
    "works": "text-success",
    "fails": "text-error",
    "warns": "text-warning",
    "secret": "text-secondary",
    "quiet": "foreground-muted",
}
"""The colors that have a meaning, each with what another theme, of Textual's, has for it."""


def _theme(*, dark: bool, ground: dict[str, str], ink: dict[str, str]) -> Theme:
    """Return a theme from its backgrounds and its inks."""
    return Theme(
        name="doctor-dark" if dark else "doctor-light",
        dark=dark,
        primary=ink["accent"],
        secondary=ink["secret"],
        accent=ink["accent"],
        success=ink["works"],
        warning=ink["warns"],
        error=ink["fails"],
        foreground=ink["text"],
        background=ground["background"],
        surface=ground["surface"],
        panel=ground["panel"],
        variables=_inks(ink) | _cursors(ground, ink) | _edges(ground, ink),
    )


def _inks(ink: dict[str, str]) -> dict[str, str]:
    """Return what text is written in, by Textual's names and by ours."""
    return {
        **{meaning: ink[meaning] for meaning in MEANINGS},
        "text": ink["text"],
        "text-muted": ink["quiet"],
        "text-disabled": ink["faint"],
        "text-primary": ink["accent"],
        "text-accent": ink["accent"],
        "text-secondary": ink["secret"],
        "text-success": ink["works"],
        "text-warning": ink["warns"],
        "text-error": ink["fails"],
        "foreground-muted": ink["quiet"],
        "foreground-disabled": ink["faint"],
        "link-color": ink["accent"],
        **{f"markdown-h{level}-color": ink["accent"] for level in (1, 2, 3)},
        **{f"markdown-h{level}-color": ink["text"] for level in (4, 5, 6)},
    }


def _cursors(ground: dict[str, str], ink: dict[str, str]) -> dict[str, str]:
    """Return what a cursor, a selection and a button look like. On a fill, the ink is the ground."""
    text, on_fill = ink["text"], ground["background"]
    return {
        "block-cursor-foreground": text,
        "block-cursor-background": ground["cursor"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": ground["blurred"],
        "block-hover-background": ground["panel"],
        "input-cursor-foreground": on_fill,
        "input-cursor-background": text,
        "input-selection-foreground": text,
        "input-selection-background": ground["selection"],
        "screen-selection-foreground": text,
        "screen-selection-background": ground["selection"],
        "button-foreground": text,
        "button-color-foreground": on_fill,
        "button-focus-text-style": "bold",
        "link-color-hover": on_fill,
        "link-background-hover": ink["accent"],
    }


def _edges(ground: dict[str, str], ink: dict[str, str]) -> dict[str, str]:
    """Return what is around a text: borders, grounds with a meaning, the footer, scroll bars."""
    return {
        "primary-muted": ground["blurred"],
        "success-muted": ground["works"],
        "warning-muted": ground["warns"],
        "error-muted": ground["fails"],
        "border": ink["accent"],
        "border-blurred": ground["line"],
        "footer-foreground": ink["text"],
        "footer-key-foreground": ink["accent"],
        "footer-description-foreground": ink["text"],
        **{f"footer-{part}background": ground["panel"] for part in ("", "key-", "description-", "item-")},
        "scrollbar": ground["handle"],
        "scrollbar-hover": ink["quiet"],
        "scrollbar-active": ink["accent"],
        "scrollbar-corner-color": ground["surface"],
        **{f"scrollbar-background{state}": ground["surface"] for state in ("", "-hover", "-active")},
    }


_BACKGROUND: Final = "#101214"
# With 256 colors, grounds that are nearly gray stay so: Rich makes more saturated ones blue or red.
DARK: Final = _theme(
    dark=True,
    ground={
        "background": _BACKGROUND,
        "surface": "#191d21",
        "panel": "#262b31",
        "line": "#474e57",
        "handle": "#5c6672",
        "cursor": "#1e3f63",
        "blurred": "#2a3038",
        "selection": "#204d78",
        "works": "#25302a",
        "warns": "#35302a",
        "fails": "#382b2c",
    },
    ink={
        "text": "#e8eaed",
        "quiet": "#bcc2c8",
        "faint": "#a1aebe",
        "accent": "#7cc7ff",
        "works": "#62d99a",
        "warns": "#f5bd55",
        "fails": "#ff8a8a",
        "secret": "#cfadff",
    },
)
LIGHT: Final = _theme(
    dark=False,
    ground={
        "background": "#f6f8fa",
        "surface": "#ffffff",
        "panel": "#e6e8ea",
        "line": "#aeb4bb",
        "handle": "#8795a5",
        "cursor": "#c9e2fb",
        "blurred": "#e0e3e7",
        "selection": "#b5d7fa",
        "works": "#d8f0e1",
        "warns": "#f8e9c8",
        "fails": "#fbdfe1",
    },
    ink={
        "text": "#18212c",
        "quiet": "#465364",
        "faint": "#525f70",
        "accent": "#00558f",
        "works": "#0b6134",
        "warns": "#754600",
        "fails": "#a81b2b",
        "secret": "#6a38a8",
    },
)


def theme_for_terminal() -> str:
    """Return the name of the theme for this terminal: light where it says that it is, else dark.

    COLORFGBG holds the numbers of the text's color and of the background's. Konsole, rxvt, Qt's terminals and
    some others set it, and a terminal of no color of its own is dark far more often than not.
    """
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return (LIGHT if background in {"7", "15"} else DARK).name


class Themes(App[None]):
    """An app with our themes beside Textual's. It begins with the last choice, or the terminal's own."""

    _theme_at_start: str | None = None
    """None until it is known; blank once another one was chosen."""

    def __init__(self) -> None:
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        # Then the stylesheets mark by type what colors would mark. An empty NO_COLOR asks for nothing.
        self.no_color = bool(os.environ.get("NO_COLOR")) or not has_colors(os.environ.get("TERM", ""))
        self._filters = [each for each in self._filters if not isinstance(each, Monochrome | NoColor)]
        if self.no_color:
            self._filters = [WithoutColors(Color.parse(_BACKGROUND))]  # Textual's would dim by a color
            self._theme_at_start = DARK.name  # by its colors, it is decided what stands out
        else:
            self._theme_at_start = remembered_theme(self.available_themes) or theme_for_terminal()
        # Before anything is read with it: a change later would read all style sheets again.
        self.set_reactive(App.theme, self._theme_at_start)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, with a color for each meaning."""
        if self._theme_at_start is None:  # Textual asks twice while the app is made, and uses nothing of it
            return {}
        variables = super().get_css_variables()
        for meaning, usual in MEANINGS.items():
            variables.setdefault(meaning, variables[usual])
        return variables

    def watch_theme(self, theme: str) -> None:
        """Remember the theme that the user chose."""
        if theme != self._theme_at_start:
            self._theme_at_start = ""
            # A choice that can't be kept holds until the end.
            keeping = partial(remember_theme, theme)
            self.run_worker(keeping, group="theme", thread=True, exit_on_error=False)
