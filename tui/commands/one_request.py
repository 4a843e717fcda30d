"""Several token requests in one paste: asks which one is meant, where somebody can answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from ..interchange.import_.imported import Import
from ..interchange.import_.told_apart import told_apart
from .output import Output, is_terminal, shortened
from .pasted_input import STDIN

_LONGEST_CHOICE: Final = 300


def one_request_of(found: Import, sources: Sequence[str], output: Output) -> Import:
    """Ask which request is meant, if there are several and somebody can answer; else take the first."""
    if not found.others:
        return found
    choices = found.choices
    output.message(f"There are {len(choices)} token requests that differ:")
    for number, told in enumerate(told_apart(choices), 1):
        output.message(shortened(f"  {number}: {told}", _LONGEST_CHOICE))
    if STDIN in sources or not is_terminal(sys.stdin):
        output.message("The first one was taken.")
        return found
    answer = output.asks(f"Which one? [1-{len(choices)}, default 1]")
    chosen = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else 1
    return choices[chosen - 1] if 1 <= chosen <= len(choices) else choices[0]
