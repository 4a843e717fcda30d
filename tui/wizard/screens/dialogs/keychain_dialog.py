"""The dialog that is shown while the system's keychain is asked for secrets."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from .dialog import Dialog


class KeychainDialog(Dialog[None]):
    """Takes the keys meanwhile. Cancel gives up waiting; then nothing is opened."""

    def __init__(self) -> None:
        super().__init__("Waiting for the keychain")

    def compose_body(self) -> ComposeResult:
        yield Static("It may ask for its password, perhaps in a window behind this one.", id="dialog-intro")
