"""Reads documents that describe a server: OpenAPI 2 and 3, and OpenID Connect discovery."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from ..bodies import as_text
from ..documents import obj, objects
from ..request import PastedRequest


def is_openapi(document: object) -> bool:
    """Tell whether a document is an OpenAPI or Swagger document."""
    document = obj(document)
    return "openapi" in document or "swagger" in document


def openapi_requests(document: object) -> list[PastedRequest]:
    """Return a request without an account for each password flow of the document."""
    document = obj(document)
    schemes = {
        **obj(obj(document.get("components")).get("securitySchemes")),
        **obj(document.get("securityDefinitions")),
    }
    flows = [flow for scheme in schemes.values() for flow in _flows(obj(scheme))]
    chosen = [flow for flow in flows if flow[0] == "password"] or [
        flow for flow in flows if flow[0] != "implicit"
    ]
    base = _base(document)
    urls = dict.fromkeys((kind, _absolute(base, url)) for kind, url in chosen if url)
    if not any(kind == "password" for kind, _ in urls):
        urls = dict.fromkeys(list(urls)[:1])
    return [
        PastedRequest(
            "OpenAPI", url, "tokenUrl", is_description=True, is_settings=True,
            notes=() if kind == "password" else ("not-password-grant",),
        )
        for kind, url in urls
    ] or [PastedRequest("OpenAPI", is_description=True, notes=("not-password-grant",))]  # fmt: skip


def is_discovery(document: object) -> bool:
    """Tell whether a document is authorization server metadata (RFC 8414)."""
    document = obj(document)
    return isinstance(document.get("token_endpoint"), str) and not isinstance(document.get("log"), dict)


def discovery_request(document: object) -> PastedRequest:
    """Return a request without an account to the token endpoint of a discovery document."""
    document = obj(document)
    grants = document.get("grant_types_supported")
    methods = document.get("token_endpoint_auth_methods_supported")
    notes = ("not-password-grant",) if isinstance(grants, list) and "password" not in grants else ()
    return PastedRequest(
        "discovery document", as_text(document.get("token_endpoint")), "token_endpoint",
        is_description=True, is_settings=True, notes=notes,
        client_authentication=_authentication(methods if isinstance(methods, list) else []),
    )  # fmt: skip


def _authentication(methods: list[Any]) -> str | None:
    basic, post = "client_secret_basic" in methods, "client_secret_post" in methods
    if basic == post:
        return None
    return "basic" if basic else "request-body"


def _flows(scheme: dict[str, Any]) -> list[tuple[str, str]]:
    if scheme.get("type") != "oauth2":
        return []
    if "flow" in scheme:
        return [(as_text(scheme["flow"]), as_text(scheme.get("tokenUrl")))]
    return [(kind, as_text(obj(flow).get("tokenUrl"))) for kind, flow in obj(scheme.get("flows")).items()]


def _base(document: dict[str, Any]) -> str:
    servers = objects(document.get("servers"))
    if servers:
        variables = obj(servers[0].get("variables"))
        return re.sub(
            r"\{(\w+)\}",
            lambda found: as_text(obj(variables.get(found[1])).get("default")) or found[0],
            as_text(servers[0].get("url")),
        )
    host = as_text(document.get("host"))
    schemes = document.get("schemes")
    schemes = schemes if isinstance(schemes, list) else []
    scheme = "https" if not schemes or "https" in schemes else as_text(schemes[0])
    return f"{scheme}://{host}{as_text(document.get('basePath'))}" if host else ""


def _absolute(base: str, url: str) -> str:
    if "://" in url or "://" not in base:
        return url
    try:
        return urljoin(base if url.startswith("/") else base.rstrip("/") + "/", url)
    except ValueError:
        return url
