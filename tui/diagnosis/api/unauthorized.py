"""The API refuses the token: 401, and whatever else names an error of RFC 6750 §3.1."""

from __future__ import annotations

from typing import Final

from ...oauth2.secret import reveal
from ..finding import Finding
from .answer import ApiAnswer
from .credentials import sent_otherwise
from .invalid_token import invalid_token_finding

_WINDOWS: Final = frozenset({"negotiate", "ntlm", "kerberos"})


def unauthorized_finding(answer: ApiAnswer) -> Finding | None:
    """Return why the API refuses the token; None where its answer is of something else."""
    if answer.bearer_error == "insufficient_scope" or _names_scope(answer):
        return _insufficient_scope(answer)
    if answer.status != 401 and answer.bearer_error != "invalid_token":
        return None
    if otherwise := sent_otherwise(answer):
        return otherwise
    if answer.bearer_error == "invalid_token" or _speaks_of_the_token(answer):
        return invalid_token_finding(answer)
    if answer.bearer_error:
        return _named_error(answer)
    if answer.challenges and not answer.bearer:
        return _other_scheme(answer)
    return _without_reason(answer)


def _names_scope(answer: ApiAnswer) -> bool:
    codes = {"insufficient_scope", "insufficientscope", "missing_scope", "invalid_scope"}
    return answer.status in {401, 403} and not codes.isdisjoint(answer.seen.folded_codes)


def _speaks_of_the_token(answer: ApiAnswer) -> bool:
    return "invalid_token" in answer.seen.folded_codes


def _insufficient_scope(answer: ApiAnswer) -> Finding:
    needed = answer.bearer.parameters.get("scope", "") if answer.bearer else ""
    row = next((row for row in answer.connector.additional_request_data if row.name == "scope"), None)
    asked = reveal(row.value) if row and not row.is_secret else ""
    granted = (answer.token.scope if answer.token else None) or ""
    missing = [scope for scope in needed.split() if scope not in granted.split()]
    shown = answer.quote(" ".join(missing) or needed)
    evidence = answer.evidence("WWW-Authenticate")
    evidence += (
        f"scope asked for: {answer.quote(asked) or 'none'}",
        f"scope granted: {answer.quote(granted) or 'not said'}",
    )
    if missing and set(missing) <= set(asked.split()):
        fix = f"The scope was asked for and not granted: have the administrator grant {shown} to the client."
    elif row is None:
        fix = (
            "Add a row scope to Additional Request Data, with "
            f"{shown or 'the scope that the guide of the API names'}."
        )
    else:
        fix = (
            f"Add {shown or 'the scope that the guide of the API names'} to the row scope of "
            "Additional Request Data."
        )
    return answer.finding(
        "insufficient_scope",
        f"The API took the token, and wants another scope: {shown}." if shown
        else "The API took the token, and its scope is not enough for this call.",
        "A token may do what its scope says, and no more; a new one would not help.",
        f"{fix} The client has to be allowed to use it.",
        culprits=("scope",),
        evidence=evidence,
        reference="RFC 6750 §3.1",
    )  # fmt: skip


def _named_error(answer: ApiAnswer) -> Finding:
    error = answer.quote(answer.bearer_error)
    return answer.finding(
        "refused",
        f"The API refuses the call: {error}.",
        "It names an error that is not about the token's lifetime, so no second token was got.",
        "Look at what it says beside it, and ask the API's owner.",
        culprits=("mfa_or_policy", "account_state", "scope"),
        evidence=answer.evidence("WWW-Authenticate"),
        reference="RFC 6750 §3.1",
    )


def _other_scheme(answer: ApiAnswer) -> Finding:
    schemes = [challenge.scheme for challenge in answer.challenges]
    shown = answer.quote(", ".join(dict.fromkeys(schemes)))
    evidence = answer.evidence("WWW-Authenticate")
    if _WINDOWS & set(schemes):
        cause = (
            "A Windows sign-in (IIS, or a proxy before the API) stands before this address; no token "
            "opens it."
        )
        fix = "Ask the API's owner for the address at which it takes access tokens, and set Base Url to it."
    elif "dpop" in schemes:
        cause = (
            "It wants tokens that are bound to a key, with a proof for each call (RFC 9449), which a "
            "connector can't give."
        )
        fix = "Ask the API's owner to take Bearer tokens of this client."
    elif schemes[0] == "basic":
        cause = (
            "It asks for a user name and password with each call: this address takes no access "
            "tokens, or the API is not set up for them."
        )
        fix = (
            "Check Base Url and API path: tokens are often taken at another path (/api, /oauth). If "
            "the system takes Basic alone, the connector needs Basic Auth in the place of Oauth2."
        )
    else:
        cause = "It asks for credentials of another kind than access tokens."
        fix = "Check Base Url and API path against the system's guide, and how it says that tokens are sent."
    return answer.finding(
        "wants_another_scheme",
        f"The API asks for {shown}, not for a Bearer token.",
        cause,
        fix,
        culprits=("server_side",),
        fields=("base_url", "api.path"),
        evidence=evidence,
        reference="RFC 9110 §11.6.1",
    )


def _without_reason(answer: ApiAnswer) -> Finding:
    second = " A second token, got at once, was refused too." if answer.is_renewed else ""
    if answer.bearer:
        title = "The API asks for a Bearer token, as if none had come."
        cause = (
            "An API that refuses a token says why (RFC 6750 §3.1); one that saw none does not. A "
            "gateway before it may have taken the Authorization header out, or the API keeps its "
            f"reasons to itself.{second}"
        )
    else:
        title = "The API refuses the token, and does not say why."
        cause = (
            "It is over, is not meant for this API, or has to be sent otherwise: the answer has no "
            f"challenge (WWW-Authenticate) that would tell.{second}"
        )
    return answer.finding(
        "unauthorized",
        title,
        cause,
        "Check that Oauth2 Token Url and Base Url are of the same system and environment, and in the "
        "API's guide how the token is sent: Header Auth Key and Header Auth Value Pattern are for "
        "another way than Authorization: Bearer.",
        culprits=("token_url", "scope", "account_state"),
        evidence=answer.evidence("WWW-Authenticate"),
        reference="RFC 9110 §15.5.2",
    )
