"""Each difference is named with its field, its kind and its rank; what is equal or not known is no difference."""

# ruff: noqa: E501 (a table)

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tui.interchange.compare.difference import Difference, Kind, Rank
from tui.interchange.compare.shown import comparison_document, comparison_text
from tui.interchange.compare.urls import other_server
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret, reveal

from .support import BASIC, CONNECTOR, PASSWORD, SECRET, URL, changed, compared, curl_of, ids

ROWS = CONNECTOR.additional_request_data


@pytest.mark.parametrize(
    ("values", "id", "kind", "rank", "says"),
    [
        ({"token_url": f"{URL}/"}, "token_url", Kind.VALUE, Rank.ENDPOINT, "the connector's has a slash there"),
        ({"token_url": URL.replace("https", "http")}, "token_url", Kind.VALUE, Rank.ENDPOINT, "The scheme differs"),
        ({"token_url": URL.replace("idp", "login")}, "token_url", Kind.VALUE, Rank.ENDPOINT, "The host differs"),
        ({"token_url": URL.replace(".example", ".example:8443")}, "token_url", Kind.VALUE, Rank.ENDPOINT, "8443 against 443"),
        ({"token_url": URL.replace("token", "Token")}, "token_url", Kind.VALUE, Rank.ENDPOINT, "upper and lower case"),
        ({"token_url": URL.removesuffix("/token")}, "token_url", Kind.VALUE, Rank.ENDPOINT, "/token is missing"),
        ({"token_url": f"{URL}?api=2"}, "token_url", Kind.VALUE, Rank.CHANGED, "only the connector's URL has one"),
        ({"token_url": f"{URL}#top"}, "token_url", Kind.VALUE, Rank.CHANGED, "fragment"),
        ({"token_url": ""}, "token_url", Kind.VALUE, Rank.ENDPOINT, "The connector has no URL."),
        ({"client_id": "Quay"}, "client_id", Kind.VALUE, Rank.VALUE, "upper and lower case"),
        ({"client_secret": f"{SECRET} "}, "client_secret", Kind.VALUE, Rank.VALUE, "ends with a space"),
        ({"client_secret": PASSWORD}, "client_secret", Kind.VALUE, Rank.VALUE, "the Password Grant Password of"),
        ({"username": "ferry@dunes.example"}, "username", Kind.VALUE, Rank.VALUE, "it begins with the other"),
        ({"password": ""}, "password", Kind.VALUE, Rank.VALUE, "is blank"),
        ({"username": PASSWORD, "password": "ferry"}, "username", Kind.VALUE, Rank.VALUE, "swapped"),
        ({"client_authentication": BASIC}, "client_authentication", Kind.VALUE, Rank.AUTHENTICATION, "uses Basic Auth"),
        ({"client_authentication": ClientAuthentication.BLANK}, "client_authentication", Kind.VALUE, Rank.TRIES, "first"),
        ({"custom_grant_type": "pw"}, "additional_request_data:grant_type", Kind.VALUE, Rank.GRANT, "grant types"),
        ({"additional_request_data": ()}, "additional_request_data:scope", Kind.ONLY_REQUEST, Rank.MISSING, "Only the request"),
        ({"additional_request_data": (AdditionalRow("scope", "read"),)}, "additional_request_data:scope", Kind.VALUE, Rank.CHANGED, ""),
        ({"additional_request_data": (AdditionalRow("scope", "write read"),)}, "additional_request_data:scope", Kind.ORDER, Rank.EXTRA, "another order"),
        ({"additional_request_data": (*ROWS, AdditionalRow("a", "b"))}, "additional_request_data:a", Kind.ONLY_CONNECTOR, Rank.EXTRA, "Only the connector"),
        ({"additional_request_data": (*ROWS, *ROWS)}, "additional_request_data:scope", Kind.VALUE, Rank.CHANGED, "twice"),
        ({"additional_headers": ()}, "additional_headers:X-Dock", Kind.ONLY_REQUEST, Rank.MISSING, "Only the request"),
        ({"additional_headers": (AdditionalRow("x-dock", "8"),)}, "additional_headers:X-Dock", Kind.VALUE, Rank.CHANGED, ""),
        ({"request": RequestSettings()}, "request.credential_headers", Kind.ONLY_CONNECTOR, Rank.CREDENTIAL_HEADERS, "Only the connector"),
    ],
)  # fmt: skip
def test_one_difference_is_named_and_taken_over(
    values: dict[str, Any], id: str, kind: Kind, rank: Rank, says: str
) -> None:
    connector = changed(**values)
    comparison = compared(connector)
    assert ids(comparison) == [id]
    (found,) = comparison.differences
    assert (found.kind, found.rank) == (kind, rank)
    assert says in found.says
    assert found.change
    assert ids(compared(found.change(connector))) == []


@pytest.mark.parametrize(
    "values",
    [
        {"token_url": "https://IDP.dunes.example:443/oauth2/token"},
        {"additional_headers": (AdditionalRow("x-DOCK", "7"),)},
        {"request": RequestSettings(credential_headers=False, basic_encoding=BasicEncoding.RAW)},
        {"additional_request_data": (*ROWS, AdditionalRow("username", "ferry"), AdditionalRow("grant_type", "password"))},
    ],
)  # fmt: skip
def test_what_is_sent_alike_is_no_difference(values: dict[str, Any]) -> None:
    assert ids(compared(changed(**values))) == []


def test_a_row_that_overrides_a_field_is_what_is_compared() -> None:
    connector = changed(additional_request_data=(*ROWS, AdditionalRow("password", Secret("other"))))
    (found,) = compared(connector).differences
    assert found.key == "password"
    assert "takes the place of this field" in found.instead
    assert found.change
    assert ids(compared(found.change(connector))) == []


def test_the_client_beside_basic_in_the_body_is_a_row() -> None:
    working = changed(
        client_authentication=BASIC, additional_request_data=(AdditionalRow("client_id", "quay"), *ROWS)
    )
    (found,) = compared(changed(client_authentication=BASIC), curl_of(working)).differences
    assert (found.id, found.kind) == ("additional_request_data:client_id", Kind.ONLY_REQUEST)


def test_the_encoding_counts_only_where_the_bytes_differ() -> None:
    for secret, expected in (("plain57", []), ("a+b/c 57", ["request.basic_encoding"])):
        raw = RequestSettings(credential_headers=False, basic_encoding=BasicEncoding.RAW)
        working = changed(client_authentication=BASIC, client_secret=secret, request=raw)
        assert ids(compared(replace(working, request=CONNECTOR.request), curl_of(working))) == expected


def test_repeated_names_differ_in_their_order() -> None:
    a, b = AdditionalRow("resource", "a"), AdditionalRow("resource", "b")
    (found,) = compared(
        changed(additional_request_data=(a, b)), curl_of(changed(additional_request_data=(b, a)))
    ).differences
    assert found.kind is Kind.ORDER


def one(text: str, connector: Connector = CONNECTOR) -> dict[str, Difference]:
    return {found.id: found for found in compared(connector, text).differences}


def test_what_a_connector_cannot_do_is_told_and_not_taken_over() -> None:
    body = f"grant_type=password&client_id=quay&client_secret={SECRET}&username=ferry&password={PASSWORD}&scope=read+write"
    found = one(f"curl -k -x http://proxy:3128 --cert c.pem '{URL}' -G -H 'X-Dock: 7' -d '{body}'")
    for name in ("Certificate", "Client certificate", "Proxy", "Method"):
        assert found[name].kind is Kind.INEXPRESSIBLE
        assert found[name].change is None
        assert found[name].instead
    json = '{"grant_type": "password", "username": "ferry"}'
    assert "JSON" in one(f"curl {URL} --json '{json}'")["Body"].says


def test_the_clients_own_headers_come_last_and_accept_counts_only_if_it_asks_for_something_else() -> None:
    text = f"POST {URL} HTTP/1.1\nAccept: */*\nUser-Agent: Postman/1\nCookie: sid=made-up\nX-Dock: 7\n\n"
    body = f"grant_type=password&client_id=quay&client_secret={SECRET}&username=ferry&password={PASSWORD}&scope=read+write"
    found = compared(CONNECTOR, text + body)
    assert ids(found) == ["additional_headers:Cookie", "additional_headers:User-Agent"]
    assert all(one.rank is Rank.CLIENT_SOFTWARE for one in found.differences)
    assert "sid=made-up" not in str(comparison_document("a", "b", found))
    assert "additional_headers:Accept" in ids(compared(CONNECTOR, text.replace("*/*", "text/xml") + body))


@pytest.mark.parametrize(
    ("written", "why"),
    [("{{secret}}", "placeholder"), ("********", "masked"), ("$SECRET", "variable"), ("", "doesn't hold it")],
)
def test_what_the_paste_does_not_hold_is_not_known(written: str, why: str) -> None:
    comparison = compared(changed(client_secret="other-57"), curl_of().replace(SECRET, written))
    assert ids(comparison) == []
    (unknown,) = [one for one in comparison.unknown if one.key == "client_secret"]
    assert why in unknown.says


def test_a_placeholder_is_never_taken_over() -> None:
    text = curl_of(changed(additional_headers=(AdditionalRow("X-Dock", "<your dock>"),)))
    comparison = compared(CONNECTOR, text.replace(URL, "https://{{host}}/token"))
    assert ids(comparison) == []
    assert {one.label for one in comparison.unknown} == {"Oauth2 Token Url", "Header X-Dock"}


def test_our_own_secret_that_nobody_typed_is_not_known() -> None:
    comparison = compared(changed(client_secret=""), unknown_here=("client_secret",))
    assert ids(comparison) == []
    assert [one.secret for one in comparison.unknown] == ["client_secret"]


def test_labels_of_a_ticket_say_nothing_of_headers_and_methods() -> None:
    lines = (
        f"Token URL: {URL}\nClient ID: quay\nClient Secret: {SECRET}\nUsername: ferry\nPassword: {PASSWORD}\n"
    )
    comparison = compared(replace(CONNECTOR, request=RequestSettings()), lines)
    assert ids(comparison) == []
    assert {one.label for one in comparison.unknown} >= {"Headers", "Further parameters"}


def test_basic_with_the_account_is_the_users_basic() -> None:
    text = (
        f"curl {URL} -u 'ferry:{PASSWORD}' -H 'X-Dock: 7' -d grant_type=password -d username=ferry "
        f"-d 'password={PASSWORD}' -d 'scope=read write'"
    )
    (found,) = compared(CONNECTOR, text).differences
    assert found.key == "client_authentication"
    assert reveal(found.theirs or "") == ClientAuthentication.BASIC_USER.form_value


def test_the_most_telling_comes_first_and_nothing_secret_is_shown() -> None:
    other = "0ther-Secret-99"
    connector = changed(
        token_url=URL + "x", client_secret=other, username="tug", client_authentication=BASIC,
        additional_headers=(), request=RequestSettings(),
    )  # fmt: skip
    comparison = compared(connector)
    ranks = [one.rank for one in comparison.differences]
    assert ranks == sorted(ranks)
    shown = "\n".join(comparison_text("dunes", "request.txt", comparison))
    shown += str(comparison_document("dunes", "request.txt", comparison)) + repr(comparison)
    for secret in (SECRET, PASSWORD, other):
        assert secret not in shown
    assert "1. Oauth2 Token Url  (likely)" in shown
    assert "The same: Client ID, " in shown


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (URL.replace("idp", "login"), "https://idp.dunes.example"),
        (URL.replace(".example", ".example:8443"), "https://idp.dunes.example"),
        (URL.replace("https", "http"), "https://idp.dunes.example"),
        (f"{URL}/", ""),
        (URL, ""),
    ],
)
def test_another_server_is_told_before_anything_goes_there(url: str, server: str) -> None:
    comparison = compared(changed(token_url=url))
    assert other_server(comparison) == server
    assert other_server(comparison.keeping_url()) == ""
    assert comparison.keeping_url().takeable == ()


def test_a_trial_with_the_right_account_costs_no_login() -> None:
    right = compared(changed(client_secret="other-57"))
    assert not right.may_cost_login(right.differences[0])
    wrong = compared(changed(client_secret="other-57", password="other-58"))
    assert {one.key: wrong.may_cost_login(one) for one in wrong.differences} == {
        "client_secret": True,
        "password": False,
    }
