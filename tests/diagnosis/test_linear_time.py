"""However a response repeats itself, reading it takes about as long as reading plain words of that length.

A ratio is measured, not seconds: quadratic time is a hundred times as slow on every machine.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import pytest

from tests.diagnosis.api.api_runs import called, diagnosed
from tests.processor_time import LOOKS, shortest, takes_less
from tests.runs import BODY, CONNECTOR, answered, run_of
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.interchange.pasted_response import read_pasted_response
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.responses.token_response import read_answer

LENGTH: Final = 65_536
"""Bytes of a body or a paste: what is quadratic takes hundreds of times as long as plain words."""
_HEADERS_ARE_SHORTER: Final = 8
PLAIN: Final = "lorem ipsum dolor "
SLOWEST: Final = 60
"""Times the plain words. What is linear stays below half of it, what is quadratic is far above."""
UNITS: Final = [
    *("<svg>", "<style>", "<script>", "<template>", "<noscript ", "<!--", "<!-", "<title>", "<title", "<h1>"),
    *("<h1 ", "<input ", "<input type=", "<", "<a ", "</", "<a>b</", "<![CDATA[", "<?", "&amp;", "&#", "&lt"),
    *("{", "[", '{"', '"', '\\"', "\\", "'", "a=", "a:", 'a: "', "a:'", '"a":"b",', '{"a":', "=", "&a=b"),
    *("%41", "%", "a", "aadsts", "aadsts5", "error ", "error: ", 'error="', "invalid_", "_", "A_", "Aa", "A"),
    *("1", "401 ", "status 401 ", "http ", "\n", "\t", " ", "\r\n", "\0", "\ufeff", "é", "İ", "-", "\u2028"),
    *(".", "/", "a.", "eyJ", "eyJhbGci.eyJ.", "password ", "saml", "missing ", "bearer ", ", ", "a, ", 'a="'),
]


def repeated(unit: str, length: int) -> str:
    return unit * (length // len(unit.encode()) + 1)


def body_of(unit: str, length: int) -> Callable[[], object]:
    data = repeated(unit, length).encode()[:length]
    pages = [
        HttpResponse(400, "", (("Content-Type", "text/html"),), start + data) for start in (b"", b"<html>")
    ]

    def work() -> None:
        for page in pages:
            read_answer(page, ResponseSettings())
            diagnose_response(page, status=400)

    return work


def headers_of(unit: str, length: int) -> Callable[[], object]:
    value = repeated(unit, length // _HEADERS_ARE_SHORTER)
    names = ("WWW-Authenticate", "Location", "Content-Type", "X-Error", "Date", "Retry-After")
    headers = [(name, value) for name in names]
    run = run_of(answered(BODY, 401, b"{}", headers))
    calls = [called(status, *headers, body=b"{}") for status in (401, 429)]

    def work() -> None:
        diagnose_run(CONNECTOR, run)
        for call in calls:
            diagnosed(call)

    return work


def paste_of(unit: str, length: int) -> Callable[[], object]:
    text = repeated(unit, length)
    folded = "\n ".join(text[start : start + 4] for start in range(0, len(text), 4))
    pastes = [text, f"HTTP/1.1 400 Bad Request\nX: {text}\n\n{{}}", f"HTTP/1.1 400 Bad\nX: {folded}\n\n{{}}"]

    def work() -> None:
        for paste in pastes:
            read_pasted_response(paste)

    return work


Reading = Callable[[str, int], Callable[[], object]]


@cache
def longest(work_of: Reading) -> float:
    work = work_of(PLAIN, LENGTH)
    return SLOWEST * shortest(work)


def is_linear(work_of: Reading, unit: str) -> bool:
    """Tell whether reading so many of a unit takes no longer than it may.

    Most units tell that in an eighth of the length: were it quadratic, the whole wouldn't take too long.
    """
    for part in (8, 4, 2, 1):
        work = work_of(unit, LENGTH // part)
        if takes_less(longest(work_of) / part**2, work, looks=LOOKS if part == 1 else 1):
            return True
    return False


@pytest.mark.parametrize("work_of", [body_of, headers_of, paste_of])
def test_no_repetition_is_slow(work_of: Reading) -> None:
    assert [unit for unit in UNITS if not is_linear(work_of, unit)] == []


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every compiled pattern that stands in a module which reads foreign text."""
    for package in ("diagnosis", "oauth2", "interchange", "profiles"):
        folder = importlib.import_module(f"tui.{package}")
        for info in pkgutil.walk_packages(folder.__path__, f"tui.{package}."):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{info.name}.{name}", value


def lazy_and_unbounded(items: Any) -> bool:
    for operator, argument in items:
        if str(operator) == "MIN_REPEAT" and str(argument[1]) == "MAXREPEAT":
            return True
        for part in argument if isinstance(argument, list | tuple) else ():
            parts = part if isinstance(part, list) else [part]
            if any(hasattr(inner, "getwidth") and lazy_and_unbounded(inner) for inner in parts):
                return True
    return False


def test_no_expression_over_foreign_text_is_lazy_without_a_bound() -> None:
    parser = importlib.import_module("re._parser")
    assert lazy_and_unbounded(parser.parse("a(?:b|<!--.*?-->)"))
    parsed = {name: parser.parse(pattern.pattern, pattern.flags) for name, pattern in patterns()}
    assert len(parsed) > 50
    found = {name for name, items in parsed.items() if lazy_and_unbounded(items)}
    assert found == set()
