"""The API says invalid_token (RFC 6750 §3.1): why, by its own words and the token's."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ...oauth2.jwt_claims import claims_of
from ..finding import Finding
from ..tokens.audience import foreign_audiences
from .answer import ApiAnswer

_ANY_OF: Final = re.compile(r"[\w ]*expired(?:,| or)[^.;]*|[\w ]*(?:,| or) expired[^.;]*")
"""A sentence that names every reason there is, as that of RFC 6750 §3.1 does: it tells none."""


class _Reason(NamedTuple):
    """Why an API says that a token is invalid, by its words."""

    words: re.Pattern[str]
    finding_id: str
    title: str
    cause: str
    fix: str
    culprits: tuple[str, ...]


_REASONS: Final = (
    _Reason(
        re.compile(r"\baud(?:ience)?s?\b"),
        "token_for_another_api",
        "The API says that the token is for another API (audience).",
        "The token endpoint gives tokens for several APIs, and was not told that this one is meant.",
        "Ask for a token of this API: a row resource, audience or scope in Additional Request Data, "
        "as the system's guide has it.",
        ("additional_request_data", "scope", "token_url"),
    ),
    _Reason(
        re.compile(r"\biss(?:uer)?\b|tenant|realm (?:does|is|not)|wrong (?:environment|instance)"),
        "token_of_another_issuer",
        "The API does not take tokens of this token endpoint (issuer).",
        "Token endpoint and API belong to different systems, tenants or environments.",
        "Set Oauth2 Token Url to the token endpoint of the system at Base Url: the same tenant, and "
        "production or test on both sides.",
        ("token_url",),
    ),
    _Reason(
        re.compile(r"signature|signing|\bjwks?\b.{0,20}key|\bkid\b|verification key"),
        "token_signature",
        "The API can't verify the signature of the token.",
        "It knows other keys than the token endpoint signs with: the two belong to different systems "
        "or environments, or the API has not fetched new keys yet.",
        "Check that Oauth2 Token Url and Base Url are of the same system and environment. If they "
        "are, ask the API's owner from where it takes its keys.",
        ("token_url", "server_side"),
    ),
    _Reason(
        re.compile(r"expir|not (?:valid|active) (?:yet|before)|not yet|in the future|\b(?:nbf|iat)\b"),
        "token_time",
        "The API says that the token is over, or not valid yet.",
        "It was given a moment ago, so the clocks of API and token endpoint differ, or its lifetime "
        "is too short to be used.",
        "Ask the owners of both to set the clocks of their machines; look at the token's lifetime.",
        ("server_side",),
    ),
)  # fmt: skip


def invalid_token_finding(answer: ApiAnswer) -> Finding:
    """Return why the API does not take the token."""
    description = answer.bearer.parameters.get("error_description", "") if answer.bearer else ""
    words = _ANY_OF.sub("", f"{description} ¦ {answer.seen.words}".lower())
    evidence = answer.evidence("WWW-Authenticate")
    reason = next((reason for reason in _REASONS if reason.words.search(words)), None)
    if reason and reason.finding_id == "token_time" and not answer.is_renewed:
        reason = None  # no wonder, then: it is the second token that could not be got
    second = " A second token, got at once, was refused too." if answer.is_renewed else ""
    if reason:
        return answer.finding(
            reason.finding_id,
            reason.title,
            reason.cause + second,
            reason.fix,
            culprits=reason.culprits,
            evidence=evidence,
            reference="RFC 6750 §3.1",
        )
    claims = claims_of(answer.token) if answer.token else {}
    audiences = [answer.quote(audience) for audience in foreign_audiences(answer.connector, claims)]
    told = f" By its own words (aud) the token is for {audiences[0]}." if audiences else ""
    culprits = (
        ("additional_request_data", "scope", "token_url")
        if audiences
        else ("token_url", "additional_request_data", "scope")
    )
    return answer.finding(
        "invalid_token",
        f"The API refuses the token{', and a second one too' if answer.is_renewed else ''}.",
        "Both were given a moment ago, so neither is over: the API does not take tokens of this token "
        "endpoint, or "
        f"not for this audience.{told}" if answer.is_renewed
        else f"It is over, was revoked, or is not meant for this API.{told}",
        "Check that Oauth2 Token Url and Base Url are of the same system, tenant and environment. If "
        "they are, ask the API's owner which audience, resource or scope a token needs: it is a row "
        "of Additional Request Data.",
        culprits=culprits,
        evidence=(*evidence, *(f"aud: {audience}" for audience in audiences)),
        reference="RFC 6750 §3.1",
    )  # fmt: skip
