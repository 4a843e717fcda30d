"""A status in words beside a body is read, and no other number is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interchange.pasted_response import read_pasted_response
from tui.interchange.prose_status import told_status

BODY = '{"error":"invalid_client"}'


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("returned 401: ", 401),
        ("status=401 ", 401),
        ("HTTP 403\n", 403),
        ("The request failed: 400 Bad Request\n\n", 400),
        ("Response status code does not indicate success: 400 (Bad Request).\n", 400),
        ("The remote server returned an error: (401) Unauthorized. ", 401),
        ("oauth2: cannot fetch token: 401 Unauthorized\nResponse: ", 401),
        ("Client error: `POST https://idp.example.com/t` resulted in a `400 Bad Request` response:\n", 400),
        ("Request failed with status code 401 ", 401),
        ("401 Client Error: Unauthorized for url: https://idp.example.com/token\n", 401),
        ("statusCode=502, body=", 502),
        ("First it was HTTP 200. Since 12:30 it is HTTP 400: ", 400),
    ],
)
def test_a_status_before_the_body(before: str, status: int) -> None:
    pasted = read_pasted_response(before + BODY)
    assert (pasted.status, pasted.response.status, pasted.response.body.decode()) == (status, status, BODY)


@pytest.mark.parametrize("after", [" (HTTP 401)", "\nstatus=401", "\n\nWe got 401 Unauthorized."])
def test_a_status_after_the_body(after: str) -> None:
    pasted = read_pasted_response(BODY + after)
    assert (pasted.status, pasted.response.body.decode()) == (401, BODY)


def test_a_page_after_the_status_is_the_body() -> None:
    pasted = read_pasted_response("unexpected status code: 502 <html><h1>Bad</h1></html> and then we left")
    assert (pasted.status, pasted.response.body) == (502, b"<html><h1>Bad</h1></html>")


def test_of_several_responses_the_last_counts() -> None:
    pasted = read_pasted_response(f'got 400: {{"error":"invalid_request"}} and then got 401: {BODY}')
    assert (pasted.status, pasted.response.body.decode()) == (401, BODY)


def test_a_request_in_words_is_no_body() -> None:
    pasted = read_pasted_response('We sent {"grant_type":"password"} and got 401')
    assert pasted.status == 401
    assert b"got 401" in pasted.response.body


@pytest.mark.parametrize(
    "text",
    [
        "POST https://idp.example.com:400/token took 401 ms",
        "request id 401, port 443, at 12:400",
        "exit status 404",
        "status: 401-2323",
        "error 500ms",
        "got 404 rows",
        "status 400 %",
        "ticket 401.",
        "version 4.0.400",
        "404 of 500",
        '{"status": 401}',
        "?status=401",
        "sent at 10:401 Unauthorized",
    ],
)
def test_other_numbers_are_no_status(text: str) -> None:
    assert told_status(text) is None
    assert read_pasted_response(text).status is None


NUMBERS = st.integers(400, 599)
OTHERS = st.one_of(
    st.sampled_from(
        [
            "id {}",
            "id={}",
            "port {}",
            "host:{}",
            "10:{}",
            "{}:30",
            "{} ms",
            "{} bytes",
            "ref-{}",
            "{}-4f1d",
            "#{}",
        ]
    ),
    st.sampled_from(["0x{}", "{}a7c", "a{}", "1{}", "{}1", "3.{}", "{}.5", "{},000", "/{}/", "?n={}", "{}%"]),
)


@given(OTHERS, NUMBERS, st.sampled_from(["", "Trace ", "The request was logged. ", "Since Monday, "]))
def test_no_number_of_an_id_a_time_or_a_port_is_a_status(other: str, number: int, before: str) -> None:
    text = before + other.format(number)
    assert told_status(text) is None
    assert read_pasted_response(f"{text}\n{BODY}").status is None


@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                ["status=401", "HTTP 4", "returned 500", "{", '{"', "<html>", "</html>", "(400)", "\n"]
            ),
            st.sampled_from(
                ["400 Bad Request", "curl ", "'", '"', "POST /t HTTP/1.1", "grant_type=", "\\", "> "]
            ),
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_text_raises_and_each_status_is_one(text: str) -> None:
    told = told_status(text)
    assert told is None or 200 <= told.status <= 599
    pasted = read_pasted_response(text)
    assert pasted.status is None or pasted.status == pasted.response.status
