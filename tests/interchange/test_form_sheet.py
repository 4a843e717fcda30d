"""The form sheet: every field in the form's order, what to change marked, and never a secret."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.oauth2.strategies import MOSTLY_FINE_CONNECTORS
from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of
from tui.diagnosis.lint.findings import lint
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.interchange.form_sheet import Kind, form_sheet, sheet_text
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, ResponseSettings
from tui.oauth2.fingerprint import check_code, fingerprint
from tui.oauth2.form_fields import FORM_FIELDS
from tui.oauth2.secret import MASK, Secret
from tui.plain_text import plain_line


def blocks(connector: Connector, *args: Any, **kwargs: Any) -> dict[str, list[str]]:
    """Return the sheet's lines below each label; a marked label keeps its mark."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in form_sheet(connector, *args, **kwargs):
        if line.kind in {Kind.LABEL, Kind.MARKED_LABEL}:
            label = line.text.removeprefix("  ")
            found[label] = []
        elif label and line.text:
            found[label].append(line.text.removeprefix("    "))
    return found


def test_it_has_all_labels_in_the_order_of_the_form() -> None:
    labels = [field.label for field in FORM_FIELDS.values()]
    labels[3:3] = ["Auth Config", "Oauth2 Grant Type"]
    assert list(blocks(CONNECTOR)) == labels


def test_blanks_and_defaults_are_named_as_such() -> None:
    sheet = blocks(CONNECTOR)
    assert sheet["Auth Config"] == ["Oauth2"]
    assert sheet["Oauth2 Grant Type"] == ["Password Grant"]
    assert sheet["Header Auth Key"] == ["(leave blank)"]
    assert sheet["Oauth2 Client Authentication"] == [
        "(leave blank)",
        "(Tries Basic Auth first, then Request Body)",
    ]
    assert sheet["Oauth2 Custom Oauth Response Response Type"] == ["Json", "(the default)"]
    assert sheet["Json Expires In Format"] == ["CUSTOM_OAUTH2_EXPIRES_IN_FORMAT_SECONDS", "(the default)"]
    text = blocks(replace(CONNECTOR, response=ResponseSettings(type="text")))
    assert text["Oauth2 Custom Oauth Response Response Type"] == ["Text"]
    assert text["Json Access Token Key"] == ["(the form shows this field only for Json)"]
    other = ResponseSettings(access_token_key="token", expires_in_format="date")
    sheet = blocks(replace(CONNECTOR, response=other, client_authentication=BODY))
    assert sheet["Json Access Token Key"] == ["token"]
    assert sheet["Json Expires In Format"] == ["CUSTOM_OAUTH2_EXPIRES_IN_FORMAT_DATE"]
    assert sheet["Oauth2 Client Authentication"] == ["OAuth 2.0 with Request Body"]


def test_rows_stand_one_a_line_and_their_secrets_are_described() -> None:
    rows = (
        AdditionalRow("X-Tenant", "a\u200bb"),
        AdditionalRow("X-Api-Key", Secret("Key-1234")),
        AdditionalRow("X-None", ""),
    )
    sheet = blocks(replace(CONNECTOR, additional_headers=rows))
    assert sheet["Oauth2 Custom Oauth Request Options Additional Headers"] == [
        "X-Tenant = a<U+200B>b  (contains a zero-width space)",
        f"X-Api-Key = ({MASK}  8 characters: capital letters, small letters, digits, symbols)",
        "X-None = (leave blank)",
    ]


def test_what_only_a_person_knows_is_marked_with_what_to_do() -> None:
    run = run_of(answered(BASIC, 400, '{"error": "invalid_grant"}'))
    findings = diagnose_run(CONNECTOR, run)
    sheet = blocks(CONNECTOR, findings)
    marked = [label for label in sheet if label.startswith("» ")]
    assert "» Password Grant Password" in marked or "» Password Grant Username" in marked
    assert f"» {findings[0].fix}" in [line for label in marked for line in sheet[label]]
    assert "» Client ID" not in marked


def test_a_value_that_the_diagnosis_knows_is_the_one_to_type() -> None:
    chosen = replace(CONNECTOR, client_authentication=ClientAuthentication.BASIC)
    run = run_of(
        answered(BASIC, 401, '{"error": "invalid_client"}'), answered(BODY, 200, '{"access_token": "t0ken"}')
    )
    sheet = blocks(chosen, diagnose_run(chosen, run))
    assert sheet["» Oauth2 Client Authentication"] == [
        "OAuth 2.0 with Request Body",
        "» Oauth2 Client Authentication: set it to “OAuth 2.0 with Request Body”.",
        "» Now: “OAuth 2.0 with Basic Auth Header set to client id and client secret”",
    ]

    filled = replace(
        CONNECTOR,
        header_auth_key="X-Token",
        client_id="abc\u200b ",
        client_secret=Secret(" s3cret-made-up\n"),
        request=replace(CONNECTOR.request, credential_headers=False),
    )
    sheet = blocks(filled, lint(filled))
    assert sheet["» Header Auth Key"][0] == "(leave blank)"
    assert sheet["» Header Auth Key"][-1] == "» Now: “X-Token”"
    assert sheet["» Client ID"][0] == "abc"
    assert sheet["» Client Secret"][0] == f"({MASK}  14 characters: small letters, digits, symbols)"
    assert sheet["» Client Secret"][-1].startswith("» Now: 16 characters: ")
    assert "it begins with a space" in sheet["» Client Secret"][-1]


def test_what_has_changed_since_the_form_was_filled_in_is_marked() -> None:
    rows = (AdditionalRow("scope", "read"),)
    now = replace(
        CONNECTOR,
        token_url="https://new.example.com/t",
        additional_request_data=rows,
        password=Secret("p"),
    )
    sheet = blocks(now, before=CONNECTOR)
    assert sheet["» Oauth2 Token Url"] == [
        "https://new.example.com/t",
        f"» Changed. Before: “{CONNECTOR.token_url}”",
    ]
    label = "» Oauth2 Custom Oauth Request Options Additional Request Data"
    assert sheet[label] == ["scope = read", "» Changed. Before: 0 rows"]
    assert sheet["» Password Grant Password"][-1].startswith("» Changed. Before: ")
    text = sheet_text(form_sheet(now, before=CONNECTOR))
    assert text.splitlines()[1:3] == [
        "3 fields to change, marked with »: Password Grant Password, Oauth2 Token Url, "
        "Oauth2 Custom Oauth Request Options Additional Request Data.",
        "Type what is not in parentheses.",
    ]
    assert sheet_text(form_sheet(CONNECTOR)).splitlines()[1] == "No field to change."


def test_a_secret_in_another_field_is_masked_and_named_as_masked() -> None:
    secret = CONNECTOR.client_secret.reveal()
    sheet = blocks(replace(CONNECTOR, description=f"ticket 7: {secret}"))
    assert sheet["Description"] == [f"ticket 7: {MASK}", "(masked: it holds a secret)"]


def test_what_is_not_known_is_not_described() -> None:
    sheet = blocks(replace(CONNECTOR, client_secret=Secret(MASK), password=Secret(), token_url=""))
    assert sheet["Client Secret"] == ["(not stored here)"]
    assert sheet["» Password Grant Password"] == ["(not known yet)", "» This field is required."]
    assert sheet["» Oauth2 Token Url"] == ["(not known yet)", "» This field is required."]


@given(MOSTLY_FINE_CONNECTORS)
def test_any_connector_has_a_harmless_sheet(connector: Connector) -> None:
    lines = form_sheet(connector, lint(connector), before=CONNECTOR, intro=["a\nb"])
    assert all(plain_line(line.text) == line.text for line in lines)
    labels = [line for line in lines if line.kind in {Kind.LABEL, Kind.MARKED_LABEL}]
    assert len(labels) == len(FORM_FIELDS) + 2


@pytest.mark.parametrize("secret", ["Gr4nite&Harb0ur#27", 'Zk9"made\\up<password>', "ü東🔑-made-up-value"])
def test_no_secret_is_in_it(secret: str) -> None:
    connector = replace(
        CONNECTOR,
        client_secret=Secret(secret),
        password=Secret(f"{secret} "),
        additional_request_data=(AdditionalRow("client_secret", secret), AdditionalRow("x", Secret(secret))),
        token_url="https://idp.example.com/t?access_token=tok-123456",
    )
    text = sheet_text(form_sheet(connector, lint(connector), before=connector))
    assert secret not in text
    assert "tok-123456" not in text


@pytest.mark.parametrize(
    ("clear", "told"),
    [
        ("", "0 characters"),
        ("7", "1 character: digits"),
        ("a" * 1234, "1,234 characters: small letters"),
        ("A b ", "4 characters: capital letters, small letters, spaces; it ends with a space"),
        ("aé\u200b", "3 characters: small letters, characters beyond ASCII, invisible characters"
                     "; it ends with a zero-width space"),
    ],
)  # fmt: skip
def test_a_fingerprint_tells_length_kinds_and_what_is_not_seen(clear: str, told: str) -> None:
    assert fingerprint(Secret(clear)) == told


def test_with_a_word_each_secret_has_a_check_code_to_compare() -> None:
    rows = (AdditionalRow("X-Key", Secret("made-up-key")),)
    connector = replace(CONNECTOR, additional_headers=rows)
    text = sheet_text(form_sheet(connector, word="blue"))
    for secret in (CONNECTOR.client_secret, CONNECTOR.password, Secret("made-up-key")):
        assert f"check code {check_code(secret, 'blue')}" in text
    assert "check code" not in sheet_text(form_sheet(connector))
