"""`schema [NAME]`: the JSON Schema of what a command prints as JSON."""

from __future__ import annotations

from difflib import get_close_matches

from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.schema.schemas import SCHEMAS, read_schema
from .output import Output, shortened

_LONGEST_NAME = 100


def show_schema(name: str, output: Output) -> ExitStatus:
    """Write a schema to stdout.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in SCHEMAS:
        near = get_close_matches(shortened(name, _LONGEST_NAME), SCHEMAS, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f"There is no such schema.{hint} Schemas: {', '.join(SCHEMAS)}.")
    output.json(read_schema(name), indent=2)
    return ExitStatus.WORKS
