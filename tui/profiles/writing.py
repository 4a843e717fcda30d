"""Saves a profile: builds the TOML document, formats it, and writes the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Final

import tomli_w

from ..errors import ProfileError
from ..oauth2.connector import AdditionalRow
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.proxy_url import ProxyUrl
from .atomic_file import replace_file
from .changed_file import refuse_if_changed
from .file_lock import locked_if_possible
from .file_problems import FileProblems, reason, refuse
from .keychain import NO_KEYCHAIN, keyring_available
from .keychain_entries import plan_keychain
from .profile import FileVersion, Profile
from .profile_paths import profiles_folder, state_folder
from .reading import MAX_BYTES, read_profile_file
from .schema import KEYS, Key, Kind, TomlValue
from .secret_sources import PROXY_KEY, SecretPlace, secret_places, secret_value
from .secret_toml import secret_document
from .toml_document import read_document

_COMMENT_COLUMN: Final = 40
_LOCK: Final = "saving.lock"


def profile_document(profile: Profile) -> dict[str, TomlValue]:
    """Return the contents of a profile's file, in order. Secrets of the source plain are in plain text.

    Which entries of the keychain hold its secrets is left out: that changes nothing for the user.
    """
    return _document(profile, with_entries=False)


def _document(profile: Profile, *, with_entries: bool) -> dict[str, TomlValue]:
    document: dict[str, TomlValue] = {}
    keys_by_place = {place: key for key, place in secret_places(profile.connector).items()}
    for key in KEYS.values():
        table = document
        for section in filter(None, key.section.split(".")):
            table = table.setdefault(section, {})
        table[key.last_part] = _value(profile, key, keys_by_place, with_entries=with_entries)
    return document


def save_profile(profile: Profile, path: Path, *, unless_changed_since: FileVersion | None = None) -> Profile:
    """Save a profile to a file that only its owner can read, and return it with that path and version.

    With `unless_changed_since`, the version that was read, a file that holds something else by now stays as
    it is. Secrets of the source keyring are stored once the file is in place, and what the keychain holds
    for it and is no longer used is removed. The folder of saved profiles is created if it is missing. Other
    folders are not.

    Raises:
        ProfileChangedError: the file was changed since that version. Nothing was saved.
        ProfileError: it can't be saved. The file and the keychain are unchanged.
    """
    change = plan_keychain(profile, path)
    document = _document(change.profile, with_entries=True)
    try:
        connector, _ = read_document(document, path)  # never write what can't be loaded again
        data = _encode(document, path)
    except ProfileError as error:
        raise ProfileError(f"{error}\nThe profile was not saved.") from None
    if change.writes and not keyring_available():
        raise ProfileError(NO_KEYCHAIN)
    with _one_at_a_time():
        if unless_changed_since:
            refuse_if_changed(path, unless_changed_since)
        before = _contents(path)
        _write(path, data)
    try:
        change.apply()  # this may wait for the user, so it holds up no other window
    except ProfileError:
        with _one_at_a_time():
            _put_back(path, data, before)
        raise
    return replace(change.profile, path=path, version=FileVersion.of(data, connector))


def _one_at_a_time() -> AbstractContextManager[None]:
    """Keep other windows from saving: between the look at a file and its replacement, it can't change."""
    return locked_if_possible(state_folder() / _LOCK)


def _write(path: Path, data: bytes) -> None:
    try:
        if path.parent == profiles_folder():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        refuse(path, f"can't be saved: {reason(error)}.")
    except RuntimeError:
        refuse(path, "can't be saved: a link in its path points to itself.")
    except ValueError:
        refuse(path, "can't be saved: this is not a valid file name.")


def _contents(path: Path) -> bytes | None:
    try:
        return read_profile_file(path)
    except ProfileError:
        return None


def _put_back(path: Path, data: bytes, before: bytes | None) -> None:
    """Undo a save after the keychain refused: the file must not refer to a secret that is not there.

    A file that no longer holds `data` was saved by another window since then, and stays.
    """
    with suppress(OSError):
        if _contents(path) != data:
            return
        if before is None:
            path.unlink()
        else:
            replace_file(path, before)


def _value(
    profile: Profile, key: Key, keys_by_place: Mapping[SecretPlace, str], *, with_entries: bool
) -> TomlValue:
    if key.constant is not None:
        return key.constant
    value = attrgetter(key.attribute)(profile.connector)
    if key.kind is Kind.ROWS:
        places = [keys_by_place.get((key.attribute, index)) for index in range(len(value))]
        return [
            {"name": row.name, "value": _row_value(profile, row, place, with_entries=with_entries)}
            for row, place in zip(value, places, strict=True)
        ]
    if key.kind is Kind.PROXY:
        return _proxy_value(profile, value, with_entries=with_entries)
    if key.kind is Kind.SECRET:
        return secret_document(value, profile.source_of(key.attribute), with_entries=with_entries)
    return str(value) if key.kind is Kind.CHOICE else value


def _proxy_value(profile: Profile, proxy: ProxyUrl, *, with_entries: bool) -> TomlValue:
    if not proxy.is_secret:
        return proxy.reveal()
    source, mark_plain = profile.source_of(PROXY_KEY), not proxy.has_credentials
    return secret_document(proxy, source, mark_plain=mark_plain, with_entries=with_entries)


def _row_value(profile: Profile, row: AdditionalRow, key: str | None, *, with_entries: bool) -> TomlValue:
    if key is None:
        return row.value
    secret = secret_value(profile.connector, key)
    source, mark_plain = profile.source_of(key), not is_secret_parameter(row.name)
    return secret_document(secret, source, mark_plain=mark_plain, with_entries=with_entries)


def _encode(document: Mapping[str, TomlValue], path: Path) -> bytes:
    """Return the text of the file as UTF-8."""
    problems = FileProblems(path)
    lines = []
    for key, line in _lines(document):
        try:
            lines.append(line.encode())
        except UnicodeEncodeError:
            problems.add(
                key, "The value contains half of a character, which can't be saved. Type or paste it again."
            )
    problems.raise_if_any()
    data = b"\n".join(lines) + b"\n"
    if len(data) > MAX_BYTES:
        refuse(path, "a profile can't be larger than 1 MiB.")
    return data


def _lines(document: Mapping[str, TomlValue]) -> Iterator[tuple[str, str]]:
    """Yield the lines of the file in the schema's order, each with the key it belongs to."""
    section = ""
    for key in KEYS.values():
        table: TomlValue = document
        for part in filter(None, key.section.split(".")):
            table = table[part]
        value = table[key.last_part]
        if key.section != section:
            section = key.section
            yield from ((section, ""), (section, f"[{section}]"))
        if key.kind is not Kind.ROWS:
            line = _assignment(key.last_part, value)
            yield key.name, f"{line:<{_COMMENT_COLUMN}}  # {key.note}" if key.note else line
            continue
        for index, row in enumerate(value):
            dotted = f"{key.name}[{index + 1}]"
            yield from ((dotted, ""), (dotted, f"[[{key.name}]]"))
            yield from ((f"{dotted}.{name}", _assignment(name, value)) for name, value in row.items())


def _assignment(name: str, value: TomlValue) -> str:
    """Return `name = value` on one line, also for a table, which tomli_w would write as a section."""
    if isinstance(value, dict):
        return f"{name} = {{ {', '.join(_assignment(key, item) for key, item in value.items())} }}"
    return tomli_w.dumps({name: value}).removesuffix("\n")
