"""Puts what an API tool's auth settings add to a request: a Basic client, a bearer header, an API key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..request import Item, PastedRequest


def with_tool_auth(request: PastedRequest, kind: str, values: Mapping[str, str], owner: str) -> PastedRequest:
    """Return a request with what the tool adds. A header that is written out wins over the settings.

    `kind` is the type of the settings, and `owner` says whose they are: `Postman's`.
    """
    if request.header("authorization"):
        return request
    if kind == "basic":
        pair = values.get("username", ""), values.get("password", "")
        return replace(request, client=pair, client_where=f"{owner} Basic Auth")
    where = f"{owner} auth settings"
    if kind == "bearer" and (token := values.get("token")):
        header = Item("Authorization", f"{values.get('prefix') or 'Bearer'} {token}", where)
        return replace(request, headers=(*request.headers, header))
    if kind == "apikey" and (key := values.get("key")):
        value = values.get("value", "")
        place = (values.get("in") or values.get("placement") or values.get("addTo") or "header").lower()
        if place == "header":
            return replace(request, headers=(*request.headers, Item(key, value, where)))
        if place.startswith("query"):
            mark = "&" if "?" in request.url else "?"
            return replace(request, url=f"{request.url}{mark}{key}={value}")
    return request
