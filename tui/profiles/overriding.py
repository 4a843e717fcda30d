"""Values that replace those of a profile for one run: `client_id=abcd`, `additional_request_data.scope=a b`.

--set FIELD=VALUE ──override_of──> Override ──overridden──> Profile, with the checks of a profile's file
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..oauth2.connector import AdditionalRow, Connector, with_value
from ..oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, label_of, short_label_of
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.proxy_url import ProxyUrl
from ..plain_text import plain_line
from .file_problems import FileProblems, nearest
from .profile import Profile
from .schema import KEYS, Key, Kind, TomlValue
from .secret_sources import PROXY_KEY, FromEnv, FromPlain, environment_variable
from .toml_document import read_key

_FIXED: Final = frozenset({"schema", "name", "description", "oauth2.grant_type"})
"""Keys that no run depends on, or that have one value alone."""
_SETTABLE: Final = {name: key for name, key in KEYS.items() if name not in _FIXED}
_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_SWITCH: Final = {"true": True, "false": False}
_A_FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_. -]{0,60}")
"""What may be a field's name, and so can be repeated in a message; a secret seldom looks like it."""


@dataclass(frozen=True)
class Override:
    """One field, and its value for one run."""

    option: str
    """The option of the command line that it comes from, for messages."""
    name: str
    """The key of the field in a profile."""
    text: str = field(repr=False)
    row: str = ""
    """The name of the row, where the field has rows."""

    @property
    def key(self) -> Key:
        """The key of the field, with its checks."""
        return KEYS[self.name]

    @property
    def label(self) -> str:
        """What the form, or this tool, calls the field."""
        return short_label_of(self.key.attribute) + (f", row {self.row}" if self.row else "")

    @property
    def words(self) -> str:
        """The field with its value: `Oauth2 Token Url is https://idp.example.com/token`."""
        return f"{self.label} is {self.text or 'blank'}"


def override_of(option: str, assignment: str) -> Override:
    """Return what `FIELD=VALUE` sets. FIELD is a key of a profile, its last part alone, or the form's label.

    Raises:
        UsageError: there is no such field. A value is not repeated, since it may be a secret.
    """
    name, equals, text = assignment.partition("=")
    if not equals:
        raise UsageError(f"{option}: write FIELD=VALUE, as in {option} oauth2.client_id=abcd-1234.")
    if key := _field(name):
        if key.kind is Kind.ROWS:
            raise UsageError(f"{option}: {key.name} has rows; name one, as in {key.name}.NAME=VALUE.")
        return Override(option, key.name, text)
    before, dot, row = _split_row(name)
    if dot and (key := _field(before)) and key.kind is Kind.ROWS and row:
        return Override(option, key.name, text, row)
    raise UsageError(f"{option}: {_unknown(name)}")


def setting(option: str, name: str, text: str) -> Override:
    """Return what an option of its own sets, such as `--timeout 60`. `name` is a key of a profile."""
    return Override(option, name, text)


def overridden(profile: Profile, overrides: Iterable[Override]) -> Profile:
    """Return a profile with other values, which hold for one run and are not saved.

    Raises:
        UsageError: one of them is a secret.
        ProfileError: a value is not allowed; the message is that of a profile's file.
    """
    connector = profile.connector
    for each in overrides:
        _refuse_secret(profile, each)
        connector = _applied(connector, each)
    return replace(profile, connector=connector)


def differing(connector: Connector, overrides: Iterable[Override]) -> tuple[Override, ...]:
    """Return the overrides that change something in a connector. Their values are allowed ones."""
    return tuple(each for each in overrides if _applied(connector, each) != connector)


def _applied(connector: Connector, each: Override) -> Connector:
    if each.row:
        rows: tuple[AdditionalRow, ...] = attrgetter(each.key.attribute)(connector)
        new = AdditionalRow(each.row, each.text)
        names = [row.name for row in rows]
        changed = tuple(new if row.name == each.row else row for row in rows)
        return with_value(connector, each.key.attribute, changed if each.row in names else (*rows, new))
    problems = FileProblems(Path(each.option))
    values = read_key(each.key, _value(each), problems)
    problems.raise_if_any()
    for attribute, value in values.items():
        connector = with_value(connector, attribute, value)
    return connector


def _value(each: Override) -> TomlValue:
    """Return a value as a profile's file would have it; a text that it can't have is left for the checks."""
    if each.key.kind is Kind.SWITCH:
        return _SWITCH.get(each.text, each.text)
    if each.key.kind is Kind.SECONDS and _NUMBER.fullmatch(each.text):
        return float(each.text)
    return each.text


def _refuse_secret(profile: Profile, each: Override) -> None:
    """Refuse a value that is a secret.

    Raises:
        UsageError: it is one; the message says how to give it.
    """
    key = f"{each.key.attribute}:{each.row}" if each.row else each.key.attribute
    rows = attrgetter(each.key.attribute)(profile.connector) if each.row else ()
    is_known = any(row.name == each.row and row.is_secret for row in rows)
    is_secret = (
        each.key.kind is Kind.SECRET
        or is_known
        or (bool(each.row) and is_secret_parameter(each.row))
        or (each.key.kind is Kind.PROXY and ProxyUrl(each.text).is_secret)
    )
    if not is_secret:
        return
    label = plain_line(each.label)
    what = f"{each.option}: {label} is a secret, and every user of this machine can list arguments."
    if each.row and each.row not in {row.name for row in rows}:
        raise UsageError(f'{what} Add the row to the profile, with {{ from = "prompt" }} as its value.')
    if each.key.kind is Kind.PROXY and not profile.connector.request.proxy.is_secret:
        raise UsageError(f"{what} Leave it blank in the profile, and set HTTPS_PROXY for this run instead.")
    raise UsageError(f"{what} {_way_out(profile, PROXY_KEY if each.key.kind is Kind.PROXY else key)}")


def _way_out(profile: Profile, key: str) -> str:
    source = profile.source_of(key)
    if isinstance(source, FromPlain) and key in profile.sources:
        return 'Change it in the profile, or write { from = "prompt" } there to be asked for it.'
    variable = plain_line(source.name) if isinstance(source, FromEnv) else environment_variable(key)
    return f"Set {variable} for this run instead."


def _field(name: str) -> Key | None:
    """Return the key that a name stands for; None if it stands for none, or for several."""
    folded = name.strip().lower()
    found = {key.name for key in _SETTABLE.values() if folded in _names(key)}
    if not found:
        found = {key.name for key in _SETTABLE.values() if folded == key.last_part}
    return KEYS[found.pop()] if len(found) == 1 else None


def _names(key: Key) -> Iterator[str]:
    """Yield what a key is called, in lower case: its name, the name without its table, its labels."""
    yield from (key.name, key.attribute)
    if key.attribute in FORM_FIELDS or key.attribute in SETTING_LABELS:
        yield from (label_of(key.attribute).lower(), short_label_of(key.attribute).lower())


def _split_row(name: str) -> tuple[str, str, str]:
    """Split a name of a row at the dot after its field: the row's own name may have dots."""
    for key in (key for key in _SETTABLE.values() if key.kind is Kind.ROWS):
        for called in sorted(_names(key), key=len, reverse=True):
            if name.lower().startswith(f"{called}."):
                return called, ".", name[len(called) + 1 :]
    return name.partition(".")


def _unknown(name: str) -> str:
    near = nearest(name, (called for key in _SETTABLE.values() for called in _names(key)))
    if near and _A_FIELD.fullmatch(name):
        return f"there is no field “{name}”; did you mean {near}?"
    names = ", ".join(name for name in _SETTABLE if not _SETTABLE[name].is_confidential)
    return f"there is no such field. Fields: {names}."
