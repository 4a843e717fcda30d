"""Explains what a customer's script printed, alone or beside a run of ours: a part of `explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..diagnosis.guard import INTERNAL_FAULT
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.pasted_response import MOST_BYTES, decode_paste
from .output import Output
from .pasted_input import read_source, shown_source

if TYPE_CHECKING:
    from ..diagnosis.sides.side import Side
    from .explain_options import ExplainOptions


def read_beside(source: str, output: Output) -> tuple[Side, ...]:
    """Return the runs in the file that --beside names.

    Raises:
        UsageError: it can't be read, or holds no run.
    """
    from ..interchange.ask.run_side import read_runs

    data = read_source(source, output, most_bytes=MOST_BYTES, what="output of run --json")
    runs = read_runs(decode_paste(data))
    if not runs:
        raise UsageError(
            f"--beside: {shown_source(source)} holds no run. "
            "It takes what “connector-doctor run PROFILE --json” printed."
        )
    return runs


def explain_outputs(
    source: str,
    text: str,
    ours: Sequence[Side],
    options: ExplainOptions,
    output: Output,
    more: Mapping[str, Any] | None = None,
) -> ExitStatus:
    """Write what the customers' outputs in a text say, alone or beside runs of ours.

    `more` are the JSON values that the rest of the text brings along.
    """
    from ..interchange.ask.explained import explain_sides, sides_document, sides_report

    explained = explain_sides(text, ours)
    if options.as_json:
        output.json({**sides_document(source, explained), **(more or {})})
    else:
        report = sides_report(shown_source(source), explained, options.least)
        output.report(report, options.color, is_verdict_alone=options.is_verdict_alone)
    is_fault = any(finding.id == INTERNAL_FAULT for each in explained for finding in each.findings)
    return ExitStatus.INTERNAL_ERROR if is_fault else ExitStatus.WORKS
