"""The order of the footer, the same on every screen, and what a narrow terminal does without.

    what one does here   the way back   help and menu   what many screens have   the way out
    ──────────────────   ────────────   ─────────────   ──────────────────────   ───────────
    s Send  c HTTP/curl  esc Back       f1 Help ^p Menu ^g Steps  ^r Reveal …     ^q Quit

What matters most comes first. Where there is no room, the last ones are left out, but for the way back,
help and the menu, which hold all others. No label is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

_LAST: Final = (
    "step.back",
    "app.help",
    "app.palette",
    "step.rail",
    "fields.trim",
    "secrets.reveal",
    "fields.undo",
    "app.practice",
    "app.quit",
    "app.jump",
)
"""The ids of what comes behind the screen's own keys, in this order."""
_FIRST: Final = "step.next"
"""What comes first where it is, whatever key the user gave it."""
_BACK: Final = (".back", ".cancel")
"""How the ids of the ways back end."""
_KEPT: Final = ("step.back", "app.palette", "app.help")
"""What is left out only when nothing else is left; help last of all, since it names all other keys."""


class Shown(Protocol):
    """What stands in the footer."""

    @property
    def binding_id(self) -> str:
        """The id of its binding."""
        ...

    def width(self, gap: int) -> int:
        """Return the width in cells, with `gap` cells behind the label."""
        ...


Key = TypeVar("Key", bound=Shown)


def in_order(keys: Sequence[Key]) -> tuple[Key, ...]:
    """Return the keys in the footer's order; those of the screen stay in theirs."""
    return tuple(sorted(keys, key=lambda key: _place(key.binding_id)))


def fitting(keys: Sequence[Key], width: int, gap: int) -> tuple[Key, ...]:
    """Return the keys that fit into a width, in their order; those left out are the least important."""
    kept = list(keys)
    while kept and sum(key.width(gap) for key in kept) - gap > width:
        kept.remove(min(reversed(kept), key=lambda key: _importance(key.binding_id)))
    return tuple(kept)


def _place(binding_id: str) -> int:
    """Return where a key stands: 0 for one of the screen's own."""
    kind = _kind(binding_id)
    if kind == _FIRST:
        return -1
    return _LAST.index(kind) + 1 if kind in _LAST else 0


def _importance(binding_id: str) -> int:
    """Return a number that is larger for a more important key. Among equal ones, the last one goes first."""
    kind = _kind(binding_id)
    if kind in _KEPT:
        return len(_LAST) + 1 + _KEPT.index(kind)
    return len(_LAST) - _LAST.index(kind) if kind in _LAST else len(_LAST)


def _kind(binding_id: str) -> str:
    return "step.back" if binding_id.endswith(_BACK) else binding_id
