"""Ctrl+C and SIGTERM while many profiles run: the first asks for the end, and the second ends at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from ....exit_status import ExitStatus

STATUS_OF_SIGNAL: Final = {
    int(signal.SIGINT): ExitStatus.INTERRUPTED,
    int(signal.SIGTERM): ExitStatus.TERMINATED,
}
"""The exit status after each, as a shell counts it: 128 and the signal's number."""


@contextmanager
def hearing_signals(hear: Callable[[int], None]) -> Iterator[None]:
    """Call `hear` with the number of each signal, in the main thread. A signal that is ignored stays so."""

    def handle(number: int, _: object) -> None:
        hear(number)

    before = {}
    try:
        for number in STATUS_OF_SIGNAL:
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, handle)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
