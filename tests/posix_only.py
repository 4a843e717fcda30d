"""Which tests need a POSIX system, and why: on Windows they are skipped with that reason.

A test says so by what it uses. So nobody has to think of Windows to write one.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, Final

_NEEDS: Final = {
    "a pseudo-terminal": r"\bTerminal\(|\bat_a_terminal\b|\bpexpect\b|\bpty\b",
    "a named pipe": r"\bmkfifo\b",
    "a kill that can't be caught": r"\bSIGKILL\b|\bkilling\b|\bSIGTERM\b|\bSIGHUP\b|\.send_signal\(",
    "modes of files": r"\bchmod\(|\bst_mode\b|\bmode_of\(|\bumask\(|\bfchmod\b|S_IMODE",
    "links, which need a right on Windows": r"\bsymlink_to\(|os\.symlink\(",
    "files under /proc, /dev or /tmp": r"""["'](?:/proc|/dev|/tmp)\b""",
    "limits of a process": r"\bsetrlimit\b|\bresource\.",
    "a shell": r"/bin/sh|\bbash\b|\bshutil\.which\(",
}


def what_it_needs(test: Callable[..., Any]) -> str:
    """Return what only a POSIX system has and a test needs, by its source; blank if there is nothing."""
    try:
        source = inspect.getsource(inspect.unwrap(test))
    except (OSError, TypeError):
        return ""
    return next((what for what, uses in _NEEDS.items() if re.search(uses, source)), "")
