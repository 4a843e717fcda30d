"""The repr of what holds secrets or foreign text shows neither: it stands in assertions and in logs."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from tests.runs import BASIC, CONNECTOR, answered, run_of
from tui.interchange.import_.read import read_import
from tui.interchange.ticket.read import read_ticket
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.masking.decoded_text import DecodedText
from tui.oauth2.masking.secret_spellings import spellings_of

from .forms import leaks

SECRET = "row-s3cret-77"
CURL = (
    f"curl 'https://idp.example.com/token?api_key={SECRET}' -u 'abcd-1234:{SECRET}' -H 'X-Api-Key: {SECRET}' "
    f"-d grant_type=password -d username=svc --data-urlencode 'password={SECRET}'"
)
TYPED = replace(CONNECTOR, additional_headers=(AdditionalRow("X-Api-Key", SECRET),))
ATTEMPT = answered(BASIC, 401, SECRET, [("X-Echo", SECRET)], TYPED)
HOLDERS = {
    "connector": TYPED,
    "attempt": ATTEMPT,
    "run": run_of(ATTEMPT),
    "spellings": spellings_of(SECRET),
    "text": DecodedText.of(SECRET),
    "import": read_import(CURL),
    "ticket": read_ticket(f"{CURL}\n\nHTTP/1.1 401 Unauthorized\n\npassword={SECRET}\n"),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_a_repr_shows_no_secret(name: str) -> None:
    assert leaks(repr(HOLDERS[name]), {"secret": SECRET}) == []


def test_what_holds_a_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(CONNECTOR)
