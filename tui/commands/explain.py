"""`explain FILE...`: diagnoses saved or pasted responses, and says what a code means. Sends nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..diagnosis.codes.code_shape import looks_like_a_code
from ..diagnosis.guard import INTERNAL_FAULT, fault_finding
from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.explained_paste import Explained, Reading, explain_paste
from ..interchange.json_text import json_text
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import own_fault
from ..user_rules import rules_if_own
from .output import Output, is_terminal, shown_argument

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Phase, Rule

_STDIN: Final = "-"


class ExplainOptions(NamedTuple):
    """The options of `explain`."""

    as_json: bool = False
    url: str = ""
    is_of_api: bool | None = None
    """Whether the responses are those of an API; None to go by each response."""


class _Code(NamedTuple):
    """An argument that is no file, but looks like an error code."""

    code: str


def explain(sources: Sequence[str], options: ExplainOptions, output: Output) -> ExitStatus:
    """Write the diagnosis of each response, or what a code means: as text, or as one JSON object a line.

    Raises:
        UsageError: a file can't be read.
        ConnectorDoctorError: a rule file of the user can't be understood.
    """
    rules = rules_if_own()
    texts = [(source, _read(source, output)) for source in sources]
    statuses = [ExitStatus.WORKS]
    for index, (source, text) in enumerate(texts):
        if not options.as_json and index:
            output.result("")
        if isinstance(text, _Code):
            statuses.append(_explain_code(text.code, rules, output, as_json=options.as_json))
        else:
            statuses.append(_explain_text(source, text, options, rules, output))
    return max(statuses)


def _explain_text(
    source: str, text: str, options: ExplainOptions, rules: tuple[Rule, ...] | None, output: Output
) -> ExitStatus:
    phase: Phase | None = None if options.is_of_api is None else "api" if options.is_of_api else "token"
    explained = _explained(text, options.url, phase, rules)
    if options.as_json:
        output.result(json_text(explain_document(source, explained, Redactor(()))))
    else:
        from ..interchange.explained_text import explained_text

        name = "standard input" if source == _STDIN else shown_argument(source)
        output.result(explained_text(name, explained))
    is_fault = any(finding.id == INTERNAL_FAULT for finding in explained.findings)
    return ExitStatus.INTERNAL_ERROR if is_fault else ExitStatus.WORKS


def _explained(text: str, url: str, phase: Phase | None, rules: tuple[Rule, ...] | None) -> Explained:
    """Return what a paste says. A fault of ours is a finding: the other files go on."""
    try:
        return explain_paste(text, phase, url=url, rules=rules)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        unread = HttpResponse(0, "", (), text.encode("utf-8", "replace"))
        return Explained(PastedResponse(unread, None), Reading("token"), (fault_finding(own_fault(error)),))


def _explain_code(code: str, rules: tuple[Rule, ...] | None, output: Output, *, as_json: bool) -> ExitStatus:
    from ..diagnosis.codes.meaning import meaning_of
    from ..diagnosis.rules.catalogue import built_in_rules
    from ..interchange.code_text import code_document, code_text

    meaning = meaning_of(code, built_in_rules() if rules is None else rules)
    output.result(json_text(code_document(meaning)) if as_json else code_text(meaning))
    return ExitStatus.WORKS if meaning.is_known else ExitStatus.USAGE


def _read(source: str, output: Output) -> str | _Code:
    """Return the text of a file, or the argument itself where it is no file but a code."""
    if source == _STDIN:
        return decode_paste(_standard_input(output))
    if looks_like_a_code(source) and not os.path.lexists(source):
        return _Code(source)
    try:
        with Path(source).open("rb") as file:  # may be a pipe: explain <(curl …)
            return decode_paste(file.read(MOST_BYTES))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise UsageError(f"{shown_argument(source)} can't be read: {reason}.") from None


def _standard_input(output: Output) -> bytes:
    if sys.stdin is None:  # closed by whoever started us: `explain - <&-`
        raise UsageError("Standard input is closed, so there is nothing to read. Name a file, or use a pipe.")
    if is_terminal(sys.stdin):
        output.message("Paste the response, press Enter, then press Ctrl+D.")
    try:
        return sys.stdin.buffer.read(MOST_BYTES)
    except OSError as error:  # such as a folder: `explain - < .`
        raise UsageError(f"Standard input can't be read: {error.strerror}.") from None
