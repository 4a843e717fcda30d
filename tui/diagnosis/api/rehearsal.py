"""What a rehearsal of a token's end shows: the next token, what becomes of the first, their lifetime."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...oauth2.api_run import ApiRun, TokenStep, Why
from ...oauth2.attempt import Attempt
from ...oauth2.connector import Connector
from ...oauth2.responses.jwt_claims import claims_of
from ...oauth2.responses.token_lifetime import number_of
from ...oauth2.responses.token_response import AccessTokenResponse, ErrorResponse
from ...time_words import span
from ..finding import Finding, FindingKind, by_severity
from ..guard import guarded
from ..rules.catalogue import built_in_rules
from ..rules.rule import Rule
from .findings import Call, call_findings, calls_of, redactor_of_calls, tokens_not_got

SHORTEST: Final = 60
"""Seconds: a token with a shorter lifetime can expire before it is used."""
_note: Final = FindingKind("info")
_oddity: Final = FindingKind("warning", ("server_side",))
_LIMITS: Final = ("slow_down", "too many", "rate limit", "ratelimit", "throttl", "quota", "too frequent")


@guarded("response")
def diagnose_rehearsal(
    connector: Connector,
    run: ApiRun,
    first: Attempt,
    rules: tuple[Rule, ...] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a rehearsal of the token's end, the one to act on first. Never raises.

    `first` is the attempt whose token it began with. `rules` and `now` are as in `diagnose_run`.
    """
    rules = built_in_rules() if rules is None else rules
    redactor = redactor_of_calls(connector, run, first)
    calls = {call.why: call for call in calls_of(run, first)}
    findings = [_limited(finding, run) for finding in tokens_not_got(connector, run, rules, now)]
    refused = next((calls[why] for why in (Why.CALL, Why.REPEATED) if not _worked(calls, why)), None)
    if refused:
        found = call_findings(connector, refused, redactor, rules)
        # A connector gets over what the next token fixes.
        is_fixed = refused.why is Why.CALL and Why.REPEATED in calls and _worked(calls, Why.REPEATED)
        findings += (replace(finding, severity="warning") for finding in found) if is_fixed else found
    second = run.tokens[0] if run.tokens else None
    if first.token and second:
        findings += _second(first.token, second, calls)
    if first.token:
        findings += _lifetime(connector, second or first.token)
    return by_severity(findings)


def _worked(calls: dict[Why, Call], why: Why) -> bool:
    """Tell whether a call was answered with success; one that was not made counts as well."""
    return why not in calls or calls[why].exchange.is_success


def _limited(finding: Finding, run: ApiRun) -> Finding:
    """Say whether no second token was issued because the server limits how often it issues one."""
    if finding.id != "api.no_second_token":
        return finding
    if not any(_is_limit(step.attempt) for step in run.steps if isinstance(step, TokenStep)):
        return replace(
            finding,
            id="rehearsal.no_second_token",
            title="Getting a second token with the same credentials failed.",
        )
    return replace(
        finding.accusing("rate_limit"),
        id="rehearsal.limited",
        title="The server limits how often a token may be requested.",
        fix="Ask the server's owner for the limit, and for tokens with a lifetime long enough to stay below "
        f"it. Until then, let only a few connectors share these credentials. {finding.fix}",
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
        yield _note(
            "rehearsal.second_works",
            title="A second token was issued for the user's credentials, and the API accepted it.",
            cause="The same happens when the first one expires: the connector continues without help.",
            fix="Nothing to change.",
            evidence=("the call with the second token worked",),
        )
    if not again or not before or before.exchange.token_was_refused:
        return  # the end of a token that was refused from the start says nothing
    if again.exchange.token_was_refused:
        yield _oddity(
            "rehearsal.first_ended",
            title="The second token ended the first: only the newest one works.",
            cause="Two connectors with the same credentials throw each other out: "
            "each new token ends the one that the other is using. "
            "So do two calls of one connector that run at the same time.",
            fix="Give each connector a separate account or client, "
            "or ask the server's owner to let several tokens work side by side.",
            evidence=("the first token worked, and was refused after the second was issued",),
            culprits=("server_side", "mfa_or_policy"),
        )
    elif again.exchange.is_success:
        yield _note(
            "rehearsal.both_live",
            title="The first token still works after the second was issued.",
            cause="Several connectors, and calls that run at the same time, don't disturb each other.",
            fix="Nothing to change.",
            evidence=("both tokens were accepted",),
        )


def _same(first: AccessTokenResponse, second: AccessTokenResponse) -> Finding:
    before, after = number_of(first.expires_in), number_of(second.expires_in)
    counted = "" if before is None or after is None else f"; expires_in: {before:g}, then {after:g}"
    return _note(
        "rehearsal.same_token",
        title="The server issues the same token again until it expires.",
        cause="The second token request brought no new token. Then expires_in must count down, "
        "since the token's lifetime began with the first response. If it doesn't, the connector uses "
        "the token after it has expired, and learns that only when a call is refused.",
        fix="Nothing to change. To see the token expire, call again when its lifetime has passed.",
        evidence=(f"both responses hold the same token{counted}",),
    )


def _lifetime(connector: Connector, token: AccessTokenResponse) -> Iterator[Finding]:
    seconds = lifetime_of(connector, token)
    if seconds is None or not 0 < seconds < SHORTEST:
        return
    yield _oddity(
        "rehearsal.short_lifetime",
        title=f"The lifetime of a token is only {span(seconds)}, which is too short for a connector.",
        cause="It can expire between two calls, or during one. Then nearly every call costs a login, "
        "and enough of them reach a limit.",
        fix="Ask the server's owner to give this client's tokens a lifetime of at least some minutes.",
        evidence=(f"lifetime: {seconds:g} s",),
        fields=("response.expires_in_key",),
        reference="RFC 6749 §5.1",
    )


def lifetime_of(connector: Connector, token: AccessTokenResponse) -> float | None:
    """Return a token's lifetime in seconds, from its issue; None where that is not known."""
    claims = claims_of(token)
    expires, begins = number_of(claims.get("exp")), number_of(claims.get("iat"))
    said = number_of(token.expires_in)
    if connector.response.expires_in_format == "seconds" and said is not None:
        return said
    return expires - begins if expires is not None and begins is not None else None
