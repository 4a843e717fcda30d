"""Puts a URL together from Postman's parts of one, with its path variables."""

from __future__ import annotations

from typing import Any

from ..bodies import as_text
from ..documents import obj, objects


def postman_url(url: object) -> str:
    """Return the URL of a request: its text, or what its parts make."""
    if isinstance(url, str):
        return url
    url = obj(url)
    if url.get("raw"):
        return _with_path_variables(as_text(url["raw"]), url)
    host = url.get("host", "")
    path = url.get("path", "")
    host = ".".join(map(as_text, host)) if isinstance(host, list) else as_text(host)
    path = "/".join(map(as_text, path)) if isinstance(path, list) else as_text(path)
    scheme = f"{as_text(url['protocol'])}://" if url.get("protocol") else ""
    port = f":{as_text(url['port'])}" if url.get("port") else ""
    query = "&".join(
        f"{as_text(row.get('key'))}={as_text(row.get('value'))}"
        for row in objects(url.get("query"))
        if row.get("disabled") is not True
    )
    made = f"{scheme}{host}{port}/{path.lstrip('/')}" + (f"?{query}" if query else "")
    return _with_path_variables(made, url) if host else ""


def _with_path_variables(raw: str, url: dict[str, Any]) -> str:
    for row in objects(url.get("variable")):
        name, value = as_text(row.get("key", row.get("id"))), as_text(row.get("value"))
        if name and value:
            raw = "/".join(value if part == f":{name}" else part for part in raw.split("/"))
    return raw
