"""The course of the proof: which request is sent next, by what came of those before. It sends nothing itself.

    own request ──works──> nothing to prove
        │ fails
        ├─ one difference at a time ──token──> proved: that one
        │      └─ it gets surely further: it is kept, and the others are tried on top of it
        ├─ all at once, before logins are spent ──fails──> it doesn't work from here either
        └─ none alone, all together ──> one after the other is left out again, until none can be

`Proving.trial` is what to send next, and `Proving.ended` takes what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import Final

from ...diagnosis.attempts.reading import Stage
from ...oauth2.assembly import UnsendableConnectorError, assemble_all
from ...oauth2.attempt import Attempt, reason_to_skip
from ...oauth2.connector import Connector
from ...oauth2.field_checks import find_problems
from .difference import Comparison, Difference
from .order import has_advanced, in_order, is_accused, may_cost_login
from .trial import Made, Outcome, Proof, Trial

_Differences = tuple[Difference, ...]
_Steps = Generator[Trial, Attempt, Made | None]
_MOST_REQUESTS: Final = 40
_ALL_FAIL: Final = (
    "With every difference taken over that can be, it still fails. So either the request that works doesn't "
    "work from here or with what is known of it, or what a connector can't express makes the difference."
)


class _StopError(Exception):
    """The guard allowed no further attempt."""


class Proving:
    """A proof under way. After the last trial, `proof` is the outcome; before, what is known so far."""

    def __init__(self, comparison: Comparison, stage_of: Callable[[Connector, Attempt], Stage]) -> None:
        self.comparison = comparison
        self._stage_of = stage_of
        self.made: list[Made] = []
        self._sent: dict[tuple[str, bytes], Made] = {}
        self._line = comparison.method
        """The client authentication of the attempt that is varied, where the connector's field is blank."""
        self._own: Made | None = None
        self._working: tuple[_Differences, Made] | None = None
        """The smallest set that is known to work."""
        self.trial: Trial | None = None
        self.proof = Proof(Outcome.CANCELED)
        self._course = self._safe_course()
        self._go_on(None)

    def ended(self, attempt: Attempt) -> None:
        """Take what came of the trial, and choose the next one."""
        self._go_on(attempt)

    def canceled(self) -> Proof:
        """Return what is known though the proof was canceled."""
        return self._ended(Outcome.CANCELED, "It was canceled.")

    def _go_on(self, attempt: Attempt | None) -> None:
        try:
            self.trial = next(self._course) if attempt is None else self._course.send(attempt)
        except StopIteration as end:
            self.trial, self.proof = None, end.value

    def _safe_course(self) -> Generator[Trial, Attempt, Proof]:
        try:
            return (yield from self._run())
        except _StopError as stopped:
            return self._ended(Outcome.STOPPED, str(stopped))

    def _run(self) -> Generator[Trial, Attempt, Proof]:
        base, forced = self._sendable()
        if problems := find_problems(base):
            return self._ended(Outcome.UNSENDABLE, " ".join(map(str, problems)))
        own = yield from self._own_run(base, forced)
        if own.works:
            if not forced:
                return self._ended(Outcome.ALREADY_WORKS)
            told = " ".join(map(str, find_problems(self.comparison.connector)))
            self._working, self._own = (forced, own), None
            why = f"The connector's own request can't be sent. {told}"
            return replace(self._ended(Outcome.PROVED, why), is_smallest=True)
        remaining = [one for one in self.comparison.takeable if one not in forced]
        if not remaining:
            return self._ended(Outcome.NOTHING_TO_TRY)
        return (yield from self._vary(base, forced, remaining, own))

    def _sendable(self) -> tuple[Connector, _Differences]:
        """Return the connector; where it can't be sent, with what keeps it from that taken over."""
        base, forced = self.comparison.connector, []
        for one in self.comparison.takeable:
            if one.change and one.key in {problem.field for problem in find_problems(base)}:
                base = one.change(base)
                forced.append(one)
        return base, tuple(forced)

    def _own_run(self, base: Connector, forced: _Differences) -> Generator[Trial, Attempt, Made]:
        """Send all that the connector itself would. Return the attempt that works, or is to be varied."""
        made: list[Made] = []
        for request in assemble_all(base):
            if made and reason_to_skip(tuple(one.attempt for one in made)):
                break
            trial = Trial(forced, base, request)
            made.append((yield from self._make(trial)))
        line = next((one for one in made if one.trial.request.client_authentication is self._line), made[-1])
        self._line = line.trial.request.client_authentication
        self._own = line
        return next((one for one in made if one.works), line)

    def _vary(
        self, base: Connector, kept: _Differences, remaining: list[Difference], before: Made
    ) -> Generator[Trial, Attempt, Proof]:
        is_checked = False
        while True:
            advanced = False
            for one in in_order(self.comparison, remaining, base, before):
                if not is_checked and self._is_worth_a_check(one, base, before, remaining):
                    is_checked = True
                    yield from self._try(base, kept, tuple(remaining))
                    if self._working is None:
                        return self._all_fail(before)
                made = yield from self._try(base, kept, (one,))
                if made and made.works:
                    return (yield from self._smallest((*kept, one), made))
                if made and has_advanced(one, before, made):
                    base, before, kept, advanced = made.trial.connector, made, (*kept, one), True
                    remaining.remove(one)
                    break
            if not advanced:
                break
        if not is_checked:
            yield from self._try(base, kept, tuple(remaining))
        if self._working is None:
            return self._all_fail(before)
        return (yield from self._smallest(*self._working))

    def _all_fail(self, before: Made) -> Proof:
        """Say that nothing helps, and how the last request failed otherwise."""
        last = self.made[-1]
        otherwise = "" if last.ending == before.ending else f" It fails with {last.said} then."
        return self._ended(Outcome.NOT_PROVED, f"{_ALL_FAIL}{otherwise}")

    def _is_worth_a_check(
        self, one: Difference, base: Connector, before: Made, remaining: Sequence[Difference]
    ) -> bool:
        """Tell whether to see first if all together work: it costs no login if so, and saves many if not.

        Not where a single likely difference is left: then two requests may be all of the proof.
        """
        if len(remaining) < 2 or not may_cost_login(self.comparison, one, base, before):
            return False
        likely = [each for each in remaining if is_accused(each, before) and each.rank.word == "likely"]
        return likely != [one]

    def _smallest(self, culprits: _Differences, made: Made) -> Generator[Trial, Attempt, Proof]:
        """Leave out one difference after the other, the least telling first, as long as the rest works."""
        self._working = (culprits, made)
        for one in sorted(culprits, key=lambda each: each.rank, reverse=True):
            rest = tuple(each for each in self._working[0] if each is not one)
            if rest:
                yield from self._try(self.comparison.connector, (), rest)
        return replace(self._ended(Outcome.PROVED), is_smallest=True)

    def _try(self, base: Connector, kept: _Differences, taken: _Differences) -> _Steps:
        """Send the request with differences taken over, if it wasn't sent before; None if it can't be."""
        connector = base
        for one in taken:
            connector = one.change(connector) if one.change else connector
        try:
            (request,) = assemble_all(connector, [connector.client_authentication or self._line])
        except UnsendableConnectorError:
            return None
        made = self._sent.get((request.url, request.wire()))
        if made is None:
            made = yield from self._make(Trial((*kept, *taken), connector, request))
        if made.works:
            self._working = ((*kept, *taken), made)
        return made

    def _make(self, trial: Trial) -> Generator[Trial, Attempt, Made]:
        if len(self.made) >= _MOST_REQUESTS:
            raise _StopError(f"{_MOST_REQUESTS} requests were sent, which is as many as a proof may send.")
        attempt = yield trial
        if attempt.exchange is None:
            raise _StopError(attempt.skipped_because)
        made = Made(trial, attempt, self._stage_of(trial.connector, attempt))
        self.made.append(made)
        self._sent[trial.request.url, trial.request.wire()] = made
        return made

    def _ended(self, outcome: Outcome, why: str = "") -> Proof:
        culprits, working = self._working or ((), None)
        return Proof(
            outcome,
            tuple(self.made),
            culprits,
            before=self._own.attempt if self._own else None,
            after=working.attempt if working else None,
            why=why,
        )
