"""Values that were pasted badly, mixed up, or never filled in."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

from tests.runs import assert_no_secret
from tui.diagnosis.finding import Finding
from tui.diagnosis.lint.findings import lint
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret

CONNECTOR = Connector(
    client_id="abcd-1234",
    client_secret=Secret("Kq8vX2mZ!w"),
    username="svc.connector",
    password=Secret("Gr4nite&Harb0ur"),
    token_url="https://idp.example.com/oauth2/token",
    request=RequestSettings(credential_headers=False),
)
GUID = "5c1a9f44-3be0-4e0f-9d3c-0a7b52c1e6d8"


def warnings(**changes: Any) -> list[Finding]:
    changes = {
        key: Secret(value) if key in {"client_secret", "password"} else value
        for key, value in changes.items()
    }
    return [finding for finding in lint(replace(CONNECTOR, **changes)) if finding.severity == "warning"]


@pytest.mark.parametrize(
    ("value", "finding_id"),
    [
        ("Kq8vX2mZ ", "lint.unseen_characters"),
        ("\u200bKq8vX2mZ", "lint.unseen_characters"),
        ("Kq8v\nX2mZ", "lint.unseen_characters"),
        ("Kq8v\xa0X2mZ", "lint.unseen_characters"),
        ("“Kq8vX2mZ”", "lint.typographic"),
        ("Kq8v–X2mZ", "lint.typographic"),
        ("{{clientSecret}}", "lint.placeholder"),
        ("${SECRET}", "lint.placeholder"),
        ("<your value>", "lint.placeholder"),
        ("YOUR_CLIENT_SECRET", "lint.placeholder"),
        ("your-client-secret", "lint.placeholder"),
        ("xxxxxxxx", "lint.placeholder"),
        ("changeme", "lint.placeholder"),
        ("client_secret", "lint.placeholder"),
        ("********", "lint.mask"),
        ("••••••••", "lint.mask"),
        ("Client Secret: Kq8vX2mZ", "lint.pasted_more"),
        ("client_secret=Kq8vX2mZ", "lint.pasted_more"),
        ('"client_secret": "Kq8vX2mZ"', "lint.pasted_more"),
        ('{"secret": "Kq8vX2mZ"}', "lint.pasted_more"),
        ("Bearer Kq8vX2mZ", "lint.pasted_more"),
        ("Basic S3E4dlgybVo=", "lint.pasted_more"),
        ('"Kq8vX2mZ"', "lint.pasted_more"),
        ("'Kq8vX2mZ',", "lint.pasted_more"),
        ("--data-urlencode client_secret=Kq8vX2mZ", "lint.pasted_more"),
        ("Kq8vX2mZ...", "lint.cut_off"),
    ],
)
@pytest.mark.parametrize("key", ["client_id", "client_secret", "username", "password"])
def test_a_value_that_was_pasted_badly(key: str, value: str, finding_id: str) -> None:
    found = [finding for finding in warnings(**{key: value}) if finding.id == finding_id]
    assert [finding.culprits for finding in found] == [(key,)]
    if key in {"client_secret", "password"}:
        assert_no_secret(str([finding.document() for finding in found]), "Kq8vX2mZ")


@pytest.mark.parametrize(
    "value", ["a b c", "N/A or not", "Pa$$word1!", "P{ss}w0rd", "a...b", "key", "x1", "it's; fine"]
)
def test_an_unusual_password_is_no_fault(value: str) -> None:
    assert warnings(password=value) == []


def test_what_cant_be_sent_has_a_field_problem_and_no_finding() -> None:
    connector = replace(CONNECTOR, client_secret=Secret("abcd "), request=RequestSettings())
    assert lint(connector) == ()


def test_a_row_is_looked_at_too() -> None:
    (finding,) = warnings(additional_request_data=(AdditionalRow("audience", "{{audience}}"),))
    assert (finding.id, finding.culprits) == ("lint.placeholder", ("additional_request_data",))
    assert finding.title == "Row 1 of Additional Request Data contains a placeholder, not a value."


@pytest.mark.parametrize(
    ("changes", "finding_id", "culprit"),
    [
        ({"client_secret": "abcd-1234"}, "lint.same_value", "client_secret"),
        ({"password": "svc.connector"}, "lint.same_value", "password"),
        ({"password": "Kq8vX2mZ!w"}, "lint.same_value", "password"),
        ({"client_secret": "3MVG9" + "kBt168mda.Xy7" * 6}, "lint.swapped_client", "client_secret"),
        (
            {"client_secret": GUID, "client_id": "Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe"},
            "lint.swapped_client",
            "client_secret",
        ),
        ({"client_id": "GOCSPX-" + "a1B2c3D4" * 4}, "lint.swapped_client", "client_secret"),
        (
            {"client_secret": base64.b64encode(b"abcd-1234:hidden").decode()},
            "lint.basic_value",
            "client_secret",
        ),
        ({"password": "svc@acme.example", "username": "Gr4nite&27"}, "lint.swapped_account", "username"),
        (
            {
                "client_secret": GUID,
                "client_id": "e" + GUID[1:],
                "token_url": f"https://login.microsoftonline.com/{GUID}/oauth2/token",
                "additional_request_data": (AdditionalRow("resource", "https://graph.microsoft.com"),),
            },
            "lint.secret_id",
            "client_secret",
        ),
    ],
)
def test_values_in_the_wrong_field(changes: dict[str, Any], finding_id: str, culprit: str) -> None:
    (finding,) = warnings(**changes)
    assert (finding.id, finding.culprits[0]) == (finding_id, culprit)
    secrets = [changes[key] for key in ("client_secret", "password") if key in changes]
    assert_no_secret(str(finding.document()), *[secret for secret in secrets if secret != "svc.connector"])
