"""What a 401 asks for in WWW-Authenticate (RFC 9110 §11.6.1), beside what its body says."""

from __future__ import annotations

import re
from dataclasses import replace

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.responses.challenge import challenges_of
from ..finding import Finding
from .context import Context


def read_basic_challenge(context: Context, finding: Finding) -> Finding:
    """Read a 401 with `WWW-Authenticate: Basic`, which often has no error code."""
    challenge = (context.seen.header("www-authenticate") or "").strip().lower()
    if context.seen.status != 401 or not challenge.startswith("basic"):
        return finding
    if context.seen.folded_codes:
        # It asks for Basic Auth and got it, so the values are the likelier fault.
        is_basic = context.method is ClientAuthentication.BASIC
        is_unclear = finding.culprits[0] in {"client_id", "client_secret"}
        return finding.exonerating("client_authentication") if is_basic and is_unclear else finding
    evidence = (*finding.evidence, "WWW-Authenticate: Basic")
    if context.method is ClientAuthentication.BASIC:
        return replace(
            finding.accusing("client_secret", "client_id").exonerating("client_authentication"),
            evidence=evidence,
        )
    if context.method is ClientAuthentication.BASIC_USER:
        return replace(finding.accusing("password", "username"), evidence=evidence)
    basic = ClientAuthentication.BASIC.form_value
    return replace(
        finding.accusing("client_authentication", "client_secret", "client_id"),
        title="The server asks for Basic Auth, but the client's credentials are in the body.",
        cause="It answered 401 with WWW-Authenticate: Basic, and named no other error.",
        fix=f"Oauth2 Client Authentication: set it to “{basic}”.",
        evidence=evidence,
        reference="RFC 6749 §2.3.1",
    )


def tell_other_scheme(context: Context, finding: Finding) -> Finding:
    """Add what else a 401 asks for, where that is neither Basic nor Bearer: single sign-on, a gateway."""
    exchange = context.attempt.exchange
    if context.seen.status != 401 or exchange is None or exchange.response is None:
        return finding
    schemes = {challenge.scheme for challenge in challenges_of(exchange.response)}
    is_told = any(line.lower().startswith("www-authenticate:") for line in finding.evidence)
    if is_told or not schemes or schemes & {"basic", "bearer"}:
        return finding
    value = context.seen.header("www-authenticate") or ""
    written = ", ".join(word for word in re.split(r"[\s,]+", value) if word.lower() in schemes)
    return replace(
        finding,
        cause=f"{finding.cause} The response asks for the authentication scheme “{context.quote(written)}”, "
        "which a connector does not speak.",
        evidence=(*finding.evidence, f"WWW-Authenticate: {context.quote(value)[:200]}"),
    )
