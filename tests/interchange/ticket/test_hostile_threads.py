"""Threads that were cut, shuffled, quoted or wrapped: nothing raises, and no value is made up."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.processor_time import shortest, takes_less
from tui.interchange.ticket.document import ticket_document
from tui.interchange.ticket.read import read_ticket
from tui.interchange.ticket.shown import ticket_report
from tui.terminal.wrapping import plain_lines

from .threads import THREADS

_LINES = [line for thread in THREADS.values() for line in thread.text.split("\n")]
_FIELDS = ("client_id", "username", "client_secret", "password")
_MARKS = re.compile(r"(?m)^(?:> ?)+")
_UNQUOTED = str.maketrans("", "", "\"'\\`")
LOW = settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str) -> None:
    """Read a text, show it, and look for each value of the form in it."""
    ticket = read_ticket(text)
    if ticket is None:
        return
    list(plain_lines(ticket_report("x", ticket)))
    ticket_document(ticket)
    plain = unquoted(text)
    for field in ticket.filled.fields:
        if field.key in _FIELDS:
            # What was percent-encoded or in Base64 is not there literally.
            assert unquoted(field.clear) in plain or "%" in text or "Basic " in text, field.key


def unquoted(text: str) -> str:
    """Return a text on one line without marks of mail, and without what a shell takes away."""
    return " ".join(_MARKS.sub("", text).translate(_UNQUOTED).split())


@LOW
@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_lines_of_all_threads_in_any_order(lines: list[str]) -> None:
    check("\n".join(lines))


@LOW
@given(st.sampled_from(list(THREADS.values())), st.data())
def test_threads_that_are_cut_wrapped_and_quoted(thread: object, data: st.DataObject) -> None:
    text = thread.text  # type: ignore[attr-defined]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    text = text[:start] + text[end:]
    if data.draw(st.booleans()):
        wrapped = (textwrap.wrap(line, 72, break_long_words=False) or [""] for line in text.split("\n"))
        text = "\n".join(part for lines in wrapped for part in lines)
    if data.draw(st.booleans()):
        text = "".join(f"> {line}\n" for line in text.split("\n"))
    check(text.replace("\n", data.draw(st.sampled_from(["\n", "\r\n", "\r"]))))


@LOW
@given(st.text(alphabet="> \n:{}[]\"'\\-<*=curl@1/.,d\r\t", max_size=300))
def test_marks_and_nothing_else(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece",
    [
        '{"a\n', "> curl -d 'x\n\n", "client id: a\n\n\n", "x = 1\n", "* x\n",
        "java.io.IOException\n  at a.b(c)\n\n",
        "From: Anna Ba\n", "On Tue, Nov 3, 2026 at 10:12 AM Anna <a@b.c> wrote:\n", "> POST / HTTP/1.1\n",
        "import x\n", "HTTP/1.1 401 No\n\n", "<html>\n",
    ],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    once = shortest(lambda: read_ticket(piece * 1000))
    assert takes_less(10 * once + 0.07, lambda: read_ticket(piece * 4000))
