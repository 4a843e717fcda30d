"""Every kind of field opens on the verdict card: a list of values and a tick box as a text or a row does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Checkbox

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.choices import CHOICES, SWITCHES
from tui.form.field_values import PLACES, value_of
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.form_fields import FORM_FIELDS
from tui.wizard.widgets.choice_list import ChoiceList
from tui.wizard.widgets.result.in_place_editor import part_for
from tui.wizard.widgets.result.in_place_part import ChoicePart, SwitchPart, TextPart
from tui.wizard.widgets.result.in_place_rows import RowsPart

from .driving import wizard
from .samples import BASIC, BODY, COMPLETE, GRANTED, attempt, record
from .test_verdict_card import GRANTING, show

TOKEN_ALONE = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln"
TWICE = {"error": "invalid_request", "error_description": "Multiple credentials were sent"}
HEADERS = "request.credential_headers"


@pytest.mark.parametrize("key", sorted(set(PLACES) - {"api"}))
def test_each_field_has_the_part_of_its_kind(key: str) -> None:
    part = part_for(key, COMPLETE)
    value = value_of(COMPLETE, key)
    if isinstance(value, tuple):
        assert isinstance(part, RowsPart)
    elif isinstance(value, bool):
        assert isinstance(part, SwitchPart)
        assert key in SWITCHES
    elif key in CHOICES:
        assert isinstance(part, ChoicePart)
    else:
        assert isinstance(part, TextPart)


def test_each_field_that_a_finding_can_name_is_edited_in_place() -> None:
    assert set(FORM_FIELDS) <= set(PLACES)


async def test_the_response_type_is_chosen_from_its_list_which_begins_with_the_proposed_one() -> None:
    with RawServer(answering(http_answer(200, TOKEN_ALONE))) as server:
        connector = replace(COMPLETE, token_url=server.token_url, client_authentication=BASIC)
        unusable = record(attempt(200, TOKEN_ALONE, connector=connector), connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, unusable)
            await d.sees("Change: Oauth2 Custom Oauth Response", "Now Json To Text", within="#headline")
            await d.press("enter")
            await d.focus_is("in-place-choices")
            assert d.app.screen.query_one(ChoiceList).value == "text"
            assert d.connector == connector
            await d.press("up", "escape")
            await d.focus_is("headline")
            assert d.connector == connector
            await d.click("#chip")
            await d.focus_is("in-place-choices")
            await d.pilot.click("#in-place-choices", offset=(5, 0))
            await d.until(lambda: d.app.screen.query_one(ChoiceList).value == "json", "chosen by a click")
            assert server.connections == 0
            await d.press("down")
            await d.hold("enter")
            await d.sees("Works with Basic Auth.", "Response Type changed", within="#headline")
            assert d.connector.response.type == "text"
            assert server.connections == 1


async def test_the_client_authentication_that_a_fix_names_is_chosen_at_once() -> None:
    with RawServer(GRANTING) as server:
        method = ClientAuthentication.REQUEST_BODY
        connector = replace(COMPLETE, token_url=server.token_url, client_authentication=method)
        refused = attempt(401, b"", connector=connector, method=BODY)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, record(refused, connector=connector))
            await d.sees("Now OAuth 2.0 with Request Body To OAuth 2.0 with Basic Auth", within="#headline")
            await d.press("enter")
            await d.focus_is("in-place-choices")
            assert d.app.screen.query_one(ChoiceList).value == BASIC
            assert d.connector == connector
            await d.press("enter")
            await d.sees("Oauth2 Client Authentication changed", within="#headline")
            assert b"Authorization: Basic " in server.requests[0]


async def test_credential_headers_open_as_a_tick_box_which_space_changes_and_enter_sends() -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        refused = attempt(400, TWICE, connector=connector)
        works = attempt(200, GRANTED, method=BODY, connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, record(refused, works, connector=connector))
            await d.sees("Change: Credential headers", "Now on To off", within="#headline")
            await d.press("enter")
            await d.focus_is("in-place-switch")
            box = d.app.screen.query_one("#in-place-switch", Checkbox)
            assert not box.value
            assert d.connector == connector
            await d.press("space")
            await d.until(lambda: box.value, "Space ticks it")
            await d.press("enter")
            await d.sees("Nothing was changed, so nothing was sent.")
            await d.click("#in-place-switch")
            await d.until(lambda: not d.connector.request.credential_headers, "a click unticks it")
            assert server.connections == 0
            await d.press("enter")
            await d.sees("Credential headers changed", within="#headline")
            assert b"Client-Secret:" not in server.requests[0]
