"""Whether Oauth2 Token Url and Base Url fit together: vendors' paths, test and production, regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import SplitResult

from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.url_parts import host_of
from ...plain_text import plain_line
from ..finding import Finding, FindingKind

_ENTRA: Final = LazyPattern(
    r"login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|windows\.net|chinacloudapi\.cn)",
    needs=("login.",),
)
_TEST: Final = frozenset(
    "dev test tst uat qa stage staging sandbox sbx preprod nonprod sit int demo preview".split()
)
_LOGIN_HOSTS: Final = frozenset({"login.salesforce.com", "test.salesforce.com"})
"""`_salesforce` looks after these."""
_ONE_HOST_A_SYSTEM: Final = (".service-now.com", ".concursolutions.com")
"""Domains of vendors where another host is another instance or region."""
_misfit: Final = FindingKind("warning", ("token_url",))


class _Vendor(NamedTuple):
    name: str
    host: LazyPattern
    path: LazyPattern
    """The paths that its token endpoint can have, in lower case."""
    example: str


_VENDORS: Final = (
    _Vendor(
        "Salesforce",
        LazyPattern(
            r"(?:login|test)\.salesforce\.com|.*\.my\.salesforce(?:-sites)?\.com|.*\.salesforce\.com",
            needs=(".salesforce",),
        ),
        LazyPattern(r"(?:/[\w-]+)?/services/oauth2/token"),
        "/services/oauth2/token",
    ),
    _Vendor("ServiceNow", LazyPattern(r".*\.service-?now\.com", needs=(".service",)),
            LazyPattern(r"/oauth_token\.do|/api/.*"), "/oauth_token.do"),
    _Vendor("Okta", LazyPattern(r".*\.okta(?:preview|-emea)?\.com", needs=(".okta",)),
            LazyPattern(r"/oauth2(?:/[\w.-]+)?/v1/token"), "/oauth2/default/v1/token"),
    _Vendor("Entra ID", _ENTRA, LazyPattern(r"/[^/]+/oauth2/(?:v2\.0/)?token"), "/TENANT/oauth2/v2.0/token"),
)  # fmt: skip


def system_at(host: str) -> str:
    """Return the system whose token endpoint a host has, such as `Okta`; empty where that is unknown."""
    return next((vendor.name for vendor in _VENDORS if vendor.host.fullmatch(host.lower())), "")


def lint_systems(connector: Connector, token: SplitResult) -> Iterator[Finding]:
    """Yield what does not fit between the token URL's host, its path and the base URL."""
    host, path = (token.hostname or "").lower(), token.path.lower().rstrip("/")
    base = host_of(connector.base_url)
    yield from _vendor_path(host, path)
    yield from _salesforce(host, base)
    if host.endswith("-admin.okta.com"):
        right = plain_line(host.replace("-admin.okta.com", ".okta.com"))
        yield _misfit(
            "lint.admin_host",
            "The token URL's host is Okta's admin console.",
            "Okta issues tokens at the organization's own host, without -admin.",
            f"Oauth2 Token Url: change the host to {right}.",
            evidence=_shown(host),
        )
    if _ENTRA.fullmatch(host):
        yield from _entra(connector, host, path)
    if base and base != host:
        yield from _two_hosts(host, base)


def _shown(url_part: str) -> tuple[str, ...]:
    """Return the evidence that quotes hosts and paths: harmless and short."""
    return (plain_line(url_part)[:300],)


def _vendor_path(host: str, path: str) -> Iterator[Finding]:
    for vendor in _VENDORS:
        if vendor.host.fullmatch(host) and path and not vendor.path.fullmatch(path):
            yield _misfit(
                "lint.vendor_path",
                f"{vendor.name}'s token endpoint has a different path.",
                f"On this host it is {vendor.example}.",
                f"Oauth2 Token Url: set the path to {vendor.example}.",
                evidence=_shown(host + path),
            )
            return


def _salesforce(host: str, base: str) -> Iterator[Finding]:
    if host.endswith((".lightning.force.com", ".salesforce-setup.com", ".visualforce.com")):
        yield _misfit(
            "lint.salesforce_host",
            "The token URL's host serves pages for people, and issues no tokens.",
            "Salesforce issues tokens at login.salesforce.com, test.salesforce.com and the My Domain host.",
            "Use the My Domain host, which ends in .my.salesforce.com, with the path /services/oauth2/token.",
            evidence=_shown(host),
        )
    if not base.endswith((".salesforce.com", ".force.com")):
        return
    is_sandbox = "--" in base.partition(".")[0] or ".sandbox." in base or base.startswith("test.")
    if host == "login.salesforce.com" and is_sandbox:
        right, wrong = "test.salesforce.com", "for production, but Base Url is a sandbox"
    elif host == "test.salesforce.com" and not is_sandbox:
        right, wrong = "login.salesforce.com", "for sandboxes, but Base Url is production"
    else:
        return
    yield _misfit(
        "lint.login_host",
        f"The token URL's login host is {wrong}.",
        "An account exists in only one of the two, so Salesforce would answer invalid_grant.",
        f"Oauth2 Token Url: use {right}, or the My Domain host of the same org.",
        evidence=_shown(f"{host} and {base}"),
    )


def _entra(connector: Connector, host: str, path: str) -> Iterator[Finding]:
    tenant = path.split("/")[1] if path.count("/") else ""
    names = {row.name for row in connector.additional_request_data}
    if tenant in {"common", "consumers"}:
        yield _misfit(
            "lint.entra_tenant",
            f"The password grant does not work with the tenant “{tenant}”.",
            "Microsoft accepts it only with the tenant's own ID or domain, or with “organizations”.",
            f"Oauth2 Token Url: replace “{tenant}” with the tenant's ID or domain.",
            evidence=_shown(host + path),
        )
    wanted = "scope" if "/v2.0/" in path else "resource"
    if path.endswith("/token") and wanted not in names and not (wanted == "resource" and "scope" in names):
        yield _misfit(
            "lint.entra_scope",
            f"The row {wanted} is missing, and Entra ID requires it.",
            "Its v2.0 endpoint requires scope, such as https://graph.microsoft.com/.default. "
            "Its older endpoint requires resource.",
            f"{short_label_of('additional_request_data')}: add a row {wanted}.",
            culprits=("scope",) if wanted == "scope" else ("additional_request_data",),
            evidence=_shown(host + path),
        )


def _two_hosts(host: str, base: str) -> Iterator[Finding]:
    for domain in _ONE_HOST_A_SYSTEM:
        are_both_there = host.endswith(domain) and base.endswith(domain)
        if are_both_there and _own_part(host, domain) != _own_part(base, domain):
            yield _misfit(
                "lint.two_systems",
                "Oauth2 Token Url and Base Url point to different systems of one vendor.",
                "One system does not accept the other's tokens, and they share no accounts.",
                "Oauth2 Token Url: use the instance or region of Base Url.",
                evidence=_shown(f"{host} and {base}"),
            )
            return
    if host in _LOGIN_HOSTS:
        return
    token_test, base_test = _is_test(host), _is_test(base)
    if token_test != base_test and host.split(".")[-2:] == base.split(".")[-2:]:
        test, other = ("Oauth2 Token Url", "Base Url") if token_test else ("Base Url", "Oauth2 Token Url")
        yield _misfit(
            "lint.two_systems",
            f"{test} looks like a test system, but {other} does not.",
            "Clients and accounts are usually registered in only one of the two.",
            "Oauth2 Token Url: check that it belongs to the environment of Base Url.",
            severity="info",
            evidence=_shown(f"{host} and {base}"),
        )


def _own_part(host: str, domain: str) -> str:
    name = host.removesuffix(domain)
    # www.eu.api and eu.api are the same region.
    return name.removeprefix("www-").removeprefix("www.").removesuffix(".api")


def _is_test(host: str) -> bool:
    return any(word in _TEST for word in re.split(r"[.\-_]", host.rpartition(".")[0]))
