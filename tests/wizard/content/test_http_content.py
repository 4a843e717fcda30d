"""The styled request: its text is the exported text, to the letter, apart from the override marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.samples import BASIC, BODY, COMPLETE, PASSWORD
from tui.interchange.curl import curl_command
from tui.interchange.http_text import http_text
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
from tui.wizard.content.http_content import request_content, shell_content

HEADER_MARK = "   ← overrides the connector's own value"
BODY_MARK = " ← override"
METHODS = list(ClientAuthentication)[1:]
words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
names = st.text("abcXYZ-_[]/.", min_size=1, max_size=8)


def styled(connector: Connector, method: ClientAuthentication, *, reveal: bool = False) -> tuple[str, str]:
    """Return the text as exported, and as shown."""
    request = assemble(connector, method)
    text = http_text(request, Redactor.for_connector(connector), reveal=reveal)
    return text, request_content(text, request, ("accept", "username")).plain


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("reveal", [False, True])
def test_the_text_is_the_exported_one(method: ClientAuthentication, reveal: bool) -> None:
    exported, shown = styled(COMPLETE, method, reveal=reveal)
    assert shown == exported
    assert (PASSWORD in shown) is reveal


@given(words, words, words, st.lists(st.builds(AdditionalRow, names, words), max_size=3))
def test_whatever_is_typed_the_text_is_the_exported_one(
    username: str, password: str, path: str, rows: list[AdditionalRow]
) -> None:
    connector = replace(
        COMPLETE,
        username=username,
        password=Secret(password),
        token_url=f"https://idp.example.com/{path}",
        additional_request_data=tuple(rows),
    )
    for method in (BASIC, BODY):
        exported, shown = styled(connector, method, reveal=True)
        assert shown.replace(BODY_MARK, "") == exported


def test_an_overridden_header_is_marked_beside_its_line() -> None:
    connector = replace(COMPLETE, additional_headers=(AdditionalRow("accept", "*/*"),))
    exported, shown = styled(connector, BASIC)
    assert f"accept: */*{HEADER_MARK}" in shown.splitlines()
    assert shown.replace(HEADER_MARK, "") == exported


def test_an_overridden_parameter_is_marked_behind_its_value() -> None:
    rows = (AdditionalRow("grant_type", "account_credentials"), AdditionalRow("scope", "a"))
    exported, shown = styled(replace(COMPLETE, additional_request_data=rows), BODY)
    assert f"grant_type=account_credentials{BODY_MARK}&username=" in shown
    assert shown.endswith("&scope=a")
    assert shown.replace(BODY_MARK, "") == exported


def test_markup_in_values_is_text() -> None:
    rows = (AdditionalRow("X-A", "x[/y]"), AdditionalRow("X-B", "[$error]boo[/]"))
    _, shown = styled(replace(COMPLETE, client_id="[b]id[/b]", additional_headers=rows), BASIC)
    for line in ("Client-Id: [b]id[/b]", "X-A: x[/y]", "X-B: [$error]boo[/]"):
        assert line in shown.splitlines()


@pytest.mark.parametrize("size", [10, 30_000])
def test_a_shell_command_is_shown_to_the_letter(size: int) -> None:
    connector = replace(COMPLETE, username="[$error]'$x" * size)
    command = curl_command(assemble(connector, BODY))
    assert shell_content(command).plain == command
