"""Remembers the variables of a snippet: their values, their entries, and those that are read too early."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Final

from .lookups import variable_key
from .signs import Language
from .value import Value

_MEMBER: Final = ".value"
"""What is behind a constant of an enumeration."""
_MOST_CHARACTERS: Final = 100_000
_MOST_WORK: Final = 50_000
"""The variables that are looked through in one snippet."""


class Memory:
    """The variables that were assigned so far."""

    def __init__(self, language: Language, classes: Set[str]) -> None:
        self._language = language
        self._classes = classes
        self._instances = set(classes)
        """The variables that hold an object of a class in the snippet, and the classes themselves."""
        self._values: dict[str, Value] = {}
        self._missed: set[str] = set()
        """The variables that were read before anything gave them a value."""
        self._times: Counter[str] = Counter()
        self._work = 0

    def __contains__(self, name: str) -> bool:
        return self._key(name) in self._values

    def assign(self, name: str, value: Value, *, append: bool = False) -> None:
        """Remember a variable's value."""
        key = self._key(name)
        self._times[key] += 1
        before = self._values.get(key)
        if append and before:
            value = Value(before.text + value.text, before.is_open or value.is_open)
        if len(value.text) < _MOST_CHARACTERS:
            self._values[key] = value

    def hold_instance(self, name: str, made: str) -> None:
        """Remember that a variable holds an object of a class, if the snippet defines that class."""
        if made in self._classes:
            self._instances.add(self._key(name))

    def entries(self, name: str) -> dict[str, Value]:
        """Return the entries of the mapping that a variable holds."""
        start = f"{self._key(name)}."
        found = self._looked_through()
        return {key[len(start) :]: value for key, value in found.items() if key.startswith(start)}

    def known(self, name: str) -> Value | None:
        """Return a variable's value; None if nothing gave it one."""
        key = self._key(name)
        while key not in self._values and key.removesuffix(_MEMBER) not in (key, ""):
            key = key.removesuffix(_MEMBER)
        if key in self._values:
            return self._values[key]
        holder, _, member = key.rpartition(".")
        if holder in self._instances:
            key = member
        elif "." in holder:
            key = self._below_another_name(key) or key
        if key not in self._values:
            self._missed.add(key)
        return self._values.get(key)

    def given_later(self) -> dict[str, Value]:
        """Return the variables that are read above the one place where they get their value."""
        return {
            key: self._values[key]
            for key in self._missed & self._values.keys()
            if self._times[key] == 1 and not self._values[key].is_open
        }

    def _below_another_name(self, key: str) -> str:
        """Return the one entry with the same path below another name; blank for none, or for several.

        `config.client.id` is `module.exports.client.id` where somebody pastes two files.
        """
        path = key[key.index(".") :]
        found = [name for name in self._looked_through() if name.endswith(path)]
        return found[0] if len(found) == 1 else ""

    def _looked_through(self) -> dict[str, Value]:
        """Return all variables, or none when they were looked through too often."""
        self._work += len(self._values)
        return self._values if self._work <= _MOST_WORK else {}

    def _key(self, name: str) -> str:
        return variable_key(name, self._language)
