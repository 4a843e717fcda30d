"""Reads settings and calls of OAuth libraries, such as `ClientId = …` and `PasswordToken(user, …)`."""

from __future__ import annotations

import re
from typing import Final

from ..request import Item, PastedRequest
from .addresses import url_in
from .found import Found
from .senders import client_in
from .value import Value

_NAMES: Final = {
    "clientid": "client_id", "clientsecret": "client_secret", "username": "username", "password": "password",
    "scope": "scope", "scopes": "scope", "address": "token_url", "tokenurl": "token_url",
    "tokenuri": "token_url", "tokenendpoint": "token_url", "accesstokenurl": "token_url",
    "accesstokenuri": "token_url", "urlaccesstoken": "token_url", "tokenaddress": "token_url",
    "clientsecretkey": "client_secret", "apisecret": "client_secret", "defaultscope": "scope",
    "serverurl": "server", "realm": "realm", "realmname": "realm",
    "requesturi": "token_url", "tokenlocation": "token_url", "clientcredential": "client_secret",
    "site": "site", "tokenhost": "site", "tokenpath": "token_url",
}  # fmt: skip
_ACCOUNT_CALL: Final = re.compile(
    r"(?i)(?:password_?credentials_?token|username_?password|password\.get_?token|password_?grant(?:_?async)?|"
    r"token_?by_?password|keycloak\w*\.token|kc\.token|password_?token(?:_?async)?|get_?access_?token|"
    r"request_?resource_?owner_?password(?:_?async)?|ResourceOwnerPasswordCredentialsGrant|"
    r"acquire_?token_?by_?username_?password)$"
)
_CLIENT_CALL: Final = re.compile(r"OAuth2::Client\.new$|(?:^|\.)ClientSecret(?:Basic|Post)$")
"""A constructor whose first arguments are the client's id and secret."""
_ADDRESSED_CALL: Final = re.compile(r"(?:^|\.)TokenClient$")
"""A constructor whose first arguments are the URL, and the client's id and secret."""
_GRANT_CALL: Final = re.compile(r"(?:^|\.)(?:resourceOwnerPasswordGrant|PasswordTokenRequest)$")
"""A call with the URL, and the account's name and password behind it."""
_ISSUER_CALL: Final = re.compile(r"(?:^|\.)discovery$")
"""A function whose first arguments are the issuer, and the client's id and secret."""
_BUILDER_CALL: Final = re.compile(
    r"(?:^|\.)(?:ServiceBuilder|(?:Confidential|Public)ClientApplication(?:Builder\.Create)?)$"
)
"""A constructor whose first argument is the client's id."""
_SCOPES_FIRST: Final = re.compile(r"(?:^|\.)AcquireTokenByUsernamePassword$")
"""The method of .NET whose first argument is the scopes."""
_SCOPED_CALL: Final = re.compile(r"(?i)(?:request_?resource_?owner|by_?username)_?password(?:_?async)?$")
"""A method whose third argument is the scope."""
_IN_BODY: Final = re.compile(
    r"AuthenticationScheme\.form\b|CLIENT_SECRET_POST\b|client_secret_post|AuthStyleInParams|ClientCredentialStyle\.PostBody|"
    r"auth_scheme['\"]?\s{0,9}(?::|=>)\s{0,9}:?['\"]?request_body|authorizationMethod['\"]?\s{0,9}:\s{0,9}['\"]body|"
    r"AuthenticationStyle\.PostValues|\bbuildBodyMessage\(|AuthType::RequestBody|\bClientSecretPost\b|"
    r"\boauth_client\((?![^()]{0,2000}\bauth\s{0,9}=\s{0,9}[\"'](?:header|jwt))"
)
"""Settings by which a library sends the client in the body. R's httr2 does, unless it is told otherwise."""
_SETTER: Final = re.compile(r"(?:^|\.)(?:[Ss]et|[Ww]ith)?_?([A-Za-z_]+)(?:::new|::from)?$")
"""A method of a builder: `setClientId(…)`, `.clientId(…)`; or a type of its own: `ClientId::new(…)`."""
_MADE: Final = {
    "resourceownerusername": "username", "resourceownerpassword": "password", }  # fmt: skip
"""Types of which one makes the value of a field."""
_SHORTER: Final = {"id": "client_id", "identifier": "client_id", "secret": "client_secret"}
"""What some call the client's id and secret."""
_MORE_ROWS: Final = re.compile(
    r"(?:^| )'?(?:(?:additional|extra|custom)?_?(?:body)?_?(?:parameters|params)|extra)'?$"
)
"""The setting that holds what a library sends besides the fields."""
_NO_ARGUMENT: Final = re.compile(r"(?i)(?:ctx|context|this|self|cancellationtoken|context\.\w+)\W*$")
_SESSION_CALL: Final = re.compile(r"\.fetch_token\(")
_CLIENT_IN_BODY: Final = re.compile(r"include_client_id\s*=\s*True|client_secret_post")
_SESSION: Final = re.compile(r"(?i)(?:oauth2session|oauth2client|legacyapplicationclient)$")
_WHERE: Final = "the library's settings"


def sends_basic(text: str) -> bool:
    """Tell whether a snippet's library makes a Basic header of client_id and client_secret.

    requests-oauthlib does, unless include_client_id is True; Authlib, unless the session is told otherwise.
    """
    return bool(_SESSION_CALL.search(text)) and not _CLIENT_IN_BODY.search(text)


def session_values(found: Found, text: str) -> dict[str, Value]:
    """Return what the sessions of requests-oauthlib and Authlib know and send: the client, and the scope."""
    if not _SESSION_CALL.search(text):
        return {}
    values: dict[str, Value] = {}
    named = [pair for pair in found.pairs if _SESSION.search(pair.tag)]
    for pair in named:
        if pair.name in ("client_id", "client_secret", "scope") and pair.value.text:
            values.setdefault(pair.name, pair.value)
    if "authlib" not in text.lower():
        is_sent = any(pair.name == "scope" and "legacyapplication" in pair.tag for pair in named)
        return values if is_sent else {name: value for name, value in values.items() if name != "scope"}
    for call, arguments, _ in found.calls:
        if _SESSION.search(call):
            others = {pair.value.text for pair in named if arguments and pair.name != arguments[0].text}
            in_order = [value for value in arguments[:2] if value.text not in others]
            for name, value in zip(("client_id", "client_secret"), in_order, strict=False):
                values.setdefault(name, value)
    return values


def library_request(found: Found, text: str) -> PastedRequest | None:
    """Return the token request that a library makes of its settings; None if they name no account."""
    values: dict[str, Value] = {}
    for pair in found.pairs:
        name = _NAMES.get(pair.name.lower().replace("_", ""))
        if re.search(r"(?:^|[ _])client$|ownerpasswordgrant$", pair.tag):  # simple-oauth2, httr2, Dart
            name = _SHORTER.get(pair.name, name)
        if name and name not in values and pair.value.text:
            values[name] = pair.value
    _take_calls(found, values)
    named, _ = client_in(found, set())
    if "client_id" not in values and named is not None:
        values["client_id"], values["client_secret"] = named
    if not {"username", "password", "client_id"} <= values.keys():
        return None
    return _made(found, values, in_body=bool(_IN_BODY.search(text)))


def _take_calls(found: Found, values: dict[str, Value]) -> None:
    """Take the settings that are arguments of calls."""
    for call, arguments, _ in found.calls:
        given = [value for value in arguments if value.text and not _NO_ARGUMENT.fullmatch(value.text)]
        if _SCOPES_FIRST.search(call) and len(given) > 2:
            values["scope"], given = given[0], given[1:3]
        if _ACCOUNT_CALL.search(call) and len(given) >= 2 and "password" not in values:
            values["username"], values["password"] = given[:2]
            if _SCOPED_CALL.search(call) and len(given) > 2:
                values["scope"] = given[2]
        if _ADDRESSED_CALL.search(call) and len(given) > 2:
            values["token_url"], values["client_id"], values["client_secret"] = given[:3]
        if _GRANT_CALL.search(call):
            first = next((number for number, value in enumerate(given) if "://" in value.text), 0)
            values |= dict(zip(("token_url", "username", "password"), given[first:], strict=False))
        if _ISSUER_CALL.search(call) and len(given) > 2:
            values["client_id"], values["client_secret"] = given[1:3]
        if _BUILDER_CALL.search(call) and given:
            values["client_id"] = given[0]
        if _CLIENT_CALL.search(call) and len(given) >= 2:
            values["client_id"], values["client_secret"] = given[:2]
        setter = _SETTER.search(call)
        name = setter[1].lower().replace("_", "") if setter and len(given) == 1 else ""
        if field := _NAMES.get(name) or _MADE.get(name):
            values.setdefault(field, given[0])


def _made(found: Found, values: dict[str, Value], *, in_body: bool) -> PastedRequest:
    """Return the request that a library makes of settings, by their names in the request."""
    client = values["client_id"].text, values.get("client_secret", Value("")).text
    names: tuple[str, ...] = ("username", "password", "scope")
    if in_body:
        names = ("client_id", "client_secret", *names)
    body = [Item("grant_type", "password", _WHERE)]
    body += [Item(name, values[name].text, _WHERE) for name in names if name in values]
    body += [
        Item(pair.name, pair.value.text, _WHERE)
        for pair in found.pairs
        if _MORE_ROWS.search(pair.tag) and pair.name.lower().replace("_", "") not in (*_NAMES, "granttype")
    ]
    url = values.get("token_url") or _keycloaks_url(values)
    if not url.text and "token" in (elsewhere := url_in(found)).text.lower():
        url = elsewhere
    if url.text.startswith("/") and "site" in values:
        url = Value(values["site"].text.rstrip("/") + url.text, values["site"].is_open or url.is_open)
    is_open = any(value.is_open for value in values.values())
    return PastedRequest(
        "source code", url.text, _WHERE, body=tuple(body), client=None if in_body else client,
        client_where=_WHERE,
        is_settings=True, notes=("shell-variable",) if is_open else (), url_is_open=url.is_open,
    )  # fmt: skip


def _keycloaks_url(values: dict[str, Value]) -> Value:
    """Return the URL that Keycloak's own libraries make of a server and a realm; blank without them."""
    server, realm = values.get("server"), values.get("realm")
    if server is None or realm is None:
        return Value("")
    path = f"/realms/{realm.text}/protocol/openid-connect/token"
    return Value(server.text.rstrip("/") + path, server.is_open or realm.is_open)
