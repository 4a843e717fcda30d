"""Chooses how a profile's file is written: anew, or by changing what somebody wrote by hand.

A file that this program wrote, and nobody touched since, is written anew. In any other, only values change.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...errors import ProfileError
from ...foreign_toml import ForeignTomlError, read_toml
from ..file_problems import refuse
from ..profile import Profile
from ..reading import MAX_BYTES
from ..schema import TomlValue
from ..toml_document import read_document
from .document import file_document
from .new_text import new_text


def profile_text(document: Mapping[str, TomlValue], path: Path, existing: bytes | None) -> bytes:
    """Return the text of a file with this document. `existing` is the text that it is to resemble, if any.

    Raises:
        ProfileError: a value holds half of a character, or the file would be too large.
    """
    data = new_text(document, path)
    if existing is not None:
        data = _edited(existing, document, path) or data
    if len(data) > MAX_BYTES:
        refuse(path, "a profile can't be larger than 1 MiB.")
    return data


def _edited(existing: bytes, document: Mapping[str, TomlValue], path: Path) -> bytes | None:
    """Return a text with its values changed; None if it is ours, no profile, or too odd to be changed."""
    held = _held(existing, path)
    if held is None or new_text(held, path) == existing:
        return None
    from .edited_text import edited_texts  # here, since it takes longer than all else

    ways = edited_texts(existing, held, document)
    return next((data for data in ways if _held(data, path) == document), None)


def _held(data: bytes, path: Path) -> Mapping[str, TomlValue] | None:
    try:
        connector, sources = read_document(read_toml(data), path)
    except (ForeignTomlError, ProfileError):
        return None
    return file_document(Profile(connector, sources))
