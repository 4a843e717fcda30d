"""How long a diagnosis takes, for responses of 1 MiB and for ordinary ones.

    .venv/bin/python -m tests.benchmarks.diagnosis_speed

The hostile ones repeat what is costly for careless code: one character, the start of what a rule looks for,
what looks like the start of a member, an element or an escape. Prints the median processor time of several
rounds in milliseconds, since other processes disturb it less than the clock: of a response on its own, as
`explain` has it, and of a run of two attempts, where the connector's secrets are looked for besides.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.oauth2.exchange import Exchange, HttpResponse
from tui.oauth2.responses.token_response import read_answer
from tui.oauth2.secret import Secret

_MIB = 1024 * 1024
_ROUNDS = 15
CONNECTOR = Connector(
    client_id="abcd-1234",
    client_secret=Secret("made up/secret+7"),
    username="svc.connector",
    password=Secret("made-up&password"),
    token_url="https://idp.example.com/oauth2/token",
)
_ERROR = {"error": "invalid_grant", "error_description": "The user name or password is wrong."}
HOSTILE = {
    "blanks": " ",
    "quotes": '"',
    "escaped quotes": '\\"',
    "backslashes": "\\",
    "opening brackets": "<",
    "elements that never end": "<svg><title>",
    "comments that never end": "<!--",
    "objects that never end": '{"error":',
    "lists that never end": "[",
    "members": 'error="invalid_grant", ',
    "codes that are almost known": "aadsts5012 ",
    "words that are almost a phrase": "the user name or password you entered is not ",
    "claims": "the client secret is invalid or user locked, ",
    "words without blanks": "invalid_client_secret_",
    "letters of Chinese": "用户名或密码",
    "numbers": "1",
}
"""What a body repeats, up to 1 MiB."""


def _filled(unit: str) -> bytes:
    return (unit * (_MIB // len(unit.encode()) + 1)).encode()[:_MIB]


BODIES = {
    "an ordinary error": json.dumps(_ERROR).encode(),
    "1 MiB of JSON": json.dumps({**_ERROR, "trace": ["at line 7"] * (_MIB // 13)}).encode(),
    "1 MiB of JSON, cut off": (json.dumps([_ERROR]) * (_MIB // 90)).encode(),
    "1 MiB of a web page": b"<!DOCTYPE html><title>Sign in</title>"
    + b"<p>Please sign in.</p>\n" * (_MIB // 23),
    "1 MiB of text": b"no such thing here " * (_MIB // 19),
    "1 MiB of one letter": b"x" * _MIB,
    **{f"1 MiB of {name}": _filled(unit) for name, unit in HOSTILE.items()},
}


def median_ms(work: Callable[[], object]) -> float:
    """Return the median processor time of a call in milliseconds."""
    work()
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def main() -> int:
    """Print a line for each kind of answer."""
    print(f"{'':44}{'response':>10}{'run of two':>12}  (median ms of {_ROUNDS})")
    for name, body in BODIES.items():
        response = HttpResponse(400, "", (("Content-Type", "application/json"),), body)
        answer = read_answer(response, CONNECTOR.response)
        attempts = tuple(
            Attempt(method, None, Exchange(assemble(CONNECTOR, method), response), answer)
            for method in (ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY)
        )
        alone = median_ms(partial(diagnose_response, response, status=400))
        run = median_ms(partial(diagnose_run, CONNECTOR, Run(attempts)))
        print(f"{name:44}{alone:10.2f}{run:12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
