"""Whatever is pasted: nothing raises, our own exports differ in nothing, what is taken over is the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.interchange.import_.test_real_curl import METHODS, VALUE
from tests.interchange.import_.test_robustness import damaged
from tests.json_schemas import assert_valid
from tests.oauth2.strategies import CONNECTORS
from tui.interchange.compare.comparing import compare
from tui.interchange.compare.shown import comparison_document, comparison_text
from tui.interchange.curl import curl_command
from tui.interchange.http_text import http_text
from tui.interchange.import_.read import read_import
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret, reveal
from tui.plain_text import plain_line

from .support import CONNECTOR, ids


def safe(text: str) -> str:
    """Return a value that an import can tell from a placeholder, a mask or a variable."""
    # What is made visible, such as <U+E0000>, reads as a placeholder.
    text = "".join(char for char in text if plain_line(char) == char)
    return "v-" + "".join(char for char in text if char not in "{}<>[]$%*•●⬤∗·…x\\X#.:`'\"“”‘’–—")


@given(
    VALUE.map(safe), VALUE.map(safe), VALUE.map(safe), VALUE.map(safe),
    st.sampled_from(METHODS), st.sampled_from(BasicEncoding), st.booleans(),
)  # fmt: skip
@settings(max_examples=examples(12))
def test_a_connector_differs_in_nothing_from_its_own_export(
    client_id: str, secret: str, username: str, password: str, method: ClientAuthentication,
    encoding: BasicEncoding, with_headers: bool,
) -> None:  # fmt: skip
    connector = Connector(
        client_id=client_id, client_secret=Secret(secret), username=username, password=Secret(password),
        token_url="https://idp.dunes.example/token?a=1", client_authentication=method,
        additional_headers=(AdditionalRow("X-Dock", "7"),),
        additional_request_data=(AdditionalRow("scope", "a b"),),
        request=RequestSettings(credential_headers=with_headers, basic_encoding=encoding),
    )  # fmt: skip
    request = assemble(connector, method)
    for text in (curl_command(request, reveal=True), http_text(request, None, reveal=True)):
        comparison = compare(connector, read_import(text))
        assert ids(comparison) == []
        assert not [one for one in comparison.unknown if one.key]


@given(CONNECTORS, damaged())
@settings(max_examples=examples(12))
def test_no_paste_makes_it_raise_and_what_is_taken_over_is_the_same_then(
    connector: Connector, text: str
) -> None:
    found = read_import(text)
    comparison = compare(connector, found)
    assert_valid("compare", comparison_document("name", "file", comparison) | {"proof": None})
    list(comparison_text("name", "file", comparison))
    assert len({one.id for one in comparison.takeable}) == len(comparison.takeable)
    for one in comparison.takeable:
        assert one.change
        connector = one.change(connector)
    assert [one.id for one in compare(connector, found).takeable] == []


@given(CONNECTORS, st.text())
@settings(max_examples=examples(12))
def test_any_text_is_compared(connector: Connector, text: str) -> None:
    for start in ("", "curl https://a.example/t -u a:b -d ", "POST /t HTTP/1.1\nHost: a.example\n"):
        comparison = compare(connector, read_import(start + text))
        assert_valid("compare", comparison_document("name", "file", comparison) | {"proof": None})


@given(damaged())
@settings(max_examples=examples(12))
def test_each_takeover_changes_its_own_field_alone(text: str) -> None:
    for one in compare(CONNECTOR, read_import(text)).takeable:
        assert one.change
        after = one.change(CONNECTOR)
        assert after != CONNECTOR
        back = replace(after, additional_request_data=CONNECTOR.additional_request_data)
        changed = [key for key in vars(CONNECTOR) if vars(back)[key] != vars(CONNECTOR)[key]]
        assert len(changed) <= 1 or "swapped" in one.says
        assert reveal(after.password) is not None
