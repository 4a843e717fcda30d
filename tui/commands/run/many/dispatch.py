"""Runs the profiles of a fleet on the sending loop, some at a time, and passes on what came of each.

read by a judge ──> turn, gate ──> attempts ──> judged ──> the main thread, which writes
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import Final

from ....oauth2.connector import Connector
from ....oauth2.own_fault import OwnFault, own_fault
from ....transport.apart import begin_apart
from ....transport.login_guard import LoginGuard
from ....transport.running import run_connector
from ...output import is_terminal
from ..options import RunOptions
from ..result import Outcome
from .asking import Answers
from .broken import told_of_broken
from .events import Ended, Event, Question
from .in_order import InOrder
from .judge_links import AnyJudge, JudgeEndedError
from .judges import Judges
from .sender import Gate, ManySender
from .shared_ledger import SharedLedger
from .told import Asked, Judge, Read, Ready, Told
from .under_way import UnderWay

_READ_AHEAD: Final = 32
"""Profiles that are read, judged or written while as many as there are jobs are sent."""
_JUDGE_ENDED: Final = OwnFault("JudgeEndedError", "commands/run/many/judges.py")


@dataclass
class Dispatch:
    """Runs profiles. All of it but `cancel`, `written` and the counts is for the sending loop alone."""

    names: Sequence[str]
    options: RunOptions
    answers: Mapping[int, Answers]
    judges: Judges
    events: SimpleQueue[Event]
    most_attempts: int
    report_for: Callable[[str], str]
    """Returns the file for the report of a profile, by its name; empty for none."""
    with_cases: bool = False
    running: int = 0
    """How many profiles are being sent now."""
    gate: Gate = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _cancelable: set[asyncio.Task[None]] = field(default_factory=set)
    _is_canceled: bool = False

    async def run(self) -> None:
        """Run all profiles. Whatever happens, `Ended` is the last that the main thread hears."""
        error: BaseException | None = None
        try:
            await self._run()
        except BaseException as raised:  # noqa: BLE001 (the main thread raises it)
            error = raised
        self.events.put(Ended(error))

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.gate = Gate()
        self._order = InOrder()
        self._turns = asyncio.Semaphore(self.options.jobs)
        self._room = asyncio.Semaphore(self.options.jobs + _READ_AHEAD)
        self._sender = ManySender(self.judges, self.most_attempts)
        ledger = SharedLedger()
        self._guard = LoginGuard(ledger, self._ask, self.options.max_failed_logins)
        try:
            await self.judges.connect()
            feeding = asyncio.create_task(self._feed())
            self._cancelable.add(feeding)
            await feeding
        finally:
            self.judges.close()
            await asyncio.to_thread(ledger.close)

    async def _feed(self) -> None:
        async with asyncio.TaskGroup() as group:
            with suppress(asyncio.CancelledError):
                for number, name in enumerate(self.names):
                    await self._room.acquire()
                    if self._is_canceled:  # before there was a task to cancel
                        return
                    task = group.create_task(self._one(number, name))
                    self._cancelable.add(task)
                    task.add_done_callback(self._cancelable.discard)
            current = asyncio.current_task()
            if current:
                self._cancelable.discard(current)
                current.uncancel()

    def cancel(self) -> None:
        """Cancel what is under way, and begin nothing more. For the main thread."""
        begin_apart(self._cancel())

    async def _cancel(self) -> None:
        if self._is_canceled:
            return
        self._is_canceled = True
        for task in list(self._cancelable):
            task.cancel()

    def written(self, count: int) -> None:
        """Make room for as many profiles as have been written. For the main thread."""

        def make_room() -> None:
            for _ in range(count):
                self._room.release()

        self._loop.call_soon_threadsafe(make_room)

    async def _ask(self, connector: Connector, count: int) -> bool:
        if not is_terminal(sys.stdin):
            return False
        answer: asyncio.Future[bool] = self._loop.create_future()

        def settle(yes: bool) -> None:
            if not answer.done():
                answer.set_result(yes)

        self.events.put(Question(connector, count, settle, self._loop))
        return await answer

    async def _one(self, number: int, name: str) -> None:
        try:
            told = await self._told(number, name)
        except Exception as error:  # noqa: BLE001 (a fault of ours: the other profiles go on)
            told = told_of_broken(name, own_fault(error), self.options)
        finally:
            self._order.leave(number)
        if told:
            self.events.put((number, told))

    async def _told(self, number: int, name: str) -> Told | None:
        """Return what came of one profile; None if it was canceled before anything was sent."""
        task = asyncio.current_task()
        assert task  # noqa: S101 (for the type checker)
        sending = UnderWay()
        is_canceled = False
        outcome: Outcome | OwnFault
        try:
            judge, ready = await self._read(number, name)
            if isinstance(ready, Told):
                return ready
            await self._order.reach(number)
            async with self._turns:
                self.running += 1
                try:
                    await self.gate.enter()
                    outcome = await self._send(ready.connector, sending)
                finally:
                    self.running -= 1
        except asyncio.CancelledError:
            task.uncancel()
            if not sending.has_sent:
                return None
            is_canceled, outcome = True, sending.outcome()
        except JudgeEndedError:
            return told_of_broken(name, _JUDGE_ENDED, self.options)
        except Exception as error:  # noqa: BLE001 (a fault of ours)
            outcome = own_fault(error)
        self._cancelable.discard(task)
        report = self.report_for(ready.name)
        told = await self._judge(judge, Judge(number, outcome, is_canceled, report, self.with_cases), name)
        return _with_messages(told, ready.messages)

    async def _read(self, number: int, name: str) -> tuple[AnyJudge, Ready | Told]:
        answers = self.answers.get(number, Answers())
        asked = Read(number, name, answers.typed, answers.may_leave)
        judge = self.judges.least_busy()
        try:
            return judge, await judge.ask(asked)
        except JudgeEndedError:
            judge = self.judges.least_busy()
            return judge, await judge.ask(asked)

    async def _judge(self, judge: AnyJudge, asked: Asked, name: str) -> Told:
        try:
            told: Told = await judge.ask(asked)
        except JudgeEndedError:
            return told_of_broken(name, _JUDGE_ENDED, self.options)
        return told

    async def _send(self, connector: Connector, sending: UnderWay) -> Outcome:
        run = await run_connector(
            connector,
            all_methods=self.options.all_methods,
            observer=sending,
            guard=self._guard,
            sender=self._sender,
        )
        sending.run = run
        if self.options.call_api and run.working:
            from ....oauth2.api_run import HeldToken
            from ....transport.calling import call_api

            held = HeldToken(run.working, sending.token_came)
            sending.api = await call_api(connector, held, follow=sending.step_made, guard=self._guard)
        return sending.outcome()


def _with_messages(told: Told, first: tuple[str, ...]) -> Told:
    return replace(told, messages=(*first, *told.messages)) if first else told
