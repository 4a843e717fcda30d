"""For whom a token says that it is: its claim aud (RFC 7519 §4.1.3), compared with Base Url.

Often aud is not an address at all, but a client ID, a GUID or the word account. Even an address is only a
name there, and need not lead anywhere. So only an audience that clearly is another system counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.url_parts import host_of, split_web_url
from ..finding import Finding
from ..quoting import Quote

AUDIENCE_ELSEWHERE: Final = "token.audience_elsewhere"
"""The id of the finding."""
_KNOWN: Final[Mapping[str, tuple[str, str]]] = {
    "00000003-0000-0000-c000-000000000000": ("Microsoft Graph", "graph.microsoft.com"),
    "00000002-0000-0000-c000-000000000000": ("Azure AD Graph", "graph.windows.net"),
    "797f4846-ba00-4fd7-ba43-dac1f8f63013": ("Azure Resource Manager", "management.azure.com"),
    "00000002-0000-0ff1-ce00-000000000000": ("Exchange Online", "outlook.office365.com"),
    "00000003-0000-0ff1-ce00-000000000000": ("SharePoint Online", "sharepoint.com"),
}
"""Names and hosts of the well-known APIs whose audience is a GUID."""
_MOST_READ: Final = 20
_TWO_LABELS: Final = frozenset({"co", "com", "net", "org", "gov", "edu", "ac"})
"""Labels that belong to a suffix when a country follows, as in example.co.uk."""
_HOST: Final = LazyPattern(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


def audience_finding(connector: Connector, claims: Mapping[str, object], quote: Quote) -> Finding | None:
    """Return the warning that a token is for a system other than Base Url's; None where it may be right."""
    audiences = foreign_audiences(connector, claims)
    if not audiences:
        return None
    named = " and ".join(quote(audience) for audience in audiences[:2])
    return Finding(
        id=AUDIENCE_ELSEWHERE,
        severity="warning",
        culprits=("additional_request_data", "scope"),
        title=f"The token is for {named}, but Base Url is at {quote(host_of(connector.base_url))}.",
        cause="An API that checks the audience (aud) refuses a token for another API with 401.",
        fix="If calls work, change nothing. "
        "Additional Request Data: "
        "if calls are refused, add the row that the guide shows "
        "(resource, audience or scope).",
        evidence=(f"aud: {named}",),
        reference="RFC 7519 §4.1.3",
    )


def foreign_audiences(connector: Connector, claims: Mapping[str, object]) -> list[str]:
    """Return a token's audiences if each is clearly a system other than Base Url's; else nothing."""
    base = host_of(connector.base_url)
    claim = claims.get("aud")
    audiences = claim[:_MOST_READ] if isinstance(claim, list) else [claim]
    if not base or not audiences:
        return []
    at_home = {
        _site(base),
        *(_site(host_of(str(url))) for url in (connector.token_url, claims.get("iss") or "")),
    }
    found = [_foreign(audience, at_home) for audience in audiences]
    return found if all(found) else []


def _foreign(audience: object, at_home: set[str]) -> str:
    """Return an audience, with its name if it has one, where it clearly is another system; else nothing."""
    if not isinstance(audience, str):
        return ""
    name, host = _KNOWN.get(audience.lower(), ("", ""))
    host = host or _host(audience) or (audience if _HOST.fullmatch(audience) else "")
    if not host or "." not in host or _site(host) in at_home:
        return ""
    return f"{name} ({audience})" if name else audience


def _host(url: str) -> str:
    parts = split_web_url(url)
    return (parts.hostname or "") if parts else ""


def _site(host: str) -> str:
    """Return the part of a host that its owner's other hosts share, as far as its form shows."""
    labels = host.lower().split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LABELS:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])
