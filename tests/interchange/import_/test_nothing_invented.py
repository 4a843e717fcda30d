"""Texts about fields that hold no values: descriptions, types, code of servers, accounts of other services."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, imported

NAMES = ("grant_type", "client_id", "client_secret", "username", "password")
TEXTS = {
    "a table of parameters": "| Parameter | Required | Description |\n|---|---|---|\n"
    + "".join(f"| {name} | Yes | What the {name} is |\n" for name in NAMES),
    "a table of types": "Parameter\tType\tDescription\n" + "".join(f"{name}\tstring\tWhat it is\n" for name in NAMES),
    "an interface": "export type Form = {\n" + "".join(f"  {name}?: string | null;\n" for name in NAMES) + "};",
    "a model": "class Form(BaseModel):\n" + "".join(f"    {name}: Optional[str] = None\n" for name in NAMES),
    "a method of Retrofit": '@POST("oauth/token")\nCall<Token> token(@Field("username") String username, @Field("password") String password);',
    "a server": '@app.post("/token")\nasync def login(form: OAuth2PasswordRequestForm = Depends()):\n    user = authenticate(form.username, form.password)\n    return {"access_token": create(user)}',
    "settings of a server": "'password' => [\n    'callback' => function($username, $password) {\n        return Auth::validate(['email' => $username, 'password' => $password]);\n    },\n],",
    "another service": "jdbc.url=jdbc:postgresql://db:5432/x\njdbc.username=sa\njdbc.password=other\n",
    "headings of other services": "[ldap]\npassword = other\n[smtp]\nusername = sa\n",
    "variables of other services": "environment:\n  POSTGRES_USER: sa\n  POSTGRES_PASSWORD: other\n  SMTP_USERNAME: sa\n",
    "a sentence": "Hi, the password is wrong and the username was changed. The client secret is expired; please reset the password.",
    "wrapped sentences": "The username is\nnot known to us, and the password was\nchanged in 2030. The client id is\nin the attachment.",
    "another service in a sentence": "The database password is other1 and the smtp user is sa1.",
    "steps": "1. Enter the client ID and client secret\n2. Enter username and password of the admin\n",
    "an answer": '{"error":"invalid_client","error_description":"Client authentication failed: username or password wrong"}',
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_what_only_talks_about_fields_fills_none(name: str) -> None:
    assert imported(TEXTS[name]) == {}


@pytest.mark.parametrize("value", ["Summer(2031)", "stringent", "Yes!2031", "no-reply", "P(a"])
def test_values_that_only_look_like_code_are_taken(value: str) -> None:
    found = imported(
        f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: {value}"
    )
    assert found["password"] == value
