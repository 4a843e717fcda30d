"""Commands in the shapes in which they are handed over: inside others, with files, by other programs."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import CLIENT, URL, expected, imported

BODY = "grant_type=password&username=ferry&password=t!de&client_id=quay&client_secret=r0pe"
ACCOUNT = "grant_type=password&username=ferry&password=t!de"


@pytest.mark.parametrize(
    "text",
    [
        f"ssh pier1 'curl -s {URL} -d \"{BODY}\"'",
        f"docker run --rm tools sh -c \"curl -s -d '{BODY}' {URL}\"",
        f'sh -c "curl -d \\"{BODY}\\" {URL}"',
        f"script:\n  - 'curl -s -d \"{BODY}\" {URL}'\n",
        f"echo '{BODY}' | curl -d @- {URL}",
        f"cat <<END | curl --data-binary @- {URL}\n{BODY}\nEND\n",
        f"curl -d @- {URL} <<< '{BODY}'",
        f"S=r0pe\ncurl -d @- {URL} <<END\n{BODY.replace('r0pe', '$S')}\nEND\n",
        f"echo '{BODY}' > body.txt\ncurl -d @body.txt {URL}",
        f"cat > body.txt <<'END'\n{BODY}\nEND\ncurl -d @body.txt {URL}",
        f"export A=quay B=r0pe\ncurl {URL} -d '{ACCOUNT}' -d client_id=$A -d client_secret=$B",
        f"A='quay'; B=\"r0pe\"\ncurl {URL} -d '{ACCOUNT}' -d \"client_id=$A&client_secret=$B\"",
        f"curl -X POST {URL} -d {BODY.replace('&', '^&')}",
        f'curl "{URL}" ^\n  --data-raw "{BODY.replace("r0pe", "r0")}"^\n  --compressed'.replace("r0", "r0pe"),
        f"1  curl {URL} \\\n2    -d grant_type=password -d username=ferry \\\n3    -d 'password=t!de' \\\n4    -d client_id=quay -d client_secret=r0pe",
        f"Ana wrote:\n> curl {URL} \\\n>   -d '{BODY}'\n>\n> It fails.\n\nDoes -v help?",
        f"{{code:bash}}\ncurl {URL} -d '{BODY}'\n{{code}}",
        f"<pre>curl {URL} -d &quot;{BODY.replace('&', '&amp;')}&quot;</pre>",
        f'{{"run": "curl {URL} -d \'{BODY}\'"}}',
        f"wget -qO- --post-data='{BODY}' {URL}",
        f"http --form POST {URL} grant_type=password username=ferry password='t!de' client_id=quay client_secret=r0pe",
        f"printf '{BODY}' | http --follow POST '{URL}' Content-Type:'application/x-www-form-urlencoded'",
    ],
)  # fmt: skip
def test_a_command_inside_something_else_is_found(text: str) -> None:
    assert imported(text) == expected()


@pytest.mark.parametrize(
    "text",
    [
        f"curl {URL} -d '{ACCOUNT}' -H \"Authorization: Basic $(echo -n quay:r0pe | base64)\"",
        f"curl {URL} -d '{ACCOUNT}' -H \"Authorization: Basic `printf 'quay:r0pe' | openssl base64 -A`\"",
        f"A=quay\nB=$(printf '%s:%s' \"$A\" r0pe | base64 -w0)\ncurl {URL} -d '{ACCOUNT}' -H \"Authorization: Basic $B\"",
        f"curl {URL} -d '{ACCOUNT}' -H \"Authorization: Basic $(base64 <<< quay:r0pe)\"",
    ],
)
def test_a_pair_that_a_command_would_encode_is_read_as_it_stands(text: str) -> None:
    assert imported(text) == expected("basic", notes=["command-substitution"])


@pytest.mark.parametrize(
    ("text", "method", "notes"),
    [
        (f"wget --no-check-certificate --method POST --header 'Authorization: Basic cXVheTpyMHBl' --body-data '{ACCOUNT}' '{URL}'", "basic", ["insecure"]),
        (f"https --verify=no -f -a quay:r0pe {URL.removeprefix('https://')} grant_type=password username=ferry 'password=t!de'", "basic", ["insecure"]),
        (f"xh {URL} grant_type=password username=ferry 'password=t!de' client_id=quay client_secret=r0pe", "request-body", ["json-body"]),
        (f"curl {URL} -d '{ACCOUNT}' -H 'Authorization: Basic cXVheTpyMHBlCg=='", "basic", ["line-break-in-value"]),
        (f"curl {URL} -d '{ACCOUNT}' -H 'Authorization: Basic cXVhe\nTpyMHBl'", "basic", ["line-break-in-value"]),
        (f"curl '{URL}'\\\n-d '{BODY}'", "request-body", ["broken-continuation"]),
        (f"curl {URL} -d '{BODY}' -d grant_type=password", "request-body", ["duplicate-parameter"]),
    ],
)  # fmt: skip
def test_what_each_says_beside_the_fields(text: str, method: str, notes: list[str]) -> None:
    assert imported(text) == expected(method, notes=notes)


def test_rows_keep_the_order_of_the_body_also_around_the_client() -> None:
    found = imported(f"curl {URL} -u quay:r0pe -d 'scope=a&{BODY}&audience=b'")
    rows = [("scope", "a"), ("client_id", "quay"), ("client_secret", "r0pe"), ("audience", "b")]
    assert found == expected("basic", data=rows, notes=["both-client-authentications"])


def test_a_command_that_names_no_account_gives_way_to_what_does() -> None:
    text = f"curl https://api.dunes.example/piers\n\nToken URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de"
    assert imported(text) == expected("") | CLIENT


def test_a_document_below_the_command_that_fetched_it() -> None:
    text = f'$ curl -s https://idp.dunes.example/.well-known/openid-configuration\n{{\n  "token_endpoint": "{URL}"\n}}\n'
    assert imported(text) == {"token_url": URL}


@pytest.mark.parametrize(
    ("command", "notes"),
    [
        (f"https_proxy=http://p:1 curl {URL} -d '{BODY}'", ["proxy"]),
        (f'set HTTPS_PROXY=http://p:1\ncurl {URL} ^\n -d "{BODY}"', ["proxy"]),
        (f"curl {URL} -H 'authority: idp.dunes.example' -d '{BODY}'", []),
        (f"curl {URL.replace('oauth2/', chr(92) + chr(10) + 'oauth2/')} -d '{BODY}'", []),
        (f'curl {URL} -d "grant_type=password" -d "client_id=quay\' -d "client_secret=r0pe" -d "username=ferry" -d "password=t!de"', ["unbalanced-quote"]),
        (f'curl {URL} -H "Content-Type: application/json" -d "{{""grant_type"":""password"",""client_id"":""quay"",""client_secret"":""r0pe"",""username"":""ferry"",""password"":""t!de""}}"', ["json-body"]),
    ],
)  # fmt: skip
def test_what_surrounds_the_options(command: str, notes: list[str]) -> None:
    assert imported(command) == expected(notes=notes)


def test_a_value_in_a_file_is_not_missing_but_others_are() -> None:
    command = (
        f"curl {URL} -F grant_type=password -F client_id=quay -F 'client_secret=<key.txt' -F username=ferry"
    )
    assert imported(command)["notes"] == ["multipart", "file-reference", "no-password"]


@pytest.mark.parametrize("told", ["Base64(quay:r0pe)", "base64_encode(id + ':' + key)", "<base64 of id:key>"])
def test_a_basic_header_that_tells_what_to_encode_is_a_placeholder(told: str) -> None:
    found = imported(
        f"curl {URL} -H 'Authorization: Basic {told}' -d 'grant_type=password&username=ferry&password=t!de'"
    )
    assert "client_id" not in found
    assert found["notes"] == ["placeholder", "basic-unreadable"]


def test_a_wrapped_command_of_cmd_waits_for_its_value() -> None:
    text = f'curl.exe --request POST "{URL}"\n--data "grant_type=password" --data\n"client_id=quay" --data "client_secret=r0pe"\n--data "username=ferry" --data-urlencode\n"password=t!de" --ssl-no-revoke'
    assert imported(text) == expected(notes=["broken-continuation"])


def test_prompts_below_the_name_of_the_program() -> None:
    body = "grant_type=password&username=ferry&password=t%21de&client_id=quay&client_secret=r0pe"
    text = f"$ curl \\\n>   -H 'X-Dock: 7' \\\n>   {URL} \\\n>   -d '{body}'\n"
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_powershell_runs_a_command_in_quotes() -> None:
    body = "grant_type=password&username=ferry&password=t%21de&client_id=quay&client_secret=r0pe"
    assert imported(f"Invoke-Expression 'curl.exe -X POST {URL} -d \"{body}\"'") == expected()
