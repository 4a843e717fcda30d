"""`completion SHELL`: prints the script that completes command lines in a shell."""

from __future__ import annotations

from ...errors import UsageError
from ...exit_status import ExitStatus
from ..output import Output
from .shells import built_script


def print_completion(shell: str, output: Output) -> ExitStatus:
    """Write the script of a shell to stdout: as it was built, or made now in a checkout with shtab.

    Raises:
        UsageError: there is neither.
    """
    try:
        script = built_script(shell).read_text(encoding="utf-8")
    except OSError:
        script = _made_now(shell)
    output.result(script.rstrip("\n"))
    return ExitStatus.WORKS


def _made_now(shell: str) -> str:
    try:
        from .scripts import completion_script
    except ImportError:
        raise UsageError(
            "This checkout has no completion scripts: a wheel holds them. "
            "To make them here: python -m pip install shtab, then the same command again."
        ) from None
    return completion_script(shell)
