"""All findings of a call of the API. Act on the first one.

ApiRun ──the last call────> failure, or ApiAnswer ──> what refused it, or that it worked
   └─────no second token──> why, by the token endpoint's response
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal, NamedTuple

from ...oauth2.api_run import ApiExchange, ApiRun, TokenStep, Why
from ...oauth2.attempt import Attempt, Run
from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.own_fault import own_fault
from ...oauth2.responses.token_response import AccessTokenResponse
from ..failures.findings import failure_finding
from ..failures.proxy_answers import with_proxy_answer
from ..finding import Finding, by_severity
from ..guard import fault_finding, guarded
from ..quoting import quoter
from ..rules.catalogue import built_in_rules
from ..rules.rule import Rule
from ..run_diagnosis import diagnose_run
from ..telling_apart import with_next
from ..tokens.audience import AUDIENCE_ELSEWHERE
from .answer import ApiAnswer, api_error, read_answer_of_api
from .catalogue_rules import catalogue_finding, firewall_finding, said_finding
from .pages import error_inside, page_of_api, redirect_of_api
from .refusals import at_a_wrong_address, refusal_finding
from .success import WORKS, broken_body, success_finding
from .unauthorized import unauthorized_finding

ApiOutcome = Literal["works", "refused", "transport_failure", "no_token"]
_WRONG_ADDRESS: Final = frozenset({400, 404, 405, 410})
"""Statuses that a doubled or misplaced path causes."""
_WITHOUT_REASON: Final = frozenset({"api.unauthorized", "api.forbidden", "api.bad_request", "api.refused"})
"""Findings by the status alone: a sentence of the API's own says more."""
_BY_RULES: Final = frozenset({403, 406, 429})
"""Statuses below 500 for which the catalogue knows whose page it is."""


class Call(NamedTuple):
    """One call of a run, and the token that it was made with."""

    why: Why
    exchange: ApiExchange
    token: AccessTokenResponse | None
    is_renewed: bool


@guarded("response")
def diagnose_api(
    connector: Connector,
    run: ApiRun,
    first: Attempt,
    rules: tuple[Rule, ...] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return all findings of a call of the API, the one to act on first. Never raises, whatever came back.

    `first` is the attempt whose token the run began with. One of them is an error if, and only if, the API
    can't be used with the token. `rules` and `now` are as in `diagnose_run`.
    """
    rules = built_in_rules() if rules is None else rules
    redactor = redactor_of_calls(connector, run, first)
    findings = list(tokens_not_got(connector, run, rules, now))
    if calls := calls_of(run, first):
        found = with_next(call_findings(connector, calls[-1], redactor, rules), of_a_call=True)
        is_same = any(first.token and token.access_token == first.token.access_token for token in run.tokens)
        findings += map(_with_the_same_token, found) if is_same else found
    return by_severity(findings)


def api_works(findings: Iterable[Finding]) -> bool:
    """Tell by the findings of a call, alone or among others, whether the API works."""
    return not any(finding.severity == "error" and finding.id.startswith("api.") for finding in findings)


def together(of_the_token: Iterable[Finding], of_the_api: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a run and of the call made with its token, the most telling first."""
    of_the_api = tuple(of_the_api)
    if any(finding.id == WORKS for finding in of_the_api):
        # Whatever audience the token names, the API accepts it.
        of_the_token = (
            replace(finding, severity="info") if finding.id == AUDIENCE_ELSEWHERE else finding
            for finding in of_the_token
        )
    return by_severity((*of_the_api, *of_the_token))


def outcome_of(run: ApiRun, findings: Iterable[Finding]) -> ApiOutcome:
    """Return how a call of the API ended, by its findings."""
    call = run.last_call
    if call is None:
        return "no_token"
    if call.response is None:
        return "transport_failure"
    return "works" if api_works(findings) else "refused"


def redactor_of_calls(connector: Connector, run: ApiRun, first: Attempt) -> Redactor:
    """Return the redactor that knows a connector's secrets and every token of its calls."""
    return Redactor.for_connector(connector, (*first.secrets, *run.secrets))


def calls_of(run: ApiRun, first: Attempt) -> list[Call]:
    """Return the calls of a run, each with its token."""
    calls: list[Call] = []
    token, is_renewed = first.token, False
    for step in run.steps:
        if isinstance(step, TokenStep):
            token, is_renewed = step.token or token, is_renewed or step.token is not None
        elif step.why is Why.OLD_AGAIN:
            calls.append(Call(step.why, step.exchange, first.token, is_renewed=False))
        else:
            calls.append(Call(step.why, step.exchange, token, is_renewed))
    return calls


def tokens_not_got(
    connector: Connector, run: ApiRun, rules: tuple[Rule, ...], now: datetime | None
) -> Iterator[Finding]:
    """Yield why a later request for a token failed, by the token endpoint's response."""
    for step in run.steps:
        if not isinstance(step, TokenStep) or step.token:
            continue
        why = "had expired" if step.why is Why.EXPIRED else "was refused by the API"
        main, *others = diagnose_run(connector, Run((step.attempt,)), rules, now=now)
        yield replace(
            main,
            id="api.no_second_token",
            title=f"The first token {why}, and getting a second one failed.",
            cause=f"{main.title} {main.cause}",
        )
        yield from others


def call_findings(
    connector: Connector, call: Call, redactor: Redactor, rules: Iterable[Rule]
) -> tuple[Finding, ...]:
    """Return the findings of one call. Where this program fails on its response, they say what is certain."""
    try:
        return _call_findings(connector, call, redactor, rules)
    except Exception as error:  # noqa: BLE001 (a fault of ours: whether the call worked is known all the same)
        return _certain(call.exchange, fault_finding(own_fault(error)))


def _certain(exchange: ApiExchange, fault: Finding) -> tuple[Finding, ...]:
    """Return what is certain of a call without reading its response: whether it succeeded."""
    if exchange.is_success:
        return (replace(fault, severity="warning"),)
    came = f"The API answered {exchange.response.status}" if exchange.response else "The API did not answer"
    refused = api_error(
        "api.refused",
        title=f"{came}.",
        cause="Why could not be found out, through a fault of connector-doctor.",
        fix="Read the response itself, and compare the call with the API's guide.",
        evidence=(f"status {exchange.response.status}",) if exchange.response else (),
        fields=("api.path", "api.method"),
    )
    return refused, fault


def _call_findings(
    connector: Connector, call: Call, redactor: Redactor, rules: Iterable[Rule]
) -> tuple[Finding, ...]:
    exchange, response, quote = call.exchange, call.exchange.response, quoter(redactor)
    if response is None:
        failure = exchange.failure
        return (failure_finding(connector, exchange, failure, quote),) if failure else ()
    answer = read_answer_of_api(
        connector, exchange, response, call.token, redactor, is_renewed=call.is_renewed
    )
    if response.status >= 400:
        found: tuple[Finding, ...] = (_refused(answer, redactor, rules),)
        return with_proxy_answer(exchange, answer.seen, found, quote)
    trouble = redirect_of_api(answer) or _firewall_page(answer, redactor, rules) or page_of_api(answer)
    trouble = trouble or error_inside(answer)
    return (trouble or success_finding(answer, call.why), *broken_body(answer))


def _with_the_same_token(finding: Finding) -> Finding:
    told = "The token endpoint issued the same token a second time."
    return replace(finding, cause=f"{finding.cause} {told}", evidence=(*finding.evidence, told))


def _refused(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding:
    found = _refused_for_this_call(answer, redactor, rules)
    if found.id in _WITHOUT_REASON and (said := said_finding(answer, redactor, rules)):
        return said
    return found


def _refused_for_this_call(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding:
    if found := unauthorized_finding(answer):
        return found
    if answer.status in _WRONG_ADDRESS and (found := at_a_wrong_address(answer)):
        return found
    if found := page_of_api(answer):
        return found
    if answer.status in _BY_RULES or answer.status >= 500:
        found = firewall_finding(answer, redactor, rules) or catalogue_finding(answer, redactor, rules)
    return found or refusal_finding(answer)


def _firewall_page(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding | None:
    return firewall_finding(answer, redactor, rules) if answer.seen.shape == "html" else None
