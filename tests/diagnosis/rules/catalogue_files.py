"""The files of the catalogue, each read once: that takes longer than most of what is then looked at."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, Final

from tui.diagnosis.rules.built_catalogue import built_in_files

FILES: Final = built_in_files()


@cache
def read(name: str) -> dict[str, Any]:
    """Return what a file says. Nobody changes it."""
    return tomllib.loads(FILES[name])
