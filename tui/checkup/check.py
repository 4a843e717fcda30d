"""One check of this machine: what was found, whether that is all right, and else how to fix it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..oauth2.own_fault import own_fault
from ..plain_text import plain_line

State = Literal["ok", "warning", "problem", "unknown"]

SIGNS: Final[dict[State, str]] = {"ok": "✓", "warning": "!", "problem": "✗", "unknown": "–"}
"""How each is shown. `unknown` is what can't be told here, or doesn't apply."""
_LONGEST: Final = 1_000


@dataclass(frozen=True)
class Check:
    """What one check found. Its texts may quote foreign words, which `harmless` makes fit to show."""

    id: str
    """Stable and dotted, such as `trust.public`; several checks of a kind share one."""
    title: str
    """What was looked at, in a word or two."""
    state: State
    found: str
    fix: str = ""
    """What to do, in a sentence; empty where nothing has to be done."""
    details: tuple[str, ...] = ()
    """More of what was found, a line each."""

    @property
    def sign(self) -> str:
        """Return how the state is shown."""
        return SIGNS[self.state]

    def document(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "id": self.id,
            "title": self.title,
            "state": self.state,
            "found": self.found,
            "fix": self.fix or None,
            "details": list(self.details),
        }


Look = Callable[[], Check | Iterable[Check]]
"""Makes one check, or those that belong together."""


def guarded(check_id: str, title: str, look: Look) -> Iterator[Check]:
    """Yield what a look finds. One that fails says so under this id and title, and the others go on."""
    try:
        made = look()
        yield from map(_harmless, [made] if isinstance(made, Check) else made)
    except OSError as error:
        yield _harmless(
            Check(check_id, title, "unknown", f"This can't be checked: {error.strerror or error}.")
        )
    except Exception as error:  # noqa: BLE001 (a fault of ours, or of a library that asks the system)
        found = f"This check failed: {own_fault(error)}."
        yield Check(check_id, title, "unknown", found, "Please report this line.")


def _harmless(check: Check) -> Check:
    title, found, fix = map(_line, (check.title, check.found, check.fix))
    return Check(check.id, title, check.state, found, fix, tuple(map(_line, check.details)))


def _line(text: str) -> str:
    shown = plain_line(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
