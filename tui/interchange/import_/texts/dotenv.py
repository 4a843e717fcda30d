"""Reads files of variables, and puts what a script needs of them above it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Final

_ASSIGNMENT: Final = re.compile(
    r"(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*[\"']?([^\"'\n]*)[\"']?[ \t]*$"
)
_REFERENCE: Final = re.compile(r"\$\{?([A-Za-z_]\w{0,80})")


def dotenv_values(text: str) -> dict[str, str]:
    """Return the variables that a file assigns; those without a value are left out."""
    return {name: value for name, value in _ASSIGNMENT.findall(text) if value}


def with_assignments(text: str, values: Mapping[str, str]) -> str:
    """Return a script below assignments of the variables in it whose values are known."""
    used = dict.fromkeys(name for name in _REFERENCE.findall(text) if name in values)
    return "".join(f"{name}={shlex.quote(values[name])}\n" for name in used) + text
