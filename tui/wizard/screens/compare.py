"""The Compare screen: paste a request that works, see what differs, take it over, prove what matters."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from ...form.steps import Step
from ...interchange.compare.difference import Difference
from ...interchange.compare.shown import redactor_of
from ...interchange.import_.imported import Import
from ...interchange.import_.read import read_import
from ..content.compared import (
    comparison_title,
    difference_content,
    difference_prompt,
    progress_content,
    proof_content,
    sign_for,
)
from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from ..widgets.deliberate_button import DeliberateButton
from ..widgets.deliberate_list import DeliberateList
from ..widgets.long_text import LongText
from ..widgets.pasted.pasted_text import PastedText
from .comparison_runner import ComparisonRunner
from .dialogs.request_chooser import RequestChooser
from .field_actions import REVEAL

_INTRO: Final = (
    "Paste a request that works: a curl command, an export of an API tool, raw HTTP or code. "
    "Nothing is sent until you press {compare.try}, and the text is not kept."
)
_NOT_RECOGNIZED: Final = "No request is recognized in this text."
_WHICH: Final = "Which request works?"
_NOT_CHOSEN: Final = "Press {compare.read} to choose one of the requests."
_TYPED: Final = "Press {compare.read} when the text is complete."


class CompareScreen(ComparisonRunner):
    """A paste box; once it holds a request, the list of differences with one of them explained."""

    CSS_PATH = sheets("pasting", "compare")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="compare.back"),
        REVEAL,
        Binding(
            "t",
            "try",
            "Try",
            tooltip="Send, and take over one difference at a time until a token comes",
            id="compare.try",
        ),
        Binding(
            "a",
            "take_over",
            "Take over",
            tooltip="Take the chosen difference over into the connector, or undo that",
            id="compare.take_over",
        ),
        Binding(
            "p",
            "apply",
            "Apply proved",
            tooltip="Take over what is proved to make the difference",
            id="compare.apply",
        ),
        Binding("ctrl+n", "compare", "Compare", priority=True, tooltip="Compare the text", id="compare.read"),
        Binding(
            "ctrl+l",
            "clear",
            "Another",
            priority=True,
            tooltip="Clear the text, and compare with another request",
            id="compare.clear",
        ),
    ]

    place = "Compare"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="comparing"):
            yield Static("Compare with a request that works", id="step-title")
            yield Static(Content(with_keys(_INTRO)), id="step-intro")
            yield PastedText(id="pasted")
            with Vertical(id="compared"):
                yield DeliberateList(id="differences")
                with VerticalScroll(id="difference-part", can_focus=False):
                    yield LongText(id="difference")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static(id="compare-note")
                yield Button(with_keys("Another ({compare.clear})"), id="clear", name="clear")
                yield Button(with_keys("Take over ({compare.take_over})"), id="take-over", name="take_over")
                yield Button(
                    with_keys("Apply proved ({compare.apply})"), id="apply", name="apply", variant="success"
                )
                yield DeliberateButton(
                    with_keys("Try ({compare.try})"), id="try", name="try", variant="primary"
                )

    def on_mount(self) -> None:
        """Start with the paste."""
        self.show_name()
        self.show_state()
        self.query_one("#pasted").focus()

    def watch_revealed(self) -> None:
        """Show the secrets in the paste, or mask them."""
        self.query_one("#pasted", PastedText).revealed = self.revealed

    @on(TextArea.Changed)
    def _changed(self) -> None:
        pasted = self.query_one("#pasted", PastedText)
        if pasted.is_as_pasted:
            self._read()
        else:
            self.query_one("#compare-note", Static).update(with_keys(_TYPED) if pasted.text.strip() else "")

    def action_compare(self) -> None:
        """Compare with the text as it is."""
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        pasted = self.query_one("#pasted", PastedText)
        if not (text := pasted.whole).strip():
            return
        # In a thread: an export of many requests takes longer than a key press should.
        found = await asyncio.to_thread(read_import, text)
        if self.is_left:
            return
        if not found.format:
            self.query_one("#compare-note", Static).update(_NOT_RECOGNIZED)
            return
        chosen = await self._which(found.choices)
        if chosen is None:
            self.query_one("#compare-note", Static).update(with_keys(_NOT_CHOSEN))
            return
        self.compare_with(chosen)
        pasted.forget()
        self.show_state()
        self.query_one("#differences").focus()

    async def _which(self, choices: Sequence[Import]) -> Import | None:
        """Return the request that works: of several, the one that the user chooses; None if none is."""
        if len(choices) == 1:
            return choices[0]
        return await self.app.push_screen_wait(RequestChooser(_WHICH, choices))

    # What is shown

    @property
    def chosen(self) -> Difference | None:
        """The highlighted difference."""
        index = self.query_one("#differences", OptionList).highlighted
        return self.differences[index] if index is not None and index < len(self.differences) else None

    def show_state(self) -> None:
        self.set_class(self.comparison is not None, "-compared")
        self.set_class(self._can_apply, "-provable")
        self.query_one("#compare-note", Static).update("")
        intro = Content(with_keys(_INTRO))
        if self.comparison:
            intro = comparison_title(self.comparison)
            self._fill_list()
        self.query_one("#step-intro", Static).update(intro)
        self.show_name()
        self._show_chosen()

    def _fill_list(self) -> None:
        if not self.comparison:
            return
        differences, redactor = self.query_one("#differences", OptionList), redactor_of(self.comparison)
        highlighted = differences.highlighted or 0
        differences.set_options(
            Option(
                difference_prompt(one, redactor, sign_for(one, self.proving), is_taken=one.id in self.taken)
            )
            for one in self.differences
        )
        differences.display = bool(self.differences)
        differences.highlighted = highlighted if self.differences else None

    @on(OptionList.OptionHighlighted, "#differences")
    def _highlighted(self) -> None:
        self._show_chosen()

    @work(exclusive=True, group="show")
    async def _show_chosen(self) -> None:
        self.refresh_bindings()
        if self.comparison is None:
            return
        # In a thread: a large response takes longer than a key press should.
        content = await asyncio.to_thread(self._explained, self.chosen)
        if not self.is_left:
            self.query_one("#difference", LongText).update(content)

    def _explained(self, chosen: Difference | None) -> Content:
        """Return what is sent or came of it in short, the chosen difference, then the evidence."""
        about = [difference_content(self.comparison, chosen)] if self.comparison else []
        if self.proving and self.proof:
            outcome, evidence = proof_content(self.proving, self.proof)
            about = [outcome, *about, evidence]
        elif self.proving:
            about = [progress_content(self.proving), *about]
        return Content("\n\n").join(part for part in about if part)

    # What is done

    @property
    def _can_apply(self) -> bool:
        culprits = self.proof.culprits if self.proof else ()
        return bool({one.id for one in culprits} - self.taken)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_compared = self.comparison is not None
        if action == "compare":
            return not is_compared
        if action in {"try", "clear", "take_over"} and is_compared:
            return None if self.is_sending else True
        if action == "apply" and is_compared:
            return self._can_apply
        return action not in {"try", "clear", "take_over", "apply"}

    @on(OptionList.OptionSelected, "#differences")
    def action_take_over(self) -> None:
        """Take the chosen difference over into the connector, or undo that."""
        chosen = self.chosen
        if chosen is None or self.is_sending:
            return
        if chosen.change is None:
            self.notify(f"It can't be taken over. {chosen.instead}", markup=False)
            return
        self.take_over(self.taken ^ {chosen.id})
        self.show_state()

    def action_apply(self) -> None:
        """Take over what is proved to make the difference."""
        if self.proof and self._can_apply:
            self.take_over(self.taken | {one.id for one in self.proof.culprits})
            self.show_state()

    def action_try(self) -> None:
        """Send the connector's request, and take over one difference at a time."""
        if self.found and not self.is_sending:
            self.prove(self.found)

    def action_clear(self) -> None:
        """Forget the request, for another one. What was taken over stays."""
        if not self.is_sending:
            self.forget()
            self.show_state()
            self.query_one("#pasted").focus()

    def action_back(self) -> None:
        """Cancel what is under way. Otherwise go back; if something was taken over, to Review."""
        if self.is_sending:
            self.workers.cancel_group(self, "proof")
            self.say_cancelled()
        elif self.is_changed:
            self.doctor.go_to(Step.REVIEW)
        else:
            self.dismiss(None)
