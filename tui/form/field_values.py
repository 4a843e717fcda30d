"""Reads and replaces one field of a frozen connector, by the field's key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, Literal, TypeVar

from ..oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ..oauth2.connector import AdditionalRow, ApiCall, Connector
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.secret import Secret, reveal
from ..profiles.profile import Profile
from ..profiles.secret_sources import secret_keys, secret_value, with_secret

Value = TypeVar("Value")
_Rows = tuple[AdditionalRow, ...]


@dataclass(frozen=True)
class Place(Generic[Value]):
    """How to read and replace one field of a connector."""

    get: Callable[[Connector], Value]
    put: Callable[[Connector, Value], Connector]


def _secret(typed: Secret | str) -> Secret:
    return typed if isinstance(typed, Secret) else Secret(typed)


def _proxy(typed: ProxyUrl | str) -> ProxyUrl:
    return typed if isinstance(typed, ProxyUrl) else ProxyUrl(typed)


PLACES: Final[Mapping[str, Place[Any]]] = {
    "name": Place[str](lambda c: c.name, lambda c, v: replace(c, name=v)),
    "description": Place[str](lambda c: c.description, lambda c, v: replace(c, description=v)),
    "base_url": Place[str](lambda c: c.base_url, lambda c, v: replace(c, base_url=v)),
    "client_id": Place[str](lambda c: c.client_id, lambda c, v: replace(c, client_id=v)),
    "client_secret": Place[Secret | str](
        lambda c: c.client_secret, lambda c, v: replace(c, client_secret=_secret(v))
    ),
    "username": Place[str](lambda c: c.username, lambda c, v: replace(c, username=v)),
    "password": Place[Secret | str](lambda c: c.password, lambda c, v: replace(c, password=_secret(v))),
    "token_url": Place[str](lambda c: c.token_url, lambda c, v: replace(c, token_url=v)),
    "client_authentication": Place[ClientAuthentication](
        lambda c: c.client_authentication, lambda c, v: replace(c, client_authentication=v)
    ),
    "custom_grant_type": Place[str](
        lambda c: c.custom_grant_type, lambda c, v: replace(c, custom_grant_type=v)
    ),
    "request_custom_grant_type": Place[str](
        lambda c: c.request_custom_grant_type, lambda c, v: replace(c, request_custom_grant_type=v)
    ),
    "header_auth_key": Place[str](lambda c: c.header_auth_key, lambda c, v: replace(c, header_auth_key=v)),
    "header_auth_value_pattern": Place[str](
        lambda c: c.header_auth_value_pattern, lambda c, v: replace(c, header_auth_value_pattern=v)
    ),
    "additional_headers": Place[_Rows](
        lambda c: c.additional_headers, lambda c, v: replace(c, additional_headers=v)
    ),
    "additional_request_data": Place[_Rows](
        lambda c: c.additional_request_data, lambda c, v: replace(c, additional_request_data=v)
    ),
    "response.type": Place[Literal["json", "text"]](
        lambda c: c.response.type, lambda c, v: replace(c, response=replace(c.response, type=v))
    ),
    "response.access_token_key": Place[str](
        lambda c: c.response.access_token_key,
        lambda c, v: replace(c, response=replace(c.response, access_token_key=v)),
    ),
    "response.expires_in_key": Place[str](
        lambda c: c.response.expires_in_key,
        lambda c, v: replace(c, response=replace(c.response, expires_in_key=v)),
    ),
    "response.expires_in_format": Place[Literal["seconds", "date"]](
        lambda c: c.response.expires_in_format,
        lambda c, v: replace(c, response=replace(c.response, expires_in_format=v)),
    ),
    "request.credential_headers": Place[bool](
        lambda c: c.request.credential_headers,
        lambda c, v: replace(c, request=replace(c.request, credential_headers=v)),
    ),
    "request.basic_encoding": Place[BasicEncoding](
        lambda c: c.request.basic_encoding,
        lambda c, v: replace(c, request=replace(c.request, basic_encoding=v)),
    ),
    "request.timeout": Place[float](
        lambda c: c.request.timeout, lambda c, v: replace(c, request=replace(c.request, timeout=v))
    ),
    "request.connect_timeout": Place[float](
        lambda c: c.request.connect_timeout,
        lambda c, v: replace(c, request=replace(c.request, connect_timeout=v)),
    ),
    "request.trust": Place[str](
        lambda c: c.request.trust, lambda c, v: replace(c, request=replace(c.request, trust=v))
    ),
    "request.proxy": Place[ProxyUrl | str](
        lambda c: c.request.proxy, lambda c, v: replace(c, request=replace(c.request, proxy=_proxy(v)))
    ),
    "api": Place[ApiCall](lambda c: c.api, lambda c, v: replace(c, api=v)),
}
"""How to reach every field that a screen asks for. Text for a secret becomes a `Secret`."""


def value_of(connector: Connector, key: str) -> Any:  # noqa: ANN401 (fields have many types)
    """Return a field's value."""
    return PLACES[key].get(connector)


def text_of(connector: Connector, key: str) -> str:
    """Return a field's value as the text of an input. Secrets are revealed, so only inputs may use it."""
    return str(reveal(value_of(connector, key)))


def with_value(connector: Connector, key: str, value: object) -> Connector:
    """Return the connector with one field replaced."""
    return PLACES[key].put(connector, value)


def with_changes(connector: Connector, before: Connector, after: Connector) -> Connector:
    """Return the connector with the fields that differ between two others; all else stays."""
    for place in PLACES.values():
        if place.get(before) != place.get(after):
            connector = place.put(connector, place.get(after))
    return connector


def with_secrets_of(profile: Profile, connector: Connector) -> Profile:
    """Return a profile with the secrets that it lacks taken from a connector, where that has them."""
    filled, known = profile.connector, secret_keys(connector)
    for key in profile.missing_secrets():
        if key in known and (secret := secret_value(connector, key)):
            filled = with_secret(filled, key, secret)
    return replace(profile, connector=filled)
