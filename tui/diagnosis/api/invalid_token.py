"""The API says invalid_token (RFC 6750 §3.1): why, by its words and by the token's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from ...oauth2.responses.jwt_claims import claims_of
from ..finding import Finding, FindingKind
from ..tokens.audience import foreign_audiences
from .answer import ApiAnswer

_ANY_OF: Final = re.compile(r"[\w ]*expired(?:,| or)[^.;]*|[\w ]*(?:,| or) expired[^.;]*")
"""A sentence that lists every possible reason, like that of RFC 6750 §3.1: it says nothing."""


_invalid: Final = FindingKind("error", reference="RFC 6750 §3.1")


class _Reason(NamedTuple):
    """Why an API says that a token is invalid, by its words."""

    words: re.Pattern[str]
    finding: Finding
    """Without evidence."""


_TIME: Final = "api.token_time"
_REASONS: Final = (
    _Reason(
        re.compile(r"\baud(?:ience)?s?\b"),
        _invalid(
            "api.token_for_another_api",
            title="The API says that the token is for another API (audience).",
            cause="The token endpoint issues tokens for several APIs, "
            "and the request did not say that this one is meant.",
            fix="Additional Request Data: "
            "add a row resource, audience or scope, as the system's guide names it.",
            culprits=("additional_request_data", "scope", "token_url"),
        ),
    ),
    _Reason(
        re.compile(r"\biss(?:uer)?\b|tenant|realm (?:does|is|not)|wrong (?:environment|instance)"),
        _invalid(
            "api.token_of_another_issuer",
            title="The API does not accept tokens from this token endpoint (issuer).",
            cause="The token endpoint and the API belong to different systems, tenants or environments.",
            fix="Oauth2 Token Url: set it to the token endpoint of the system at Base Url. "
            "Tenant and environment must be the same on both sides.",
            culprits=("token_url",),
        ),
    ),
    _Reason(
        re.compile(r"signature|signing|\bjwks?\b.{0,20}key|\bkid\b|verification key"),
        _invalid(
            "api.token_signature",
            title="The API can't verify the token's signature.",
            cause="It doesn't know the key that the token endpoint signs with. The two belong to different "
            "systems or environments, or the API has not fetched new keys yet.",
            fix="Oauth2 Token Url: check that it belongs to the system and environment of Base Url. "
            "If it does, ask the API's owner where it gets its keys from.",
            culprits=("token_url", "server_side"),
        ),
    ),
    _Reason(
        re.compile(r"expir|not (?:valid|active) (?:yet|before)|not yet|in the future|\b(?:nbf|iat)\b"),
        _invalid(
            _TIME,
            title="The API says that the token has expired or is not valid yet.",
            cause="It was issued a moment ago. So the clocks of the API and the token endpoint differ, "
            "or its lifetime is too short to be used.",
            fix="Ask the owners of both to set the clocks of their machines. "
            "Then check the token's lifetime.",
            culprits=("server_side",),
        ),
    ),
)


def invalid_token_finding(answer: ApiAnswer) -> Finding:
    """Return why the API refuses the token."""
    description = answer.bearer.parameters.get("error_description", "") if answer.bearer else ""
    words = _ANY_OF.sub("", f"{description} ¦ {answer.seen.words}".lower())
    reason = next((reason.finding for reason in _REASONS if reason.words.search(words)), None)
    # That a first token expires is normal: then the news is that no second one was issued.
    if reason is None or (reason.id == _TIME and not answer.is_renewed):
        return _without_reason(answer)
    second = " A second token, requested right away, was refused too." if answer.is_renewed else ""
    return replace(reason, cause=reason.cause + second, evidence=answer.evidence("WWW-Authenticate"))


def _without_reason(answer: ApiAnswer) -> Finding:
    claims = claims_of(answer.token) if answer.token else {}
    audiences = [answer.quote(audience) for audience in foreign_audiences(answer.connector, claims)]
    title, cause = "The API refuses the token.", "It has expired, was revoked, or is not meant for this API."
    if answer.is_renewed:
        title = "The API refuses the token, and a second one too."
        cause = (
            "Both were issued a moment ago, so neither has expired. "
            "The API does not accept tokens from this token endpoint, or not for this audience."
        )
    if audiences:
        cause += f" The token itself says that it is for {audiences[0]} (aud)."
    culprits = ("token_url", "additional_request_data", "scope")
    return _invalid(
        "api.invalid_token",
        title=title,
        cause=cause,
        fix="Oauth2 Token Url: check that it belongs to the system, tenant and environment of Base Url. "
        "If it does, ask the API's owner which audience, resource or scope a token needs. "
        "Additional Request Data: add it as a row.",
        culprits=("additional_request_data", "scope", "token_url") if audiences else culprits,
        confidence="likely" if audiences else "open",
        evidence=(*answer.evidence("WWW-Authenticate"), *(f"aud: {audience}" for audience in audiences)),
    )
