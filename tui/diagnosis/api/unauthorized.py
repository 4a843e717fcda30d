"""The API refuses the token: 401, and any response that names an error of RFC 6750 §3.1."""

from __future__ import annotations

from typing import Final

from ...oauth2.form_fields import short_label_of
from ...oauth2.secret import reveal
from ..finding import Finding, FindingKind
from .answer import ApiAnswer
from .credentials import sent_otherwise
from .invalid_token import invalid_token_finding

_refused_token: Final = FindingKind("error", reference="RFC 6750 §3.1")
_unauthorized: Final = FindingKind("error", reference="RFC 9110 §15.5.2")
_DATA: Final = short_label_of("additional_request_data")
_WINDOWS: Final = frozenset({"negotiate", "ntlm", "kerberos"})


def unauthorized_finding(answer: ApiAnswer) -> Finding | None:
    """Return why the API refuses the token; None where its response is about something else."""
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
    to_add = shown or "the scope that the API's guide names"
    if missing and set(missing) <= set(asked.split()):
        fix = f"Ask the administrator to grant {shown} to the client: it was requested, but not granted."
    elif row is None:
        fix = f"{_DATA}: add a row scope, with {to_add}."
    else:
        fix = f"{_DATA}: add {to_add} to the row scope."
    wanted = f"wants another scope: {shown}" if shown else "its scope is not enough for this call"
    return _refused_token(
        "api.insufficient_scope",
        title=f"The API accepted the token, but {wanted}.",
        cause="A token allows what its scope says, and no more. A new token would not help.",
        fix=f"{fix} The client must be allowed to use it.",
        culprits=("scope",),
        evidence=(
            *answer.evidence("WWW-Authenticate"),
            f"scope requested: {answer.quote(asked) or 'none'}",
            f"scope granted: {answer.quote(granted) or 'not stated'}",
        ),
    )


def _named_error(answer: ApiAnswer) -> Finding:
    return _refused_token(
        "api.refused",
        title=f"The API refuses the call: {answer.quote(answer.bearer_error)}.",
        cause="The error is not about the token's lifetime, so no second token was requested.",
        fix="Read what else the API says, and ask its owner.",
        culprits=("mfa_or_policy", "account_state", "scope"),
        evidence=answer.evidence("WWW-Authenticate"),
    )


def _other_scheme(answer: ApiAnswer) -> Finding:
    schemes = [challenge.scheme for challenge in answer.challenges]
    shown = answer.quote(", ".join(dict.fromkeys(schemes)))
    if _WINDOWS & set(schemes):
        cause = (
            "A Windows sign-in (IIS, or a proxy in front of the API) guards this address. No token opens it."
        )
        fix = "Ask the API's owner where it accepts access tokens. Base Url: set it to that address."
    elif "dpop" in schemes:
        cause = (
            "It wants tokens that are bound to a key, with a proof for each call (RFC 9449). "
            "A connector can't give one."
        )
        fix = "Ask the API's owner to accept Bearer tokens from this client."
    elif schemes[0] == "basic":
        cause = (
            "It asks for a user name and password with each call. "
            "This address accepts no access tokens, or the API is not set up for them."
        )
        fix = (
            "Base Url: check it; tokens often work at another path (/api, /oauth). API path: check it too. "
            "If the system accepts only Basic Auth, choose Basic Auth in Auth Config instead of Oauth2."
        )
    else:
        cause = "It asks for credentials of another kind than access tokens."
        fix = "Base Url: compare it and the API path with the system's guide. Read there how to send a token."
    return _unauthorized(
        "api.wants_another_scheme",
        title=f"The API asks for {shown}, not for a Bearer token.",
        cause=cause,
        fix=fix,
        culprits=("server_side",),
        fields=("base_url", "api.path"),
        evidence=answer.evidence("WWW-Authenticate"),
        reference="RFC 9110 §11.6.1",
    )


def _without_reason(answer: ApiAnswer) -> Finding:
    if answer.bearer:
        title = "The API asks for a Bearer token, as if none had arrived."
        cause = (
            "An API that refuses a token says why (RFC 6750 §3.1); one that saw none doesn't. "
            "A gateway in front of it may have removed the Authorization header, "
            "or the API keeps its reasons to itself."
        )
    else:
        title = "The API refuses the token and does not say why."
        cause = (
            "The token has expired, is not meant for this API, or must be sent in another way. "
            "The response has no challenge (WWW-Authenticate) that would tell."
        )
    if answer.is_renewed:
        cause += " A second token, requested right away, was refused too."
    return _unauthorized(
        "api.unauthorized",
        title=title,
        cause=cause,
        fix="Oauth2 Token Url: check that it belongs to the system and environment of Base Url. "
        "Read in the API's guide how to send the token. "
        "Header Auth Key: fill it in, if the token goes into another header than Authorization. "
        "Header Auth Value Pattern: fill it in, if another word than Bearer stands before the token.",
        culprits=("token_url", "scope", "account_state"),
        confidence="open",
        evidence=answer.evidence("WWW-Authenticate"),
    )
