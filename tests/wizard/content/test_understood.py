"""What a paste was read as, in one line."""

from __future__ import annotations

import pytest

from tui.interchange.explained_paste import explain_paste
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
    assert understood(explain_paste(pasted)) == words


def test_it_names_the_phase_and_why() -> None:
    refused = f'{HEAD}WWW-Authenticate: Bearer error="invalid_token"\n\n{{}}'
    facts, why = understood(explain_paste(refused)).splitlines()
    assert facts == "Status 400 · 1 header · JSON body, 2 bytes · of the API"
    assert why == (
        'Only an API sends Bearer error="invalid_token". '
        "Press Ctrl+T to read it as a response of the token endpoint."
    )
    assert understood(explain_paste(refused, "api")) == facts
    assert understood(explain_paste(refused, "token")) == facts.removesuffix(" · of the API")
    assert (
        understood(explain_paste("curl https://idp.example.com/token")) == "A request, without its response"
    )
