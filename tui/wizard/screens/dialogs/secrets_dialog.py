"""The dialog that asks for the secrets that a profile doesn't store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from ....oauth2.proxy_url import credentials_part
from ....plain_text import plain_line
from ....profiles.keychain import keychain_problem
from ....profiles.profile import Profile
from ....profiles.secret_sources import PROXY_KEY, FromKeyring, secret_label
from ...widgets.field import Field
from .dialog import FieldsDialog


class SecretsDialog(FieldsDialog[dict[str, str]]):
    """Has a masked field for each missing secret; dismissed with those that were typed, by key."""

    cancel_label = "Later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "send", "Send", tooltip="Take these secrets, and send", id="step.send"),
    ]

    def __init__(self, profile: Profile, keys: Sequence[str]) -> None:
        super().__init__("Secrets that are not stored")
        self._profile = profile
        self._keys = tuple(keys)
        self.is_to_send = False
        """Whether the request is to be sent with what was typed."""

    def compose_body(self) -> ComposeResult:
        name = plain_line(self._profile.connector.name) or "This profile"
        intro = f"{name} doesn't store these secrets. They are used now and not saved."
        if any(isinstance(self._profile.source_of(key), FromKeyring) for key in self._keys):
            intro += f" {keychain_problem() or 'The keychain is locked, or it has no such entry.'}"
        yield Static(Content(intro), id="dialog-intro")
        for index, key in enumerate(self._keys):
            if key == PROXY_KEY:
                yield Field(
                    f"secret.{index}",
                    "",
                    label=secret_label(key),
                    help_text="The proxy's URL: http://user:password@host:port",
                    secret_part=credentials_part,
                )
            else:
                yield Field(f"secret.{index}", "", label=secret_label(key), is_secret=True)

    def action_send(self) -> None:
        """Close with the secrets that were typed, and send."""
        self.is_to_send = True
        self.action_accept()

    def action_accept(self) -> None:
        """Close with the secrets that were typed."""
        fields = self.query(Field)
        self.dismiss({key: field.value for key, field in zip(self._keys, fields, strict=True) if field.value})
