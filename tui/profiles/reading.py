"""Reads a profile file, and fetches its secrets from the environment or the keychain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn

from ..errors import ProfileNotFoundError
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from .file_problems import nearest, reason, refuse, shown_path
from .keychain import read_keyring
from .profile import Profile
from .secret_sources import FromEnv, FromKeyring, environment_variable, with_secret
from .toml_document import read_document

MAX_BYTES: Final = 1024 * 1024
_PLACE: Final = re.compile(r" \(at (line \d+, column \d+|end of document)\)$")


def load_profile(path: Path) -> Profile:
    """Read a profile from a file. Secrets that the file does not contain stay empty.

    Raises:
        ProfileNotFoundError: there is no such file.
        ProfileError: it can't be read, is not TOML, or has unknown keys or bad values.
    """
    connector, sources = read_document(_parse(_read(path), path), path)
    return Profile(connector, sources, path)


def fill_secrets(profile: Profile, environ: Mapping[str, str]) -> Profile:
    """Return the profile with its missing secrets filled in. Those that can't be found stay empty.

    Each is looked up in the environment variable that the profile names, then in the variable of
    `environment_variable`, then in the keychain if that is its source.
    """
    connector = profile.connector
    for key in profile.missing_secrets():
        source = profile.source_of(key)
        found = Secret(environ.get(source.name, "") if isinstance(source, FromEnv) else "")
        found = found or Secret(environ.get(environment_variable(key), ""))
        if not found and isinstance(source, FromKeyring) and profile.path:
            found = read_keyring(profile.path.stem, key)
        if found:
            connector = with_secret(connector, key, found)
    return replace(profile, connector=connector)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
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
        # Some editors start a UTF-8 file with a byte order mark.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        refuse(path, f"line {line} is not UTF-8 (byte 0x{data[error.start]:02X}). Save the file as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        _refuse_syntax(path, str(error))
    except (ValueError, RecursionError):
        # More than the parser can handle: a number with thousands of digits, or deeply nested arrays.
        refuse(path, "not a profile: a number is too long, or values are nested too deeply.")


def _refuse_syntax(path: Path, message: str) -> NoReturn:
    place = _PLACE.search(message)
    what = plain_line(_PLACE.sub("", message))
    hint = ' Put text in quotes, as in name = "acme".' if what == "Invalid value" else ""
    where = f"{place.group(1)}: " if place else ""
    refuse(path, f"{where}not valid TOML: {what}.{hint}")
