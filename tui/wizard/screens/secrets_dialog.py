"""Asking for the secrets that an opened profile does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from ...oauth2.proxy_url import credentials_part
from ...plain_text import plain_line
from ...profiles.profile import Profile
from ...profiles.secret_sources import PROXY_KEY, secret_label
from ..widgets.field import Field
from .dialog import Dialog


class SecretsDialog(Dialog[dict[str, str]]):
    """One masked field for each missing secret; dismissed with key and text of those typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "reveal", "Reveal"),
        Binding("ctrl+t", "trim", "Trim"),
    ]

    def __init__(self, profile: Profile, keys: Sequence[str]) -> None:
        super().__init__("Secrets that are not stored")
        self._profile = profile
        self._keys = tuple(keys)
        self._masked = True

    def compose_body(self) -> ComposeResult:
        name = plain_line(self._profile.connector.name) or "This profile"
        yield Static(Content(f"{name} keeps these to be asked for. They are used now and not saved."))
        for index, key in enumerate(self._keys):
            if key == PROXY_KEY:
                yield Field(
                    f"secret.{index}",
                    "",
                    label=secret_label(key),
                    help_text="Its URL, as http://user:password@host:port.",
                    secret_part=credentials_part,
                )
            else:
                yield Field(f"secret.{index}", "", label=secret_label(key), is_secret=True)

    def compose_buttons(self) -> ComposeResult:
        yield Button("Later", id="cancel")
        yield Button("OK", id="ok", variant="primary")

    def on_mount(self) -> None:
        """Start with the first."""
        self.query(Field).first().input.focus()

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        fields = list(self.query(Field))
        after = fields[fields.index(event.field) + 1 :]
        if after:
            after[0].input.focus()
        else:
            self._accept()

    @on(Button.Pressed, "#ok")
    def _accept(self) -> None:
        fields = self.query(Field)
        self.dismiss({key: field.value for key, field in zip(self._keys, fields, strict=True) if field.value})

    def action_reveal(self) -> None:
        """Show what was typed, or mask it again."""
        self._masked = not self._masked
        for field in self.query(Field):
            field.mask(masked=self._masked)

    def action_trim(self) -> None:
        """Trim the focused field."""
        for field in self.query(Field):
            if field.input.has_focus:
                field.trim()
