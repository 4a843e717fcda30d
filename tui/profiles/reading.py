"""Reads a profile file, and fetches its secrets from the environment or the keychain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..errors import ProfileNotFoundError
from ..foreign_toml import ForeignTomlError, read_toml
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..regular_file import read_regular_file
from .file_problems import nearest, reason, refuse, shown_path
from .keychain import read_keyring
from .keychain_users import note_entries
from .profile import FileVersion, Profile
from .secret_sources import FromEnv, FromKeyring, SecretSource, entry_of, environment_variable, with_secret
from .toml_document import read_document

MAX_BYTES: Final = 1024 * 1024


def load_profile(path: Path) -> Profile:
    """Read a profile from a file. Secrets that the file does not contain stay empty.

    Raises:
        ProfileNotFoundError: there is no such file.
        ProfileError: it can't be read, is not TOML, or has unknown keys or bad values.
    """
    data = read_profile_file(path)
    connector, sources = read_document(_parse(data, path), path)
    return Profile(connector, sources, path, FileVersion.of(data, connector))


def fill_secrets(profile: Profile, environ: Mapping[str, str]) -> Profile:
    """Return the profile with its missing secrets filled in. Those that can't be found stay empty.

    Each is looked up in the environment variable that the profile names, then in the variable of
    `environment_variable`, then in the keychain if that is its source.
    """
    if profile.path:
        note_entries(profile, profile.path)
    for key in profile.missing_secrets():
        for place, secret in _places(profile, key, environ):
            if secret:
                connector = with_secret(profile.connector, key, secret)
                profile = replace(profile, connector=connector, found={**profile.found, key: place})
                break
    return profile


def _places(profile: Profile, key: str, environ: Mapping[str, str]) -> Iterator[tuple[SecretSource, Secret]]:
    """Yield where a secret can be found without asking, in order, and what is there."""
    source = profile.source_of(key)
    if isinstance(source, FromEnv):
        yield source, Secret(environ.get(source.name, ""))
    variable = environment_variable(key)
    yield FromEnv(variable), Secret(environ.get(variable, ""))
    if isinstance(source, FromKeyring) and (entry := entry_of(source, key, profile.path)):
        yield source, read_keyring(entry)


def read_profile_file(path: Path) -> bytes:
    """Return the bytes of a profile's file.

    Raises:
        ProfileNotFoundError: there is no such file.
        ProfileError: it can't be read, is too large, or is no file but a pipe or a device.
    """
    try:
        data = read_regular_file(path, MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProfileNotFoundError(_not_found(path)) from None
    except OSError as error:
        refuse(path, f"can't be read: {reason(error)}.")
    except ValueError:
        refuse(path, "can't be read: this is not a valid file name.")
    if len(data) > MAX_BYTES:
        refuse(path, "not a profile: it is larger than 1 MiB.")
    return data


def _not_found(path: Path) -> str:
    if path.is_symlink():
        return f"{shown_path(path)}: can't be read: it is a link to a file that isn't there."
    names = _names_beside(path)
    near = nearest(path.stem, names)
    if near:
        hint = f"did you mean {plain_line(near)}?"
    elif names:
        hint = f"this folder has: {', '.join(map(plain_line, names[:10]))}{', …' if names[10:] else '.'}"
    else:
        hint = "this folder has no profiles."
    return f"{shown_path(path)}: there is no such profile; {hint}"


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(file.stem for file in path.parent.iterdir() if file.suffix == ".toml")
    except OSError:
        return []


def _parse(data: bytes, path: Path) -> dict[str, Any]:
    try:
        return read_toml(data)
    except ForeignTomlError as error:
        refuse(path, str(error))
