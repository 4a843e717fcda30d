"""The state of plain mode: the wizard's own journey, whose draft is kept after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..form.field_values import with_value
from ..form.journey import Journey
from ..oauth2.connector import Connector
from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.drafts import DraftKeeper
from ..profiles.login_ledger import LoginLedger
from ..profiles.profile import Profile
from ..transport.login_guard import LoginGuard
from .console import Console
from .login_question import may_log_in

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Rule
    from ..diagnosis.search.plan import Plan
    from ..form.journey import RunRecord
    from ..practice.server import PracticeServer
    from .practice.school import School


class Conversation:
    """What all questions share."""

    def __init__(self, console: Console, practice: PracticeServer | None = None) -> None:
        self.console = console
        self.practice = practice
        self.school: School | None = None
        """The lessons of the practice."""
        self.journey = Journey.begin(Profile(Connector()))
        self.guard = self._new_guard()
        self.rules: tuple[Rule, ...] | None = None
        """The rules that the last run was judged by; None for the built-in ones."""
        self.search: tuple[RunRecord, Plan] | None = None
        """The search for what works that was begun last, and the run that it is about."""
        self.changes: list[tuple[Connector, Connector]] = []
        """What was changed in the menu, the last one at the end: the connector before and after."""
        self.heard: tuple[Secret, ...] = ()
        """The secrets that came while the token was used: each report masks them."""
        self._keeper = DraftKeeper()

    def _new_guard(self) -> LoginGuard:
        return LoginGuard(LoginLedger(None) if self.practice else LoginLedger(), may_log_in(self.console))

    def begin_practice(self, connector: Connector) -> None:
        """Go on with a made-up connector. The logins of what was practiced before don't count."""
        self.guard = self._new_guard()
        self.begin(Journey.begin(Profile(connector)))

    def begin(self, journey: Journey) -> None:
        """Go on with another connector: what was changed in the one before can't be undone any more."""
        self.changes.clear()
        self.set_journey(journey)

    @property
    def connector(self) -> Connector:
        """The connector as it is now."""
        return self.journey.connector

    def set_journey(self, journey: Journey) -> None:
        """Replace the state, and keep a draft of it if there is unsaved work."""
        self.journey = journey
        if self.practice is None:  # there, everything is made up
            self._keeper.want(journey.profile if journey.has_unsaved_work else None, journey.file)
            self._keeper.flush()

    def set_connector(self, connector: Connector) -> None:
        """Replace the connector."""
        self.set_journey(self.journey.with_connector(connector))

    def set_value(self, key: str, value: object) -> None:
        """Replace one field of the connector."""
        self.set_connector(with_value(self.connector, key, value))

    def problem_of(self, key: str) -> str:
        """Return what keeps a field from being sent, as the wizard says it; empty where nothing does."""
        return next((each.message for each in self.journey.problems if each.field == key), "")

    def shown(self, text: str) -> str:
        """Return what was typed or read as it may be repeated: in one line, every secret in it masked."""
        return plain_line(Redactor.for_connector(self.connector).text(text))

    def tells_problems(self, consequence: str) -> bool:
        """Say what keeps the connector from being sent, and what follows; return whether anything does."""
        problems = self.journey.problems
        for problem in problems:
            self.console.say(f"✗ {problem.label}: {self.shown(problem.message)}")
        if problems:
            self.console.say(consequence)
        return bool(problems)

    @property
    def keeps_draft(self) -> bool:
        """Whether there is unsaved work that the next start will offer."""
        return self.practice is None and self.journey.has_unsaved_work

    def discard_draft(self) -> None:
        """Delete the draft: the work is not wanted."""
        self._keeper.want(None)
        self._keeper.flush()

    def close(self) -> None:
        """Let go of the draft."""
        self._keeper.close()
