"""JWT access tokens (RFC 9068) by Authlib: what makes them, and the API that takes them.

What the API says of what it refuses:
- A token that is over, has no scope or is for another audience: 401 and `Bearer error="invalid_token"`.
- Too little scope: 403, with `insufficient_scope` in the body alone and no challenge.
"""

from __future__ import annotations

from collections.abc import Callable

from authlib.integrations.flask_oauth2 import ResourceProtector
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator, JWTBearerTokenValidator
from flask import Flask
from joserfc.jwk import ECKey

NEEDED_SCOPE = "read"


class JwtTokens(JWTBearerTokenGenerator):  # type: ignore[misc]  # Authlib has no types
    """Makes tokens of an issuer for an audience, each living as many seconds as `lifetime` says then."""

    def __init__(self, issuer: str, audience: str, key: ECKey, lifetime: Callable[[], int]) -> None:
        super().__init__(issuer, alg="ES256", expires_generator=lambda client, grant: lifetime())
        self._audience = audience
        self._key = key

    def get_jwks(self) -> ECKey:
        return self._key

    def get_audiences(self, client: ClientMixin, user: object, scope: str) -> str:
        return self._audience


class _Validator(JWTBearerTokenValidator):  # type: ignore[misc]
    def __init__(self, issuer: str, audience: str, key: ECKey) -> None:
        super().__init__(issuer=issuer, resource_server=audience)
        self._key = key

    def get_jwks(self) -> ECKey:
        return self._key


def add_api(app: Flask, path: str, issuer: str, audience: str, key: ECKey) -> None:
    """Add a resource that takes the tokens of an issuer that are for this audience."""
    protector = ResourceProtector()
    protector.register_token_validator(_Validator(issuer, audience, key))

    @app.get(path)
    @protector(NEEDED_SCOPE)  # type: ignore[untyped-decorator]
    def me() -> dict[str, str]:
        return {"scope": NEEDED_SCOPE}
