"""Foreign text made fit for a finding: masked first, then harmless, then short."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import MASK
from ..plain_text import plain_line

if TYPE_CHECKING:
    from ..oauth2.attempt import Run
    from ..oauth2.connector import Connector

Quote = Callable[[str], str]
_LONGEST: Final = 300
_READ: Final = 4_000
"""Characters that are looked at: a text is cut anyway, and masking more of it takes time."""


def redactor_of(connector: Connector, run: Run) -> Redactor:
    """Return the redactor that knows the secrets of a connector and a run."""
    return Redactor.for_connector(connector, run.secrets)


def quoter(redactor: Redactor) -> Quote:
    """Return what makes foreign text fit for a sentence. It masks before it cuts: half a secret tells."""

    def quote(foreign: str) -> str:
        line = plain_line(redactor.text(foreign[:_READ]))
        if len(line) > _LONGEST:
            return line[:_LONGEST] + "…"
        # After so much masking, the end of what was read can be half of one more secret.
        return line if len(foreign) <= _READ else line[: line.rfind(MASK) + len(MASK)] + "…"

    return quote
