"""The verdict's sign, three lines high: seen across the room, and told by its shape without color."""

from __future__ import annotations

from typing import Final

WORKS: Final = "      ▄█▀\n▀█▄ ▄█▀  \n  ▀█▀    "
FAILS: Final = "▀█▄ ▄█▀\n  ▀█▀  \n▄█▀ ▀█▄"
