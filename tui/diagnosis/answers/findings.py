"""Everything that one response says on its own, without the request. Act on the first finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.http_response import HttpResponse
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.token_response import AccessTokenResponse, Answer, read_answer
from ..finding import Finding, by_severity
from ..quoting import quoter
from ..rules.observation import Observation
from .body import body_finding
from .encoding import encoding_findings
from .second_factor import second_factor

if TYPE_CHECKING:
    from ..rules.rule import Rule

_SHAPES_OF_SUCCESS: Final = "shape.token_"
"""How the ids of such rules begin. An error remains an error, whatever token is beside it."""
_SYMPTOMS: Final = frozenset({"answer.redirect", "answer.token_empty"})
"""Findings that are certain, and whose reason a sentence or a header of the same response may tell."""
_LONGEST_TOKEN_RESPONSE: Final = 131_072
"""Bytes: even tokens that list hundreds of groups are far shorter."""


def answer_findings(
    response: HttpResponse,
    seen: Observation,
    answer: Answer,
    *,
    settings: ResponseSettings,
    rules: Iterable[Rule] | None,
    redactor: Redactor,
    may_echo: bool = True,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of one response as it was observed and read.

    Without a token there is always at least one. What is certain goes first: a redirect, or a token in
    another place, unless a rule knows its reason. Then comes what the rules know, the built-in ones where
    `rules` is None. `may_echo` is whether the redactor knows secrets that the response could repeat.
    """
    redactor = redactor.reading(response)
    quote = quoter(redactor)
    fault = body_finding(response, quote)
    faults = (fault,) if fault else ()
    coding = tuple(encoding_findings(response, seen, quote))
    wants_more = second_factor(seen, quote, has_token=isinstance(answer, AccessTokenResponse))
    if isinstance(answer, AccessTokenResponse):
        from ..tokens.findings import token_findings

        odd = (*token_findings(response, seen, answer, settings, quote, now), *coding)
        return (*by_severity((wants_more, *odd) if wants_more else odd), *faults)
    # Imported here, as all that a token doesn't need.
    from .misplaced_token import misplaced_token
    from .redirects import redirect_finding
    from .unreadable import broken_json, not_text, wrapped_json

    by_rule = _by_rule(seen, rules, redactor, may_echo=may_echo)
    if fault and fault.severity == "error":
        return (by_rule, fault) if by_rule and seen.codes else (fault,)  # a token in it would prove nothing
    certain = redirect_finding(seen, quote) or wants_more or wrapped_json(seen)
    certain = certain or misplaced_token(response, seen, settings, quote)
    coding = tuple(finding for finding in coding if finding.severity == "error")
    if certain and (_goes_by_looks(by_rule) or (wants_more and _says_the_same(certain, by_rule))):
        by_rule = None  # it says the same, less exactly
    found = (by_rule, certain) if _tells_why(by_rule, certain) else (certain, by_rule)
    findings = [finding for finding in found if finding] or [not_text(response)]
    if not certain and _goes_by_looks(by_rule) and _may_be_success(seen):
        # A body that can't be read as what it is looks like something else.
        if coding:
            return (*coding, *findings, *faults)
        if broken := broken_json(response, seen):
            return (broken, *faults)
    return (*findings, *coding, *faults)


def _by_rule(
    seen: Observation, rules: Iterable[Rule] | None, redactor: Redactor, *, may_echo: bool
) -> Finding | None:
    """Return what the rules say. The built-in ones hold for every text, whatever the user's own replace."""
    from ..rules.catalogue import built_in_rules, of_the_token
    from ..rules.findings import rule_finding
    from .misplaced_token import is_refusal

    rules = built_in_rules() if rules is None else rules
    if is_refusal(seen):
        rules = [rule for rule in rules if not rule.id.startswith(_SHAPES_OF_SUCCESS)]
    found = rule_finding(seen, of_the_token(rules), redactor, may_echo=may_echo)
    if found or seen.shape == "octets":
        return found
    return rule_finding(seen, of_the_token(built_in_rules()), redactor, may_echo=may_echo)


def _goes_by_looks(by_rule: Finding | None) -> bool:
    """Tell whether no rule recognized more than the status and the look of the body."""
    return by_rule is None or by_rule.id.startswith(("shape.", "status."))


def _tells_why(by_rule: Finding | None, certain: Finding | None) -> bool:
    """Tell whether a rule knows why there is only a redirect, or an empty token: the server says it."""
    return (
        certain is not None
        and by_rule is not None
        and certain.id in _SYMPTOMS
        and not _goes_by_looks(by_rule)
        and certain.culprits[:1] != by_rule.culprits[:1]
    )


def _says_the_same(certain: Finding, by_rule: Finding | None) -> bool:
    return by_rule is not None and not by_rule.vendor and certain.culprits[:1] == by_rule.culprits[:1]


def _may_be_success(seen: Observation) -> bool:
    return seen.status is None or 200 <= seen.status < 300


def read_bare(response: HttpResponse, status: int | None, settings: ResponseSettings) -> Answer:
    """Read a response whose status may be unknown: a bare body counts as a success unless it says otherwise.

    Of a body that is longer than any token response, only the start is read.
    """
    if len(response.body) > _LONGEST_TOKEN_RESPONSE:
        response = replace(response, body=response.body[:_LONGEST_TOKEN_RESPONSE])
    return read_answer(response if status is not None else replace(response, status=200), settings)
