"""All that one response tells on its own, without the request: the first finding is the one to act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.exchange import HttpResponse
from ...oauth2.redaction import Redactor
from ...oauth2.token_response import AccessTokenResponse, Answer, read_answer
from ..finding import Finding
from ..quoting import quoter
from ..rules.findings import rule_finding
from ..rules.observation import Observation
from ..rules.rule import Rule
from ..tokens.findings import token_findings
from .body import body_finding
from .encoding import encoding_findings
from .last_resort import unexplained, without_token
from .misplaced_token import misplaced_token
from .redirects import redirect_finding

_LONGEST_TOKEN_RESPONSE: Final = 131_072
"""Bytes: tokens that carry whole directories of groups stay far below."""


def answer_findings(
    response: HttpResponse,
    seen: Observation,
    answer: Answer,
    *,
    settings: ResponseSettings,
    rules: Iterable[Rule],
    redactor: Redactor,
    may_echo: bool = True,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of one response as it was observed and read.

    Without a token there is always at least one. What is certain goes first: a redirect, and a token
    that came under another name. Then what the rules know; a shape alone comes after them. `may_echo` is
    whether the redactor knows secrets that the answer could repeat.
    """
    quote = quoter(redactor)
    fault = body_finding(response, quote)
    faults = (fault,) if fault else ()
    if isinstance(answer, AccessTokenResponse):
        odd = [
            *token_findings(response, seen, answer, settings, quote, now),
            *encoding_findings(response, seen, quote),
        ]
        return (*odd, *faults)
    by_rule = rule_finding(seen, rules, redactor, may_echo=may_echo)
    if fault and fault.severity == "error":
        # What a success holds that is not whole proves nothing, but an error named in it does.
        return (by_rule, fault) if by_rule and seen.codes else (fault,)
    certain = redirect_finding(seen, quote) or misplaced_token(response, seen, settings, quote)
    findings = [finding for finding in (certain, by_rule) if finding]
    if not findings:
        findings = list(without_token(response, seen, settings, quote)) or [unexplained(seen, quote)]
    coding = [finding for finding in encoding_findings(response, seen, quote) if finding.severity == "error"]
    # A body in the wrong coding has no shape that could be read: that comes before what it seems to say.
    return (*findings, *coding, *faults) if by_rule else (*coding, *findings, *faults)


def read_bare(response: HttpResponse, status: int | None, settings: ResponseSettings) -> Answer:
    """Read a response whose status may not be known: a bare body counts as a success until it says else.

    What is longer than any token response is not read to its end.
    """
    if len(response.body) > _LONGEST_TOKEN_RESPONSE:
        response = replace(response, body=response.body[:_LONGEST_TOKEN_RESPONSE])
    return read_answer(response if status is not None else replace(response, status=200), settings)
