"""Whom a token is for, by its own words: the claim aud (RFC 7519 §4.1.3) held against Base Url.

Often aud is no address at all (a client ID, a GUID, the word account), and an address in it is a name that
nobody has to be reached at. So only an audience that is plainly another system's counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.url_parts import host_of, split_web_url
from ..finding import Finding
from ..quoting import Quote
from .oddity import oddity

AUDIENCE_ELSEWHERE: Final = "token.audience_elsewhere"
"""The id of the finding."""
_KNOWN: Final[Mapping[str, tuple[str, str]]] = {
    "00000003-0000-0000-c000-000000000000": ("Microsoft Graph", "graph.microsoft.com"),
    "00000002-0000-0000-c000-000000000000": ("Azure AD Graph", "graph.windows.net"),
    "797f4846-ba00-4fd7-ba43-dac1f8f63013": ("Azure Resource Manager", "management.azure.com"),
    "00000002-0000-0ff1-ce00-000000000000": ("Exchange Online", "outlook.office365.com"),
    "00000003-0000-0ff1-ce00-000000000000": ("SharePoint Online", "sharepoint.com"),
}
"""Audiences that are numbers of well-known APIs, with a host of each."""
_MOST_READ: Final = 20
_TWO_LABELS: Final = frozenset({"co", "com", "net", "org", "gov", "edu", "ac"})
"""Labels that stand before a country's as part of a suffix, as in example.co.uk."""
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


def audience_finding(connector: Connector, claims: Mapping[str, object], quote: Quote) -> Finding | None:
    """Return what it means that a token is for another system than Base Url's; None where it need not be."""
    audiences = foreign_audiences(connector, claims)
    if not audiences:
        return None
    told = " and ".join(quote(audience) for audience in audiences[:2])
    base = quote(host_of(connector.base_url))
    return oddity(
        AUDIENCE_ELSEWHERE,
        f"The token says that it is for {told}, and Base Url is at {base}.",
        "An API that looks at the audience (aud) refuses a token that was given for another one, with 401.",
        "If calls are refused, ask the token endpoint for a token of this API: a row resource, "
        "audience or scope in Additional Request Data, as the system's guide has it. If they work, "
        "nothing has to change.",
        f"aud: {told}",
        culprits=("additional_request_data", "scope"),
        reference="RFC 7519 §4.1.3",
    )


def foreign_audiences(connector: Connector, claims: Mapping[str, object]) -> list[str]:
    """Return the audiences of a token where all of them are plainly other systems' than Base Url's."""
    base = host_of(connector.base_url)
    said = claims.get("aud")
    audiences = said[:_MOST_READ] if isinstance(said, list) else [said]
    if not base or not audiences:
        return []
    at_home = {
        _site(base),
        *(_site(host_of(str(url))) for url in (connector.token_url, claims.get("iss") or "")),
    }
    found = [_foreign(audience, at_home) for audience in audiences]
    return found if all(found) else []


def _foreign(audience: object, at_home: set[str]) -> str:
    """Return an audience as it is to be told, where it is plainly another system's; else nothing."""
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
    """Return the part of a host that its owner's other hosts share, as far as its look tells."""
    labels = host.lower().split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LABELS:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])
