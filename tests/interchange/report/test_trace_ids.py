"""The ids of a response are found by the shape of their names, and nothing else is taken for one."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.processor_time import shortest, takes_less
from tui.interchange.report.trace_ids import TraceId, is_trace_name, trace_ids

NAMES: Final = """
    x-request-id X-Request-ID x-ms-request-id traceparent x-correlation-id cf-ray x-amzn-requestid
    apigw-requestid x-amzn-RequestId client-request-id trace_id correlation_id requestId error_id
    reference errorId X-B3-TraceId uber-trace-id x-datadog-trace-id x-vcap-request-id x-okta-request-id
    x-amzn-trace-id x-azure-ref x-msedge-ref x-cloud-trace-context fbtrace_id X-CorrelationID
    correlationID x-transaction-id X-Zm-TrackingId trackingId paypal-debug-id x-auth0-requestid incidentId
    incident_number supportId logId event_id x-ms-activity-id mise-correlation-id X-GitHub-Request-Id
    UNIQUE_ID requestid error_reference sap-request-id x-request-uuid X-Request-Guid exceptionId ErrorUUID
    req_id x-amz-id-2
""".split()
OTHERS: Final = """
    client_id user_id tenant_id session_id id request_valid grid valid error error_code error_uri
    errorCode requests log login_id dialog_id blog_id paid object_id app_id account_id kid jti request
    message reference_url referrer event request_method error_description catalog-id key_id
    organization_id grant_id device_id request_context error_number x-powered-by date server retry-after
""".split()
AZURE: Final = (
    '{"error":"invalid_grant","error_description":"AADSTS50126: Error validating credentials. Trace ID: '
    "5d5b2f7a-0c1d-4f6e-9a3c-1e2f3a4b5c6d Correlation ID: 7f6e5d4c-1111-2222-3333-444455556666 Timestamp: "
    '2024-01-02 03:04:05Z","trace_id":"5d5b2f7a-0c1d-4f6e-9a3c-1e2f3a4b5c6d"}'
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_id_is_known(name: str) -> None:
    assert is_trace_name(name)


@pytest.mark.parametrize("name", OTHERS)
def test_another_name_is_not_one(name: str) -> None:
    assert not is_trace_name(name)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295&#46;a4e16ab", ["18.2d351ab8.1557333295.a4e16ab"]),
        ("<p>It was rejected. Your support ID is: 1234567890123456789<br>", ["1234567890123456789"]),
        ("Ray ID: <strong>8c1d2e3f4a5b6c7d</strong>", ["8c1d2e3f4a5b6c7d"]),
        ("<Error><RequestId>4442587FB7D0A2F9</RequestId></Error>", ["4442587FB7D0A2F9"]),
        ('{"details": {"meta": {"requestId": 12345678}}}', ["12345678"]),
        (r'{"fault": "{\"request_id\": \"abc-123\"}"}', ["abc-123"]),
        ("Ref A: 0D1E2F Ref B: AMS04", ["0D1E2F", "AMS04"]),
        (r'{"error_description": "No.\r\nTrace ID: 75170573-effd\r\nTimestamp: 1"}', ["75170573-effd"]),
        ("error=access_denied&error_id=oae12x&x=1", ["oae12x"]),
        ("The error has the reference number 42A1.", ["42A1"]),
        ('{"errorId": "invalid_client", "reference": "see the manual"}', []),
        ('{"reference": "https://docs.example.com/errors/42"}', []),
        ('{"request_id": "••••••••"}', []),
        ("request id", []),
        ("", []),
    ],
)
def test_ids_are_found_wherever_a_body_has_them(body: str, found: list[str]) -> None:
    assert [one.value for one in trace_ids((), body)] == found


def test_headers_come_first_and_each_value_once() -> None:
    headers = [("Date", "Mon, 1 Jan 2024"), ("x-ms-request-id", "5D5B2F7A-0c1d-4f6e-9a3c-1e2f3a4b5c6d")]
    assert trace_ids(headers, AZURE) == (
        TraceId("x-ms-request-id", "5D5B2F7A-0c1d-4f6e-9a3c-1e2f3a4b5c6d", "header"),
        TraceId("Correlation ID", "7f6e5d4c-1111-2222-3333-444455556666", "body"),
    )


@settings(max_examples=examples(25))
@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=300)), max_size=5))
def test_no_response_breaks_it_or_makes_it_talk_for_long(body: str, headers: list[tuple[str, str]]) -> None:
    found = trace_ids(headers, body)
    assert len(found) <= 20
    assert all(len(one.value) <= 200 for one in found)


@pytest.mark.parametrize(
    "part", ["request_id:", "request_id: a1 ", "a", '"a', "request ", "trace id <b ", "\\", "a_", "&#32;"]
)
def test_a_hostile_body_takes_a_moment(part: str) -> None:
    short, long = part * (20_000 // len(part)), part * (320_000 // len(part))
    # What is quadratic takes 256 times as long.
    assert takes_less(80 * shortest(lambda: trace_ids((), short)) + 0.02, lambda: trace_ids((), long))
