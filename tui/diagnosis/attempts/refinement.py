"""What the connector and its request add to a finding on a response: what can be at fault, and what can't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ...oauth2.assembly import FORM_URLENCODED
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import PASSWORD_GRANT
from ...oauth2.form_fields import short_label_of
from ...oauth2.secret import MASK, reveal
from ..finding import Finding
from ..lint.token_url_shape import token_url_suspicion
from .challenges import read_basic_challenge, tell_other_scheme
from .context import Context
from .missing_parameter import blame_for_missing

_ACCOUNT: Final = frozenset({"username", "password", "account_state", "mfa_or_policy"})
_CLIENT: Final = frozenset({"client_id", "client_secret", "client_authentication"})
_NAME_OF_METHOD: Final = {
    ClientAuthentication.BASIC: "client_secret_basic",
    ClientAuthentication.REQUEST_BODY: "client_secret_post",
}
"""As RFC 7591 §2 names them."""
_NOT_THERE: Final = frozenset({404, 405, 410})


def refine(context: Context, finding: Finding) -> Finding:
    """Return the finding as the request confirms or corrects it. Never raises."""
    for refinement in _REFINEMENTS:
        finding = refinement(context, finding)
    return finding


def _grant_type(context: Context, finding: Finding) -> Finding:
    """Accuse the field that overrides grant_type, where the server does not accept its value."""
    sent = next((p for p in context.request.parameters if p.name == "grant_type"), None)
    is_refused = "unsupported_grant_type" in context.seen.folded_codes or (
        finding.culprits[0] == "grant_not_allowed" and "grant" in context.seen.words
    )
    if not is_refused or sent is None or reveal(sent.value) == PASSWORD_GRANT:
        return finding
    connector = context.connector
    is_row = any(row.name == "grant_type" for row in connector.additional_request_data)
    if is_row:
        key, way = "additional_request_data", "Delete the row grant_type"
        finding = finding.accusing("additional_request_data")
    else:
        key = "request_custom_grant_type" if connector.request_custom_grant_type else "custom_grant_type"
        way = f"Clear {short_label_of(key)}"
        finding = replace(finding, field_keys=(key, *finding.field_keys))
    return replace(
        finding,
        title="The server does not accept the grant type that the form sends instead of password.",
        cause=f"{short_label_of(key)} replaces grant_type=password. {finding.cause}",
        fix=f"{way} to send grant_type=password, unless the system's guide asks for another grant type.",
        evidence=(*finding.evidence, context.quote(f"grant_type={sent.shown()}")),
    )


def _content_type(context: Context, finding: Finding) -> Finding:
    """Accuse a row Content-Type that contradicts the body, where the server could not read the body."""
    sent = next((header for header in context.request.headers if header.name.lower() == "content-type"), None)
    if sent is None or finding.culprits[0] in _ACCOUNT | {"scope"}:
        return finding
    if reveal(sent.value).strip().lower().startswith(FORM_URLENCODED):
        return finding
    return replace(
        finding.accusing("additional_headers"),
        title="The row Content-Type does not match the body, so the server can't read the request.",
        cause="The body is form-urlencoded, as RFC 6749 §4.3.2 requires, but the row says otherwise. "
        f"{finding.cause}",
        confidence="likely",
        fix="Additional Headers: delete the row Content-Type. The connector already sends the right one.",
        evidence=(*finding.evidence, context.quote(f"Content-Type: {sent.shown()}")),
    )


def _missing(context: Context, finding: Finding) -> Finding:
    """Accuse the field of a parameter that the server calls missing although it was sent."""
    if finding.culprits[0] in _ACCOUNT | {"scope"} or context.seen.told_status in _NOT_THERE:
        return finding  # “resource not found” at a wrong address is no parameter called resource
    blame = blame_for_missing(context.connector, context.request, context.seen, context.quote)
    if blame is None:
        return finding
    return replace(
        finding.accusing(*blame.culprits),
        cause=f"{blame.cause} {finding.cause}",
        fix=blame.fix,
        evidence=(*finding.evidence, blame.evidence),
    )


def _scope(context: Context, finding: Finding) -> Finding:
    """Add which scope was sent, if any."""
    if finding.culprits[0] != "scope":
        return finding
    row = next((row for row in context.connector.additional_request_data if row.name == "scope"), None)
    if row is None:
        return replace(
            finding,
            cause=f"{finding.cause} There is no row scope, so none was sent.",
            fix=f"{short_label_of('additional_request_data')}: add a row scope. {finding.fix}",
            evidence=(*finding.evidence, "no scope was sent"),
        )
    value = context.quote(MASK if row.is_secret else reveal(row.value))
    return replace(finding, evidence=(*finding.evidence, f"scope={value}"))


def _unproven_method(context: Context, finding: Finding) -> Finding:
    """Clear the client authentication where a refused client is all that speaks against it.

    That holds after a bare `invalid_client`, and if the server lists the method among those it accepts.
    """
    seen = context.seen
    is_listed = _NAME_OF_METHOD.get(context.method, " ") in seen.words
    is_bare = seen.document == {"error": "invalid_client"}
    if finding.culprits[0] != "client_authentication" or not (is_listed or is_bare):
        return finding
    return replace(
        finding.accusing("client_secret", "client_id"),
        title="The server does not accept the client.",
        cause="Client ID or Client Secret is wrong, "
        f"or the client is not registered for {context.method.short_name}. "
        "The response does not say which.",
        confidence="open",
        fix="Client Secret: copy it again from the client's registration. "
        "Client ID: compare it with the registration, letter by letter. "
        "Oauth2 Client Authentication: set it to what the client is registered for.",
    )


def _token_url(context: Context, finding: Finding) -> Finding:
    """Accuse a URL that looks wrong, after a response that no token endpoint sends."""
    suspicion = token_url_suspicion(context.connector.token_url)
    seen = context.seen
    is_no_token_endpoint = (
        seen.shape in {"html", "xml", "empty"}
        or seen.status in _NOT_THERE
        or (seen.status is not None and 300 <= seen.status < 400)
        or finding.culprits[0] in {"token_url", "response_format"}
    )
    if (
        suspicion is None
        or not is_no_token_endpoint
        or finding.culprits[0] in _ACCOUNT | _CLIENT | {"rate_limit"}
    ):
        return finding
    return replace(
        finding.accusing("token_url"),
        cause=f"{suspicion.title} {finding.cause}",
        fix=suspicion.fix,
        confidence="likely",
        evidence=(*finding.evidence, *suspicion.evidence),
    )


_REFINEMENTS: Final[tuple[Callable[[Context, Finding], Finding], ...]] = (
    _grant_type,
    _missing,
    _content_type,
    _scope,
    read_basic_challenge,
    tell_other_scheme,
    _unproven_method,
    _token_url,
)
