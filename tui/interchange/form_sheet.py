"""Writes the form sheet: what to type into each field of the connector form, by its label, in its order.

    Connector + findings ──form_changes──> FormChanges ──form_sheet──> lines ──sheet_text──> file, stdout
                                                                         └──> the screen, in color

No secret is ever in a sheet: it is there to be handed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from ..diagnosis.finding import Finding
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connector import AdditionalRow, Connector, ResponseSettings
from ..oauth2.field_checks import Problem, find_problems
from ..oauth2.fingerprint import check_code, fingerprint
from ..oauth2.form_fields import FIXED_VALUES, FORM_FIELDS, FormField
from ..oauth2.masking.redaction import Redactor
from ..oauth2.masking.secret_names import is_secret_parameter
from ..oauth2.secret import MASK, Secret, reveal
from ..oauth2.text_faults import find_text_faults
from ..plain_text import plain_line
from .form_changes import FormChanges, form_changes

_BLANK: Final = "(leave blank)"
_MISSING: Final = "(not known yet)"
_ASKED: Final = "(not stored here)"
_NO_CHANGE: Final = "No field to change."
_ON_CODES: Final = (
    "Check codes are made with the word “{}”. With the same secret and word, others get the same."
)
_MARK: Final = "»"
_LAST_BEFORE_FIXED: Final = "base_url"
_JSON_FIELDS: Final = frozenset(
    {"response.access_token_key", "response.expires_in_key", "response.expires_in_format"}
)
_AS_THE_FORM_SAYS: Final = {
    "response.type": {"json": "Json", "text": "Text"},
    "response.expires_in_format": {
        "seconds": "CUSTOM_OAUTH2_EXPIRES_IN_FORMAT_SECONDS",
        "date": "CUSTOM_OAUTH2_EXPIRES_IN_FORMAT_DATE",
    },
}


class Kind(Enum):
    """What a line of the sheet is."""

    TITLE = "title"
    INTRO = "intro"
    LABEL = "label"
    MARKED_LABEL = "marked label"
    VALUE = "value"
    REMARK = "remark"
    """In place of a value, or about it: not to be typed."""
    CHANGE = "change"


@dataclass(frozen=True)
class SheetLine:
    """One line of the sheet, safe to show."""

    kind: Kind
    text: str


def form_sheet(
    connector: Connector,
    findings: Iterable[Finding] = (),
    *,
    intro: Sequence[str] = (),
    before: Connector | None = None,
    word: str = "",
) -> tuple[SheetLine, ...]:
    """Return the sheet's lines. `intro` says above the fields what the diagnosis found.

    A field that differs from `before`, what the form holds now, is marked too. With a `word` that two people
    agree on, each secret has a check code, so that they can compare it.
    """
    return tuple(_Sheet(connector, findings, before, word).lines(intro))


def sheet_text(lines: Iterable[SheetLine]) -> str:
    """Return the sheet as text."""
    return "\n".join(line.text.rstrip() for line in lines)


class _Sheet:
    """What the lines of one sheet are made from."""

    def __init__(
        self, connector: Connector, findings: Iterable[Finding], before: Connector | None, word: str
    ) -> None:
        self._word = word
        self._original = connector
        self._changes: FormChanges = form_changes(connector, findings)
        self._connector = self._changes.connector
        self._before = before
        redactors = [Redactor.for_connector(one) for one in (connector, self._connector, before) if one]
        self._redactors = redactors
        self._problems = find_problems(connector)

    def lines(self, intro: Sequence[str]) -> Iterator[SheetLine]:
        blocks = [block for key in FORM_FIELDS for block in self._blocks(key)]
        name = self._shown(self._connector.name) or "new connector"
        yield SheetLine(Kind.TITLE, f"Form sheet: {name}")
        for sentence in intro:
            yield SheetLine(Kind.INTRO, self._shown(sentence))
        marked = [block[0].text.removeprefix(f"{_MARK} ") for block in blocks if _is_marked(block)]
        count = "1 field" if len(marked) == 1 else f"{len(marked)} fields"
        told = f"{count} to change, marked with {_MARK}: {', '.join(marked)}." if marked else _NO_CHANGE
        yield SheetLine(Kind.INTRO, told)
        yield SheetLine(Kind.INTRO, "Type what is not in parentheses.")
        if self._word:
            yield SheetLine(Kind.INTRO, _ON_CODES.format(plain_line(self._word)))
        for block in blocks:
            yield SheetLine(Kind.REMARK, "")
            yield from block

    def _blocks(self, key: str) -> Iterator[list[SheetLine]]:
        field = FORM_FIELDS[key]
        advice = [*self._advice(key)]
        label = f"{_MARK if advice else ' '} {field.label}"
        yield [
            SheetLine(Kind.MARKED_LABEL if advice else Kind.LABEL, label),
            *self._value_lines(field),
            *(SheetLine(Kind.CHANGE, f"    {_MARK} {text}") for text in advice),
        ]
        if key == _LAST_BEFORE_FIXED:
            for name, value in FIXED_VALUES.items():
                yield [SheetLine(Kind.LABEL, f"  {name}"), _value(value)]

    # Values

    def _value_lines(self, field: FormField) -> list[SheetLine]:
        value = self._value(field.key)
        if isinstance(value, tuple):
            return [line for row in value for line in self._row_lines(row)] or [_remark(_BLANK)]
        if field.key in _JSON_FIELDS and self._connector.response.type == "text":
            return [_remark("(the form shows this field only for Json)")]
        if isinstance(value, Secret):
            return self._secret_lines(value)
        if isinstance(value, ClientAuthentication):
            return _method_lines(value)
        shown = _AS_THE_FORM_SAYS.get(field.key, {}).get(value) or self._shown(value)
        if not value:
            return [_remark(_MISSING if field.required else _BLANK)]
        notes = [f"({fault.sentence})" for fault in find_text_faults(value)]
        if field.key.startswith("response.") and value == self._default(field.key):
            notes.append("(the default)")
        if MASK in shown and MASK not in value:
            notes.append("(masked: it holds a secret)")
        return [_value(shown), *map(_remark, notes)]

    def _secret_lines(self, secret: Secret) -> list[SheetLine]:
        if not secret:
            return [_remark(_MISSING)]
        if secret == Secret(MASK):
            return [_remark(_ASKED)]
        return [_remark(f"({MASK}  {self._fingerprint(secret)})")]

    def _fingerprint(self, secret: Secret) -> str:
        code = f"; check code {check_code(secret, self._word)}" if self._word else ""
        return fingerprint(secret) + code

    def _row_lines(self, row: AdditionalRow) -> Iterator[SheetLine]:
        """Yield a row as one line: its name, and its value or what stands for it."""
        name, value = self._shown(row.name), reveal(row.value)
        if row.is_secret or is_secret_parameter(row.name):
            (told,) = self._secret_lines(Secret(value)) if value else [_remark(_BLANK)]
            yield _value(f"{name} = {told.text.strip()}")
            return
        faults = "; ".join(fault.sentence for fault in find_text_faults(value))
        remark = f"  ({faults})" if faults else ""
        yield _value(f"{name} = {self._shown(value) if value else _BLANK}{remark}")

    # What to change

    def _advice(self, key: str) -> Iterator[str]:
        for problem in self._problems:
            if problem.field == key:
                yield self._shown(f"{_place(problem)}{problem.message}")
        yield from map(self._shown, self._changes.advice.get(key, ()))
        if key in self._changes.settled:
            yield f"Now: {self._summary(attrgetter(key)(self._original))}"
        elif self._before is not None and attrgetter(key)(self._before) != self._value(key):
            yield f"Changed. Before: {self._summary(attrgetter(key)(self._before))}"

    def _summary(self, value: Any) -> str:  # noqa: ANN401 (fields have many types)
        """Return an old value in one line, without its secrets."""
        if isinstance(value, tuple):
            names = ", ".join(self._shown(row.name) for row in value)
            return f"{len(value)} row{'' if len(value) == 1 else 's'}" + (f" ({names})" if names else "")
        if not value:
            return "blank"
        if isinstance(value, ClientAuthentication):
            return f"“{value.form_value}”"
        if isinstance(value, Secret):
            return "not stored here" if value == Secret(MASK) else self._fingerprint(value)
        faults = "; ".join(fault.sentence for fault in find_text_faults(value))
        return f"“{self._shown(value)}”" + (f" ({faults})" if faults else "")

    def _value(self, key: str) -> Any:  # noqa: ANN401 (fields have many types)
        return attrgetter(key)(self._connector)

    def _default(self, key: str) -> str:
        return str(getattr(ResponseSettings(), key.removeprefix("response.")))

    def _shown(self, text: str) -> str:
        for redactor in self._redactors:
            text = redactor.text(text)
        return plain_line(text)


def _is_marked(block: Sequence[SheetLine]) -> bool:
    return block[0].kind is Kind.MARKED_LABEL


def _method_lines(method: ClientAuthentication) -> list[SheetLine]:
    if method is ClientAuthentication.BLANK:
        return [_remark(_BLANK), _remark(f"({method.effect.removesuffix('.')})")]
    return [_value(method.form_value)]


def _place(problem: Problem) -> str:
    return "" if problem.row is None else f"Row {problem.row + 1}: "


def _value(text: str) -> SheetLine:
    return SheetLine(Kind.VALUE, f"    {text}")


def _remark(text: str) -> SheetLine:
    return SheetLine(Kind.REMARK, f"    {text}")
