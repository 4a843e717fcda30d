"""Cuts a message into parts: requests, responses, stack traces, lines with labels. The rest is talk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from .cutter import Cut, Cutter
from .request_cuts import assignments, command, form, labels, raw_request, snippet
from .response_cuts import body, curl_log, mention, response, trace
from .spans import FENCE


def cut_parts(lines: Sequence[str]) -> Iterator[Cut]:
    """Yield the parts of a message, in the order of its lines. What is no part is left out."""
    cutter, index = Cutter(lines), 0
    while index < len(lines):
        cut = None
        if lines[index].strip() and not FENCE.fullmatch(lines[index]):
            cut = next((cut for find in _FINDERS if (cut := find(cutter, index))), None)
        if cut is None:
            index += 1
            continue
        index = cutter.taken = max(cut.end, index + 1)
        yield cut


_FINDERS: Final[tuple[Callable[[Cutter, int], Cut | None], ...]] = (
    command, assignments, raw_request, curl_log, response, trace, snippet, body, form, labels, mention,
)  # fmt: skip
"""The order matters: what stands first takes its lines from those behind it."""
