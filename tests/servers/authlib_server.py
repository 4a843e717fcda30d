"""Authlib's authorization server on Flask and Werkzeug.

What it does with what a connector sends:
- Each client has one authentication method. Basic is refused to a body client and the other way round,
  both with `invalid_client`.
- Basic parts are percent-decoded, but a `+` stays a `+`. So RFC 6749's form-urlencoding works for a secret
  without blanks only, and a raw secret works unless it holds something like `%41`.
- A wrong user name or password is `invalid_request`, not `invalid_grant`.
- Credential headers with UTF-8 bytes do no harm.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from unittest import mock

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from flask import Flask, Response
from joserfc.jwk import ECKey
from werkzeug.serving import WSGIRequestHandler, make_server

from .authlib_jwt import JwtTokens, add_api
from .credentials import (
    BASIC_CLIENT_ID,
    BODY_CLIENT_ID,
    CLIENT_SECRET,
    GRANTLESS_CLIENT_ID,
    PASSWORD,
    USERNAME,
)


@dataclass(frozen=True)
class _Client(ClientMixin):  # type: ignore[misc]
    """A client in memory, with what Authlib asks of one."""

    client_id: str
    methods: frozenset[str]
    grant_types: frozenset[str] = frozenset({"password"})

    def get_client_id(self) -> str:
        return self.client_id

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in self.methods

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.grant_types

    def get_allowed_scope(self, scope: str | None) -> str:
        return scope or ""


_BASIC, _BODY = "client_secret_basic", "client_secret_post"
_CLIENTS = {
    client.client_id: client
    for client in (
        _Client(BASIC_CLIENT_ID, frozenset({_BASIC})),
        _Client(BODY_CLIENT_ID, frozenset({_BODY})),
        _Client(GRANTLESS_CLIENT_ID, frozenset({_BASIC, _BODY}), frozenset({"authorization_code"})),
    )
}


class _User:
    """The one resource owner, with what a JWT asks of one."""

    def get_user_id(self) -> str:
        return USERNAME


class _PasswordGrant(grants.ResourceOwnerPasswordCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = (_BASIC, _BODY)

    def authenticate_user(self, username: str, password: str) -> object | None:
        return _User() if (username, password) == (USERNAME, PASSWORD) else None


class _QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def _add_token_endpoint(app: Flask, path: str, tokens: JwtTokens | None = None) -> None:
    oauth = AuthorizationServer(app, _CLIENTS.get, lambda token, request: None)
    oauth.register_grant(_PasswordGrant)
    if tokens:
        oauth.register_token_generator("default", tokens)

    @app.post(path, endpoint=path)
    def token() -> Response:
        response: Response = oauth.create_token_response()
        return response


class AuthlibServer:
    """The server in a thread, on a free loopback port.

    `token_url` gives opaque tokens that no API takes, `jwt_url` JWTs that the API at `base_url` + `/api/me`
    takes, and `elsewhere_url` JWTs for another audience.
    """

    def __init__(self) -> None:
        self.lifetime = 3600
        """Seconds that the JWTs live which are given from now on; less than 0: over when they come."""
        app = Flask("authlib_server")
        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_QuietHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        # Authlib refuses plain http otherwise.
        self._environment = mock.patch.dict("os.environ", {"AUTHLIB_INSECURE_TRANSPORT": "1"})
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self.token_url = f"{self.base_url}/oauth/token"
        self.jwt_url = f"{self.base_url}/jwt/token"
        self.elsewhere_url = f"{self.base_url}/elsewhere/token"
        self.audience = f"{self.base_url}/api"
        self._route(app)

    def _route(self, app: Flask) -> None:
        key = ECKey.generate_key("P-256")
        ours, others = (
            JwtTokens(self.base_url, audience, key, lambda: self.lifetime)
            for audience in (self.audience, "https://elsewhere.example/api")
        )
        _add_token_endpoint(app, "/oauth/token")
        _add_token_endpoint(app, "/jwt/token", ours)
        _add_token_endpoint(app, "/elsewhere/token", others)
        add_api(app, "/api/me", self.base_url, self.audience, key)

    def __enter__(self) -> Self:
        self._environment.start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._environment.stop()
