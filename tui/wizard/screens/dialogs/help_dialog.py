"""The keys, on one sheet."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, Static

from .dialog import Dialog

KEYS: Final = (
    ("Enter", "the next field; in the last one, the next step"),
    ("Ctrl+N, Esc", "next step, back"),
    ("F1 … F10", "to step 1 … 10; or Ctrl+G, then the step's digit"),
    ("Ctrl+R", "show or mask the secrets of this screen"),
    ("Ctrl+T", "trim blanks and unseen characters from the field"),
    ("Ctrl+S", "save the profile"),
    ("s, c", "Review: send, HTTP or curl; Result: send again"),
    ("←, →", "where there are tabs: the one before, the next"),
    ("g, v, x, t", "Result: to a field, evidence, experiments, token"),
    ("s, h, r, y", "Token: call the API, rehearse, refresh, copy"),
    ("p", "Start: paste a response, and read its diagnosis"),
    ("a, e, d, u, j, m", "Rows: add, edit, delete, up, down, mark as secret"),
    ("Ctrl+F", "in the demo: choose a practice fault"),
    ("Ctrl+P", "command palette: all of this by name, and themes"),
    ("Ctrl+Q", "quit; unsaved work is asked about"),
)
"""Keys and what they do, as the README has them too."""


class HelpDialog(Dialog[None]):
    """Lists the keys."""

    def __init__(self) -> None:
        super().__init__("Keys")

    def compose_body(self) -> ComposeResult:
        width = max(len(keys) for keys, _ in KEYS) + 2
        lines = [Content.assemble((f"{keys:<{width}}", "bold $text-accent"), words) for keys, words in KEYS]
        yield Static(Content("\n").join(lines))

    def compose_buttons(self) -> ComposeResult:
        yield Button("Close", id="cancel", name="cancel", variant="primary")

    def on_mount(self) -> None:
        """Let Enter close it."""
        self.query_one("#cancel").focus()
