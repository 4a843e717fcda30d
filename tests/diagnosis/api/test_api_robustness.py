"""Whatever an API answers: no door of the diagnosis raises, and each finding can be shown."""

from __future__ import annotations

from typing import Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.diagnosis.api.api_runs import API, called, run_of_steps
from tests.diagnosis.api.api_runs import given as first_token
from tui.diagnosis.api.findings import diagnose_api
from tui.diagnosis.api.refresh import diagnose_refresh
from tui.diagnosis.api.rehearsal import diagnose_rehearsal
from tui.oauth2.api_run import TokenStep, Why

NAMES: Final = "Retry-After Date WWW-Authenticate Content-Type Location X-RateLimit-Reset Age Expires Allow"
DATES: Final = st.from_regex(
    r"(?:[A-Z][a-z]{2}, )?\d{1,12} (?:Jan|Dec) \d{1,9} \d{1,4}:\d{1,4}:\d{1,4} [+-]\d{1,20}", fullmatch=True
)
VALUES: Final = st.text(max_size=60) | DATES | st.from_regex(r"\d{1,40}", fullmatch=True)
HEADERS: Final = st.lists(st.tuples(st.sampled_from(NAMES.split()), VALUES), max_size=4)
BODIES: Final = st.binary(max_size=60) | st.sampled_from(
    [b'{"error": {"message": 1}}', b"<html><title>x", b'{"expires_in": 1e400}', b"[" * 50]
)


@settings(max_examples=examples(20))
@given(st.sampled_from([200, 204, 301, 400, 401, 403, 404, 405, 406, 415, 429, 500, 503]), HEADERS, BODIES)
@example(429, [("Retry-After", "Fri, 31 Dec 9999 23:59:59 -0100")], b"{}")
@example(429, [("Retry-After", "9" * 40)], b"{}")
@example(503, [("Date", "1 Jan 2000 00:00:00 +99999999999999999")], b"")
def test_no_answer_of_an_api_raises(status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    first = first_token()
    step = called(status, *headers, body=body)
    steps = run_of_steps(step, TokenStep(Why.REFRESH, first))
    findings = [
        *diagnose_api(API, run_of_steps(step), first),
        *diagnose_refresh(API, steps, first),
        *diagnose_rehearsal(API, steps, first),
    ]
    assert findings
    for finding in findings:
        assert finding.document()["title"]
