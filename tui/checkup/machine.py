"""What the checks look at: the process's surroundings, taken once, so that a test can make up others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from ..profiles.profile import Profile


@dataclass(frozen=True)
class Machine:
    """The surroundings of this process, and the profiles that the checks are made for."""

    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Never shown as a whole: it holds secrets."""
    platform: str = "linux"
    """As `sys.platform` says it."""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    """In this machine's time zone."""
    reads_terminal: bool = False
    """Whether standard input is one."""
    writes_terminal: bool = False
    encoding: str = ""
    """Of standard output; empty if that is closed."""
    size: tuple[int, int] = (80, 24)
    """Columns and rows of the terminal."""
    profiles: tuple[Profile, ...] = ()
    unreadable: tuple[str, ...] = ()
    """What is wrong with each profile that can't be read."""

    def variable(self, *names: str) -> str:
        """Return the value of the first of these environment variables that is set; empty if none is."""
        return next((value for name in names if (value := self.environ.get(name, ""))), "")


def this_machine(profiles: tuple[Profile, ...] = (), unreadable: tuple[str, ...] = ()) -> Machine:
    """Return the surroundings of this process."""
    size = shutil.get_terminal_size()
    return Machine(
        environ=dict(os.environ),
        platform=sys.platform,
        now=datetime.now().astimezone(),
        reads_terminal=_is_terminal(sys.stdin),
        writes_terminal=_is_terminal(sys.stdout),
        encoding=_encoding(sys.stdout),
        size=(size.columns, size.lines),
        profiles=profiles,
        unreadable=unreadable,
    )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _encoding(stream: TextIO | None) -> str:
    return (stream.encoding or "") if stream is not None else ""
