"""The rules by which a connector builds its token requests: Connector -> TokenRequest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from .connector import AdditionalRow, Connector
from .field_checks import HEADER_OF_FIELD, Problem, find_problems
from .masking.secret_names import is_secret_parameter
from .secret import Secret, reveal
from .token_request import NameValue, Origin, TokenRequest, encode_parameters
from .url_parts import host_header
from .wire_request import USER_AGENT

FORM_URLENCODED: Final = "application/x-www-form-urlencoded"
_OF_THE_PASSWORD_GRANT: Final = frozenset({"grant_type", "username", "password"})
_USER_HEADERS: Final = frozenset({"Username", "Password"})
CLIENT_HEADERS: Final = (
    # Some firewalls refuse a request without a User-Agent.
    NameValue("User-Agent", USER_AGENT, Origin.TRANSPORT),
    # A compressed response can expand to any size, and hides what the server sent.
    NameValue("Accept-Encoding", "identity", Origin.TRANSPORT),
)
"""What the HTTP client itself adds, after all other headers."""


class UnsendableConnectorError(ValueError):
    """The connector has problems: missing fields, or values that a request can't carry."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


def assemble_all(
    connector: Connector, methods: Iterable[ClientAuthentication] | None = None
) -> tuple[TokenRequest, ...]:
    """Return the request of each attempt, in order.

    `methods` replaces the methods that the connector's client authentication stands for.

    Raises:
        UnsendableConnectorError: the connector has problems; nothing was built.
    """
    check_assembled(connector)
    return tuple(assemble(connector, method) for method in methods or connector.client_authentication.methods)


def check_assembled(connector: Connector) -> None:
    """Check that each of a connector's requests can be sent.

    Raises:
        UnsendableConnectorError: the connector has problems.
    """
    if problems := find_problems(connector):
        raise UnsendableConnectorError(problems)


def encoding_of(connector: Connector, method: ClientAuthentication) -> BasicEncoding | None:
    """Return how an attempt encodes the client's Basic credentials; None where it has none."""
    return connector.request.basic_encoding if method is ClientAuthentication.BASIC else None


def assemble(connector: Connector, method: ClientAuthentication) -> TokenRequest:
    """Return the request of one attempt, even for a connector that has problems (for a preview).

    Headers: Host first (RFC 9110 §7.2), then Content-Type, Accept, the four credential headers,
    Authorization, the additional headers, and last what the HTTP client adds. Body: `grant_type`,
    `username`, `password`, the client's credentials, the additional data. A row overrides a value in place.
    """
    headers = _headers(connector, method)
    return _request(
        connector, method, headers, _parameters(connector, method), connector.additional_request_data
    )


def assemble_refresh(
    connector: Connector, method: ClientAuthentication, refresh_token: Secret
) -> TokenRequest:
    """Return the request that gets a new token with a refresh token (RFC 6749 §6).

    The client proves itself as in the password grant. Additional data is sent too, except what belongs to
    that grant. The user's credentials are left out: the refresh token replaces them.
    """
    kept = _headers(connector, method)
    left_out = (
        {*_USER_HEADERS, "Authorization"} if method is ClientAuthentication.BASIC_USER else _USER_HEADERS
    )
    headers = [header for header in kept if header.name not in left_out]
    parameters = (
        NameValue("grant_type", "refresh_token"),
        NameValue("refresh_token", refresh_token),
        *(item for item in _parameters(connector, method) if item.name not in _OF_THE_PASSWORD_GRANT),
    )
    rows = tuple(row for row in connector.additional_request_data if row.name not in _OF_THE_PASSWORD_GRANT)
    return _request(connector, method, headers, parameters, rows)


def _request(
    connector: Connector,
    method: ClientAuthentication,
    headers: Iterable[NameValue],
    parameters: tuple[NameValue, ...],
    rows: tuple[AdditionalRow, ...],
) -> TokenRequest:
    """Add the additional rows, and the headers that HTTP and its client add."""
    assembled = (
        NameValue("Host", host_header(connector.token_url), Origin.TRANSPORT),
        *headers,
        *CLIENT_HEADERS,
    )
    parameters = merge_rows(parameters, rows, fold=False)
    length = len(encode_parameters(parameters, reveal_secrets=True))
    return TokenRequest(
        client_authentication=method,
        basic_encoding=encoding_of(connector, method),
        url=connector.token_url,
        headers=(
            *merge_rows(assembled, connector.additional_headers, fold=True, behind=len(CLIENT_HEADERS)),
            NameValue("Content-Length", str(length), Origin.TRANSPORT),
        ),
        parameters=parameters,
    )


def _headers(connector: Connector, method: ClientAuthentication) -> list[NameValue]:
    headers = [NameValue("Content-Type", FORM_URLENCODED), NameValue("Accept", "application/json")]
    if connector.request.credential_headers:
        headers += [NameValue(header, getattr(connector, key)) for key, header in HEADER_OF_FIELD.items()]
    if authorization := _authorization(connector, method):
        headers.append(NameValue("Authorization", authorization))
    return headers


def _authorization(connector: Connector, method: ClientAuthentication) -> Secret | None:
    if method is ClientAuthentication.BASIC:
        return basic_credentials(
            connector.client_id, connector.client_secret, connector.request.basic_encoding
        )
    if method is ClientAuthentication.BASIC_USER:
        return basic_credentials(connector.username, connector.password, BasicEncoding.RAW)
    return None


def _parameters(connector: Connector, method: ClientAuthentication) -> tuple[NameValue, ...]:
    parameters = [
        NameValue("grant_type", connector.grant_type),
        NameValue("username", connector.username),
        NameValue("password", connector.password),
    ]
    if method in {ClientAuthentication.REQUEST_BODY, ClientAuthentication.BASIC_USER}:
        parameters += [
            NameValue("client_id", connector.client_id),
            NameValue("client_secret", connector.client_secret),
        ]
    return tuple(parameters)


def merge_rows(
    assembled: Iterable[NameValue], rows: tuple[AdditionalRow, ...], *, fold: bool, behind: int = 0
) -> tuple[NameValue, ...]:
    """Merge the additional rows in. A row whose name is already there replaces that value in place.

    `fold` compares names without case. `behind` is how many of the assembled items come after the new ones.
    A row that replaces a secret, or is named like one, becomes a secret: an override of `Authorization` must
    not show what the assembled value would have hidden.
    """
    merged = list(assembled)
    names = [_key(item.name, fold=fold) for item in merged]
    added: list[NameValue] = []
    for row in rows:
        key = _key(row.name, fold=fold)
        is_secret = is_secret_parameter(row.name)
        if key in names:
            index = names.index(key)
            is_secret = is_secret or isinstance(merged[index].value, Secret)
            merged[index] = NameValue(row.name, _value_of(row, is_secret), Origin.OVERRIDE)
        else:
            added.append(NameValue(row.name, _value_of(row, is_secret), Origin.ADDITIONAL))
    last = len(merged) - behind
    return (*merged[:last], *added, *merged[last:])


def _key(name: str, *, fold: bool) -> str:
    return name.lower() if fold else name


def _value_of(row: AdditionalRow, is_secret: bool) -> str | Secret:
    return Secret(reveal(row.value)) if is_secret else row.value
