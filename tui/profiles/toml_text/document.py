"""Makes the document of a profile's file: what each key holds, secrets as the names of their sources."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from ...oauth2.connector import AdditionalRow
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.proxy_url import ProxyUrl
from ..profile import Profile
from ..schema import KEYS, Key, Kind, TomlValue
from ..secret_sources import PROXY_KEY, SecretPlace, secret_places, secret_value
from ..secret_toml import secret_document


def profile_document(profile: Profile) -> dict[str, TomlValue]:
    """Return the contents of a profile's file, in order. Secrets of the source plain are in plain text.

    Which entries of the keychain hold its secrets is left out: that changes nothing for the user.
    """
    return _document(profile, with_entries=False)


def file_document(profile: Profile) -> dict[str, TomlValue]:
    """Return the contents of a profile's file as they are written, with the entries of the keychain."""
    return _document(profile, with_entries=True)


def _document(profile: Profile, *, with_entries: bool) -> dict[str, TomlValue]:
    document: dict[str, TomlValue] = {}
    keys_by_place = {place: key for key, place in secret_places(profile.connector).items()}
    for key in KEYS.values():
        table = document
        for section in filter(None, key.section.split(".")):
            table = table.setdefault(section, {})
        table[key.last_part] = _value(profile, key, keys_by_place, with_entries=with_entries)
    return document


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
