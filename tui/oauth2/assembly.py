"""Connector -> TokenRequest: the rules by which the connector builds its token request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from .connector import AdditionalRow, Connector, is_sensitive_name
from .field_checks import HEADER_OF_FIELD, Problem, find_problems
from .secret import Secret, reveal
from .token_request import NameValue, Origin, TokenRequest, encode_parameters, host_header

FORM_URLENCODED: Final = "application/x-www-form-urlencoded"
_CLIENT_HEADERS: Final = (
    # Some firewalls refuse a request without one.
    NameValue("User-Agent", "connector-doctor/0.1", Origin.TRANSPORT),
    # A compressed answer can inflate to any size, and shows less plainly what the server sent.
    NameValue("Accept-Encoding", "identity", Origin.TRANSPORT),
)


class UnsendableConnectorError(ValueError):
    """A connector with problems: fields missing, or values that a request can't carry."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


def assemble_all(
    connector: Connector, methods: Iterable[ClientAuthentication] | None = None
) -> tuple[TokenRequest, ...]:
    """Return the request of each attempt, in the order tried.

    `methods` asks for others than the ones that the connector's client authentication stands for.

    Raises:
        UnsendableConnectorError: the connector has problems; nothing was built.
    """
    if problems := find_problems(connector):
        raise UnsendableConnectorError(problems)
    return tuple(assemble(connector, method) for method in methods or connector.client_authentication.methods)


def assemble(connector: Connector, method: ClientAuthentication) -> TokenRequest:
    """Return the request of one attempt, also of a connector that still has problems (for a preview).

    Order and overrides are those of the connector: Content-Type, Accept, the four credential headers,
    Authorization, the additional headers; `grant_type`, `username`, `password`, the client's
    credentials, the additional data. Host stands first (RFC 9110 §7.2) and what the HTTP client
    adds stands last.
    """
    parameters = _override(_parameters(connector, method), connector.additional_request_data, fold=False)
    assembled = (
        NameValue("Host", _host(connector.token_url), Origin.TRANSPORT),
        *_headers(connector, method),
        *_CLIENT_HEADERS,
    )
    headers = _override(assembled, connector.additional_headers, fold=True, behind=len(_CLIENT_HEADERS))
    length = len(encode_parameters(parameters, reveal_secrets=True))
    return TokenRequest(
        client_authentication=method,
        basic_encoding=connector.request.basic_encoding if method is ClientAuthentication.BASIC else None,
        url=connector.token_url,
        headers=(*headers, NameValue("Content-Length", str(length), Origin.TRANSPORT)),
        parameters=parameters,
    )


def _host(token_url: str) -> str:
    try:
        return host_header(token_url)
    except ValueError:  # a preview of a URL that is still being typed
        return ""


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


def _override(
    assembled: Iterable[NameValue], rows: tuple[AdditionalRow, ...], *, fold: bool, behind: int = 0
) -> tuple[NameValue, ...]:
    """Put the additional rows in: in place where the name is assembled already, else as a new one.

    `fold` compares names without case. `behind` is how many of the assembled stay behind the new ones.
    A row that replaces a secret, or whose name is a secret's, is one too: an override of
    `Authorization` must not show what the assembled value would have hidden.
    """
    merged = list(assembled)
    names = [_key(item.name, fold=fold) for item in merged]
    added: list[NameValue] = []
    for row in rows:
        key = _key(row.name, fold=fold)
        value: str | Secret = row.value
        hidden = is_sensitive_name(row.name)
        if key in names:
            index = names.index(key)
            hidden = hidden or isinstance(merged[index].value, Secret)
            merged[index] = NameValue(row.name, _hide(value) if hidden else value, Origin.OVERRIDE)
        else:
            added.append(NameValue(row.name, _hide(value) if hidden else value, Origin.ADDITIONAL))
    last = len(merged) - behind
    return (*merged[:last], *added, *merged[last:])


def _key(name: str, *, fold: bool) -> str:
    return name.lower() if fold else name


def _hide(value: str | Secret) -> Secret:
    return value if isinstance(value, Secret) else Secret(reveal(value))
