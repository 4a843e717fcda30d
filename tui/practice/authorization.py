"""Answers the practice server's token requests with oauthlib, for one made-up client and account."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.common import Request
from oauthlib.oauth2 import LegacyApplicationServer, OAuth2Error, RequestValidator
from oauthlib.oauth2.rfc6749.errors import (
    InvalidClientError,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
)

from .issued_tokens import IssuedTokens
from .registered import CLIENT_ID, CLIENT_SECRET, PASSWORD, SCOPES, USERNAME
from .responses import Response, json_response
from .server_rules import ServerRules


@dataclass(frozen=True)
class _Client:
    client_id: str


def answer_token_request(
    rules: ServerRules, tokens: IssuedTokens, query: str, authorization: str, body: bytes
) -> Response:
    """Return the response to one POST to the token endpoint. Never raises, whatever the client sent.

    An issued token is kept in `tokens`. `authorization` is the value of the header, empty if there is none.
    """
    server = LegacyApplicationServer(_Validator(rules, tokens), token_expires_in=rules.token_lifetime)
    # A connector sends the user's credentials each time, so it has no use for a refresh token.
    server.password_grant.refresh_token = False
    del server.grant_types["refresh_token"]
    # oauthlib insists on https, which the loopback doesn't need. Giving it an https URL is better than
    # switching its check off for the whole process.
    uri = "https://127.0.0.1/oauth2/token" + (f"?{query}" if query else "")
    try:
        headers, content, status = server.create_token_response(
            uri,
            body=body.decode("utf-8", "replace"),
            headers={"Authorization": authorization} if authorization else {},
        )
    except OAuth2Error as refusal:
        headers, content, status = refusal.headers, refusal.json, refusal.status_code
    except ValueError:  # oauthlib could not decode the query
        headers, content, status = {}, InvalidRequestError("The query is not form-urlencoded.").json, 400
    return _shaped(rules, status, json.loads(content), headers.get("WWW-Authenticate", ""))


def _shaped(rules: ServerRules, status: int, document: dict[str, Any], challenge: str) -> Response:
    if status == 200 and rules.camel_case_token:
        document = {
            "accessToken": document["access_token"],
            "tokenType": document["token_type"],
            "expiresIn": document["expires_in"],
        }
    if rules.names_method:  # its words say more than a challenge, which many servers leave out
        challenge = ""
    if rules.errors_as_200:
        return json_response(200, document)
    return json_response(status, document, *([("WWW-Authenticate", challenge)] if challenge else []))


class _Validator(RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """Answers oauthlib's questions by the rules. oauthlib sets the methods' names and parameters."""

    def __init__(self, rules: ServerRules, tokens: IssuedTokens) -> None:
        super().__init__()
        self._rules = rules
        self._tokens = tokens

    def client_authentication_required(self, request: Request, *args: object, **kwargs: object) -> bool:
        return True

    def authenticate_client(self, request: Request, *args: object, **kwargs: object) -> bool:
        if self._rules.names_method and (method := self._method_missed(request)):
            raise InvalidClientError(
                f"Invalid client authentication method. The client is registered for {method}.",
                request=request,
            )
        found = any(
            _same(client_id, CLIENT_ID) and _same(secret, CLIENT_SECRET.reveal())
            for client_id, secret in self._presented(request)
        )
        # A body that names another client than the header does not count.
        if not found or request.client_id not in {None, "", CLIENT_ID}:
            return False
        request.client = _Client(CLIENT_ID)
        return True

    def _method_missed(self, request: Request) -> str:
        """Return the method that the client should have used, by its registered name; empty if it did."""
        # The names are those of RFC 7591 §2.
        if "Authorization" in request.headers:
            return "" if self._rules.takes_basic else "client_secret_post"
        return "" if self._rules.takes_body else "client_secret_basic"

    def _presented(self, request: Request) -> Iterator[tuple[str, str]]:
        """Yield the client credentials that the request contains and the rules accept."""
        if authorization := request.headers.get("Authorization"):
            if self._rules.takes_basic:
                yield from _basic_readings(authorization)
        elif self._rules.takes_body:
            yield request.client_id or "", request.client_secret or ""

    def validate_user(
        self,
        username: str,
        password: str,
        client: object,
        request: Request,
        *args: object,
        **kwargs: object,
    ) -> bool:
        if not (_same(username, USERNAME) and _same(password, PASSWORD.reveal())):
            return False
        if self._rules.account_refusal:
            raise InvalidGrantError(self._rules.account_refusal, request=request)
        return True

    def validate_grant_type(
        self,
        client_id: str,
        grant_type: str,
        client: object,
        request: Request,
        *args: object,
        **kwargs: object,
    ) -> bool:
        return self._rules.allows_password_grant

    def get_default_scopes(
        self, client_id: str, request: Request, *args: object, **kwargs: object
    ) -> list[str]:
        # RFC 6749 §3.3: without a scope, a server either has a default or refuses.
        if self._rules.needs_scope:
            raise InvalidScopeError(
                "The scope parameter is missing, and there is no default.", request=request
            )
        return [SCOPES[0]]

    def validate_scopes(
        self,
        client_id: str,
        scopes: list[str],
        client: object,
        request: Request,
        *args: object,
        **kwargs: object,
    ) -> bool:
        return set(scopes) <= set(SCOPES)

    def save_bearer_token(
        self, token: dict[str, Any], request: Request, *args: object, **kwargs: object
    ) -> None:
        self._tokens.keep(token["access_token"], token["scope"].split(), self._rules)


def _basic_readings(authorization: str) -> Iterator[tuple[str, str]]:
    """Yield Basic credentials form-decoded (RFC 6749 §2.3.1) and as they are: clients differ on this."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return
    try:
        user_id, colon, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return
    if colon:
        yield unquote_plus(user_id), unquote_plus(password)
        yield user_id, password


def _same(presented: str, registered: str) -> bool:
    return hmac.compare_digest(presented.encode("utf-8", "replace"), registered.encode())
