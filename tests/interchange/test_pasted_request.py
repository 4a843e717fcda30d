"""A request that was pasted in place of its response is called one, and the response after it is read."""

from __future__ import annotations

import pytest

from tui.interchange.explained_paste import explain_paste
from tui.interchange.pasted_response import read_pasted_response

CURL = """$ curl -X POST 'https://idp.example.com/token' \\
  -H 'Content-Type: application/x-www-form-urlencoded' \\
  -d 'grant_type=password
&username=svc'"""
RAW = "POST /token HTTP/1.1\r\nHost: idp.example.com\r\n\r\ngrant_type=password&username=svc"
REFUSED = '{"error":"invalid_grant"}'
REQUESTS = [
    CURL,
    "curl --location https://idp.example.com/token --data-urlencode grant_type=password",
    "curl https://idp.example.com/token\n--header 'Accept: application/json'\n--data 'a=b'",
    RAW,
    "POST /token HTTP/1.1",
    "POST https://idp.example.com/token",
    'POST https://idp.example.com/token\nContent-Type: application/json\n\n{"grant_type":"password"}',
    "> POST /token HTTP/1.1\n> Host: idp.example.com\n>\n",
    "grant_type=password&username=svc&password=x",
    "client_id=a&grant_type=password",
    '{"grant_type": "password", "username": "svc"}',
    'const r = await fetch("https://idp.example.com/token", {method: "POST", body: params})',
    'response = requests.post("https://idp.example.com/token", data=data)',
    "Invoke-RestMethod -Method Post -Uri https://idp.example.com/token -Body $body",
    "http POST https://idp.example.com/token grant_type=password",
]
RESPONSES = [
    REFUSED,
    "HTTP/1.1 400 Bad Request\n\n{}",
    "curl: (6) Could not resolve host: idp.example.com",
    "Cannot POST /oauth/tokn",
    "error=invalid_grant&error_description=no",
    '{"error":"invalid_request","error_description":"Missing grant_type"}',
    "Traceback (most recent call last):\n  requests.post(url, data=data)\nConnectionError: refused",
    "* Trying 203.0.113.7:443...\n> POST /token HTTP/1.1\n> Host: x\ncurl: (7) Failed to connect\n",
    "access_token=abc&grant=x",
    "GET is not allowed",
    "unsupported grant_type=password",
]


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_is_called_one(text: str) -> None:
    assert read_pasted_response(text).is_request
    explained = explain_paste(text)
    assert (explained.reading.phase, [finding.id for finding in explained.findings]) == (
        None,
        ["paste.request"],
    )
    assert explained.findings[0].title == "This is a request, not a response."


@pytest.mark.parametrize("text", RESPONSES)
def test_a_response_is_none(text: str) -> None:
    assert not read_pasted_response(text).is_request


@pytest.mark.parametrize("request_text", [CURL, RAW, "POST https://idp.example.com/token"])
@pytest.mark.parametrize(
    ("response", "status"),
    [(REFUSED, None), (f"HTTP/1.1 400 Bad Request\r\n\r\n{REFUSED}", 400), (f"returned 400: {REFUSED}", 400)],
)
def test_the_response_after_a_request_is_read(request_text: str, response: str, status: int | None) -> None:
    pasted = read_pasted_response(f"{request_text}\n\n{response}")
    assert not pasted.is_request
    assert (pasted.status, pasted.response.body.decode()) == (status, REFUSED)


def test_nothing_of_a_request_is_shown() -> None:
    explained = explain_paste(
        "curl https://idp.example.com/token -d 'grant_type=password&password=S3cretMark'"
    )
    assert "S3cretMark" not in str([finding.document() for finding in explained.findings])
