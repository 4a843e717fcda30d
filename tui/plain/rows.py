"""Asks for the rows of a field, such as Additional Headers: add one, change, move or delete one."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from ..oauth2.connector import AdditionalRow, Connector, with_value
from ..oauth2.field_checks import check_data_row, check_header_name, check_header_row
from ..oauth2.form_fields import label_of
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.secret import MASK, reveal
from ..profiles.secret_sources import environment_variable
from .console import Back
from .conversation import Conversation
from .field_help import help_on
from .picking import number_in

ROWS: Final = {"additional_headers", "additional_request_data"}
"""The fields that hold rows."""
_HEADERS: Final = {"additional_headers", "api.headers"}


def rows_in_short(talk: Conversation, key: str) -> str:
    """Return the names of the rows; `none` without any."""
    return ", ".join(talk.shown(row.name) for row in _rows_of(talk.connector, key)) or "none"


def ask_rows(talk: Conversation, key: str) -> None:
    """Ask for rows until the user goes on.

    Raises:
        Back, Ended: as in `Console.ask`.
        MissingSecretError: the value of a new row is a secret, and there is no terminal.
    """
    talk.console.say(f"{label_of(key)}:")
    while True:
        rows = _rows_of(talk.connector, key)
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


def _rows_of(connector: Connector, key: str) -> tuple[AdditionalRow, ...]:
    rows: tuple[AdditionalRow, ...] = attrgetter(key)(connector)
    return rows


def _put(talk: Conversation, key: str, rows: tuple[AdditionalRow, ...]) -> None:
    talk.set_connector(with_value(talk.connector, key, rows))


def _add(talk: Conversation, key: str, name: str) -> None:
    rows = _rows_of(talk.connector, key)
    if problem := check_header_name(name) if key in _HEADERS else "":
        talk.console.say(f"✗ {talk.shown(problem)}")
        return
    _put(talk, key, (*rows, _with_value(talk, key, AdditionalRow(name, ""))))


def _change(talk: Conversation, key: str, index: int) -> None:
    rows = _rows_of(talk.connector, key)
    row, before, after = rows[index], rows[:index], rows[index + 1 :]
    changes: dict[str, Callable[[], tuple[AdditionalRow, ...]]] = {
        "Change its value": lambda: (*before, _with_value(talk, key, row), *after),
        "Delete the row": lambda: (*before, *after),
    }
    if not is_secret_parameter(row.name):  # whose value is a secret whatever is said
        mark = "It is not a secret" if row.is_secret else "It is a secret: mask it"
        changes[mark] = lambda: (*before, row.marked(secret=not row.is_secret), *after)
    if before:
        changes["Move it up"] = lambda: (*before[:-1], row, before[-1], *after)
    talk.console.say(f"{talk.shown(row.name)}:")
    chosen = talk.console.chooses([*changes, "Leave it as it is"])
    if chosen < len(changes):
        _put(talk, key, [*changes.values()][chosen]())


def _with_value(talk: Conversation, key: str, row: AdditionalRow) -> AdditionalRow:
    """Ask for a row's value until it can be sent. By the row's name, it may be a secret."""
    check = check_header_row if key in _HEADERS else check_data_row
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
