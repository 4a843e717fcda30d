"""Runs the profiles of `run`, many at a time, and writes what came of each as it ends.

The main thread only writes and asks. It is told by `many.dispatch`, which runs on the sending loop.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from ...errors import ConnectorDoctorError
from ...exit_status import ExitStatus
from ...transport.apart import begin_apart
from ...transport.route import one_environment
from ...transport.trust import PUBLIC, trust_context
from ..login_question import confirm_login
from ..output import Output
from .many.asking import ask_ahead
from .many.dispatch import Dispatch
from .many.events import Ended, Event, Question
from .many.files import attempts_allowed, files_allowed
from .many.judges import Judges
from .many.records import Records
from .many.signals import STATUS_OF_SIGNAL, hearing_signals
from .many.tally import Tally
from .many.told import Told
from .options import RunOptions

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Rule

_OF_FAILURES: Final = ("tui.transport.failures.causes", "tui.transport.tls.examination")
"""Loaded before many attempts can use up this machine's files: a module is a file too."""
_LOOK_UP: Final = 0.2
"""Seconds after which the main thread looks at how far all is, when it hears nothing."""
_SWITCH: Final = 0.0005
"""Seconds for which one thread may keep another from running: the sending loop waits for no writing."""


def run_fleet(
    names: Sequence[str], options: RunOptions, rules: tuple[Rule, ...] | None, output: Output
) -> ExitStatus:
    """Run profiles, write what came of each as it ends, and return the largest exit status.

    A profile that can't be run, or that we fail on, is told as such, and the others go on.

    Raises:
        UsageError: a report can't be written where it is to go.
        ConnectorDoctorError: a result or a report can't be written.
    """
    records = Records(options)
    answers = ask_ahead(names, options, output)
    gc.collect()
    gc.freeze()
    with ExitStack() as stack:
        stack.callback(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(_SWITCH)
        stack.enter_context(one_environment())
        judges = Judges(options, rules)
        stack.callback(judges.end)
        for module in _OF_FAILURES:
            import_module(module)
        trust_context(PUBLIC)  # made once: the first attempt over TLS would keep all others waiting for it
        most = attempts_allowed(options.jobs)
        if most < options.jobs:
            output.message(
                f"This system allows {files_allowed()} open files, so at most {most} of {options.jobs} "
                "jobs send at the same time. See `ulimit -n`."
            )
        events: SimpleQueue[Event] = SimpleQueue()
        dispatch = Dispatch(
            names, options, answers, judges, events, most, records.report_for, records.needs_cases
        )
        front = _Front(dispatch, options, output, records)
        stack.enter_context(hearing_signals(front.signaled))
        begin_apart(dispatch.run())
        return front.follow()


class _Front:
    """The main thread's part: it writes results as they come, and asks what has to be asked."""

    def __init__(self, dispatch: Dispatch, options: RunOptions, output: Output, records: Records) -> None:
        self._dispatch = dispatch
        self._options = options
        self._output = output
        self._records = records
        self._tally = Tally(len(dispatch.names))
        self._said: set[str] = set()
        self._signal = 0
        self._is_asking = False

    def signaled(self, number: int) -> None:
        """Hear a signal, in the main thread between any two steps. The second ends all at once."""
        is_first, self._signal = not self._signal, self._signal or number
        if not is_first or self._is_asking:
            raise KeyboardInterrupt
        self._dispatch.events.put(number)

    def follow(self) -> ExitStatus:
        """Write what comes, to the end, and return the largest exit status."""
        error: BaseException | None = None
        while True:
            event, results = self._next()
            try:
                self._write(results)
                if not isinstance(event, Ended):
                    self._take(event)
            except ConnectorDoctorError as raised:  # it can't be written: end, and say so
                error = error or raised
                self._dispatch.cancel()
            # Also if it came with a result that can't be written: nothing comes behind it.
            if isinstance(event, Ended):
                error = error or event.error
                break
        self._output.take_back()
        status = self._tally.status
        if self._signal:
            status = max(status, STATUS_OF_SIGNAL[self._signal])
            self._output.message("interrupted.")
        if error is None:
            self._close()
            return status
        raise error

    def _next(self) -> tuple[Event | None, list[tuple[int, Told]]]:
        """Return the results that have come, and what else came after them, if anything did."""
        results: list[tuple[int, Told]] = []
        try:
            event = self._dispatch.events.get(timeout=_LOOK_UP)
            while isinstance(event, tuple):
                results.append(event)
                event = self._dispatch.events.get_nowait()
        except Empty:
            return None, results
        return event, results

    def _take(self, event: Event | None) -> None:
        match event:
            case Question():
                event.answer(self._asks(event))
            case int():
                self._dispatch.cancel()
        if self._output.shows_progress:
            self._output.progress(self._tally.line(self._dispatch.running))

    def _asks(self, question: Question) -> bool:
        self._is_asking = True
        try:
            return confirm_login(self._output, question.connector, question.count)
        except KeyboardInterrupt:
            self._dispatch.cancel()
            return False
        finally:
            self._is_asking = False

    def _write(self, results: Sequence[tuple[int, Told]]) -> None:
        texts: list[str] = []
        for number, told in results:
            for message in told.messages:
                if message not in self._said or told.name in message:
                    self._said.add(message)
                    self._output.message(message)
            is_apart = self._tally.done and not self._options.as_json and self._options.amount != "verdict"
            texts.append(f"\n{told.result}" if is_apart else told.result)
            self._tally.add(told)
            self._records.add(number, told)
        if texts:
            self._dispatch.written(len(texts))
            self._output.result("\n".join(texts))

    def _close(self) -> None:
        self._records.write(self._dispatch.names, self._output)
        if len(self._dispatch.names) == 1 or self._options.amount == "verdict":
            return
        if not self._options.as_json:
            self._output.result("")
        for line in self._tally.table():
            if self._options.as_json:
                self._output.message(line)
            else:
                self._output.result(line)
