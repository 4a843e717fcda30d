"""The error codes that the standards of OAuth define, each with its section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Definition(NamedTuple):
    """What a standard says that a code means."""

    text: str
    reference: str


_ERROR_RESPONSE: Final = "RFC 6749 §5.2"
_AUTHORIZATION_ENDPOINT: Final = "RFC 6749 §4.1.2.1"
_BEARER: Final = "RFC 6750 §3.1"
_DEVICE: Final = "RFC 8628 §3.5"
_OPENID: Final = "OpenID Connect Core 1.0 §3.1.2.6"
DEFINITIONS: Final[Mapping[str, tuple[Definition, ...]]] = {
    "invalid_request": (
        Definition(
            "The token request lacks a required parameter, repeats one, has an unsupported value, "
            "or uses more than one way to authenticate the client.",
            _ERROR_RESPONSE,
        ),
        Definition("The call lacks a parameter, repeats one, or sends the token in two ways.", _BEARER),
    ),
    "invalid_client": (
        Definition(
            "Client authentication failed: the client is unknown, sent no credentials, "
            "or sent them in a way that the server doesn't support.",
            _ERROR_RESPONSE,
        ),
    ),
    "invalid_grant": (
        Definition(
            "The grant is invalid, expired or revoked, or was issued to another client. "
            "For the password grant, the grant is username and password.",
            _ERROR_RESPONSE,
        ),
    ),
    "unauthorized_client": (
        Definition("The client was authenticated, but may not use this grant type.", _ERROR_RESPONSE),
    ),
    "unsupported_grant_type": (Definition("The server doesn't support this grant type.", _ERROR_RESPONSE),),
    "invalid_scope": (
        Definition(
            "The scope is unknown or malformed, or more than the resource owner granted.", _ERROR_RESPONSE
        ),
    ),
    "access_denied": (
        Definition("The resource owner or the server denied the request.", _AUTHORIZATION_ENDPOINT),
    ),
    "unsupported_response_type": (
        Definition("The server doesn't support this response type.", _AUTHORIZATION_ENDPOINT),
    ),
    "server_error": (
        Definition("The server met a condition that it didn't expect.", _AUTHORIZATION_ENDPOINT),
    ),
    "temporarily_unavailable": (
        Definition("The server is overloaded or under maintenance for a while.", _AUTHORIZATION_ENDPOINT),
    ),
    "invalid_token": (
        Definition(
            "The access token of a call is expired, revoked, malformed, or invalid for another reason.",
            _BEARER,
        ),
    ),
    "insufficient_scope": (Definition("The call needs more scope than the access token has.", _BEARER),),
    "authorization_pending": (
        Definition("The user hasn't finished signing in on the other device.", _DEVICE),
    ),
    "slow_down": (Definition("The client polls too often.", _DEVICE),),
    "expired_token": (Definition("The device code has expired.", _DEVICE),),
    "invalid_target": (Definition("The requested resource is invalid or unknown.", "RFC 8707 §2"),),
    "invalid_dpop_proof": (Definition("The DPoP proof of the request is invalid.", "RFC 9449 §5"),),
    "use_dpop_nonce": (Definition("The DPoP proof needs a nonce from the server.", "RFC 9449 §8"),),
    "insufficient_user_authentication": (
        Definition("The user's sign-in behind the token is too weak or too old.", "RFC 9470 §3"),
    ),
    "interaction_required": (Definition("The user has to do something in a browser.", _OPENID),),
    "login_required": (Definition("The user has to sign in, in a browser.", _OPENID),),
    "consent_required": (Definition("The user has to consent, in a browser.", _OPENID),),
}
"""By code: its definitions, that of the token endpoint first."""
