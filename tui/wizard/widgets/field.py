"""A field of the form: its exact label, a line of help, the input, and what is wrong with the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input, Static

from ...oauth2.form_fields import FORM_FIELDS, SETTING_HELP, SETTING_LABELS
from ...oauth2.text_faults import find_text_faults, trimmed
from ...plain_text import plain_line
from ..keys.keys_now import key_of
from .fitted import Fitted
from .long_text import LongText
from .whole_input import MOST_CHARACTERS, SecretPart, WholeInput

_SHOWN_WHOLE: Final = 4_096
"""The most characters of a value to show below the input."""


class Field(Fitted, Vertical):
    """One text field. It posts `Changed` with each keystroke, and shows the problem that it is given.

    A problem appears when the user leaves the field or wants to go on, and disappears as soon as the value
    is right. Invisible characters in the value are pointed out at once.
    """

    problem: reactive[str] = reactive("")
    """What is wrong with the value, or nothing."""
    shows_problem: reactive[bool] = reactive(False)
    """Whether it is time to show the problem."""
    is_secret: reactive[bool] = reactive(False)
    """Whether the value is a secret. It is masked as soon as it becomes one."""

    input = query_one(WholeInput)
    notes = query_one(".field-notes", LongText)
    """What there is to say of the value, below it; mostly nothing."""

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """The value changed. The repr leaves out the value, which may be secret."""

        field: Field

        def __rich_repr__(self) -> list[str]:
            return [self.field.key]

    @dataclass(repr=False, eq=False)
    class Submitted(Message):
        """Enter was pressed in the field."""

        field: Field

    def __init__(
        self,
        key: str,
        value: str,
        *,
        label: str = "",
        help_text: str = "",
        is_secret: bool = False,
        secret_part: SecretPart | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(id=f"field-{_css_id(key)}", classes="field")
        self.key = key
        form_field = FORM_FIELDS.get(key)
        self.label = label or (form_field.label if form_field else SETTING_LABELS.get(key, key))
        self._help = help_text or (form_field.help if form_field else SETTING_HELP.get(key, ""))
        self._too_long = 0
        """The length that the value would have with what was not taken."""
        self.notice = Content()
        """What was noticed in the value: invisible characters, or that not all of a paste was taken."""
        self._secret_part = secret_part
        self._is_required = bool(form_field and form_field.required)
        self._initial = value
        self._suggester = suggester
        self.set_reactive(Field.is_secret, is_secret or bool(form_field and form_field.secret))

    @property
    def value(self) -> str:
        """The text as typed or pasted."""
        return self.input.value

    def compose(self) -> ComposeResult:
        required = Content.styled("required", "$quiet") if self._is_required else Content("")
        help_line = ("\n" + self._help if self._help else "", "$quiet")
        yield Static(
            Content.assemble((f"{self.label}  ", "bold"), required, help_line), classes="field-label"
        )
        yield WholeInput(
            self._initial,
            is_secret=self.is_secret,
            secret_part=self._secret_part,
            suggester=self._suggester,
        )
        yield LongText(classes="field-notes")

    def on_mount(self) -> None:
        self._look_for_faults()
        self._show_notes()

    def fit(self) -> None:
        """Show the whole value below an input that is too narrow for it."""
        self._show_notes()

    def trim(self) -> None:
        """Remove blanks at the ends and invisible characters. Call this only when the user asks for it."""
        self.input.value = trimmed(self.value)

    def mask(self, *, masked: bool) -> None:
        """Mask or reveal a secret. Does nothing in a field without one."""
        if self.is_secret or self._secret_part:
            self.input.mask(masked=masked)
            self._show_notes()

    def watch_is_secret(self, is_secret: bool) -> None:
        if self.is_mounted and not self._secret_part:
            self.input.mask(masked=is_secret)
            self._show_notes()

    @on(Input.Changed)
    def _value_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._too_long = 0
        self._look_for_faults()
        self._show_notes()
        self.post_message(self.Changed(self))

    @on(WholeInput.TooLong)
    def _refused(self, event: WholeInput.TooLong) -> None:
        event.stop()
        self._too_long = event.length
        self._look_for_faults()
        self._show_notes()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))

    @on(Input.Blurred)
    def _left(self) -> None:
        # Don't complain about a field that the user only tabbed past.
        if self.value:
            self.shows_problem = True

    def watch_problem(self) -> None:
        self._show_problem()

    def watch_shows_problem(self) -> None:
        self._show_problem()

    def _show_problem(self) -> None:
        if self.is_mounted:
            self.input.set_class(self._has_visible_problem, "-invalid")
            self._show_notes()

    @property
    def _has_visible_problem(self) -> bool:
        return bool(self.problem) and self.shows_problem

    def _show_notes(self) -> None:
        """Say what there is to say, and lay out anew only if that is something else than before."""
        parts = [*self._notes()]
        shown = Content("\n").join(parts)
        if shown != self.notes.content:
            self.notes.display = bool(parts)
            self.notes.update(shown)

    def _notes(self) -> Iterator[Content]:
        # What is wrong comes first: the whole value may take many rows.
        if self.notice:
            yield self.notice.stylize_before("$warns")
        if self._has_visible_problem:
            yield Content.assemble(("✗ ", "bold"), self.problem).stylize_before("$fails")
        if whole := self._whole():
            yield Content.styled(whole, "$quiet")

    def _whole(self) -> str:
        """Return text that is longer than its line, mostly a token URL, in full; else nothing."""
        is_cut = self.input.content_width > self.input.size.width > 0 and not self.input.password
        if not is_cut:
            return ""
        text = self.input.shown_value
        left_off = len(text) - _SHOWN_WHOLE
        return plain_line(text[:_SHOWN_WHOLE]) + (f"… {left_off:,} more characters" if left_off > 0 else "")

    def _look_for_faults(self) -> None:
        lines: list[Content] = []
        if self._too_long:
            words = f"Not taken: the value would have {self._too_long:,} characters. "
            lines.append(Content.assemble(("! ", "bold"), words, f"A field takes up to {MOST_CHARACTERS:,}."))
        if faults := find_text_faults(self.value):
            words = ", ".join(fault.sentence for fault in faults)
            kept = (f"It {words}. Kept as is; press ", (key_of("fields.trim"), "bold"), " to trim it.")
            lines.append(Content.assemble(("! ", "bold"), *kept))
        self.notice = Content("\n").join(lines)


def _css_id(key: str) -> str:
    return key.replace(".", "-").replace("_", "-")
