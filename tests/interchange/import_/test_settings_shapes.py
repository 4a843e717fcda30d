"""Settings in tables, XML, variables of containers, and with a prefix before each name."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interchange.import_.read import read_import
from tui.interchange.import_.texts.kubernetes import with_decoded_secrets
from tui.interchange.import_.texts.labels.meanings import meaning_of_label
from tui.interchange.import_.texts.markup import with_labeled_elements, with_labeled_names
from tui.interchange.import_.texts.nested import with_full_names
from tui.interchange.import_.texts.robot import with_labeled_cells
from tui.interchange.import_.texts.statements import with_labeled_statements
from tui.interchange.import_.texts.tables import without_tables

from .support import CLIENT, URL, expected, facts, imported

FILLED = expected("") | CLIENT
LABELS = ("Token URL", "Client ID", "Client Secret", "Username", "Password")
NAMES = ("TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD")
VALUES = (URL, "quay", "r0pe", "ferry", "t!de")


def row(cells: tuple[str, ...], mark: str) -> str:
    return mark.join(cells)


@pytest.mark.parametrize(
    "text",
    [
        f"{row(LABELS, chr(9))}\n{row(VALUES, chr(9))}\n",
        f"Environment,{row(LABELS, ',')}\ntest,{row(VALUES, ',')}\n",
        f"{row(NAMES, ';')}\n{row(VALUES, ';')}\n",
        f"| {row(LABELS, ' | ')} |\n|---|---|---|---|---|\n| {row(VALUES, ' | ')} |\n",
        f"||{row(LABELS, '||')}||\n|{row(VALUES, '|')}|\n",
        "".join(f"{label};{value}\n" for label, value in zip(LABELS, VALUES, strict=True)),
        "".join(f'"{label}","{value}"\n' for label, value in zip(LABELS, VALUES, strict=True)),
        f"{row(LABELS, '    ')}\n{row(VALUES, '   ')}\n",
    ],
    ids=[
        "a spreadsheet",
        "CSV",
        "semicolons",
        "Markdown",
        "a wiki",
        "two columns",
        "two quoted columns",
        "columns of blanks",
    ],
)
def test_a_table_with_a_column_for_each_field(text: str) -> None:
    assert imported(text) == FILLED
    assert imported(f"Hello,\n\n{text}\nbest regards") == FILLED


def test_a_column_for_each_environment() -> None:
    others = ("https://live.dunes.example/token", "quay2", "r0pe2", "ferry2", "t!de2")
    rows = "".join(
        f"| {label} | {one} | {two} |\n" for label, one, two in zip(LABELS, VALUES, others, strict=True)
    )
    found = read_import(f"| | Test | Live |\n|---|---|---|\n{rows}")
    assert facts(found) == FILLED | {"notes": ["several-requests"]}
    assert found.others[0].connector.username == "ferry2"


@pytest.mark.parametrize("head", ["| Field | Required | Value |", "| Field | Value | Remark |"])
def test_a_column_beside_the_values_holds_no_account(head: str) -> None:
    is_last = head.endswith("Value |")
    rows = "".join(
        f"| {label} | {'yes' if is_last else value} | {value if is_last else 'given by phone'} |\n"
        for label, value in zip(LABELS, VALUES, strict=True)
    )
    assert imported(f"{head}\n{rows}") == FILLED


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"PORT_{name}={value}\n" for name, value in zip(NAMES, VALUES, strict=True)),
        "".join(f"PORT_{name.removesuffix('_ID').removesuffix('NAME')}={value}\n" for name, value in zip(NAMES, VALUES, strict=True)),
        "".join(f'port-api_{name.lower()} = "{value}"\n' for name, value in zip(NAMES, VALUES, strict=True)),
        "env:\n" + "".join(f"  - name: {name}\n    value: \"{value}\"\n" for name, value in zip(NAMES, VALUES, strict=True)),
        "".join(f'{{ "name": "{name}", "value": "{value}" }},\n' for name, value in zip(NAMES, VALUES, strict=True)),
        "<port>\n" + "".join(f"  <{name}>{value}</{name}>\n" for name, value in zip(("tokenUrl", "clientId", "clientSecret", "userName", "password"), VALUES, strict=True)) + "</port>",
        "<appSettings>\n" + "".join(f'  <add key="{name}" value="{value}" />\n' for name, value in zip(NAMES, VALUES, strict=True)) + "</appSettings>",
        f'<oauth tokenUrl="{URL}" clientId="quay" clientSecret="r0pe" username="ferry" password="t!de"/>',
        f"Array\n(\n    [token_url] => {URL}\n    [clientId] => quay\n    [clientSecret] => r0pe\n    [username] => ferry\n    [password] => t!de\n)",
    ],
    ids=["variables", "shorter variables", "Terraform", "a container", "a task definition", "XML", "web.config", "attributes", "PHP's print_r"],
)  # fmt: skip
def test_settings_as_programs_keep_them(text: str) -> None:
    assert imported(text) == FILLED


@pytest.mark.parametrize(
    "text",
    [
        f"port:\n  token:\n    url: {URL}\n  client:\n    id: quay\n    secret: r0pe\n  user:\n    name: ferry\n    password: 't!de'\n",
        json.dumps({"port": {"token": {"url": URL}, "client": {"id": "quay", "secret": "r0pe"}, "user": {"name": "ferry", "password": "t!de"}}}),
        f"TokenUrl={URL};ClientId=quay;ClientSecret=r0pe;UserName=ferry;Password=t!de;",
        f"The token endpoint is {URL}, with client id quay1 and client secret r0pe. The user is ferry and the password is t!de.",
    ],
    ids=["YAML", "JSON", "a connection string", "a sentence"],
)  # fmt: skip
def test_names_that_lean_on_what_stands_around_them(text: str) -> None:
    found = imported(text)
    assert found | {"client_id": "quay"} == FILLED
    assert found["client_id"].startswith("quay")


@given(
    st.lists(
        st.sampled_from(
            [
                "client:",
                "  id: quay",
                "    secret: r0pe",
                "token:",
                "  - url: x",
                "",
                "text",
                "user:",
                "  name: a",
            ]
        ),
        max_size=30,
    )
)
def test_nested_names_keep_every_value(lines: list[str]) -> None:
    found = with_full_names(lines)
    assert len(found) == len(lines)
    for before, after in zip(lines, found, strict=True):
        assert after.partition(": ")[2] == before.partition(": ")[2]


@pytest.mark.parametrize(
    "name",
    [
        "DB_PASSWORD",
        "SMTP_USER",
        "REFRESH_TOKEN_URL",
        "JWT_SECRET",
        "REDIRECT_URI",
        "Reset password",
        "Database password",
    ],
)
def test_a_prefix_of_something_else_is_no_field(name: str) -> None:
    assert meaning_of_label(name) is None


COLUMNS = "token_url, client_id, client_secret, username, password"
SQL = ", ".join(f"'{value}'" for value in VALUES)


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT INTO idp (name, {COLUMNS})\nVALUES ('pier', {SQL});",
        f"insert into idp ({COLUMNS}) values (\n  {SQL}\n);",
        "UPDATE idp SET " + ", ".join(f"{name} = '{value}'" for name, value in zip(COLUMNS.split(", "), VALUES, strict=True)) + " WHERE id = 7;",
    ],
    ids=["INSERT", "insert over lines", "UPDATE"],
)  # fmt: skip
def test_statements_of_sql(text: str) -> None:
    assert imported(text) == FILLED | {"client_authentication": "request-body"}
    assert imported(text.replace("t!de", "t''de"))["password"] == "t'de"


def test_sql_with_another_count_of_values_gives_nothing() -> None:
    found = imported(f"INSERT INTO idp ({COLUMNS}) VALUES ('{URL}', 'quay', f(1, 2), 'ferry', 't!de');")
    assert found.get("password", "") in ("", "t!de")
    assert "client_secret" not in found


SECRET = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: pier\ntype: Opaque\n{kind}:\n{rows}"


def test_a_secret_of_kubernetes_is_decoded() -> None:
    encoded = [base64.b64encode(value.encode()).decode() for value in VALUES]
    rows = "".join(f"  {name}: {value}\n" for name, value in zip(NAMES, encoded, strict=True))
    assert imported(SECRET.format(kind="data", rows=rows)) == FILLED
    plain = "".join(f'  {name}: "{value}"\n' for name, value in zip(NAMES, VALUES, strict=True))
    assert imported(SECRET.format(kind="stringData", rows=plain)) == FILLED
    assert imported(f"data:\n{plain}") == FILLED  # of anything else


def test_what_stands_beside_a_secret_of_kubernetes_is_not_decoded() -> None:
    rows = "".join(f"  {name}: YWJj\n" for name in NAMES[1:])
    settings = SECRET.replace("Secret", "ConfigMap").format(kind="data", rows=rows)
    secret = SECRET.format(kind="data", rows="  PIN: YWJj\n")
    decoded = with_decoded_secrets(f"{settings}---\n{secret}")
    assert decoded == f"{settings}---\n{secret.replace('YWJj', 'abc')}"


INI = "".join(f"{name.lower()} = {value}\n" for name, value in zip(NAMES, VALUES, strict=True))


@pytest.mark.parametrize(
    "other",
    [
        "[database]\nusername = sa\npassword = other\n",
        "[smtp.relay]\nuser: sa\npassword: other\n",
        "spring:\n  datasource:\n    username: sa\n    password: other\n",
        "redis:\n  auth:\n    password: other\n",
    ],
)
def test_the_account_of_another_service_is_none_of_ours(other: str) -> None:
    assert imported(f"[pier]\n{INI}\n{other}") == FILLED | {"client_authentication": "request-body"}


def test_mappings_within_a_line_of_yaml() -> None:
    text = f"pier:\n  token: {{ url: {URL} }}\n  client: {{ id: quay, secret: 'r0pe' }}\n  user: {{ name: ferry, password: \"t!de\" }}\n"
    assert imported(text) == FILLED


def test_the_sentence_behind_assignments() -> None:
    pairs = ", ".join(f"{name.lower()}={value}" for name, value in zip(NAMES[1:], VALUES[1:], strict=True))
    found = imported(f"We sent grant_type=password, {pairs} to {URL} and it failed.")
    assert found == FILLED | {"client_authentication": "request-body"}


@pytest.mark.parametrize("host", ["https://idp.dunes.example", "https://idp.dunes.example/"])
def test_a_path_apart_from_the_server(host: str) -> None:
    rows = INI.replace(f"token_url = {URL}", f"url = {host}\npath = /oauth2/token")
    assert imported(rows)["token_url"] == URL
    assert imported(f"path: /var/log\n{INI}")["token_url"] == URL


def test_the_path_of_an_api_is_no_token_endpoint() -> None:
    rest = INI.partition("\n")[2]
    found = imported(f"base url: https://api.dunes.example\npath: /v1/tickets\n{rest}")
    assert "tickets" not in found.get("token_url", "")


def test_a_server_and_a_path() -> None:
    rows = INI.replace(
        f"token_url = {URL}", "auth-server-url = https://idp.dunes.example\ntoken-path = /oauth2/token"
    )
    assert imported(rows)["token_url"] == URL
    server = {"baseUrl": "https://idp.dunes.example/", "tokenPath": "/oauth2/token"}
    account = {"clientId": "quay", "clientSecret": "r0pe", "username": "ferry", "password": "t!de"}
    assert imported(json.dumps({"pier": server | account})) == FILLED
    assert imported(f"Base Url: https://api.dunes.example\n{INI}")["token_url"] == URL


@pytest.mark.parametrize(
    "line", ["validate_certs: false", "ssl_verify = 0", "insecure: true", '"verify_ssl": false']
)
def test_settings_that_check_no_certificate(line: str) -> None:
    assert imported(f"{INI}{line}\n")["notes"] == ["insecure"]
    assert "notes" not in imported(f"{INI}verify_ssl = true\n")


CELLS = st.sampled_from([*LABELS, *VALUES, "", "Test", "Value", "a b", "---", '"', "x,y"])


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(["|", "\t", ",", ";", "   "]))
def test_tables_hold_no_text_that_was_not_pasted(rows: list[list[str]], mark: str) -> None:
    pasted = [mark.join(cells) for cells in rows]
    whole = "\n".join(pasted).replace('"', "")
    for line in without_tables(pasted):
        for piece in line.split(": "):
            assert piece.replace('"', "").strip() in whole


@given(st.text(alphabet="insert into values set update kind:Scrt\ndata=(),'*| {}$", max_size=200))
def test_statements_of_any_kind_are_read(text: str) -> None:
    for reader in (with_labeled_statements, with_labeled_cells, with_decoded_secrets):
        assert not set(reader(f"*** Variables ***\n{text}")) - {*text, *"*** Variables ***", ":", " ", "\n"}


@given(st.text(alphabet="<>/=\"' abCLIENT_IDname:value\n", max_size=200))
def test_markup_of_any_kind_is_read(text: str) -> None:
    for reader in (with_labeled_elements, with_labeled_names):
        assert not set(reader(text)) - {*text, ":", " ", "\n"}
