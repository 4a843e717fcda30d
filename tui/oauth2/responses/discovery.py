"""Where an issuer's discovery document may be found, and the token endpoint that it names.

OpenID Connect Discovery 1.0 §4 appends the well-known path to the issuer. RFC 8414 §3 puts it between
host and path. The issuer is not known here, so each prefix of the token URL's path is tried as one.
"""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlsplit

from ..exchange import HttpResponse
from ..field_checks import check_url

_OPENID: Final = "/.well-known/openid-configuration"
_OAUTH: Final = "/.well-known/oauth-authorization-server"
_MOST_URLS: Final = 8


def discovery_urls(token_url: str) -> tuple[str, ...]:
    """Return the URLs where the discovery document may be, likeliest first."""
    parts = urlsplit(token_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    segments = [segment for segment in parts.path.split("/") if segment]
    issuers = ["/".join(segments[:length]) for length in range(max(len(segments) - 1, 0), -1, -1)]
    # Entra's endpoints are under oauth2/, but its issuers are not.
    issuers += ["/".join(part for part in issuer.split("/") if part != "oauth2") for issuer in issuers]
    paths = [f"/{issuer}".rstrip("/") for issuer in dict.fromkeys(issuers)]
    urls = [origin + path + _OPENID for path in paths] + [origin + _OAUTH + path for path in paths]
    return tuple(urls[:_MOST_URLS])


def named_token_endpoint(response: HttpResponse) -> str:
    """Return the token endpoint that a discovery document names; empty if there is none."""
    if response.status != 200:
        return ""
    try:
        document = json.loads(response.text)
    except (ValueError, RecursionError):
        return ""
    endpoint = document.get("token_endpoint") if isinstance(document, dict) else None
    return endpoint if isinstance(endpoint, str) and endpoint and not check_url(endpoint) else ""
