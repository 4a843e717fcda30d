"""Requests as logs, debuggers and recordings of the connection show them."""

from __future__ import annotations

import pytest

from .support import URL, expected, imported

BODY = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t%21de"
LINE_END = "\r\n"
HEAD = "POST /oauth2/token HTTP/1.1\r\nHost: idp.dunes.example\r\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\r\n{BODY}HTTP/1.1 401 \r\nContent-Length: 0\r\n\r\n",
        f"send: b{HEAD + LINE_END!r}\nsend: b'{BODY}'\nreply: 'HTTP/1.1 401 Unauthorized\\r\\n'\n",
        f"dump: {HEAD + LINE_END + BODY!r}\n",
        "\n".join(f"{line}\\r\\n" for line in [*HEAD.split("\r\n")[:2], ""]) + f"\n{BODY}\n",
        f"HTTP POST {URL}\nWriting [{{grant_type=[password], client_id=[quay], client_secret=[r0pe],"
        " username=[ferry], password=[t!de]}] as form\n",
        f"POST {URL}\nparams: {{grant_type=password, client_id=quay, client_secret=r0pe, username=ferry,"
        " password=t!de}\n",
    ],
    ids=[
        "an answer without a line end",
        "http.client",
        "escapes",
        "line ends as escapes",
        "Spring",
        "a mapping of Java",
    ],
)
def test_what_was_sent(text: str) -> None:
    assert imported(text) == expected()


def test_line_ends_that_a_recording_shows_as_dots() -> None:
    lines = ["POST /oauth2/token HTTP/1.1", "Host: idp.dunes.example", "Accept: */*", ""]
    assert imported("".join(f"{line}.\n" for line in lines) + BODY + "\n") == expected()


def test_a_port_tells_that_a_host_speaks_plain_http() -> None:
    text = f"POST /token HTTP/1.1\nHost: idp.dunes.example:8080\n\n{BODY}\n"
    assert imported(text) == expected(token_url="http://idp.dunes.example:8080/token")


def test_a_basic_header_that_goes_on_in_the_next_line() -> None:
    account = BODY.replace("client_id=quay&client_secret=r0pe&", "")
    text = f"POST {URL}\nAuthorization: Basic cXVheTp\n yMHBl\n\n{account}\n"
    assert imported(text) == expected("basic", notes=["line-break-in-value"])


def test_a_mapping_of_ruby() -> None:
    entries = '"grant_type"=>"password", "client_id"=>"quay", "client_secret"=>"r0pe"'
    text = f'{URL}\nParameters: {{{entries}, "username"=>"ferry", "password"=>"t!de"}}'
    assert imported(text) == expected()


def test_the_parts_of_a_recorded_multipart_body() -> None:
    mark = "------WebKitFormBoundaryDunes"
    fields = dict(part.split("=") for part in BODY.replace("%21", "!").split("&"))
    parts = "".join(
        f'{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    text = f"{HEAD}Content-Type: multipart/form-data; boundary={mark[2:]}\r\n\r\n{parts}{mark}--\r\n"
    assert imported(text) == expected(notes=["multipart"])


def test_httpyac_asks_for_the_token_by_a_header() -> None:
    settings = {"tokenEndpoint": URL, "clientId": "quay", "clientSecret": "r0pe", "username": "ferry"}
    lines = "".join(f"@pier_{name} = {value}\n" for name, value in settings.items())
    request = "GET https://api.dunes.example/boats\nAuthorization: openid password pier\n"
    assert imported(f"{lines}@pier_scope = tow\n\n{request}", "pier_password=t!de\n") == expected(
        "basic", data=[("scope", "tow")]
    )


def test_a_url_over_several_lines() -> None:
    text = f"POST https://idp.dunes.example\n    /oauth2\n    /token\nAccept: */*\n\n{BODY}\n"
    assert imported(text) == expected()
