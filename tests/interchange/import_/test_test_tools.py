"""What tools for tests keep: Hurl, JMeter, Karate, Robot Framework, Katalon, Thunder Client, Hoppscotch."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import json
from typing import Any

import pytest

from .support import URL, expected, imported

PAIRS = {
    "grant_type": "password",
    "client_id": "quay",
    "client_secret": "r0pe",
    "username": "ferry",
    "password": "t!de",
}
HURL = f"""POST {URL}
X-Dock: 7
[Options]
insecure: true
[BasicAuth]
quay: r0pe
[FormParams]
grant_type: password
username: ferry
password: t!de
HTTP 200
[Captures]
token: jsonpath "$['access_token']"
"""
KARATE = f"""Feature: token
  Scenario: log in
    Given url '{URL.removesuffix("/oauth2/token")}'
    And path 'oauth2/token'
    {"".join(f"And form field {name} = '{value}'{chr(10)}    " for name, value in PAIRS.items())}When method post
"""
ROBOT = """*** Variables ***
${IDP}          https://idp.dunes.example
${Client ID}    quay

*** Test Cases ***
Log In
    Create Session    idp    ${IDP}
    &{data}=    Create Dictionary    grant_type=password    client_id=${CLIENT_ID}    client_secret=r0pe    username=ferry
    Set To Dictionary    ${data}    password    t!de
    ${answer}=    POST On Session    idp    /oauth2/token    data=${data}
"""


def argument(name: str, value: str) -> str:
    """Return a parameter as JMeter keeps it: the value first."""
    return (
        f'<elementProp name="{name}" elementType="HTTPArgument">\n  <boolProp name="HTTPArgument.always_encode">true</boolProp>\n'
        f'  <stringProp name="Argument.value">{value}</stringProp>\n  <stringProp name="Argument.name">{name}</stringProp>\n</elementProp>\n'
    )


def jmeter(arguments: str, port: str = "") -> str:
    """Return the part of a test plan that sends the token request."""
    return (
        f'<HTTPSamplerProxy guiclass="HttpTestSampleGui">\n<collectionProp name="Arguments.arguments">\n{arguments}</collectionProp>\n'
        f'<stringProp name="HTTPSampler.domain">idp.dunes.example</stringProp>\n<stringProp name="HTTPSampler.port">{port}</stringProp>\n'
        '<stringProp name="HTTPSampler.protocol">https</stringProp>\n<stringProp name="HTTPSampler.path">/oauth2/token</stringProp>\n</HTTPSamplerProxy>\n'
        '<HeaderManager><stringProp name="Header.name">X-Dock</stringProp>\n<stringProp name="Header.value">7</stringProp></HeaderManager>'
    )


def test_hurl() -> None:
    found = imported(HURL)
    assert found == expected("basic", headers=[("X-Dock", "7")], notes=["insecure"])


def test_karate() -> None:
    assert imported(KARATE) == expected()


def test_robot_framework() -> None:
    assert imported(ROBOT) == expected()


@pytest.mark.parametrize(("port", "shown"), [("", ""), ("443", ""), ("8443", ":8443")])
def test_jmeter(port: str, shown: str) -> None:
    arguments = "".join(argument(name, value) for name, value in PAIRS.items())
    url = URL.replace(".example", f".example{shown}")
    assert imported(jmeter(arguments, port)) == expected(token_url=url, headers=[("X-Dock", "7")])
    body = argument("", "&amp;".join(f"{name}={value}" for name, value in PAIRS.items()))
    assert imported(jmeter(body, port)) == expected(token_url=url)


def test_katalon_has_a_name_and_a_value_side_by_side() -> None:
    rows = json.dumps(
        {
            "parameters": [
                {"name": name, "value": value} for name, value in PAIRS.items() if "client" not in name
            ]
        },
        indent=2,
    )
    text = (
        f"<WebServiceRequestEntity>\n<httpBodyContent>{rows.replace(chr(34), '&quot;')}</httpBodyContent>\n<httpHeaderProperties>\n"
        "<isSelected>true</isSelected>\n<name>Authorization</name>\n<type>Main</type>\n<value>Basic cXVheTpyMHBl</value>\n"
        f"</httpHeaderProperties>\n<restUrl>{URL}</restUrl>\n</WebServiceRequestEntity>"
    )
    assert imported(text) == expected("basic")


def thunder(request: dict[str, Any]) -> str:
    return json.dumps({"client": "Thunder Client", "collectionName": "Pier", "requests": [request]})


def test_thunder_client() -> None:
    rows = [{"name": name, "value": value} for name, value in PAIRS.items()]
    off = {"name": "off", "value": "1", "isDisabled": True}
    request = {
        "url": URL,
        "method": "POST",
        "headers": [{"name": "X-Dock", "value": "7"}, off],
        "body": {"type": "formencoded", "raw": "", "form": [*rows, off]},
    }
    assert imported(thunder(request)) == expected(headers=[("X-Dock", "7")])


@pytest.mark.parametrize(("place", "method"), [("in-body", "request-body"), ("basic-auth", "basic")])
def test_the_settings_of_thunder_client(place: str, method: str) -> None:
    settings = {
        "grantType": "password_credentials",
        "tokenUrl": URL,
        "clientId": "quay",
        "clientSecret": "r0pe",
        "username": "ferry",
        "password": "t!de",
        "clientAuth": place,
    }
    request = {
        "url": "https://api.dunes.example/me",
        "method": "GET",
        "auth": {"type": "oauth2", "oauth2": settings},
    }
    assert imported(thunder(request)) == expected(method)


def test_hoppscotch() -> None:
    lines = "\n".join(f"{name}: {value}" for name, value in PAIRS.items() if "client" not in name)
    request = {
        "endpoint": URL, "method": "POST", "headers": [{"key": "X-Dock", "value": "7", "active": True}, {"key": "X-Off", "value": "1", "active": False}],
        "auth": {"authType": "basic", "authActive": True, "username": "quay", "password": "r0pe"},
        "body": {"contentType": "application/x-www-form-urlencoded", "body": f"{lines}\n# off: 1"},
    }  # fmt: skip
    assert imported(json.dumps({"v": 2, "requests": [request]})) == expected(
        "basic", headers=[("X-Dock", "7")]
    )
    settings = {
        "grantType": "PASSWORD",
        "authEndpoint": URL,
        "clientID": "quay",
        "clientSecret": "r0pe",
        "username": "ferry",
        "password": "t!de",
    }
    request = {
        "endpoint": "<<host>>/me",
        "method": "GET",
        "auth": {"authType": "oauth-2", "grantTypeInfo": settings},
    }
    assert imported(json.dumps({"v": 2, "requests": [request]})) == expected("basic")
