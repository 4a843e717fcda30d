"""Defines a profile: a connector, where its secrets come from, and its file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from ..oauth2.connector import Connector
from ..oauth2.lean.frozen import frozen
from .secret_sources import SECRET_FIELDS, FromPlain, FromPrompt, SecretSource, secret_keys, secret_value


@frozen
class FileVersion:
    """What a profile's file held when it was read or written, to notice that somebody else changed it."""

    digest: str
    connector: Connector = field(compare=False, repr=False)
    """The connector in it, to say what differs."""

    @classmethod
    def of(cls, data: bytes, connector: Connector) -> FileVersion:
        """Return the version of a file with these bytes."""
        return cls(hashlib.sha256(data).hexdigest(), connector)


@frozen
class Profile:
    """A connector that is, or can be, saved in a file."""

    connector: Connector
    sources: Mapping[str, SecretSource] = field(default_factory=dict, hash=False)
    """The source of each secret, by its key. The user is asked for a secret that is not listed."""
    path: Path | None = None
    """None if the profile has never been saved."""
    version: FileVersion | None = field(default=None, compare=False, repr=False)
    """The file as it was read or saved; None if the profile has never been saved."""
    found: Mapping[str, SecretSource] = field(default_factory=dict, compare=False, repr=False)
    """Where those secrets were found that the file doesn't hold, by their keys."""

    def source_of(self, key: str) -> SecretSource:
        """Return where a secret comes from."""
        return self.sources.get(key, FromPrompt())

    def origin_of(self, key: str) -> SecretSource:
        """Return where a secret came from; where it is missing, where it has to come from."""
        return self.found.get(key, self.source_of(key))

    def missing_secrets(self) -> tuple[str, ...]:
        """Return the keys of the secrets that are empty and still have to be found or asked for.

        Client secret and password are always required. Any other secret may be saved as blank on purpose.
        """
        return tuple(
            key
            for key in secret_keys(self.connector)
            if not secret_value(self.connector, key)
            and (key in SECRET_FIELDS or not isinstance(self.source_of(key), FromPlain))
        )
