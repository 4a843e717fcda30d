"""A profile: a connector, where its secrets come from, and the file it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..oauth2.connector import Connector
from .secret_sources import SECRET_FIELDS, FromPlain, FromPrompt, SecretSource, secret_keys, secret_value


@dataclass(frozen=True)
class Profile:
    """A connector as a profile holds it."""

    connector: Connector
    sources: Mapping[str, SecretSource] = field(default_factory=dict, hash=False)
    """The source of each secret, by its key. One that is not named here is asked for."""
    path: Path | None = None
    """None while the profile was never saved."""

    def source_of(self, key: str) -> SecretSource:
        """Return where a secret comes from."""
        return self.sources.get(key, FromPrompt())

    def missing_secrets(self) -> tuple[str, ...]:
        """Return the keys of the secrets that are empty, and so still to be asked for.

        Client secret and password are required; another that the file gives as blank is meant to be blank.
        """
        return tuple(
            key
            for key in secret_keys(self.connector)
            if not secret_value(self.connector, key)
            and (key in SECRET_FIELDS or not isinstance(self.source_of(key), FromPlain))
        )
