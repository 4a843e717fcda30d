"""Ordinary connectors of many vendors, filled in as their guides say, raise no warning."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tui.diagnosis.lint.findings import lint
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret

BODY = ClientAuthentication.REQUEST_BODY
SALESFORCE_KEY: Final = "3MVG9" + "kBt168mda.Xy7" * 6
GUID: Final = "5c1a9f44-3be0-4e0f-9d3c-0a7b52c1e6d8"

# name: token URL, base URL, client ID, client secret, username, password, request data, other fields
ORDINARY: Final[dict[str, tuple[str, str, str, str, str, str, dict[str, str], dict[str, Any]]]] = {
    "salesforce": (
        "https://login.salesforce.com/services/oauth2/token",
        "https://acme.my.salesforce.com",
        SALESFORCE_KEY,
        "4D1F" * 16,
        "svc@acme.example",
        "Gr4nite!Harb0ur9vXy2QkT8sLm4Nb7Wc",
        {},
        {},
    ),
    "salesforce sandbox": (
        "https://acme--uat.sandbox.my.salesforce.com/services/oauth2/token",
        "https://acme--uat.sandbox.my.salesforce.com/services/data/v60.0",
        SALESFORCE_KEY,
        "4D1F" * 16,
        "svc@acme.example.uat",
        "Harb0ur#27",
        {},
        {},
    ),
    "servicenow": (
        "https://acme.service-now.com/oauth_token.do",
        "https://acme.service-now.com",
        "c5f1e2d3a4b596877869504132a1b2c3",
        "s-9Kd!x2Pq",
        "svc.connector",
        "Gr4nite&27",
        {"scope": "useraccount"},
        {},
    ),
    "concur": (
        "https://us.api.concursolutions.com/oauth2/v0/token",
        "https://us.api.concursolutions.com",
        GUID,
        "8d0f1a5e-92c4-4b6f-a8d3-7710aa52ce14",
        "1b6c7f0e-4d2a-4c7e-93d5-c7e8f1a2b3c4",
        "at-1x9k2mfa8qv3",
        {"credtype": "authtoken"},
        {"client_authentication": BODY},
    ),
    "zoom": (
        "https://zoom.us/oauth/token",
        "https://api.zoom.us/v2",
        "Ab3dEf6hIj9lMn2pQr5t",
        "Xy7Zw4Vu1Ts8Rq5Po2Nm9Lk6Ji3Hg0Fe",
        "svc@acme.example",
        "Harb0ur#27",
        {"account_id": "kX9w2LmNQ3"},
        {},
    ),
    "entra v1": (
        f"https://login.microsoftonline.com/{GUID}/oauth2/token",
        "https://graph.microsoft.com/v1.0",
        GUID,
        "p1x8Q~aB3dEf6hIj9lMn2pQr5tUv8xYz1Cd4",
        "svc@acme.example",
        "Harb0ur#27",
        {"resource": "https://graph.microsoft.com"},
        {},
    ),
    "entra v2": (
        f"https://login.microsoftonline.com/{GUID}/oauth2/v2.0/token",
        "https://graph.microsoft.com",
        GUID,
        "p1x8Q~aB3dEf6hIj9lMn2pQr5tUv8xYz1Cd4",
        "svc@acme.example",
        "Harb0ur#27",
        {"scope": "https://graph.microsoft.com/.default offline_access"},
        {},
    ),
    "ukg": (
        "https://acme.mykronos.com/api/authentication/access_token",
        "https://acme.mykronos.com/api",
        "kx82hd",
        "Qw9Er8Ty7Ui6",
        "APISVC",
        "Harb0ur#27",
        {"auth_chain": "OAuthLdapService", "audience": "https://x.example"},
        {},
    ),
    "ariba": (
        "https://api.ariba.com/v2/oauth/token?grant_type=openapi_2lo",
        "https://openapi.ariba.com/api",
        GUID,
        "aV3rYl0ngS3cr3tOfAriba",
        "svc",
        "Harb0ur#27",
        {},
        {"additional_headers": (AdditionalRow("APIKey", "k3y0fAriba99"),)},
    ),
    "sailpoint": (
        "https://iiq.acme.example/identityiq/oauth2/token?grant_type=client_credentials",
        "https://iiq.acme.example/identityiq/scim/v2",
        "Ab3dEf6hIj9lMn2p",
        "Xy7Zw4Vu1Ts8Rq5P",
        "spadmin",
        "Harb0ur#27",
        {},
        {},
    ),
    "okta": (
        "https://acme.okta.com/oauth2/default/v1/token",
        "https://acme.okta.com/api/v1",
        "0oa1b2c3d4E5f6G7h8i9",
        "Zy9_Xw8-Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0FeDcBa",
        "svc@acme.example",
        "Harb0ur#27",
        {"scope": "openid profile"},
        {},
    ),
    "auth0": (
        "https://acme.eu.auth0.com/oauth/token",
        "https://api.acme.example",
        "Ab3dEf6hIj9lMn2pQr5tUv8xYz1Cd4Eg",
        "Zy9_Xw8-Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0FeDcBaZy9_Xw8-Vu7Ts6Rq5Po4Nm3Lk2",
        "svc@acme.example",
        "Harb0ur#27",
        {"audience": "https://api.acme.example", "scope": "read:tickets write:tickets"},
        {},
    ),
    "keycloak": (
        "https://sso.acme.example/realms/acme/protocol/openid-connect/token",
        "https://api.acme.example",
        "helpdesk-connector",
        "mT5yQ8rW2eK9uJ4hG7fD1sA3zX6cV0bN",
        "svc-connector",
        "Harb0ur#27",
        {},
        {},
    ),
    "adfs": (
        "https://adfs.acme.example/adfs/oauth2/token",
        "https://crm.acme.example/api/data/v9.0",
        GUID,
        "mT5yQ8rW2eK9uJ4hG7fD1sA3zX6cV0bN",
        "ACME\\svc_connector",
        "Harb0ur#27",
        {"resource": "https://crm.acme.example/"},
        {},
    ),
    "github-like": (
        "https://git.acme.example/login/oauth/access_token",
        "https://git.acme.example/api/v3",
        "Iv1.8a61f9b3a7aba766",
        "0f4c2e9b8d7a6f5e4d3c2b1a09f8e7d6c5b4a392",
        "svc",
        "Harb0ur#27",
        {},
        {},
    ),
    "django": (
        "https://desk.acme.example/o/token/",
        "https://desk.acme.example/api",
        "Ab3dEf6hIj9lMn2pQr5tUv8xYz1Cd4EgHi7kLm0o",
        "Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe" * 4,
        "my-service-account",
        "correct horse battery: staple",
        {},
        {},
    ),
    "reddit": (
        "https://www.reddit.com/api/v1/access_token",
        "https://oauth.reddit.com",
        "p-jcoLKBynTLew",
        "gko_LXELoV07ZBNUXrvWZfzE3aI",
        "svc_connector",
        "Harb0ur#27",
        {},
        {"additional_headers": (AdditionalRow("User-Agent-Info", "connector/1.0"),)},
    ),
    "sap": (
        "https://acme.authentication.eu10.hana.ondemand.com/oauth/token",
        "https://acme.cfapps.eu10.hana.ondemand.com",
        "sb-connector!b1234|xsuaa!b567",
        "8Zk2=vQ9/rT4+wY7uI1oP3aS5dF6gH8jK0lZ",
        "svc@acme.example",
        "P%ss{word}#1",
        {},
        {},
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_connector_raises_no_warning(name: str) -> None:
    url, base, client_id, secret, username, password, data, others = ORDINARY[name]
    connector = Connector(
        name=name,
        base_url=base,
        client_id=client_id,
        client_secret=Secret(secret),
        username=username,
        password=Secret(password),
        token_url=url,
        additional_request_data=tuple(AdditionalRow(key, value) for key, value in data.items()),
        **others,
    )
    assert [(finding.id, finding.title) for finding in lint(connector)] == []
