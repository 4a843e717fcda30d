"""`explain FILE...`: diagnoses saved or pasted responses, and says what a code means. Sends nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..diagnosis.codes.code_shape import looks_like_a_code
from ..diagnosis.guard import INTERNAL_FAULT, fault_finding
from ..exit_status import ExitStatus
from ..interchange.explain_json import explain_document
from ..interchange.explained_paste import Explained, Reading, explain_paste
from ..interchange.json_text import json_text
from ..interchange.pasted_response import MOST_BYTES, PastedResponse, decode_paste
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import own_fault
from ..user_rules import rules_if_own
from .output import Output
from .pasted_input import STDIN, read_source, shown_source

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Phase, Rule


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

        output.result(explained_text(shown_source(source), explained))
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
    if source != STDIN and looks_like_a_code(source) and not os.path.lexists(source):
        return _Code(source)
    return decode_paste(read_source(source, output, most_bytes=MOST_BYTES, what="response"))
