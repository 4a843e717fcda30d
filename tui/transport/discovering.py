"""Looks up the token endpoint in the issuer's discovery document, without sending credentials."""

from __future__ import annotations

from ..oauth2.connector import RequestSettings
from ..oauth2.responses.discovery import discovery_urls, named_token_endpoint
from .apart import apart
from .plain_get import PlainGet
from .sending import converse
from .watch import Watch


async def discover_token_endpoint(token_url: str, settings: RequestSettings) -> str:
    """Return the token endpoint named in a discovery document on the token URL's host; empty without one.

    Each request obeys the settings' timeouts, and redirects are not followed. The search ends at the first
    request that gets no response.
    """
    for url in discovery_urls(token_url):
        request = PlainGet(url, "application/json")
        response, _failure = await apart(converse(request, settings, Watch(settings.trust)))
        if response is None:
            return ""
        if endpoint := named_token_endpoint(response):
            return endpoint
    return ""
