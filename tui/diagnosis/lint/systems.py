"""Whether token URL and base URL are of one system: vendor's paths, test against production, region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import SplitResult

from ...oauth2.connector import Connector
from ...oauth2.url_parts import host_of
from ...plain_text import plain_line
from ..finding import Finding, Severity

_ENTRA: Final = re.compile(
    r"login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|windows\.net|chinacloudapi\.cn)"
)
_TEST: Final = frozenset(
    "dev test tst uat qa stage staging sandbox sbx preprod nonprod sit int demo preview".split()
)


_LOGIN_HOSTS: Final = frozenset({"login.salesforce.com", "test.salesforce.com"})
"""Told apart by a rule of their own."""


class _Vendor(NamedTuple):
    name: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    """What the token endpoint's path can be, in lower case."""
    example: str


_VENDORS: Final = (
    _Vendor(
        "Salesforce",
        re.compile(r"(?:login|test)\.salesforce\.com|.*\.my\.salesforce(?:-sites)?\.com|.*\.salesforce\.com"),
        re.compile(r"(?:/[\w-]+)?/services/oauth2/token"),
        "/services/oauth2/token",
    ),
    _Vendor("ServiceNow", re.compile(r".*\.service-?now\.com"),
            re.compile(r"/oauth_token\.do|/api/.*"), "/oauth_token.do"),
    _Vendor("Okta", re.compile(r".*\.okta(?:preview|-emea)?\.com"),
            re.compile(r"/oauth2(?:/[\w.-]+)?/v1/token"), "/oauth2/default/v1/token"),
    _Vendor("Entra ID", _ENTRA, re.compile(r"/[^/]+/oauth2/(?:v2\.0/)?token"), "/TENANT/oauth2/v2.0/token"),
)  # fmt: skip


def lint_systems(connector: Connector, token: SplitResult) -> Iterator[Finding]:
    """Yield what does not fit between the token URL's host, its path and the base URL."""
    host, path = (token.hostname or "").lower(), token.path.lower().rstrip("/")
    base = host_of(connector.base_url)
    yield from _vendor_path(host, path)
    yield from _salesforce(host, base)
    if host.endswith("-admin.okta.com"):
        yield _finding(
            "lint.admin_host",
            "warning",
            "The token URL's host is that of Okta's admin console.",
            "Tokens are given by the organization's own host, without -admin.",
            f"Write {plain_line(host.replace('-admin.okta.com', '.okta.com'))} as the host of Oauth2 Token "
            "Url.",
            host,
        )
    if _ENTRA.fullmatch(host):
        yield from _entra(connector, host, path)
    if base and base != host:
        yield from _two_hosts(host, base)


def _vendor_path(host: str, path: str) -> Iterator[Finding]:
    for vendor in _VENDORS:
        if vendor.host.fullmatch(host) and path and not vendor.path.fullmatch(path):
            yield _finding(
                "lint.vendor_path",
                "warning",
                f"{vendor.name}'s token endpoint has another path.",
                f"On this host it is {vendor.example}.",
                f"Set the path of Oauth2 Token Url to {vendor.example}.",
                host + path,
            )
            return


def _salesforce(host: str, base: str) -> Iterator[Finding]:
    if host.endswith((".lightning.force.com", ".salesforce-setup.com", ".visualforce.com")):
        yield _finding(
            "lint.salesforce_host",
            "warning",
            "The token URL's host is one that people work at, not one that gives tokens.",
            "Salesforce gives tokens at login.salesforce.com, test.salesforce.com and the My Domain host.",
            "Use the My Domain host, ending in .my.salesforce.com, with the path /services/oauth2/token.",
            host,
        )
    if not base.endswith((".salesforce.com", ".force.com")):
        return
    is_sandbox = "--" in base.partition(".")[0] or ".sandbox." in base or base.startswith("test.")
    if host == "login.salesforce.com" and is_sandbox:
        right, wrong = "test.salesforce.com", "the production login host, and the base URL a sandbox"
    elif host == "test.salesforce.com" and not is_sandbox:
        right, wrong = "login.salesforce.com", "the login host of sandboxes, and the base URL production"
    else:
        return
    yield _finding(
        "lint.login_host",
        "warning",
        f"The token URL's host is {wrong}.",
        "An account of the one does not exist in the other, so the answer would be invalid_grant.",
        f"Use {right}, or the My Domain host of the same org, in Oauth2 Token Url.",
        f"{host} against {base}",
    )


def _entra(connector: Connector, host: str, path: str) -> Iterator[Finding]:
    tenant = path.split("/")[1] if path.count("/") else ""
    names = {row.name for row in connector.additional_request_data}
    if tenant in {"common", "consumers"}:
        yield _finding(
            "lint.entra_tenant",
            "warning",
            f"The password grant does not work with the tenant “{tenant}”.",
            "Microsoft takes it only with the tenant's own ID or domain, or with organizations.",
            "Write the tenant's ID or domain in Oauth2 Token Url.",
            host + path,
        )
    wanted = "scope" if "/v2.0/" in path else "resource"
    if path.endswith("/token") and wanted not in names and not (wanted == "resource" and "scope" in names):
        yield _finding(
            "lint.entra_scope",
            "warning",
            f"No row {wanted}: Entra ID requires one.",
            "Its v2.0 endpoint wants scope, such as https://graph.microsoft.com/.default; the older one "
            "wants resource.",
            f"Add a row {wanted} to Additional Request Data.",
            host + path,
            culprit="scope" if wanted == "scope" else "additional_request_data",
        )


def _two_hosts(host: str, base: str) -> Iterator[Finding]:
    for domain, severity in (("service-now.com", "warning"), ("concursolutions.com", "warning")):
        if (
            host.endswith("." + domain)
            and base.endswith("." + domain)
            and _own_part(host, domain) != _own_part(base, domain)
        ):
            yield _finding(
                "lint.two_systems",
                "warning" if severity == "warning" else "info",
                "Token URL and base URL belong to two different systems of one vendor.",
                "A token of the one is not taken by the other, and accounts are not shared.",
                "Use the same instance or region in Oauth2 Token Url and in Base Url.",
                f"{host} against {base}",
            )
            return
    if host in _LOGIN_HOSTS:
        return
    token_test, base_test = _is_test(host), _is_test(base)
    if token_test != base_test and host.split(".")[-2:] == base.split(".")[-2:]:
        yield _finding(
            "lint.two_systems",
            "info",
            f"One URL looks like a test system's: the {'token' if token_test else 'base'} URL.",
            "Client and account are most often registered in one of the two alone.",
            "Check that Oauth2 Token Url and Base Url belong to the same environment.",
            f"{host} against {base}",
        )


def _own_part(host: str, domain: str) -> str:
    name = host.removesuffix("." + domain)
    # www.eu.api and eu.api are the same region.
    return name.removeprefix("www-").removeprefix("www.").removesuffix(".api")


def _is_test(host: str) -> bool:
    return any(word in _TEST for word in re.split(r"[.\-_]", host.rpartition(".")[0]))


def _finding(
    finding_id: str,
    severity: Severity,
    title: str,
    cause: str,
    fix: str,
    evidence: str,
    *,
    culprit: str = "token_url",
) -> Finding:
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=(culprit,),
        title=title,
        cause=cause,
        fix=fix,
        evidence=(plain_line(evidence)[:300],),
    )
