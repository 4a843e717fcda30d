"""What keys are called now: sentences, buttons and notices name an action by its id, and never a key.

with_keys("Press {result.send} to send.")  ──>  Press s to send.
                                           ──>  Press F11 to send.    for whoever has changed it
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from textual._context import active_app

from ...docs.tables import rows_of
from .key_names import written_key

PAGE: Final = "key-ids"
"""The page that lists every id with its own keys."""
_ID: Final = re.compile(r"\{([a-z]+\.\w+)\}")


def with_keys(text: str) -> str:
    """Return a text of ours with each id in braces replaced by the action's key as it is now."""
    return _ID.sub(lambda found: key_of(found[1]), text)


def key_of(binding_id: str) -> str:
    """Return how an action's key is written: the first one, where it has several."""
    return keys_of(binding_id)[0]


def keys_of(binding_id: str) -> tuple[str, ...]:
    """Return how all keys of an action are written.

    Raises:
        KeyError: there is no action with this id.
    """
    app = active_app.get(None)  # none where a text is made for no screen
    own = app._keymap.get(binding_id) if app else None
    if own:
        return tuple(map(written_key, own.split(",")))
    return _default_keys()[binding_id]


@cache
def _default_keys() -> dict[str, tuple[str, ...]]:
    """Return how the keys of all actions are written that nobody has changed."""
    return {cells[0]: tuple(cells[1].split(", ")) for cells in rows_of(PAGE) if len(cells) > 1}
