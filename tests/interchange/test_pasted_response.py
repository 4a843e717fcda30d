"""Saved and pasted responses: every known form is read, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interchange.pasted_response import PastedResponse, decode_paste, read_pasted_response

BODY = '{"error":"invalid_client","error_description":"no such client"}'


def parts_of(paste: str) -> tuple[int | None, str, dict[str, str], str]:
    pasted: PastedResponse = read_pasted_response(paste)
    response = pasted.response
    return pasted.status, response.reason, dict(response.headers), response.body.decode()


def test_a_raw_response() -> None:
    paste = f"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nX-Id:7\r\n\r\n{BODY}\r\n"
    headers = {"Content-Type": "application/json", "X-Id": "7"}
    assert parts_of(paste) == (401, "Unauthorized", headers, BODY)


def test_http_2_has_no_reason() -> None:
    assert parts_of(f"HTTP/2 400 \ncontent-type: application/json\n\n{BODY}")[:2] == (400, "")


def test_a_bare_body() -> None:
    assert parts_of(f"\n{BODY}\n") == (None, "", {}, BODY)


def test_no_blank_line_before_the_body() -> None:
    assert parts_of(f"HTTP/1.1 400 Bad Request\nContent-Type: application/json\n{BODY}")[3] == BODY


@pytest.mark.parametrize(
    "first",
    [
        "401 Unauthorized",
        "HTTP 401",
        "Status: 401 Unauthorized",
        "Status code: 401",
        "HTTP status 401",
        "Error 401:",
    ],
)
def test_a_status_in_words_above_the_body(first: str) -> None:
    status, _, _, body = parts_of(f"{first}\n{BODY}")
    assert (status, body) == (401, BODY)


@pytest.mark.parametrize("number", ["401", "12345", "500 things went wrong in 3 places of the program"])
def test_a_number_alone_is_no_status(number: str) -> None:
    assert parts_of(number)[0] is None


@pytest.mark.parametrize(
    "before",
    [
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 Connection established\r\nProxy-Agent: made-up\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://login.example.com/\r\n\r\n",
        "$ curl -i https://idp.example.com/token\n",
    ],
)
def test_the_last_response_counts(before: str) -> None:
    status, reason, headers, body = parts_of(f"{before}HTTP/1.1 400 Bad Request\r\nServer: a\r\n\r\n{BODY}")
    assert (status, reason, headers, body) == (400, "Bad Request", {"Server": "a"}, BODY)


CURL_V = f"""\
*   Trying 203.0.113.7:443...
* Connected to idp.example.com (203.0.113.7) port 443 (#0)
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
> POST /realms/acme/token?x=1 HTTP/1.1
> Host: idp.example.com
> Content-Length: 91
>
}} [91 bytes data]
< HTTP/1.1 401 Unauthorized
< Content-Type: application/json
< WWW-Authenticate: Basic realm="idp"
<
{{ [64 bytes data]
{BODY}* Connection #0 to host idp.example.com left intact
"""


def test_a_curl_v_log() -> None:
    status, reason, headers, body = parts_of(CURL_V)
    assert (status, reason, body) == (401, "Unauthorized", BODY)
    assert headers == {"Content-Type": "application/json", "WWW-Authenticate": 'Basic realm="idp"'}
    assert read_pasted_response(CURL_V).url == "https://idp.example.com/realms/acme/token?x=1"


def test_a_curl_v_log_without_a_response_keeps_the_notes_of_curl() -> None:
    paste = "* Trying 203.0.113.7:443...\n> POST /token HTTP/1.1\ncurl: (7) Failed to connect\n"
    status, _, _, body = parts_of(paste)
    assert status is None
    assert "curl: (7) Failed to connect" in body


def test_colors_and_folded_headers() -> None:
    paste = "\x1b[1mHTTP/1.1 400 Bad Request\x1b[0m\nWWW-Authenticate: Basic\n realm=x\n\n{}"
    assert parts_of(paste) == (400, "Bad Request", {"WWW-Authenticate": "Basic realm=x"}, "{}")


def test_chunks_of_a_raw_capture_are_put_together() -> None:
    chunks = f"{len(BODY[:10]):x}\r\n{BODY[:10]}\r\n{len(BODY[10:]):x}\r\n{BODY[10:]}\r\n0\r\n\r\n"
    paste = f"HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
    assert parts_of(paste)[3] == BODY


def test_a_body_without_chunk_sizes_is_left_as_it_is() -> None:
    assert parts_of(f"HTTP/1.1 400 Bad Request\nTransfer-Encoding: chunked\n\n{BODY}")[3] == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_files_as_editors_and_shells_write_them(encoding: str) -> None:
    assert decode_paste(f"HTTP/1.1 400 Bäd\n\n{BODY}".encode(encoding)).startswith("HTTP/1.1 400 Bäd")


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    read_pasted_response(decode_paste(data))


@given(
    st.lists(
        st.sampled_from(
            [
                "HTTP/1.1 200 OK",
                "HTTP/2 401",
                "< HTTP/1.1 500 x",
                "<",
                "> POST / HTTP/1.1",
                "* TLS",
                "A: b",
                " fold",
                "",
                "{",
                "}",
                "5",
                "ff;x",
                "0",
                "curl: (6)",
                "\x00\x1b[1m",
                "401 No",
                "\ud800",
            ]
        ),
        max_size=12,
    )
)
def test_no_lines_raise(lines: list[str]) -> None:
    pasted = read_pasted_response("\n".join(lines))
    assert pasted.status is None or 100 <= pasted.status <= 599


@pytest.mark.parametrize(
    "line_break", ["\r", "\n", "\r\n", "\r\r", "\r\r\n", "\x85", "\u2028", "\u2029"], ids=ascii
)
def test_any_line_break_ends_a_line(line_break: str) -> None:
    paste = f"HTTP/1.1 401 Unauthorized\nContent-Type: application/json\nX-Id: 7\n\n{BODY}\n"
    headers = {"Content-Type": "application/json", "X-Id": "7"}
    assert parts_of(paste.replace("\n", line_break)) == (401, "Unauthorized", headers, BODY)
    log = f"> POST /token HTTP/1.1\n> Host: idp.example\n>\n< HTTP/1.1 401 No\n<\n{BODY}".replace(
        "\n", line_break
    )
    assert read_pasted_response(log).url == "http://idp.example/token"


def test_different_line_breaks_in_one_paste_are_all_read() -> None:
    paste = f"HTTP/1.1 401 No\rA: 1\r\nB: 2\u2028\n{BODY}"
    assert parts_of(paste) == (401, "No", {"A": "1", "B": "2"}, BODY)


def test_a_separator_inside_of_a_json_string_stays_there() -> None:
    body = '{"error_description":"two\u2028lines"}'
    assert parts_of(f"HTTP/1.1 400 Bad Request\r\n\r\n{body}")[3] == body
