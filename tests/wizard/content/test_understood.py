"""What a paste was read as, in one line."""

from __future__ import annotations

import pytest

from tui.interchange.pasted_response import read_pasted_response
from tui.wizard.content.understood import understood

HEAD = "HTTP/1.1 400 Bad Request\n"


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        (f'{HEAD}A: 1\nB: 2\n\n{{"error":"x"}}', "Status 400 · 2 headers · JSON body, 13 bytes"),
        (f'{HEAD}A: 1\n\n{{"error":"x', "Status 400 · 1 header · broken JSON body, 11 bytes"),
        (HEAD, "Status 400 · no headers · no body"),
        ("<html><title>Sign in</title>", "Status unknown · no headers · HTML body, 28 bytes"),
        ("<?xml version='1.0'?><a/>", "Status unknown · no headers · XML body, 25 bytes"),
        (
            f"{HEAD}Content-Type: application/x-www-form-urlencoded\n\nerror=x",
            "Status 400 · 1 header · form-encoded body, 7 bytes",
        ),
        ("some words", "Status unknown · no headers · text body, 10 bytes"),
        ("[" * 5_000, "Status unknown · no headers · broken JSON body, 5,000 bytes"),
    ],
)
def test_it_names_the_status_the_headers_and_the_kind_of_body(pasted: str, words: str) -> None:
    assert understood(read_pasted_response(pasted)) == words
