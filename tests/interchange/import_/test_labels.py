"""Labels and values as people type them, and the same in sentences and in the logs of libraries."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import CLIENT, URL, expected, imported

FILLED = expected("") | CLIENT
REST = f"Token URL: {URL}\nUsername: ferry\nPassword: t!de\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Token URL: {URL}\nClient ID / Client Secret: quay / r0pe\nUsername / Password: ferry / t!de\n",
        f"Token URL: {URL}\nClient ID and Secret: quay:r0pe\nUser/Password: ferry/t!de\n",
        f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nLogin: ferry / t!de\n",
        f"{REST}Client ID: quay (from the portal)\nClient Secret (expires 2033): r0pe  <-- new\n",
        f"{REST}**Client ID:** quay\n**Client Secret**: `r0pe`\n",
        f"{REST}Client ID\n  quay\n\nClient Secret\n  r0pe\n",
        f"Адрес токена: {URL}\nИдентификатор клиента: quay\nСекрет клиента: r0pe\nЛогин: ferry\nПароль: t!de",
        f"接口地址：{URL}\n客户端ID：quay\n客户端密钥：r0pe\n用户名：ferry\n密码：t!de",
        f"Adres tokenu: {URL}\nID klienta: quay\nSekret klienta: r0pe\nNazwa użytkownika: ferry\nHasło: t!de",
        f"quay.token-uri={URL}\nquay.client-id=quay\nquay.client-secret=r0pe\nquay.username=ferry\nquay.password=t!de",
        f"hi,\nurl is {URL}\nclient id quay\nsecret r0pe\nuser ferry\npw t!de\nthanks",
        f"Token-URL: {URL}\nKlient-ID: quay\nKlienthemlighet: r0pe\nAnvändarnamn: ferry\nLösenord: t!de",
        f"Pier Token URL: {URL}\nPier Client ID: quay\nPier Client Secret: r0pe\nService username: ferry\nService password: t!de",
        f"- `Token URL`: `{URL}`\n- `Client ID`: `quay`\n- `Client Secret`: `r0pe`\n- `Username`: `ferry`\n- `Password`: `t!de`",
        f'The client id is "quay" and the secret is "r0pe". The token URL is {URL}.\n'
        "User is ferry, password is t!de.",
    ],
)
def test_every_way_to_write_the_same_fields(text: str) -> None:
    assert imported(text) == FILLED


def test_a_mask_of_stars_keeps_its_length() -> None:
    found = imported(f"{REST}Client ID: quay\nClient Secret: ************\n")
    assert found == FILLED | {"client_secret": "*" * 12, "notes": ["masked"]}


def test_rows_below_their_label() -> None:
    rows = "Additional Headers\nX-Dock: 7\nX-Pier = 2\n\nNotes: none"
    text = f"{REST}Client ID: quay\nClient Secret: r0pe\n{rows}"
    assert imported(text) == FILLED | {"headers": [("X-Dock", "7"), ("X-Pier", "2")]}


def test_the_lines_of_a_wire_log() -> None:
    body = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t%21de"
    lines = ["POST /oauth2/token HTTP/1.1", "Host: idp.dunes.example", "", body]
    text = "\n".join(f"10:22 DEBUG wire >> {line}" for line in lines)
    assert imported(text) == expected()


def test_the_forms_screen_with_each_value_below_its_label() -> None:
    method = "OAuth 2.0 with Basic Auth Header set to client id and client secret"
    fields = {"Client ID": "quay", "Client Secret": "r0pe", "Password Grant Username": "ferry"}
    fields |= {
        "Password Grant Password": "t!de",
        "Oauth2 Token Url": URL,
        "Oauth2 Client Authentication": method,
    }
    assert imported("".join(f"{label}\n{value}\n" for label, value in fields.items())) == expected("basic")


def test_rows_with_a_key_and_a_value_as_the_form_shows_them() -> None:
    label = "Oauth2 Custom Oauth Request Options Additional"
    rows = f"{label} Headers\nKey: X-Dock\nValue: 7\n{label} Request Data\nKey: scope\nValue: tow: all\n"
    found = imported(f"{REST}Client ID: quay\nClient Secret: r0pe\n{rows}")
    assert found == FILLED | {"headers": [("X-Dock", "7")], "data": [("scope", "tow: all")]}
