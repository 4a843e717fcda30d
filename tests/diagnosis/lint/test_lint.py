"""Warnings before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.lint.findings import lint
from tui.diagnosis.lint.token_url import is_loopback
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret

CONNECTOR = Connector(
    client_id="abcd-1234",
    client_secret=Secret("made-up-secret"),
    username="svc.connector",
    password=Secret("made-up-password"),
    token_url="https://idp.example.com/oauth2/token",
)
RAW = RequestSettings(basic_encoding=BasicEncoding.RAW)


def found(**changes: Any) -> list[Finding]:
    return list(lint(replace(CONNECTOR, **changes)))


def test_a_sound_connector_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "LOCALHOST", "a.localhost."]
)
def test_http_to_this_machine_is_no_finding(host: str) -> None:
    assert found(token_url=f"http://{host}:8080/t") == []


@pytest.mark.parametrize(
    "host", ["idp.example.com", "10.0.0.1", "localhost.example.com", "[::2]", "128.0.0.1"]
)
def test_http_to_another_host_is_a_warning(host: str) -> None:
    (finding,) = [finding for finding in found(token_url=f"HTTP://{host}/t") if finding.severity == "warning"]
    assert (finding.id, finding.severity, finding.fields) == ("lint.http", "warning", ("Oauth2 Token Url",))


def test_loopback_is_told_by_name_and_address() -> None:
    assert is_loopback("localhost.")
    assert not is_loopback("127.0.0.1.example.com")
    assert not is_loopback("")


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("header_auth_key", "Header Auth Key"),
        ("header_auth_value_pattern", "Header Auth Value Pattern"),
        ("custom_grant_type", "Oauth2 Custom Grant Type"),
        ("request_custom_grant_type", "Oauth2 Custom Oauth Request Options Custom Grant Type"),
    ],
)
def test_a_field_that_should_be_blank_is_a_warning(key: str, label: str) -> None:
    (finding,) = found(**{key: "x"})
    assert (finding.id, finding.fields) == ("lint.should_be_blank", (label,))
    assert label in finding.title


@pytest.mark.parametrize("name", ["accept", "Client-Secret", "HOST", "user-agent"])
def test_a_header_row_that_replaces_an_assembled_value_is_a_warning(name: str) -> None:
    (finding,) = found(additional_headers=(AdditionalRow(name, "x"),))
    assert (finding.id, finding.severity) == ("lint.override", "warning")
    assert finding.culprits == ("additional_headers",)
    assert f"“{name}”" in finding.title


@pytest.mark.parametrize("method", ClientAuthentication)
def test_an_authorization_row_is_a_warning_with_every_method(method: ClientAuthentication) -> None:
    rows = (AdditionalRow("Authorization", "x"),)
    (finding,) = found(additional_headers=rows, client_authentication=method)
    assert (finding.id, finding.severity) == ("lint.authorization", "warning")


def test_a_row_replaces_nothing_where_nothing_is_assembled() -> None:
    without = RequestSettings(credential_headers=False)
    assert found(additional_headers=(AdditionalRow("Username", "x"),), request=without) == []


def test_a_data_row_that_replaces_is_a_warning_and_one_that_repeats_is_not() -> None:
    rows = (
        AdditionalRow("grant_type", "account_credentials"),
        AdditionalRow("password", Secret("made-up-password")),
        AdditionalRow("Username", "x"),  # names in the body are compared with their case
        AdditionalRow("scope", "x"),
    )
    replaces, repeats = found(additional_request_data=rows)
    assert (replaces.severity, repeats.severity) == ("warning", "info")
    assert (replaces.culprits, repeats.culprits) == (
        ("additional_request_data",),
        ("additional_request_data",),
    )
    assert "made-up-password" not in str(repeats)


def test_a_colon_is_a_warning_where_basic_auth_can_not_carry_it() -> None:
    (finding,) = found(client_id="a:b", request=RAW)
    assert (finding.id, finding.culprits[0], finding.reference) == (
        "lint.basic_colon",
        "client_id",
        "RFC 7617 §2",
    )
    assert found(client_id="a:b") == []
    assert found(client_id="a:b", request=RAW, client_authentication=ClientAuthentication.REQUEST_BODY) == []
    (finding,) = found(username="a:b", client_authentication=ClientAuthentication.BASIC_USER)
    assert (finding.id, finding.fields[0]) == ("lint.basic_colon", "Password Grant Username")
    assert found(username="a:b") == []


TEXT = st.text(alphabet=st.characters(codec=None), max_size=20)


@given(
    st.builds(
        Connector,
        client_id=TEXT,
        client_secret=TEXT.map(Secret),
        username=TEXT,
        password=TEXT.map(Secret),
        token_url=st.one_of(TEXT, TEXT.map("http://".__add__)),
        client_authentication=st.sampled_from(ClientAuthentication),
        additional_headers=st.lists(st.builds(AdditionalRow, TEXT, TEXT), max_size=2).map(tuple),
        additional_request_data=st.lists(st.builds(AdditionalRow, TEXT, TEXT), max_size=2).map(tuple),
        custom_grant_type=TEXT,
    )
)
def test_no_connector_however_broken_raises(connector: Connector) -> None:
    for finding in lint(connector):
        assert set(finding.culprits) <= set(CULPRITS)
        assert finding.fields


@pytest.mark.parametrize("key", ["client_id", "username"])
def test_half_a_character_leaves_the_other_findings(key: str) -> None:
    assert [finding.id for finding in found(**{key: "\ud800", "custom_grant_type": "x"})] == [
        "lint.should_be_blank"
    ]  # what can't be sent is a field problem, not a finding


def test_a_finding_of_every_culprit_knows_its_fields() -> None:
    finding = Finding("x", "error", CULPRITS, "t", "c", "f")
    assert finding.fields == (
        "Client ID",
        "Client Secret",
        "Password Grant Username",
        "Password Grant Password",
        "Oauth2 Token Url",
        "Oauth2 Client Authentication",
        "Oauth2 Custom Oauth Request Options Additional Headers",
        "Oauth2 Custom Oauth Request Options Additional Request Data",
        "Oauth2 Custom Oauth Response Response Type",
        "Json Access Token Key",
    )
    assert finding.document()["vendor"] is None
