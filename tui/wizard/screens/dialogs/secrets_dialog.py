"""The dialog that asks for the secrets that a profile doesn't store."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ....oauth2.proxy_url import credentials_part
from ....plain_text import plain_line
from ....profiles.profile import Profile
from ....profiles.secret_sources import PROXY_KEY, secret_label
from ...widgets.field import Field
from .dialog import FieldsDialog


class SecretsDialog(FieldsDialog[dict[str, str]]):
    """Has a masked field for each missing secret; dismissed with those that were typed, by key."""

    cancel_label = "Later"

    def __init__(self, profile: Profile, keys: Sequence[str]) -> None:
        super().__init__("Secrets that are not stored")
        self._profile = profile
        self._keys = tuple(keys)

    def compose_body(self) -> ComposeResult:
        name = plain_line(self._profile.connector.name) or "This profile"
        intro = f"{name} doesn't store these secrets. They are used now and not saved."
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

    def action_accept(self) -> None:
        """Close with the secrets that were typed."""
        fields = self.query(Field)
        self.dismiss({key: field.value for key, field in zip(self._keys, fields, strict=True) if field.value})
