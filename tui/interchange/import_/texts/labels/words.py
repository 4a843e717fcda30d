"""Reads the words of a label, also those which say that a value holds no longer, or holds now."""

from __future__ import annotations

import re
from typing import Final

_FORMER: Final = frozenset(
    "old previous former earlier last expired precedente vorige vorig alt alte altes alten alter bisheriges"
    " vorheriges früheres ancien"
    " ancienne précédent antiguo antigua anterior vecchio vecchia antiga oud oude gammal gammalt".split()
)
"""Words beside a field's name by which its value holds no longer."""
PRESENT: Final = frozenset(
    "new current latest actual updated attuale atual huidig huidige"
    " neu neue neues neuer neuen aktuelles aktuelle nouveau nouvelle actuel"
    " actuelle nuevo nueva nuovo nuova nova novo nieuw nieuwe nytt".split()
)
"""Words beside a field's name by which its value holds in place of another one."""
_SIDES: Final = re.compile(r"\(([^()]{1,40})\)")


def plain_label(label: str) -> str:
    """Return a label in lower case, without signs and remarks."""
    label = (
        re.sub(r"\([^()]*\)", " ", label) if not label.strip().lower().startswith("application") else label
    )
    words = re.sub(r"[^\w']+|_", " ", label.replace("’", "'").lower()).split()
    return " ".join("id" if word in ("ld", "1d") else word for word in words)  # as a scanner reads it


def is_former(label: str) -> bool:
    """Tell whether a label says that its value holds no longer: `Old password`, `Passwort (alt)`."""
    return _is_one_of(label, _FORMER)


def is_present(label: str) -> bool:
    """Tell whether a label says that its value holds in place of another one: `New password`."""
    return _is_one_of(label, PRESENT)


def _is_one_of(label: str, words: frozenset[str]) -> bool:
    beside = {word for side in _SIDES.findall(label.lower()) for word in side.split()}
    own = plain_label(label).split() if " " in label.strip() else []
    return bool(words & {*own[:1], *own[-1:], *beside})
