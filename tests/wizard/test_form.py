"""The form on the screens: the exact labels, one line of help, and messages beside the field."""

from __future__ import annotations

from textual.widgets import Collapsible, Static

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.wizard.widgets.field import Field

from .driving import WIDE, wizard
from .samples import COMPLETE

# From the connector form, to the letter.
TEXT_FIELDS = {
    Step.CONNECTOR: ["Name", "Description", "Base Url"],
    Step.CLIENT: ["Client ID", "Client Secret"],
    Step.RESOURCE_OWNER: ["Password Grant Username", "Password Grant Password"],
    Step.TOKEN_ENDPOINT: ["Oauth2 Token Url"],
}
FOLDED_FIELDS = [
    "Header Auth Key",
    "Header Auth Value Pattern",
    "Oauth2 Custom Grant Type",
    "Oauth2 Custom Oauth Request Options Custom Grant Type",
    "Oauth2 Custom Oauth Response Response Type",
    "Json Access Token Key",
    "Json Expires In Key",
    "Json Expires In Format",
]
REQUIRED = {"Client ID", "Client Secret", "Password Grant Username", "Password Grant Password"} | {
    "Oauth2 Token Url"
}


async def test_each_field_has_the_forms_label_and_one_line_of_help() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        for step, labels in TEXT_FIELDS.items():
            await d.go_to(step)
            fields = d.app.screen.query(Field)
            told = [str(field.query_one(".field-label", Static).content).split("\n") for field in fields]
            shown, help_texts = [lines[0] for lines in told], [lines[1:] for lines in told]
            assert shown == [f"{label}  required" if label in REQUIRED else f"{label}  " for label in labels]
            for (help_text,), label in zip(help_texts, labels, strict=True):
                await d.sees(f"{label} ", help_text, within="#form")
            await d.sees(f"Step {step.number} of 10", within="#header")
            await d.sees(step.title, within="#step-title")


async def test_the_folded_fields_have_the_forms_labels_too() -> None:
    async with wizard(COMPLETE, Step.CLIENT_AUTHENTICATION, size=(120, 100)) as d:
        await d.sees("▶ Fields that should stay blank, and the response keys", within="#form")
        assert "Json Access Token Key" not in d.seen()
        d.app.screen.query_one("#blank-fields", Collapsible).collapsed = False
        await d.sees(*FOLDED_FIELDS, within="#form")
        seen = d.seen("#form")
        places = [seen.index(label) for label in FOLDED_FIELDS]
        assert places == sorted(places)
        assert "Json: the token is under a key. Text: the whole body is the token." in seen


async def test_next_refuses_what_is_missing_names_it_and_goes_there() -> None:
    async with wizard(Connector(), Step.CLIENT) as d:
        assert "is required." not in d.seen("#main")
        await d.press("ctrl+n")
        await d.sees("2 fields to fix.", within="#navigation")
        await d.until(lambda: d.seen("#form").count("This field is required.") == 2, "each says so")
        await d.focus_is("client_id")
        await d.fill("client_id", "abcd")
        await d.click("#next")
        await d.focus_is("client_secret")
        await d.until(lambda: d.seen("#form").count("required.") == 1, "one is left")
        await d.fill("client_secret", "made up")
        await d.until(lambda: "required." not in d.seen("#main"), "none is left")
        await d.press("enter")
        await d.on_step(Step.RESOURCE_OWNER)


async def test_a_bad_url_is_explained_beside_the_field_once_it_is_left() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.fill("base_url", "https://user:pw@idp.example.com/")
        assert "The URL" not in d.seen("#form")
        await d.press("shift+tab")
        await d.sees("✗ The URL contains a user name or password before the @", within="#form")
        await d.press("ctrl+n")
        await d.focus_is("base_url")
        await d.on_step(Step.CONNECTOR)


async def test_a_message_goes_as_soon_as_the_value_is_right() -> None:
    async with wizard(COMPLETE, Step.TOKEN_ENDPOINT) as d:
        await d.fill("token_url", "ftp://idp.example.com/token")
        await d.press("ctrl+n")
        await d.sees("only https:// and http:// can be used.", within="#form")
        await d.fill("token_url", "https://idp.example.com/token")
        await d.until(lambda: "can be used" not in d.seen("#main"), "the message is gone")


async def test_enter_goes_from_field_to_field_and_from_the_last_to_the_next_step() -> None:
    async with wizard(at=Step.CONNECTOR) as d:
        for key in ("name", "description", "base_url"):
            await d.focus_is(key)
            await d.on_step(Step.CONNECTOR)
            await d.press("enter")
        await d.on_step(Step.CLIENT)
        await d.focus_is("client_id")


async def test_a_step_starts_at_the_first_empty_field() -> None:
    async with wizard(Connector(name="acme", client_id="abcd"), Step.CLIENT) as d:
        await d.focus_is("client_secret")


async def test_typed_text_reaches_the_connector_to_the_letter() -> None:
    async with wizard(at=Step.CONNECTOR) as d:
        await d.press(*"Ü 東🔑[b]", "space", "x")
        await d.until(lambda: d.connector.name == "Ü 東🔑[b] x", "the name is typed")
        await d.sees("Ü 東🔑[b] x ●", within="#header")


async def test_what_was_trimmed_deleted_or_pasted_over_comes_back() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.fill("client_id", "  abc  ")
        await d.press("ctrl+t")
        assert d.connector.client_id == "abc"
        await d.press("ctrl+z")
        assert d.connector.client_id == "  abc  "
        await d.press("end", "d", "e", "ctrl+u")
        assert d.connector.client_id == ""
        await d.press("ctrl+z")
        assert d.connector.client_id == "  abc  de"
        await d.press("ctrl+z")  # what was typed in one go
        assert d.connector.client_id == "  abc  "
        await d.press("ctrl+z")
        assert d.connector.client_id == COMPLETE.client_id
        await d.press("ctrl+z", "ctrl+z")
        assert d.connector.client_id == COMPLETE.client_id


async def test_undoing_reveals_no_secret() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        before = d.connector.client_secret.reveal()
        await d.fill("client_secret", "made-up-secret-2")
        await d.press("ctrl+z")
        assert d.connector.client_secret.reveal() == before
        assert before not in d.seen()
