"""What a rehearsal of a token's end tells: the next token, what becomes of the first, how long they live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...oauth2.api_run import ApiRun, TokenStep, Why
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.jwt_claims import claims_of
from ...oauth2.token_lifetime import number_of
from ...oauth2.token_response import AccessTokenResponse, ErrorResponse
from ...time_words import span
from ..finding import Finding, by_severity
from ..rules.catalogue import built_in_rules
from ..rules.rule import Rule
from .findings import Call, call_findings, calls_of, redactor_of_calls, tokens_not_got

SHORTEST: Final = 60
"""Seconds: tokens that live less can be over before they are used."""
_LIMITS: Final = ("slow_down", "too many", "rate limit", "ratelimit", "throttl", "quota", "too frequent")


def diagnose_rehearsal(
    connector: Connector,
    run: ApiRun,
    first: Attempt,
    rules: tuple[Rule, ...] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return what a rehearsal of the token's end tells, the one to act on first. Never raises.

    `first` is the attempt whose token it began with. `rules` and `now` are as in `diagnose_run`.
    """
    rules = built_in_rules() if rules is None else rules
    redactor = redactor_of_calls(connector, run, first)
    calls = {call.why: call for call in calls_of(run, first)}
    findings = [_limited(finding, run) for finding in tokens_not_got(connector, run, rules, now)]
    refused = next((calls[why] for why in (Why.CALL, Why.REPEATED) if not _worked(calls, why)), None)
    if refused:
        found = call_findings(connector, refused, redactor, rules)
        # What the next token mends, a connector gets over by itself.
        is_mended = refused.why is Why.CALL and Why.REPEATED in calls and _worked(calls, Why.REPEATED)
        findings += (replace(finding, severity="warning") for finding in found) if is_mended else found
    second = run.tokens[0] if run.tokens else None
    if first.token and second:
        findings += _second(first.token, second, calls)
    if first.token:
        findings += _lifetime(connector, second or first.token)
    return by_severity(findings)


def _worked(calls: dict[Why, Call], why: Why) -> bool:
    """Tell whether a call was answered with success; one that was not made is not to blame."""
    return why not in calls or calls[why].exchange.is_success


def _limited(finding: Finding, run: ApiRun) -> Finding:
    """Say of a second token that was not given, whether the server limits how often it gives one."""
    if finding.id != "api.no_second_token":
        return finding
    if not any(_is_limit(step.attempt) for step in run.steps if isinstance(step, TokenStep)):
        return replace(
            finding,
            id="rehearsal.no_second_token",
            title="A second token could not be got with the same credentials.",
        )
    return replace(
        finding.accusing("rate_limit"),
        id="rehearsal.limited",
        title="The server limits how often a token may be asked for.",
        fix="Ask the server's owner for the limit, and for tokens that live long enough to stay below "
        f"it. Until then, let few connectors share these credentials. {finding.fix}",
    )


def _is_limit(attempt: Attempt) -> bool:
    response = attempt.exchange.response if attempt.exchange else None
    if response is None or attempt.token:
        return False
    error = attempt.answer if isinstance(attempt.answer, ErrorResponse) else ErrorResponse(None)
    words = f"{error.error or ''} {error.error_description or ''} {response.text[:2000]}".lower()
    return response.status == 429 or any(word in words for word in _LIMITS)


def _second(
    first: AccessTokenResponse, second: AccessTokenResponse, calls: dict[Why, Call]
) -> Iterator[Finding]:
    before, after, again = (calls.get(why) for why in (Why.CALL, Why.REPEATED, Why.OLD_AGAIN))
    if first.access_token == second.access_token:
        yield _same(first, second)
        return
    if after and after.exchange.is_success:
        yield _info(
            "rehearsal.second_works",
            "A second token was got with the user's credentials, and the API took it.",
            "So it is when the first one is over: the connector goes on without anybody's help.",
            "Nothing to change.",
            "the call with the second token was answered",
        )
    if not again or not before or before.exchange.token_was_refused:
        return  # what was refused from the start tells nothing of its end
    if again.exchange.token_was_refused:
        yield Finding(
            id="rehearsal.first_ended",
            severity="warning",
            culprits=("server_side", "mfa_or_policy"),
            title="The second token ended the first: only the newest one counts.",
            cause="Two connectors with the same credentials, or two calls of one that run at the same "
            "time, throw each other out: each new token ends the one that the other is using.",
            fix="Give each connector an account or a client of its own, or ask the server's owner to "
            "let several tokens live side by side.",
            evidence=("the first token worked, and was refused after the second came",),
        )
    elif again.exchange.is_success:
        yield _info(
            "rehearsal.both_live",
            "The first token still works beside the second.",
            "Several connectors, and calls that run at the same time, don't disturb each other.",
            "Nothing to change.",
            "both tokens were taken",
        )


def _same(first: AccessTokenResponse, second: AccessTokenResponse) -> Finding:
    before, after = number_of(first.expires_in), number_of(second.expires_in)
    told = "" if before is None or after is None else f"; expires_in: {before:g}, then {after:g}"
    return _info(
        "rehearsal.same_token",
        "The server gives the same token again until it is over.",
        "What was asked for a second time was not a new one. expires_in then has to count down, since "
        "the token's life began with the first answer: where it does not, the connector uses the "
        "token beyond its end and learns of that by a refused call.",
        "Nothing to change. To see it end, call again when its lifetime has passed.",
        f"both answers hold one and the same token{told}",
    )


def _lifetime(connector: Connector, token: AccessTokenResponse) -> Iterator[Finding]:
    seconds = lifetime_of(connector, token)
    if seconds is None or not 0 < seconds < SHORTEST:
        return
    yield Finding(
        id="rehearsal.short_lifetime",
        severity="warning",
        culprits=("server_side",),
        title=f"A token lives {span(seconds)} only, which is shorter than a connector can live with.",
        cause="It can be over between two calls, or on the way of one: nearly every call then costs a "
        "login, and enough of them meet a limit.",
        fix="Ask the server's owner for tokens of this client that live at least some minutes.",
        evidence=(f"lifetime: {seconds:g} s",),
        field_keys=("response.expires_in_key",),
        reference="RFC 6749 §5.1",
    )


def lifetime_of(connector: Connector, token: AccessTokenResponse) -> float | None:
    """Return how many seconds a token lives from its beginning on; None where that is not said."""
    claims = claims_of(token)
    expires, begins = number_of(claims.get("exp")), number_of(claims.get("iat"))
    if (
        connector.response.expires_in_format == "seconds"
        and (said := number_of(token.expires_in)) is not None
    ):
        return said
    return expires - begins if expires is not None and begins is not None else None


def _info(finding_id: str, title: str, cause: str, fix: str, evidence: str) -> Finding:
    return Finding(finding_id, "info", (), title, cause, fix, (evidence,))
