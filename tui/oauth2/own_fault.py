"""A fault of connector-doctor itself: what kind, and where. Never what it says, which may hold a secret.

At each door of the engine, a fault becomes a finding, so that one strange response spoils neither the
other results nor the screen. Whoever works on the program must still see it: with the environment variable
`CONNECTOR_DOCTOR_RAISE_FAULTS` set, as in all tests, every fault goes on as the exception that it is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from .lean.frozen import frozen

RAISE_VARIABLE: Final = "CONNECTOR_DOCTOR_RAISE_FAULTS"
_PACKAGE: Final = Path(__file__).parent.parent


@frozen
class OwnFault:
    """What kind of exception it was, and the place in this program: nothing that came from outside."""

    kind: str
    place: str
    """Module and line, such as `diagnosis/api/refusals.py:186`; empty where it is not known."""

    def __str__(self) -> str:
        return f"{self.kind} at {self.place}" if self.place else self.kind


def own_fault(error: Exception) -> OwnFault:
    """Return what a door of the engine may say about an exception.

    Raises:
        Exception: the exception itself, where whoever works on the program asks for that.
    """
    if os.environ.get(RAISE_VARIABLE):
        raise error
    return fault_of(error)


def fault_of(error: BaseException) -> OwnFault:
    """Return the kind and the place of an exception: of several, those of the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    place, trace = "", error.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if _PACKAGE in file.parents:
            place = f"{file.relative_to(_PACKAGE).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return OwnFault(type(error).__name__, place)
