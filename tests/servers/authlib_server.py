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
from werkzeug.serving import WSGIRequestHandler, make_server

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


class _PasswordGrant(grants.ResourceOwnerPasswordCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = (_BASIC, _BODY)

    def authenticate_user(self, username: str, password: str) -> object | None:
        return object() if (username, password) == (USERNAME, PASSWORD) else None


class _QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


class AuthlibServer:
    """The server in a thread, on a free loopback port."""

    def __init__(self) -> None:
        app = Flask("authlib_server")
        oauth = AuthorizationServer(app, _CLIENTS.get, lambda token, request: None)
        oauth.register_grant(_PasswordGrant)

        @app.post("/oauth/token")
        def token() -> Response:
            response: Response = oauth.create_token_response()
            return response

        self._server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_QuietHandler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        # Authlib refuses plain http otherwise.
        self._environment = mock.patch.dict("os.environ", {"AUTHLIB_INSECURE_TRANSPORT": "1"})
        self.token_url = f"http://127.0.0.1:{self._server.server_port}/oauth/token"

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
