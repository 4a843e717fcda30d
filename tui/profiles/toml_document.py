"""Turns a parsed TOML document into a connector and its secret sources, and checks it against the schema."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..oauth2.connector import (
    AdditionalRow,
    ApiCall,
    Connector,
    RequestSettings,
    ResponseSettings,
)
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.secret import Secret
from .file_problems import FileProblems, dotted_key, nearest, shown_value
from .schema import KEYS, SCHEMA_VERSION, SECTIONS, Key, Kind, TomlValue
from .secret_sources import FromPlain, SecretPlace, SecretSource, secret_places
from .secret_toml import read_secret

_ROW_KEYS: Final = ("name", "value")


def read_document(document: Mapping[str, TomlValue], path: Path) -> tuple[Connector, dict[str, SecretSource]]:
    """Return the connector and the source of each secret. Absent keys take their defaults, required ones too.

    Raises:
        ProfileError: there are unknown keys, wrong types or bad values; one line for each.
    """
    problems = FileProblems(path)
    _check_version(document, problems)
    reader = _Reader(problems)
    reader.read_table("", document)
    problems.raise_if_any()
    connector = _build(reader.values)
    sources = {
        key: reader.sources[place]
        for key, place in secret_places(connector).items()
        if place in reader.sources
    }
    return connector, sources


def read_key(key: Key, value: TomlValue, problems: FileProblems) -> Mapping[str, TomlValue]:
    """Return the value of one key as the connector has it, by its attribute; nothing after a problem."""
    reader = _Reader(problems)
    reader.read_key(key, value)
    return reader.values


def _check_version(document: Mapping[str, TomlValue], problems: FileProblems) -> None:
    """Refuse a newer file at once, without judging the rest: its keys may mean anything."""
    version = document.get("schema", SCHEMA_VERSION)
    if isinstance(version, int) and not isinstance(version, bool) and version > SCHEMA_VERSION:
        found = f"found {version}. " if version < 1000 else ""
        problems.add(
            "schema",
            f"{found}A newer connector-doctor wrote this file; this version only reads schema "
            f"{SCHEMA_VERSION}. Update connector-doctor.",
        )
        problems.raise_if_any()


def _build(values: Mapping[str, TomlValue]) -> Connector:
    def part(name: str) -> dict[str, TomlValue]:
        parts = {key.rpartition("."): value for key, value in values.items()}
        return {last: value for (section, _, last), value in parts.items() if section == name}

    return Connector(
        **part(""),
        response=ResponseSettings(**part("response")),
        request=RequestSettings(**part("request")),
        api=ApiCall(**part("api")),
    )


class _Reader:
    """Walks through a document. Keeps good values by their attribute, and notes the problems."""

    def __init__(self, problems: FileProblems) -> None:
        self.values: dict[str, TomlValue] = {}
        self.sources: dict[SecretPlace, SecretSource] = {}
        self._problems = problems

    def read_table(self, section: str, table: Mapping[str, TomlValue]) -> None:
        for name, value in table.items():
            dotted = dotted_key(section, name)
            if dotted in SECTIONS and isinstance(value, dict):
                self.read_table(dotted, value)
            elif dotted in SECTIONS:
                self._problems.add_found(dotted, value, f"a table, [{dotted}]", confidential=True)
            elif dotted in KEYS:
                self.read_key(KEYS[dotted], value)
            else:
                self._problems.add_unknown(section, table, name, _names_in(section), (*KEYS, *SECTIONS))

    def read_key(self, key: Key, value: TomlValue) -> None:
        if key.kind is Kind.ROWS:
            self._read_rows(key, value)
        elif key.kind is Kind.SECRET:
            if read := read_secret(key.name, value, self._problems):
                self.values[key.attribute], self.sources[key.attribute, None] = read
        elif key.kind is Kind.PROXY:
            self._read_proxy(key, value)
        elif self._is_good(key, value) and key.constant is None:
            self.values[key.attribute] = key.convert(value)

    def _read_proxy(self, key: Key, value: TomlValue) -> None:
        """Read a proxy. A string without credentials is not a secret and has no source."""
        read = read_secret(key.name, value, self._problems)
        if read is None:
            return
        clear = read[0].reveal()
        if message := key.check(clear):
            self._problems.add(key.name, message)
            return
        proxy = ProxyUrl(clear, is_secret=isinstance(value, dict))
        self.values[key.attribute] = proxy
        if proxy.is_secret:
            self.sources[key.attribute, None] = read[1]

    def _is_good(self, key: Key, value: TomlValue) -> bool:
        if not _has_type(key.kind, value):
            allowed = _choices(key) if key.choices else key.kind.value
            self._problems.add_found(key.name, value, allowed, confidential=key.is_confidential)
        elif key.choices and value not in key.choices:
            near = nearest(value, filter(None, key.choices))
            self._problems.add_found(key.name, value, _choices(key), near=near)
        elif message := key.check(value):
            found = "" if key.is_confidential else f"found {shown_value(value)}. "
            self._problems.add(key.name, found + message)
        else:
            return True
        return False

    def _read_rows(self, key: Key, value: TomlValue) -> None:
        if not isinstance(value, list):
            self._problems.add_found(key.name, value, f"tables, [[{key.name}]]", confidential=True)
            return
        rows = [self._read_row(key, index, row) for index, row in enumerate(value)]
        self.values[key.attribute] = tuple(rows)

    def _read_row(self, key: Key, index: int, row: TomlValue) -> AdditionalRow:
        """Read one row. Errors count rows from 1, like everything that the user sees."""
        dotted = f"{key.name}[{index + 1}]"
        if not isinstance(row, dict):
            allowed = 'a table, { name = "...", value = "..." }'
            self._problems.add_found(dotted, row, allowed, confidential=True)
            return AdditionalRow("", "")
        for unknown in (key for key in row if key not in _ROW_KEYS):
            self._problems.add_unknown(dotted, row, unknown, _ROW_KEYS)
        name = row.get("name", "")
        if not isinstance(name, str):
            self._problems.add_found(f"{dotted}.name", name, "a string", confidential=True)
            name = ""
        value = row.get("value", "")
        if isinstance(value, str) and not is_secret_parameter(name):
            return AdditionalRow(name, value)
        read = read_secret(f"{dotted}.value", value, self._problems)
        secret, self.sources[key.attribute, index] = read or (Secret(), FromPlain())
        return AdditionalRow(name, secret)


def _has_type(kind: Kind, value: TomlValue) -> bool:
    if kind is Kind.SWITCH:
        return isinstance(value, bool)
    if kind is Kind.SECONDS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is Kind.VERSION:
        return isinstance(value, int) and not isinstance(value, bool) and value == SCHEMA_VERSION
    return isinstance(value, str)


def _choices(key: Key) -> str:
    return " or ".join(f'"{choice}"' for choice in key.choices)


def _names_in(section: str) -> list[str]:
    """Return the names of the keys and tables that a section may contain."""
    names = [*KEYS, *SECTIONS]
    return [last for parent, _, last in (name.rpartition(".") for name in names) if parent == section]
