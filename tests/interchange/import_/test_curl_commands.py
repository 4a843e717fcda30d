"""curl commands as people paste them: quoting of three shells, every way to give data, what goes wrong."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from tui.interchange.import_.read import read_import
from tui.oauth2.client_authentication import BasicEncoding

from .support import URL, expected, facts, imported

BODY = "grant_type=password&username=ferry&password=t!de&client_id=quay&client_secret=r0pe"
BASIC = "cXVheTpyMHBl"
DATA = "-d grant_type=password -d username=ferry -d 'password=t!de'"


@pytest.mark.parametrize(
    "command",
    [
        f"curl {URL} -d '{BODY}'",
        f"$ curl -sS -X POST {URL} --data '{BODY}' | jq .access_token",
        f"curl -sXPOST -d'{BODY}' {URL}",
        f"/usr/bin/curl --url {URL} --data-raw $'{BODY}'",
        f"me@host ~ % curl \\\n  --request POST '{URL}' \\\n  --data-binary '{BODY}' \\\n  -o out.json",
        f'T=$(curl -s "{URL}" -d "{BODY}" 2>/dev/null)',
        f"```sh\ncurl '{URL}' -d '{BODY}'\n```\nThat works for us -d x.",
        f"U={URL}\nexport SECRET='r0pe'\ncurl $U -d \"{BODY.replace('r0pe', '${SECRET}')}\"",
        f"> curl '{URL}' \\\n>   -d '{BODY}'\n",
        f"$ curl '{URL}' \\\n> -d '{BODY}'\n",
        f"curl -d @- {URL} <<'END'\n{BODY}\nEND\n",
        f'curl --config - <<\'END\'\nurl = "{URL}"\ndata = "{BODY}"\nEND\n',
        f'curl.exe -X POST "{URL}" `\n  -d "{BODY}"',
        f'PS C:\\> curl.exe "{URL}" -d "{BODY}"',
        f'C:\\>curl -X POST "{URL}" ^\n -d "{BODY}"',
        f'curl ^"{URL}^" ^\n  --data-raw ^"{BODY.replace("&", "^&")}^"',
        f"curl {URL} --data &quot;{BODY.replace('&', '&amp;')}&quot;",
    ],
)
def test_the_shells_and_their_quoting(command: str) -> None:
    assert imported(command) == expected()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--data-urlencode 'password=a&b c+d%'", "a&b c+d%"),
        ("-d password=a%26b+c", "a&b c"),
        ("-d 'password=it'\\''s'", "it's"),
        ("-d $'password=it\\'s\\u0021'", "it's!"),
        ('-d "password=a\\"b\\$c"', 'a"b$c'),
        ("-d password=a\\ b\\&c", "a b"),
    ],
)
def test_the_ways_to_give_a_value(option: str, value: str) -> None:
    found = read_import(f"curl {URL} -u quay:r0pe -d grant_type=password -d username=ferry {option}")
    assert found.connector.password.reveal() == value


@pytest.mark.parametrize(
    "client",
    [
        "-u quay:r0pe",
        "-uquay:r0pe",
        "--basic --user 'quay:r0pe'",
        f"-H 'Authorization: Basic {BASIC}'",
        f'-H"authorization:basic  {BASIC}"',
    ],
)
def test_the_ways_to_give_a_client(client: str) -> None:
    assert imported(f"curl {URL} {client} {DATA}") == expected("basic")


def test_userinfo_is_the_client_and_leaves_the_url() -> None:
    command = f"curl {DATA} {URL.replace('://', '://quay:r0pe@')}"
    assert imported(command) == expected("basic", notes=["userinfo-in-url"])


def test_an_account_in_basic_is_basic_user() -> None:
    found = imported(f"curl {URL} -u ferry:t!de -d '{BODY}'")
    assert found == expected("basic-user")


def test_basic_without_a_client_is_no_client() -> None:
    assert imported(f"curl {URL} -H 'Authorization: Basic Og==' {DATA}") == expected("", notes=["no-client"])


def test_peers_send_basic_raw() -> None:
    found = read_import(f"curl {URL} -u 'quay:a+b/c=' {DATA}")
    assert found.connector.client_secret.reveal() == "a+b/c="
    assert found.connector.request.basic_encoding is BasicEncoding.RAW
    same_either_way = read_import(f"curl {URL} -u quay:abc {DATA}")
    assert same_either_way.connector.request.basic_encoding is BasicEncoding.FORM


@pytest.mark.parametrize(
    ("options", "note"),
    [
        ("-k", "insecure"),
        ("-x proxy.dunes.example:8080", "proxy"),
        ("--cacert ca.pem", "ca-file"),
        ("-E me.pem --key me.key", "client-certificate"),
        ("-H 'Host: other.dunes.example'", "host-header"),
        ("-H 'Content-Type: application/json'", "content-type-mismatch"),
        ("-X GET", "get-method"),
        ("-d client_secret=r0pe", "duplicate-parameter"),
        ("-d scope=@x -K more.cfg", "file-reference"),
    ],
)
def test_what_a_connector_cannot_express_is_a_note(options: str, note: str) -> None:
    assert imported(f"curl {URL} -d '{BODY}' {options}")["notes"] == [note]


@pytest.mark.parametrize(
    ("command", "notes"),
    [
        (f"curl -X POST {URL}\n-H 'Accept: */*'\n-d '{BODY}'", ["broken-continuation"]),
        (f"curl -X POST {URL} \\ \n  -d '{BODY}'", ["broken-continuation"]),
        (f"curl -X POST {URL} \\\n\n  -d '{BODY}'", ["broken-continuation"]),
        (f"curl '{URL}' \\ -H 'Accept: */*' \\ -d '{BODY}'", ["broken-continuation"]),
        (f"We run:\ncurl -d '{BODY}' \\\n{URL}", []),  # a line that begins with http: makes no YAML of it
        (f'curl.exe -d "{BODY}" ` \n  {URL}', ["broken-continuation"]),
        (f"Run `curl {URL} \\\n -d '{BODY}'`\nand look.", []),
        (f'PS> $u = "{URL}"\nPS> curl.exe $u -d "{BODY}"', []),
        (f"令牌：curl -d '{BODY}' {URL}（见上）", []),
        (f'curl "{URL}" -d "{BODY.replace("t!de", "t%%21de")}"', []),
        (f"curl {URL} -d\n'{BODY}'", ["broken-continuation"]),
        (f"<pre>curl {URL} \\<br>\n -d &quot;{BODY.replace('&', '&amp;')}&quot;</pre>", []),
        (f"curl {URL} -d ＂{BODY}＂", ["typographic-quotes"]),
        (f"curl {URL} \u200b-d '{BODY}'", ["unseen-character"]),
        (f"curl\u3000{URL}\u2009-d\u2009'{BODY}'", ["unseen-character"]),
        (f"curl {URL} -\u200bd '{BODY}'", ["unseen-character"]),
        (f"curl {URL} -d '{BODY}\n'", ["line-break-in-value"]),
        (f'setlocal EnableDelayedExpansion\nset U={URL}\ncurl "!U!" ^\n -d "{BODY}"', []),
        (f'curl.exe --% -X POST {URL} -d "{BODY}"', []),
        (f"curl -X POST '{URL} -H 'Accept: */*' -d '{BODY}'", ["unbalanced-quote"]),
        (f'curl {URL} -d \'{BODY}\n{{"error":"x"}}', ["unbalanced-quote"]),
        (f"curl {URL} -d “{BODY}”", ["typographic-quotes"]),
        (f"curl —location {URL} –d '{BODY}'", ["typographic-quotes"]),
        (f"C:\\Users\\me>curl '{URL}' -d '{BODY}'", ["wrong-shell-quotes"]),
        (f"curl {URL} -d {BODY}", ["wrong-shell-quotes"]),
        (f"curl\u00a0{URL} -d '{BODY}'", ["unseen-character"]),
        (f"curl {URL.removeprefix('https://')} -d '{BODY}'", ["no-scheme"]),
        (f"curl -G {URL} -d '{BODY}'", ["query-parameters", "get-method"]),
        (f"curl -X POST '{URL}?{BODY}'", ["query-parameters"]),
        (f"curl {URL} -d '{BODY.replace('username', 'Username')}'", ["name-case"]),
    ],
)
def test_what_is_wrong_is_read_as_it_is_meant(command: str, notes: list[str]) -> None:
    url = URL.replace("https", "http") if notes == ["no-scheme"] else URL
    assert imported(command) == expected(notes=notes, token_url=url)


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("{{secret}}", "placeholder"),
        ("<your secret>", "placeholder"),
        ("YOUR_SECRET", "placeholder"),
        ("********", "masked"),
        ("[redacted]", "masked"),
        ("xxxxxxxx", "masked"),
        ("$SECRET", "shell-variable"),
        ("$(cat secret)", "command-substitution"),
        ("a\u200bb", "unseen-character"),
        ("ab\ncd", "line-break-in-value"),
        ("100%", "unencoded-character"),
    ],
)
def test_values_that_are_not_the_real_ones_stay_and_are_noted(value: str, note: str) -> None:
    command = f'curl {URL} -d "{BODY.replace("r0pe", "")}{value}"'
    assert imported(command) == expected(client_secret=value, notes=[note])


def test_a_body_of_another_kind_still_gives_the_fields() -> None:
    given = '{"grant_type":"password","username":"ferry","password":"t!de","client_id":"quay",\n"client_secret":"r0pe"}'
    header = "-H 'Content-Type: application/json'"
    assert imported(f"curl {URL} {header} -d '{given}'") == expected(notes=["json-body"])
    assert imported(f"curl {URL} --json '{given}'") == expected(notes=["json-body"])
    form = " ".join(f"-F '{pair}'" for pair in BODY.split("&"))
    assert imported(f"curl {URL} {form}") == expected(notes=["multipart"])
    file = imported(f"curl {URL} -u quay:r0pe -d @body.txt")
    assert file["notes"] == ["file-reference"]


def test_client_and_secret_in_both_places_are_a_note_and_rows() -> None:
    found = imported(f"curl {URL} -u quay:r0pe -d '{BODY}'")
    rows = [("client_id", "quay"), ("client_secret", "r0pe")]
    assert found == expected("basic", data=rows, notes=["both-client-authentications"])


def test_rows_keep_their_order_and_headers_of_clients_go() -> None:
    command = (
        f"curl {URL} -H 'Accept: */*' -H 'X-B: 2' -H 'User-Agent: x' -H 'X-A: 1' -H 'Sec-Fetch-Mode: cors' "
        f"-b 'a=b' -d 'z=1&{BODY}&scope=read+all'"
    )
    assert imported(command) == expected(
        headers=[("X-B", "2"), ("X-A", "1")], data=[("z", "1"), ("scope", "read all")]
    )


def test_two_accounts_or_two_urls_are_several_requests() -> None:
    one, two = f"curl {URL} -d '{BODY}'", f"curl {URL} -d '{BODY.replace('ferry', 'tug')}'"
    found = read_import(f"{one}\n\nand the other one:\n{two}\n{one}")
    assert found.note_codes == ("several-requests",)
    assert found.connector.username == "ferry"
    assert [other.connector.username for other in found.others] == ["tug"]
    assert facts(read_import(f"{one}\n{one}")) == expected()
    refresh = f"curl {URL} -d 'grant_type=refresh_token&refresh_token=abc&client_id=quay'"
    assert facts(read_import(f"{refresh}\n{one}")) == expected()


def test_a_grant_type_in_the_query_stays_there_and_is_noted() -> None:
    url = f"{URL}?grant_type=password"
    found = imported(f"curl '{url}' -u quay:r0pe -d username=ferry -d 'password=t!de'")
    assert found == expected("basic", token_url=url, notes=["query-parameters"])


def test_another_grant_stays_a_row() -> None:
    found = imported(f"curl {URL} -u quay:r0pe -d grant_type=client_credentials")
    assert found["data"] == [("grant_type", "client_credentials")]
    assert found["notes"] == ["not-password-grant"]


def test_a_variable_in_the_name_of_a_file_is_no_value() -> None:
    text = f"curl {URL} -d '{BODY}' --data-urlencode otp@$HOME/.otp"
    assert imported(text) == expected(notes=["file-reference"])


def test_data_that_was_not_pasted_makes_no_row() -> None:
    assert imported(f'curl {URL} -d "$DATA"') == {"token_url": URL, "notes": ["shell-variable"]}
    built = imported(f'curl {URL} -d "$(jq -n \'{{grant_type: "password"}}\')"')
    assert built == {"token_url": URL, "notes": ["command-substitution"]}


def test_a_body_that_is_put_together_line_by_line() -> None:
    lines = "\n".join(f'B+="&{pair}"' for pair in BODY.split("&"))
    assert imported(f'B=scope=\n{lines}\ncurl {URL} -d "$B"') == expected(data=[("scope", "")])


def test_options_in_an_array() -> None:
    pairs = "\n".join(f"  -d '{pair}'  # one" for pair in BODY.split("&"))
    text = f'KEY=7\nOPTIONS=(\n{pairs}\n)\nOPTIONS+=(-H "X-Dock: $KEY")\ncurl "${{OPTIONS[@]}}" {URL}'
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_the_defaults_of_a_scripts_arguments() -> None:
    text = f"USER_NAME=${{1:-ferry}}\ncurl {URL} -d '{BODY.replace('ferry', '')}' -d \"username=$USER_NAME\""
    assert imported(text.replace("username=&", "")) == expected()


def test_a_curly_quote_that_closes_a_plain_one() -> None:
    text = f"curl {URL} \\\n  -d 'client_id=quay’ \\\n  -d 'client_secret=r0pe' -d 'username=ferry’ -d 'password=t!de' -d grant_type=password"
    assert imported(text) == expected(notes=["typographic-quotes"])
    kept = imported(f"curl {URL} -d '{BODY.replace('t!de', 't’de')}'")
    assert kept["password"] == "t’de"
    assert "notes" not in kept


def test_an_expression_that_a_pipeline_fills_in() -> None:
    text = f"run: |\n  curl {URL} -d client_id=quay -d client_secret=${{{{ secrets.KEY }}}} -d username=ferry -d 'password=t!de' -d grant_type=password"
    assert imported(text) == expected(client_secret="${{ secrets.KEY }}", notes=["placeholder"])


def test_the_mark_behind_which_powershell_expands_nothing() -> None:
    text = f'PS C:\\> curl.exe --% -X POST {URL} -d "{BODY.replace("t!de", "$tide")}"'
    assert imported(text) == expected(password="$tide")


def test_a_method_and_a_url_below_the_command() -> None:
    found = imported(f'curl -d "{BODY}"\nPOST {URL}')
    assert found == expected(notes=["broken-continuation"])


def test_a_secret_without_a_client() -> None:
    found = imported(f"curl {URL} -u :r0pe -d 'grant_type=password&username=ferry&password=t!de'")
    assert found == {
        **expected("", notes=["no-client"]),
        "client_secret": "r0pe",
        "client_authentication": "basic",
    }


@pytest.mark.parametrize("between", [";", ", "])
def test_parameters_with_another_sign_between_them(between: str) -> None:
    found = imported(f"curl {URL} -d '{BODY.replace('&', between)}'")
    assert (found["username"], found["password"]) == ("ferry", "t!de")
