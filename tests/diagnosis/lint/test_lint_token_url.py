"""Token URLs that are not token endpoints, and rows that contradict the request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tui.diagnosis.finding import Finding
from tui.diagnosis.lint.findings import lint
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret

CONNECTOR = Connector(
    client_id="abcd-1234",
    client_secret=Secret("Kq8vX2mZ!w"),
    username="svc.connector",
    password=Secret("Gr4nite&Harb0ur"),
    token_url="https://idp.example.com/oauth2/token",
)
TENANT = "https://login.microsoftonline.com/acme.example"


def found(**changes: Any) -> list[Finding]:
    return list(lint(replace(CONNECTOR, **changes)))


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("https://idp.example.com", "only a host"),
        ("https://idp.example.com/", "only a host"),
        ("https://idp.example.com/oauth2/authorize", "authorization endpoint"),
        ("https://idp.example.com/realms/acme/protocol/openid-connect/auth", "authorization endpoint"),
        ("https://idp.example.com/oidc/userinfo", "userinfo"),
        ("https://idp.example.com/.well-known/openid-configuration", "discovery"),
        ("https://idp.example.com/oauth2/v1/keys", "keys"),
        ("https://idp.example.com/.well-known/jwks.json", "discovery"),
        ("https://idp.example.com/connect/introspect", "introspection"),
        ("https://idp.example.com/oauth2/revoke", "revocation"),
        ("https://idp.example.com/login", "sign-in page"),
        ("https://idp.example.com/adfs/ls/", "sign-in page"),
        ("https://idp.example.com/logout", "sign-out page"),
        ("https://acme.example.com/api/now/table/incident", "API"),
        ("https://acme.example.com/services/data/v60.0", "API"),
        ("https://idp.example.com/realms/acme", "should end in /protocol/openid-connect/token"),
        (
            "https://idp.example.com/realms/acme/protocol/openid-connect",
            "should end in /protocol/openid-connect/token",
        ),
        ("https://idp.example.com/oauth2/token.", "does not belong"),
        ("https://idp.example.com/oauth2/token/oauth2/token", "twice"),
    ],
)
def test_a_url_that_is_no_token_endpoint(url: str, word: str) -> None:
    (finding,) = found(token_url=url)
    assert (finding.severity, finding.culprits) == ("warning", ("token_url",))
    assert word in finding.title


@pytest.mark.parametrize(
    "path",
    [
        "/oauth2/token",
        "/o/token/",
        "/connect/token",
        "/login/oauth/access_token",
        "/oauth_token.do",
        "/api/token",
        "/rest/api/oauth/token",
        "/token.php",
        "/auth/realms/a/protocol/openid-connect/token",
        "/sso/oauth2/accesstoken",
    ],
)
def test_a_token_endpoint_has_no_finding(path: str) -> None:
    assert found(token_url=f"https://idp.example.com{path}") == []


@pytest.mark.parametrize(
    ("url", "base", "finding_id"),
    [
        (
            "https://login.salesforce.com/services/oauth2/token",
            "https://acme--uat.sandbox.my.salesforce.com",
            "lint.login_host",
        ),
        (
            "https://test.salesforce.com/services/oauth2/token",
            "https://acme.my.salesforce.com",
            "lint.login_host",
        ),
        ("https://acme.my.salesforce.com/oauth2/token", "", "lint.vendor_path"),
        ("https://acme.lightning.force.com/services/oauth2/token", "", "lint.salesforce_host"),
        ("https://dev1.service-now.com/oauth_token.do", "https://acme.service-now.com", "lint.two_systems"),
        (
            "https://eu.api.concursolutions.com/oauth2/v0/token",
            "https://us.api.concursolutions.com",
            "lint.two_systems",
        ),
        ("https://acme-admin.okta.com/oauth2/default/v1/token", "", "lint.admin_host"),
        ("https://acme.okta.com/oauth2/default/token", "", "lint.vendor_path"),
        ("https://idp.example.com:80/token", "", "lint.port"),
        ("https://idp.example.com/token?client_secret=x", "", "lint.credentials_in_url"),
        ("https://your-domain.example.com/token", "", "lint.placeholder"),
        (f"{TENANT}/oauth2/v2.0/token", "", "lint.entra_scope"),
    ],
)
def test_a_url_of_another_system(url: str, base: str, finding_id: str) -> None:
    (finding,) = found(token_url=url, base_url=base)
    assert (finding.id, finding.severity) == (finding_id, "warning")
    assert "client_secret=x" not in str(finding.document())


@pytest.mark.parametrize(
    ("url", "base", "right"),
    [
        (
            "https://login.salesforce.com/services/oauth2/token",
            "https://acme--uat.sandbox.my.salesforce.com",
            "test.salesforce.com",
        ),
        (
            "https://test.salesforce.com/services/oauth2/token",
            "https://acme.my.salesforce.com",
            "login.salesforce.com",
        ),
        ("https://acme-admin.okta.com/oauth2/default/v1/token", "", "to acme.okta.com."),
        ("https://acme.service-now.com/oauth2/token", "", "to /oauth_token.do."),
        (f"{TENANT}/oauth2/v2.0/token", "", "Additional Request Data: add a row scope."),
        (f"{TENANT}/oauth2/token", "", "Additional Request Data: add a row resource."),
    ],
)
def test_the_fix_names_what_is_right(url: str, base: str, right: str) -> None:
    (finding,) = found(token_url=url, base_url=base)
    assert right in finding.fix


def test_a_test_system_beside_production_is_a_note() -> None:
    (finding,) = found(token_url="https://idp-test.example.com/token", base_url="https://api.example.com")
    assert (finding.id, finding.severity) == ("lint.two_systems", "info")
    assert found(base_url="https://elsewhere.example.org") == []


def test_a_host_inside_a_network_is_a_note() -> None:
    for host in ("10.0.0.1", "idp", "idp.corp"):
        (finding,) = found(token_url=f"https://{host}/token")
        assert (finding.id, finding.severity) == ("lint.internal_host", "info")


@pytest.mark.parametrize(
    ("headers", "data", "finding_id", "culprit"),
    [
        ([("Content-Type", "application/json")], [], "lint.content_type", "additional_headers"),
        ([("scope", "a")], [], "lint.wrong_table", "additional_headers"),
        ([], [("Content-Type", "x")], "lint.wrong_table", "additional_request_data"),
        ([], [("scope", "a,b")], "lint.scope_commas", "additional_request_data"),
        ([], [("Scope", "a")], "lint.scope_name", "additional_request_data"),
        ([], [("scope", "a"), ("scope", "b")], "lint.duplicate_row", "additional_request_data"),
        ([("X-A", "a"), ("x-a", "b")], [], "lint.duplicate_row", "additional_headers"),
        ([], [("client_secret", "other")], "lint.override", "additional_request_data"),
    ],
)
def test_rows_that_contradict(
    headers: list[tuple[str, str]], data: list[tuple[str, str]], finding_id: str, culprit: str
) -> None:
    rows = tuple(AdditionalRow(*row) for row in data)
    (finding,) = found(
        additional_headers=tuple(AdditionalRow(*row) for row in headers), additional_request_data=rows
    )
    assert (finding.id, finding.severity, finding.culprits) == (finding_id, "warning", (culprit,))


def test_a_charset_behind_the_media_type_contradicts_nothing() -> None:
    row = AdditionalRow("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
    assert "lint.content_type" not in [finding.id for finding in found(additional_headers=(row,))]


def test_credentials_with_other_values_beside_basic_auth() -> None:
    basic = ClientAuthentication.BASIC
    other = (AdditionalRow("client_id", "someone-else"),)
    (finding,) = found(client_authentication=basic, additional_request_data=other)
    assert finding.id == "lint.other_credentials"
    same = (AdditionalRow("client_id", CONNECTOR.client_id),)
    assert found(client_authentication=basic, additional_request_data=same) == []
