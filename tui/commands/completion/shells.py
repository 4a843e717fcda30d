"""The shells that have a completion script, and the files that a wheel holds them in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHELLS: Final = ("bash", "zsh", "fish", "tcsh")


def built_script(shell: str) -> Path:
    """Return the file of a shell's script. Only a wheel has it."""
    return Path(__file__).with_name(f"connector-doctor.{shell}")
