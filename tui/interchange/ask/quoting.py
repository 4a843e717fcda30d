r"""Quotes a text for the three shells, each of which reads other characters as its own.

    sh          '…'    only ' ends it, and is written '\''
    powershell  '…'    only ' ends it, and is written ''
    cmd         "…"    % is doubled, since cmd replaces %name% even there; outside, ^ goes before the others

A URL that can be sent has no blank, no quotation mark, no line break and no character beyond ASCII
(`field_checks`), which is what none of the three could carry.
"""

from __future__ import annotations

import re
from typing import Final

_SPECIAL_OUTSIDE: Final = re.compile(r"[&|<>()^!]")


def sh_quoted(text: str) -> str:
    """Return a text as one word of a POSIX shell (XCU §2.2.2)."""
    return "'" + text.replace("'", "'\\''") + "'"


def powershell_quoted(text: str) -> str:
    """Return a text as a verbatim string of PowerShell."""
    return "'" + text.replace("'", "''") + "'"


def cmd_in_quotes(text: str) -> str:
    """Return a text to stand between two double quotes of a batch file."""
    return text.replace("%", "%%")


def cmd_outside_quotes(text: str) -> str:
    """Return a text to stand outside of quotes in a batch file, such as behind echo."""
    return _SPECIAL_OUTSIDE.sub(r"^\g<0>", text.replace("%", "%%"))
