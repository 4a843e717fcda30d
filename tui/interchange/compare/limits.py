"""What the request that works does and a connector can't: told, with what to do, and never taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from ...oauth2.connector import PASSWORD_GRANT, AdditionalRow, Connector
from ...oauth2.secret import reveal
from .difference import Difference, Kind, Rank, Unknown
from .sides import Sides

_GRANT: Final = "grant_type"
_DATA: Final = "additional_request_data"


@dataclass(frozen=True)
class _Limit:
    name: str
    rank: Rank
    says: str
    instead: str


_LIMITS: Final = {
    "get-method": _Limit(
        "Method", Rank.SHAPE, "The connector sends POST, the other GET.",
        "RFC 6749 §3.2 asks for POST. Ask the server's owner whether the endpoint takes it.",
    ),
    "json-body": _Limit(
        "Body", Rank.SHAPE, "The connector sends a form-urlencoded body, the other JSON.",
        "Ask the server's owner whether the endpoint takes a form, as RFC 6749 §4.3.2 has it.",
    ),
    "multipart": _Limit(
        "Body", Rank.SHAPE, "The connector sends a form-urlencoded body, the other multipart form data.",
        "Most servers take both. Send the other request form-urlencoded once, to see whether this one does.",
    ),
    "name-case": _Limit(
        "Parameter names", Rank.SHAPE,
        "The other writes a parameter's name with other upper and lower case than the standard.",
        "If the server insists on it, add a row with that name to Additional Request Data.",
    ),
    "insecure": _Limit(
        "Certificate", Rank.NETWORK, "The other doesn't check the server's certificate. The connector does.",
        "If the connector fails at TLS, the server needs a certificate that public roots trust.",
    ),
    "ca-file": _Limit(
        "Certificate", Rank.NETWORK, "The other trusts a CA file of its own, a connector public roots.",
        "If the connector fails at TLS, the server needs a certificate that public roots trust.",
    ),
    "client-certificate": _Limit(
        "Client certificate", Rank.NETWORK, "The other shows a client certificate. A connector has none.",
        "Ask for an endpoint that doesn't want one.",
    ),
    "proxy": _Limit(
        "Proxy", Rank.NETWORK, "The other goes through a proxy. A connector has no field for one.",
        "If the server can be reached by that proxy alone, the connector needs an on-premise agent.",
    ),
    "host-header": _Limit(
        "Host", Rank.SHAPE, "The other names another host in its Host header than in its URL.",
        "Put the name of the Host header into Oauth2 Token Url, if it resolves to the same server.",
    ),
}  # fmt: skip
_IN_QUERY: Final = Difference(
    "",
    Kind.INEXPRESSIBLE,
    Rank.SHAPE,
    "The other sends the credentials in the URL's query. The connector sends them in the body.",
    name="Query",
    instead="Servers should take them in the body alone (RFC 6749 §2.3.1). Ask whether this one does.",
)


def limit_differences(sides: Sides) -> Iterator[Difference | Unknown | str]:
    """Yield what a connector can't express, and the grant type."""
    told: set[str] = set()
    for code, limit in _LIMITS.items():
        if code in sides.notes and limit.name not in told:
            told.add(limit.name)
            yield Difference(
                "", Kind.INEXPRESSIBLE, limit.rank, limit.says, name=limit.name, instead=limit.instead
            )
    if any(taken.where == "the URL's query" for taken in sides.found.taken):
        yield _IN_QUERY
    yield _grant(sides)


def _grant(sides: Sides) -> Difference | Unknown | str:
    rows = [row for row in sides.theirs.additional_request_data if row.name == _GRANT]
    theirs = reveal(rows[-1].value) if rows else PASSWORD_GRANT
    if why := sides.why_unknown(theirs):
        return Unknown(_GRANT, f"In the request, {why}.", _DATA)
    sent = sides.parameter(_GRANT)
    ours = reveal(sent.value) if sent else PASSWORD_GRANT
    if ours == theirs:
        return _GRANT
    return Difference(
        _DATA,
        Kind.VALUE,
        Rank.GRANT,
        "The grant types differ.",
        ours,
        theirs,
        _GRANT,
        change=lambda connector: _with_grant(connector, theirs),
        instead="" if theirs == PASSWORD_GRANT else "The connector of this form is for the password grant.",
    )


def _with_grant(connector: Connector, grant: str) -> Connector:
    """Return the connector with a grant type: the form's own, or else a row that overrides it."""
    rows = tuple(row for row in connector.additional_request_data if row.name != _GRANT)
    values: dict[str, Any] = {"custom_grant_type": "", "request_custom_grant_type": ""}
    row = () if grant == PASSWORD_GRANT else (AdditionalRow(_GRANT, grant),)
    return replace(connector, additional_request_data=(*row, *rows), **values)
