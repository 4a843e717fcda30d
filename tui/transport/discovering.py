"""Looking up the token endpoint in the issuer's discovery document. No credentials are sent."""

from __future__ import annotations

from ..oauth2.connector import RequestSettings
from ..oauth2.discovery import DiscoveryRequest, discovery_urls, named_token_endpoint
from .sending import converse
from .watch import Watch


async def discover_token_endpoint(token_url: str, settings: RequestSettings) -> str:
    """Return the token endpoint that a discovery document at the token URL's host names; empty without one.

    Each request ends within the settings' timeouts, and redirects are not followed. Where the host
    can't be reached at all, the first failure ends the search.
    """
    for url in discovery_urls(token_url):
        response, _failure = await converse(DiscoveryRequest(url), settings, Watch(settings.trust))
        if response is None:
            return ""
        if endpoint := named_token_endpoint(response):
            return endpoint
    return ""
