"""Reads which host, tenant, client and account a response names, to hold them against the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...oauth2.http_response import HttpResponse
from ...oauth2.url_parts import split_web_url

_MOST_READ: Final = 20_000
_MOST_NAMES: Final = 20
_VALUE: Final = r"[\"'“‘=:\\]{1,4}\s{0,2}[\"'“‘\\]{0,2}(?P<value>[\w.@:+%-]{3,120})"
_CLIENT: Final = re.compile(
    r"(?i)(?<![\w])(?:client[ _-]?id|application(?: with identifier| id)?|app[ _-]?id|consumer key|azp)"
    r"[\"']?\s{0,2}" + _VALUE
)
_CLIENT_QUOTED: Final = re.compile(
    r"(?i)(?<!\w)client (?:with id )?[\"'“‘](?P<value>[\w.@:+-]{3,120})[\"'”’]"
)
_USER: Final = re.compile(
    r"(?i)(?<!\w)(?:user(?:[ _-]?name|[ _-]?id)?|upn|preferred_username|login)[\"']?\s{0,2}" + _VALUE
)
_USER_QUOTED: Final = re.compile(
    r"(?i)(?<!\w)(?:user|account)(?: account)? [\"'“‘]?(?P<value>[\w.+-]{1,64}@[\w.-]{3,100}\w)"
)
_TENANT: Final = re.compile(
    r"(?i)(?<!\w)(?:tenant(?:[ _-]?id)?|directory|realm|organi[sz]ation)(?: with id| named)?[\"']?\s{0,2}"
    + _VALUE
)
_TENANT_QUOTED: Final = re.compile(
    r"(?i)(?<!\w)(?:tenant|directory|realm|organi[sz]ation)(?: named| with (?:id|identifier))? "
    r"[\"'“‘](?P<value>[\w.@-]{2,100})[\"'”’]"
)
_URL: Final = re.compile(
    r"(?i)(?:\b(?:iss|issuer|realm|instance|path|endpoint|url|uri|host|server|for|to|location)\b[\"']?\s{0,2}[:=]?\s{0,2}[\"'“]?)"
    r"(https?://[\w.-]{1,200}(?::\d{1,5})?(?:/[^\s\"'<>\\;,)]{0,500})?)"
)
_TENANT_IN_PATH: Final = re.compile(r"/(?:auth/)?realms/([\w.-]{1,80})|/(?:oauth2/)([\w-]{2,60})/v1/")
_DOCS: Final = re.compile(
    r"(?i)\b(?:docs?|learn|developers?|help|support|community|aka|www|schemas?|tools)\."
)
_OF_ENTRA: Final = re.compile(
    r"(?i)login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|windows\.net)|sts\.windows\.net"
)
_SHARED: Final = frozenset("common organizations consumers oauth2 error".split())
_NO_NAMES: Final = frozenset(
    "true false null none unknown invalid error password username client required missing".split()
)


@dataclass(frozen=True)
class Told:
    """Names in a response. All are foreign text."""

    hosts: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    users: tuple[str, ...] = ()


def told_by(response: HttpResponse, claims: Mapping[str, Any]) -> Told:
    """Return the names in a response, and in the claims of the token that it brings."""
    challenge = response.header("WWW-Authenticate") or ""
    text = f"{challenge}\n{response.text[:_MOST_READ]}"
    urls = [url for url in _URL.findall(text) if not _DOCS.search(url)]
    if isinstance(claims.get("iss"), str):
        urls.append(claims["iss"])
    hosts = [parts.hostname for url in urls if (parts := split_web_url(url)) and parts.hostname]
    tenants = [tenant for url in urls if (tenant := tenant_of(url))]
    tenants += _values(text, _TENANT, _TENANT_QUOTED)
    clients = [*_values(text, _CLIENT, _CLIENT_QUOTED), *_claimed(claims, "azp", "client_id", "appid", "cid")]
    users = [*_values(text, _USER, _USER_QUOTED), *_claimed(claims, "preferred_username", "upn", "username")]
    return Told(_few(hosts), _few(tenants), _few(clients), _few(users))


def tenant_of(url: str) -> str:
    """Return the tenant or realm that a URL names in its path; empty if it names none."""
    parts = split_web_url(url)
    if parts is None:
        return ""
    if found := _TENANT_IN_PATH.search(parts.path):
        return (found[1] or found[2] or "").lower()
    first = parts.path.strip("/").partition("/")[0].lower()
    return first if _OF_ENTRA.fullmatch(parts.hostname or "") and first not in _SHARED else ""


def _values(text: str, *patterns: re.Pattern[str]) -> list[str]:
    return [found["value"] for pattern in patterns for found in pattern.finditer(text)]


def _claimed(claims: Mapping[str, Any], *names: str) -> list[str]:
    return [claims[name] for name in names if isinstance(claims.get(name), str)]


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, without words that stand where a name could."""
    clean = (name.strip(".:,").lower() for name in names)
    kept = [name for name in clean if len(name) > 1 and name not in _NO_NAMES]
    return tuple(dict.fromkeys(kept))[:_MOST_NAMES]
