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
    "a structure of Go": 'type form struct {\n\tUsername string `json:"username"`\n\tPassword string `json:"password"`\n\tClientID string `json:"client_id"`\n}\n',
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
    "where a password is": "Password: ask Tom\nClient secret: see the vault",
    "pairs of words": "We see it with the app: Android / iOS.\n",
    "steps": "1. Enter the client ID and client secret\n2. Enter username and password of the admin\n",
    "an answer": '{"error":"invalid_client","error_description":"Client authentication failed: username or password wrong"}',
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_what_only_talks_about_fields_fills_none(name: str) -> None:
    assert imported(TEXTS[name]) == {}


def test_a_choice_between_two_values_is_no_row() -> None:
    body = f'{BODY}, "password": live ? "a" : "b"'
    found = imported(f'fetch("{URL}", {{ method: "POST", body: new URLSearchParams({{{body}}}) }});')
    assert (found["password"], found.get("data")) == ('live?"a":"b"', None)


def test_a_sentence_that_begins_as_sql_does_changes_nothing() -> None:
    labels = f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de\n"
    assert imported(f"Please update our set of fields, they're these:\n{labels}") == imported(labels)


@pytest.mark.parametrize("value", ["Summer(2031)", "stringent", "Yes!2031", "no-reply", "P(a"])
def test_values_that_only_look_like_code_are_taken(value: str) -> None:
    found = imported(
        f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: {value}"
    )
    assert found["password"] == value


BODY = '"grant_type": "password", "client_id": "quay", "username": "ferry"'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f'import requests\nrequests.post("{URL}", data={{{BODY}, "password": "ed!t"[::-1]}})', '"ed!t"[::-1]'),
        (f'import requests\np = "T!DE".lower()\nrequests.post("{URL}", data={{{BODY}, "password": p}})', '"T!DE".lower()'),
        (f'import requests\np = "a" if live else "b"\nrequests.post("{URL}", data={{{BODY}, "password": p}})', '"a" if live else "b"'),
        (f'const p = live ? "a" : "b";\nfetch("{URL}", {{ body: new URLSearchParams({{{BODY}, "password": p}}) }});', 'live?"a":"b"'),
        (f'const p = decrypt("9f8a", key);\nfetch("{URL}", {{ body: new URLSearchParams({{{BODY}, "password": p}}) }});', 'decrypt("9f8a",key)'),
        (f'const p = "t_de".replace("_", "!");\nfetch("{URL}", {{ body: new URLSearchParams({{{BODY}, "password": p}}) }});', '"t_de".replace("_","!")'),
    ],
    ids=["a slice", "upper case", "Python's choice", "a choice", "a function", "a method"],
)  # fmt: skip
def test_what_code_works_out_stands_as_it_is(text: str, value: str) -> None:
    found = imported(text)
    assert found["password"] == value
    assert "shell-variable" in found["notes"]


@pytest.mark.parametrize(
    "text",
    [
        f'import base64, requests\np = base64.b64decode("dCFkZQ==").decode()\nrequests.post("{URL}", data={{{BODY}, "password": p}})',
        f'const p = atob("dCFkZQ==");\nfetch("{URL}", {{ body: new URLSearchParams({{{BODY}, "password": p}}) }});',
        f'String p = new String(Base64.getDecoder().decode("dCFkZQ=="));\nnew HttpPost("{URL}");\nx.add("grant_type", "password");\nx.add("client_id", "quay");\nx.add("username", "ferry");\nx.add("password", p);',
        f'String p = new StringBuilder().append("t!").append("de").toString();\nnew HttpPost("{URL}");\nx.add("grant_type", "password");\nx.add("client_id", "quay");\nx.add("username", "ferry");\nx.add("password", p);',
    ],
    ids=["Python", "JavaScript", "Java", "a builder"],
)  # fmt: skip
def test_what_code_works_out_and_the_paste_tells(text: str) -> None:
    assert imported(text)["password"] == "t!de"


def test_settings_of_two_servers_are_no_basic_client() -> None:
    servers = f'dev: {{ url: "https://dev.dunes.example/token", username: "a", password: "b" }}, live: {{ url: "{URL}", username: "ferry", password: "t!de" }}'
    text = f'const s = {{ {servers} }};\nconst c = s.live;\nfetch(c.url, {{ body: new URLSearchParams({{ grant_type: "password", client_id: "quay", username: c.username, password: c.password }}) }});'
    found = imported(text)
    assert (found["token_url"], found["client_id"], found["username"], found["password"]) == (
        URL,
        "quay",
        "ferry",
        "t!de",
    )
    assert found["client_authentication"] == "request-body"


def test_an_example_above_the_code_that_runs() -> None:
    example = f"curl {URL}/doc -d 'grant_type=password&client_id=<id>&username=<user>&password=<password>'"
    code = f'import requests\nrequests.post("{URL}", data={{{BODY}, "password": "t!de"}})'
    assert imported(f'"""Like this:\n\n{example}\n"""\n{code}')["username"] == "ferry"
    assert imported(example)["username"] == "<user>"
