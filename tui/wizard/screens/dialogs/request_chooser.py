"""The dialog that asks which of several pasted requests is meant."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from ....interchange.import_.imported import Import
from ....interchange.import_.told_apart import told_apart
from ...widgets.lists.filtered_list import Entry, FilteredList
from .dialog import Dialog


class RequestChooser(Dialog[Import]):
    """Lists the requests of a paste by what tells them apart; dismissed with the chosen one, or None."""

    def __init__(self, heading: str, choices: Sequence[Import]) -> None:
        super().__init__(heading)
        self._choices = tuple(choices)

    def compose_body(self) -> ComposeResult:
        lines = told_apart(self._choices)
        yield FilteredList((Entry(Content(line), line) for line in lines), list_id="requests")

    @on(FilteredList.Chosen)
    def _chosen(self, event: FilteredList.Chosen) -> None:
        self.dismiss(self._choices[event.index])
