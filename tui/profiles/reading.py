"""Reading a profile's file, and getting its secrets from where they are kept."""

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
    """Return the profile in a file. Secrets of other sources than the file are left empty.

    Raises:
        ProfileNotFoundError: there is no such file.
        ProfileError: it can't be read, is no TOML, or holds unknown keys or bad values.
    """
    connector, sources = read_document(_parse(_read(path), path), path)
    return Profile(connector, sources, path)


def fill_secrets(profile: Profile, environ: Mapping[str, str]) -> Profile:
    """Return the profile with its missing secrets filled in; those that can't be had stay empty.

    Each is looked for in the environment variable that the profile names, in the one of
    `environment_variable`, then in the keychain if the profile keeps it there.
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
        refuse(path, "can't be read: no file has such a name.")
    if len(data) > MAX_BYTES:
        refuse(path, "can't be a profile: it is larger than 1 MiB.")
    return data


def _not_found(path: Path) -> str:
    names = _names_beside(path)
    near = nearest(path.stem, names)
    if near:
        hint = f"did you mean {plain_line(near)}?"
    elif names:
        hint = f"there are: {', '.join(plain_line(name) for name in names[:10])}{', …' if names[10:] else ''}"
    else:
        hint = "there is no profile in that folder."
    return f"{shown_path(path)}: there is no such profile; {hint}"


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(file.stem for file in path.parent.iterdir() if file.suffix == ".toml")
    except OSError:
        return []


def _parse(data: bytes, path: Path) -> dict[str, Any]:
    try:
        # Some editors put a byte order mark in front of UTF-8.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        refuse(path, f"line {line} is not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        _refuse_syntax(path, str(error))
    except (ValueError, RecursionError):
        # Beyond the parser: a number of thousands of digits, or arrays in arrays in arrays.
        refuse(path, "can't be a profile: a number is too long, or values are nested too deeply.")


def _refuse_syntax(path: Path, message: str) -> NoReturn:
    place = _PLACE.search(message)
    what = plain_line(_PLACE.sub("", message))
    hint = '; a text stands in quotes, as in name = "acme"' if what == "Invalid value" else ""
    refuse(path, f"{place.group(1) if place else 'somewhere'}: this is not TOML: {what}{hint}.")
