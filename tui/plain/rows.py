"""Asks for the rows of Additional Headers or Additional Request Data: add one, change one, delete one."""

from __future__ import annotations

from typing import Final

from ..form.field_values import value_of
from ..oauth2.connector import AdditionalRow
from ..oauth2.field_checks import check_data_row, check_header_name, check_header_row
from ..oauth2.form_fields import label_of
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.secret import MASK, reveal
from ..profiles.secret_sources import environment_variable
from .console import Back, number_in
from .conversation import Conversation
from .field_help import help_on

ROWS: Final = {"additional_headers", "additional_request_data"}
"""The fields that hold rows."""


def rows_in_short(talk: Conversation, key: str) -> str:
    """Return the names of the rows; `none` without any."""
    return ", ".join(talk.shown(row.name) for row in value_of(talk.connector, key)) or "none"


def ask_rows(talk: Conversation, key: str) -> None:
    """Ask for rows until the user goes on.

    Raises:
        Back, Ended: as in `Console.ask`.
        MissingSecretError: the value of a new row is a secret, and there is no terminal.
    """
    talk.console.say(f"{label_of(key)}:")
    while True:
        rows: tuple[AdditionalRow, ...] = value_of(talk.connector, key)
        for number, row in enumerate(rows, 1):
            value = (MASK if row.value else "") if _is_secret(row) else talk.shown(reveal(row.value))
            talk.console.say(f"  {number}. {talk.shown(row.name)}: {value}")
        change = ", the number of one to change" if rows else ""
        label = f"Name of a row to add{change}, or Enter to go on"
        typed = talk.console.ask(label, help_text=help_on(key))
        index = number_in(typed, len(rows))
        try:
            if not typed:
                return
            if index is None:
                _add(talk, key, typed)
            else:
                _change(talk, key, index)
        except Back:
            continue


def _add(talk: Conversation, key: str, name: str) -> None:
    rows: tuple[AdditionalRow, ...] = value_of(talk.connector, key)
    if problem := check_header_name(name) if key == "additional_headers" else "":
        talk.console.say(f"✗ {talk.shown(problem)}")
        return
    talk.set_value(key, (*rows, _with_value(talk, key, AdditionalRow(name, ""))))


def _change(talk: Conversation, key: str, index: int) -> None:
    rows: tuple[AdditionalRow, ...] = value_of(talk.connector, key)
    row = rows[index]
    talk.console.say(f"{talk.shown(row.name)}:")
    match talk.console.chooses(["Change its value", "Delete the row", "Leave it as it is"]):
        case 0:
            changed: tuple[AdditionalRow, ...] = (_with_value(talk, key, row),)
        case 1:
            changed = ()
        case _:
            return
    talk.set_value(key, (*rows[:index], *changed, *rows[index + 1 :]))


def _with_value(talk: Conversation, key: str, row: AdditionalRow) -> AdditionalRow:
    """Ask for a row's value until it can be sent. By the row's name, it may be a secret."""
    check = check_header_row if key == "additional_headers" else check_data_row
    label, now, is_secret = f"Value of {talk.shown(row.name)}", reveal(row.value), _is_secret(row)
    while True:
        typed: str | None
        if is_secret:
            variable = environment_variable(f"{key}:{row.name}")
            typed = talk.console.ask_secret(label, variable, is_kept=bool(now))
        else:
            typed = talk.console.ask(label, now, shown=talk.shown(now))
        made = AdditionalRow(row.name, now if typed is None else typed).marked(secret=is_secret)
        if not (problem := check(made)):
            return made
        talk.console.say(f"✗ {talk.shown(problem)}")


def _is_secret(row: AdditionalRow) -> bool:
    return row.is_secret or is_secret_parameter(row.name)
