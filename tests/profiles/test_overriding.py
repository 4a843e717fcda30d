"""Values for one run: found by every name of a field, checked as those of a file, and never a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import ConnectorDoctorError, ProfileError, UsageError
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.overriding import differing, overridden, override_of, setting
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromEnv, FromPlain
from tui.profiles.toml_document import read_document

CONNECTOR = Connector(
    client_id="abcd",
    client_secret=Secret("made-up"),
    additional_headers=(AdditionalRow("X-Tenant", "a"), AdditionalRow("X-Key", Secret("made-up-2"))),
)


def applied(*assignments: str, connector: Connector = CONNECTOR) -> Connector:
    return overridden(Profile(connector), [override_of("--set", each) for each in assignments]).connector


@pytest.mark.parametrize(
    "name", ["oauth2.client_id", "client_id", "Client ID", "client id", "CLIENT_ID", " client_id "]
)
def test_a_field_is_found_by_its_key_and_by_its_label(name: str) -> None:
    assert applied(f"{name}=new=1").client_id == "new=1"


def test_a_setting_is_found_by_the_last_part_of_its_key() -> None:
    changed = applied("trust=system", "request.timeout=2.5", "credential_headers=false", "response.type=text")
    assert changed.request == RequestSettings(trust="system", timeout=2.5, credential_headers=False)
    assert changed.response.type == "text"
    assert applied("timeout=2").request.timeout == 2.0


def test_a_row_is_replaced_or_added_and_its_name_may_have_dots() -> None:
    changed = applied("additional_request_data.scope=a b", "Additional Headers.X-Tenant=", "api.query.a.b=c")
    assert changed.additional_request_data == (AdditionalRow("scope", "a b"),)
    assert changed.additional_headers == (AdditionalRow("X-Tenant", ""), CONNECTOR.additional_headers[1])
    assert changed.api.query == (AdditionalRow("a.b", "c"),)


@pytest.mark.parametrize(
    ("assignment", "document"),
    [
        ("oauth2.client_authentication=bsic", {"oauth2": {"client_authentication": "bsic"}}),
        ("request.timeout=0", {"request": {"timeout": 0.0}}),
        ("request.timeout=soon", {"request": {"timeout": "soon"}}),
        ("request.credential_headers=maybe", {"request": {"credential_headers": "maybe"}}),
        ("request.trust= ", {"request": {"trust": " "}}),
        ("request.proxy=ftp://x", {"request": {"proxy": "ftp://x"}}),
        ("api.method=FETCH", {"api": {"method": "FETCH"}}),
    ],
)
def test_a_bad_value_is_refused_in_the_words_of_a_file(assignment: str, document: dict[str, Any]) -> None:
    with pytest.raises(ProfileError) as in_file:
        read_document(document, Path("--set"))
    with pytest.raises(ProfileError) as of_option:
        applied(assignment)
    assert str(of_option.value) == str(in_file.value)
    assert str(of_option.value).startswith("--set: ")


@pytest.mark.parametrize(
    ("assignment", "way_out"),
    [
        ("client_secret=made-up-3", "Set CONNECTOR_DOCTOR_CLIENT_SECRET for this run instead."),
        ("Password Grant Password=made-up-3", "Set CONNECTOR_DOCTOR_PASSWORD for this run instead."),
        ("additional_headers.X-Key=made-up-3", "Set CONNECTOR_DOCTOR_X_KEY for this run instead."),
        ("additional_request_data.api_key=made-up-3", "Add the row to the profile"),
        ("request.proxy=http://me:made-up-3@127.0.0.1:1", "set HTTPS_PROXY for this run instead."),
    ],
)
def test_a_secret_is_refused_with_the_way_to_give_it(assignment: str, way_out: str) -> None:
    with pytest.raises(UsageError) as refused:
        applied(assignment)
    assert way_out in str(refused.value)
    assert "made-up" not in str(refused.value)


def test_the_way_to_give_a_secret_is_one_that_works() -> None:
    asked = [override_of("--set", "client_secret=made-up-3")]
    with pytest.raises(UsageError, match="Set ACME_SECRET for this run"):
        overridden(Profile(CONNECTOR, {"client_secret": FromEnv("ACME_SECRET")}), asked)
    with pytest.raises(UsageError, match="Change it in the profile"):
        overridden(Profile(CONNECTOR, {"client_secret": FromPlain()}), asked)
    proxied = Connector(request=RequestSettings(proxy=ProxyUrl("http://me:made-up@127.0.0.1")))
    with pytest.raises(UsageError, match="Set CONNECTOR_DOCTOR_PROXY for this run"):
        applied("request.proxy=http://me:made-up-3@127.0.0.1", connector=proxied)


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("client_di=x", "“client_di”; did you mean client_id?"),
        ("additional_headers=x", "additional_headers.NAME=VALUE"),
        ("client_id", "write FIELD=VALUE"),
        ("name=x", "there is no"),
        ("schema=1", "there is no"),
        ("grant_type=x", "there is no"),
        ("Qx7!made-up=x", "there is no such field. Fields: base_url, oauth2.client_id, "),
        ("additional_headers.=x", "there is no"),
    ],
)
def test_what_is_no_field_is_refused_with_the_nearest_one(assignment: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        override_of("--set", assignment)
    assert words in str(refused.value)
    assert "made-up" not in str(refused.value)


def test_only_what_differs_from_the_file_counts() -> None:
    same, other = setting("--token-url", "oauth2.token_url", ""), override_of("--set", "client_id=new")
    assert differing(CONNECTOR, [same, other]) == (other,)
    assert other.words == "Client ID is new"
    assert same.words == "Oauth2 Token Url is blank"


@given(st.text(max_size=80))
def test_whatever_is_typed_ends_in_a_value_or_a_message(assignment: str) -> None:
    try:
        message = f"--set: {type(applied(assignment))}"
    except ConnectorDoctorError as error:
        message = str(error)
    assert message.startswith("--set: ")
