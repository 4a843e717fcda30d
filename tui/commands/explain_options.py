"""The options of `explain`, as the command line gives them."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..diagnosis.finding import Severity
    from ..diagnosis.rules.rule import Phase
    from ..terminal.color import ColorChoice


class ExplainOptions(NamedTuple):
    """What `explain` is asked to do, and to show."""

    as_json: bool = False
    url: str = ""
    is_of_api: bool | None = None
    """Whether the responses are those of an API; None to go by each response."""
    beside: str = ""
    """The file with a run of ours to compare a customer's side with; empty for none."""
    is_verdict_alone: bool = False
    """Whether only the verdict is printed, a line for each file; JSON always has everything."""
    least: Severity = "info"
    """The least severe findings that are shown."""
    color: ColorChoice = "auto"

    @property
    def phase(self) -> Phase | None:
        """The phase that the responses are read in; None to go by each."""
        return None if self.is_of_api is None else "api" if self.is_of_api else "token"


def explain_options(arguments: Namespace) -> ExplainOptions:
    """Return the options that the command line gives."""
    return ExplainOptions(
        arguments.json,
        arguments.url,
        arguments.api,
        arguments.beside,
        arguments.quiet,
        arguments.severity,
        arguments.color,
    )
