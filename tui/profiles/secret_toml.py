"""Reads and writes a secret's source in TOML: `"plain text"` or `{ from = "env", name = "X" }`."""

from __future__ import annotations

from typing import Final

from ..oauth2.secret import Secret
from .file_problems import FileProblems
from .schema import Kind, TomlValue
from .secret_sources import LONGEST_ENTRY, FromEnv, FromKeyring, FromPlain, FromPrompt, SecretSource

_KEYS_OF_SOURCE: Final = {
    "prompt": ("from",),
    "keyring": ("from", "id"),
    "env": ("from", "name"),
    "plain": ("from", "value"),
}
_KNOWN_KEYS: Final = ("from", "name", "value", "id")


def secret_document(
    secret: Secret, source: SecretSource, *, mark_plain: bool = False, with_entries: bool = False
) -> TomlValue:
    """Return the TOML value for a secret. It contains the secret itself only if the source is plain.

    `mark_plain` writes a plain secret as a table, for keys where a bare string would not count as a secret.
    `with_entries` names the keychain's entry, too.
    """
    if isinstance(source, FromPlain):
        return {"from": "plain", "value": secret.reveal()} if mark_plain else secret.reveal()
    if isinstance(source, FromEnv):
        return {"from": "env", "name": source.name}
    if isinstance(source, FromKeyring):
        return (
            {"from": "keyring", "id": source.entry} if source.entry and with_entries else {"from": "keyring"}
        )
    return {"from": "prompt"}


def read_secret(key: str, value: TomlValue, problems: FileProblems) -> tuple[Secret, SecretSource] | None:
    """Return a secret and its source, or note what is wrong. No value is ever quoted."""
    if isinstance(value, str):
        return Secret(value), FromPlain()
    if not isinstance(value, dict):
        problems.add_found(key, value, Kind.SECRET.value, confidential=True)
        return None
    unknown = [name for name in value if name not in _KNOWN_KEYS]
    for name in unknown:
        problems.add_unknown(key, value, name, _KNOWN_KEYS)
    if unknown:
        return None
    origin = value.get("from")
    if not isinstance(origin, str) or origin not in _KEYS_OF_SOURCE:
        found = "not a known source" if "from" in value else "missing"
        allowed = " or ".join(f'"{name}"' for name in _KEYS_OF_SOURCE)
        problems.add(f"{key}.from", f"{found}; allowed: {allowed}.")
        return None
    needed = _KEYS_OF_SOURCE[origin]
    for name in value:
        if name not in needed:
            problems.add(
                f"{key}.{name}", f'not allowed with from = "{origin}"; allowed: {", ".join(needed)}.'
            )
            return None
    return _read_source(key, origin, value, problems)


def _read_source(
    key: str, origin: str, value: dict[str, TomlValue], problems: FileProblems
) -> tuple[Secret, SecretSource] | None:
    if origin == "prompt":
        return Secret(), FromPrompt()
    if origin == "keyring":
        entry = value.get("id", "")
        if isinstance(entry, str) and len(entry) <= LONGEST_ENTRY and entry.isprintable():
            return Secret(), FromKeyring(entry)
        problems.add(f"{key}.id", "allowed: the name of the keychain's entry, as connector-doctor wrote it.")
        return None
    if origin == "env":
        name = value.get("name")
        if isinstance(name, str) and name and not set(name) & {"=", "\0"}:
            return Secret(), FromEnv(name)
        problems.add(f"{key}.name", "allowed: the name of an environment variable, without = or NUL.")
        return None
    text = value.get("value")
    if isinstance(text, str):
        return Secret(text), FromPlain()
    problems.add(f"{key}.value", "allowed: a string.")
    return None
