"""The state of the Compare screen: what is compared, what was taken over, and the proof that is run."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module

from textual import work
from textual.reactive import reactive

from ...diagnosis.run_diagnosis import stage_of
from ...form.field_values import with_changes
from ...interchange.compare.comparing import compare
from ...interchange.compare.difference import Comparison, Difference
from ...interchange.compare.proving import Proving
from ...interchange.compare.trial import Proof
from ...interchange.compare.urls import other_server
from ...interchange.import_.imported import Import
from ...oauth2.connector import Connector
from ...plain_text import plain_line
from .dialogs.dialog import Question, Reply
from .doctor_screen import DoctorScreen
from .field_actions import RevealingScreen


class ComparisonRunner(DoctorScreen[None], RevealingScreen[None]):
    """A screen that compares the connector with a request, and proves which difference matters."""

    is_sending: reactive[bool] = reactive(False, toggle_class="-sending")

    def __init__(self) -> None:
        super().__init__()
        self.found: Import | None = None
        """The request that works. The pasted text itself is not kept."""
        self.comparison: Comparison | None = None
        self.taken: frozenset[str] = frozenset()
        """The ids of the differences that were taken over."""
        self.proving: Proving | None = None
        self.proof: Proof | None = None
        self.is_changed = False
        """Whether something was ever taken over: the screen below shows the connector as it was then."""

    def show_state(self) -> None:
        """Show what has changed."""
        raise NotImplementedError

    def compare_with(self, found: Import) -> None:
        """Compare the connector as it is now with a request."""
        self.found, self.comparison = found, compare(self.journey.connector, found)
        self.taken, self.proving, self.proof = frozenset(), None, None

    def forget(self) -> None:
        """Forget the request. What was taken over stays."""
        self.found = self.comparison = self.proving = self.proof = None
        self.taken = frozenset()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The differences as they were found, those that were taken over included."""
        return self.comparison.differences if self.comparison else ()

    def take_over(self, taken: frozenset[str]) -> None:
        """Put these differences into the connector, and none of the others."""
        before, after = self._with(self.taken), self._with(taken)
        self.taken, self.is_changed = taken, True
        connector = with_changes(self.journey.connector, before, after)
        self.doctor.set_journey(self.journey.with_connector(connector))

    def _with(self, taken: frozenset[str]) -> Connector:
        connector = self.comparison.connector if self.comparison else self.journey.connector
        for one in self.differences:
            if one.id in taken and one.change:
                connector = one.change(connector)
        return connector

    @work(exclusive=True, group="proof")
    async def prove(self, found: Import) -> None:
        """Send one variation after the other, beginning with the connector as it is now."""
        self.is_sending, self.proof, self.proving = True, None, None
        try:
            # Imported and read here, so that the screen opens at once; in a thread, so that no key waits.
            transport = await asyncio.to_thread(import_module, "tui.transport.in_turn")
            rules = await asyncio.to_thread(getattr, self.doctor, "rules")
            comparison = await self._allowed(compare(self.journey.connector, found))
            proving = self.proving = Proving(comparison, partial(stage_of, rules=rules))
            await transport.send_in_turn(proving, self.doctor.login_guard, self._tell)
            self.proof = proving.proof
        except asyncio.CancelledError:
            self.proof = self.proving.canceled() if self.proving else None
            raise
        finally:
            self.is_sending = False
            self._tell()

    async def _allowed(self, comparison: Comparison) -> Comparison:
        """Ask before credentials go to another server. If they may not, its URL is not taken over."""
        there = other_server(comparison)
        if not there:
            return comparison
        reply = await self.app.push_screen_wait(
            Question(
                "Send the credentials there too?",
                f"The request that works goes to another server: {plain_line(there)}",
                [Reply("keep", "Don't send"), Reply("send", "Send", "primary")],
            )
        )
        return comparison if reply == "send" else comparison.keeping_url()

    def _tell(self) -> None:
        if not self.is_left:
            self.show_state()
