"""Chooses where a secret comes from: a line for each secret, and one for all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Select
from textual.widgets.select import NoSelection

from ...oauth2.secret import Secret
from ...profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    environment_variable,
    secret_label,
)
from ...profiles.variable_names import check_variable_name
from .drop_down import DropDown
from .field import Field

Kind = Literal["prompt", "env", "keyring", "plain"]
"""The word for a source in the profile's file."""

_OPTIONS: Final[dict[Kind, str]] = {
    "prompt": "ask each time",
    "env": "in the environment",
    "keyring": "in the keychain",
    "plain": "in the file, plain",
}
_OTHERS: Final[dict[Kind, SecretSource]] = {
    "prompt": FromPrompt(),
    "keyring": FromKeyring(),
    "plain": FromPlain(),
}


def kind_of(source: SecretSource) -> Kind:
    """Return the word for a source."""
    if isinstance(source, FromEnv):
        return "env"
    if isinstance(source, FromKeyring):
        return "keyring"
    return "plain" if isinstance(source, FromPlain) else "prompt"


def _options(kinds: Sequence[Kind]) -> list[tuple[Content, Kind]]:
    return [(Content(_OPTIONS[kind]), kind) for kind in kinds]


def kinds_offered(sources: Sequence[SecretSource], *, has_keychain: bool) -> list[Kind]:
    """Return the places to offer. The keychain is one where there is one, or where the profile names it."""
    named = has_keychain or any(isinstance(source, FromKeyring) for source in sources)
    return [kind for kind in _OPTIONS if kind != "keyring" or named]


class SecretSourceRow(Vertical):
    """One secret: its label, where it comes from, and the name of the variable where that is one."""

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """Another source was chosen, or the variable's name was changed."""

        row: SecretSourceRow

    def __init__(self, index: int, key: str, secret: Secret, source: SecretSource, kinds: list[Kind]) -> None:
        super().__init__(classes="source-row")
        self.key = key
        self._index = index
        self._secret = secret
        self._initial = source
        self._kinds = kinds

    def compose(self) -> ComposeResult:
        with Horizontal(classes="select-row"):
            yield Label(Content(secret_label(self.key)), classes="select-label")
            yield DropDown(
                _options(self._kinds),
                value=kind_of(self._initial),
                allow_blank=False,
                compact=True,
                id=f"source-{self._index}",
                name=self.key,
            )
        name = self._initial.name if isinstance(self._initial, FromEnv) else environment_variable(self.key)
        yield Field(f"variable.{self._index}", name, label=f"Variable for {secret_label(self.key)}")

    def on_mount(self) -> None:
        self._show_variable()

    @property
    def variable(self) -> Field:
        """The field with the variable's name."""
        return self.query_one(Field)

    @property
    def kind(self) -> Kind:
        """The kind of place that is chosen."""
        value = self._select.value
        return kind_of(self._initial) if isinstance(value, NoSelection) else value

    @kind.setter
    def kind(self, kind: Kind) -> None:
        self._select.value = kind

    @property
    def _select(self) -> Select[Kind]:
        return self.query_one(f"#source-{self._index}", Select)

    @property
    def source(self) -> SecretSource:
        """Where the secret comes from. The keychain's entry stays, once it is known."""
        kind = self.kind
        if kind == "env":
            return FromEnv(self.variable.value)
        return self._initial if kind == kind_of(self._initial) else _OTHERS[kind]

    def show_problem(self) -> None:
        """Say below the variable's name what is wrong with it, when it is time for that."""
        self.variable.problem = self.problem

    @property
    def problem(self) -> str:
        """What is wrong with the variable's name; nothing if the profile came with it."""
        if self.kind != "env" or self.source == self._initial:
            return ""
        return check_variable_name(self.variable.value, self._secret)

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        event.stop()
        self._show_variable()
        self.post_message(self.Changed(self))

    @on(Field.Changed)
    def _renamed(self, event: Field.Changed) -> None:
        event.stop()
        self.show_problem()
        self.post_message(self.Changed(self))

    def _show_variable(self) -> None:
        self.variable.display = self.kind == "env"
        self.show_problem()


class AllSourcesRow(Horizontal):
    """One choice for all secrets. It shows what they have in common, if they do."""

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """All secrets are to come from one kind of place."""

        kind: Kind

    def __init__(self, kinds: list[Kind]) -> None:
        super().__init__(classes="select-row", id="all-sources")
        self._kinds = kinds

    def compose(self) -> ComposeResult:
        yield Label("All of them", classes="select-label")
        yield DropDown(_options(self._kinds), prompt="each as below", compact=True, id="source-all")

    def show(self, kinds: Sequence[Kind]) -> None:
        """Show what the secrets have in common."""
        select: Select[Kind] = self.query_one(Select)
        with self.prevent(Select.Changed):
            if len(set(kinds)) == 1:
                select.value = kinds[0]
            else:
                select.clear()

    @on(Select.Changed)
    def _chosen(self, event: Select.Changed) -> None:
        event.stop()
        if event.value in _OPTIONS:
            self.post_message(self.Chosen(event.value))
