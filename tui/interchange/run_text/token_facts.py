"""What an access token response says of its token, in a line for people."""

from __future__ import annotations

from ...oauth2.responses.token_response import AccessTokenResponse


def token_facts(token: AccessTokenResponse) -> str:
    """Return type, lifetime and scope of a token, and whether a refresh token came with it. Not masked."""
    facts = [f"type {token.token_type}" if token.token_type else "no type"]
    unit = " s" if isinstance(token.expires_in, int | float) else ""
    facts.append("no expiry" if token.expires_in is None else f"expires in {token.expires_in}{unit}")
    facts.append(f"scope {token.scope}" if token.scope else "no scope")
    facts.append("with a refresh token" if token.refresh_token else "no refresh token")
    return ", ".join(facts)
