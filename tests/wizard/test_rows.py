"""The rows of additional headers and request data: add, edit, delete, reorder, mark, override."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import OptionList

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import MASK, Secret
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.steps.rows import RowsStep
from tui.wizard.screens.steps.step_screens import screen_of

from .driving import WIDE, Driver, wizard
from .samples import COMPLETE


def with_rows(*pairs: tuple[str, str]) -> tuple[AdditionalRow, ...]:
    return tuple(AdditionalRow(name, value) for name, value in pairs)


def headers(d: Driver) -> list[tuple[str, str]]:
    return [(row.name, str(row.value)) for row in d.connector.additional_headers]


async def test_rows_are_added_edited_and_deleted_by_key() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.sees("No additional headers. Press a to add a row, or Enter to go on.", within="#main")
        await d.focus_is("next")
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.sees("Add additional header")
        await d.focus_is("row.name")
        await d.paste("X-Tenant")
        await d.press("enter")
        await d.focus_is("row.value")
        await d.paste("acme")
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert headers(d) == [("X-Tenant", "acme")]
        await d.focus_is("rows")
        await d.sees("X-Tenant: acme", within="#rows")
        await d.sees("X-Tenant: acme", within="#preview")

        await d.press("e")
        await d.on_screen(RowDialog)
        await d.sees("Edit additional header")
        await d.press("enter")
        await d.focus_is("row.value")
        await d.press("end", "2", "enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.sees("X-Tenant: acme2", within="#rows")

        await d.press("e", "escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert headers(d) == [("X-Tenant", "acme2")]

        await d.press("d")
        await d.until(lambda: not d.connector.additional_headers, "the row is gone")
        await d.sees("Deleted the row X-Tenant.")
        await d.focus_is("next")


async def test_rows_are_reordered_and_the_moved_one_stays_highlighted() -> None:
    rows = with_rows(("A", "1"), ("B", "2"), ("C", "3"))
    async with wizard(replace(COMPLETE, additional_headers=rows), Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.focus_is("rows")
        await d.press("j")
        assert [name for name, _ in headers(d)] == ["B", "A", "C"]
        await d.press("j", "j")
        assert [name for name, _ in headers(d)] == ["B", "C", "A"]
        await d.press("shift+up")
        assert [name for name, _ in headers(d)] == ["B", "A", "C"]
        await d.click("#up")
        await d.until(lambda: [name for name, _ in headers(d)] == ["A", "B", "C"], "moved by button")
        await d.click("#delete")
        await d.until(lambda: [name for name, _ in headers(d)] == ["B", "C"], "deleted by button")
        await d.sees("B: 2 C: 3", within="#preview")


async def test_a_value_is_marked_as_secret_and_shown_again() -> None:
    rows = with_rows(("X-Tenant", "acme"))
    connector = replace(COMPLETE, additional_request_data=rows)
    async with wizard(connector, Step.ADDITIONAL_REQUEST_DATA, size=WIDE) as d:
        await d.sees("X-Tenant = acme", within="#rows")
        await d.press("m")
        await d.sees(f"X-Tenant = {MASK} secret", within="#rows")
        assert d.connector.additional_request_data == (AdditionalRow("X-Tenant", Secret("acme")),)
        await d.shows(f"X-Tenant={MASK}", "#preview-text")
        await d.click("#secret")
        await d.sees("X-Tenant = acme", within="#rows")


async def test_names_are_completed_with_the_right_arrow_and_sensitive_ones_masked() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.press(*"x-api")
        await d.sees("x-api-Key")
        await d.press("right")
        await d.until(lambda: d.field("row.name").value == "X-Api-Key", "completed")
        await d.press("enter")
        await d.paste("k3y-of-many-letters")
        await d.sees("•" * len("k3y-of-many-letters"))
        assert "k3y" not in d.seen()
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert d.connector.additional_headers == (AdditionalRow("X-Api-Key", Secret("k3y-of-many-letters")),)


async def test_a_choice_made_about_the_secret_is_not_overruled_by_the_name() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_REQUEST_DATA) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("scope")
        await d.press("tab")
        await d.paste("read")
        await d.press("tab", "space", "shift+tab", "shift+tab", "end", "s", "enter", "enter")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        assert d.connector.additional_request_data == (AdditionalRow("scopes", Secret("read")),)


async def test_refused_names_and_values_are_explained_in_the_dialog() -> None:
    refused = [
        ("", "The name is missing."),
        ("X Tenant", "The name contains a space. Use only letters, digits and"),
        ("X-Tenant:", "The name ends with a colon. Leave the colon out; it is added for you."),
        ("Content-Length", "Content-Length can't be set here: it is computed from the body."),
        ("x[/y]", "The name contains “[”"),
    ]
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        for name, message in refused:
            await d.fill("row.name", name)
            await d.press("enter")
            await d.sees(f"✗ {message}", within="#dialog")
            await d.focus_is("row.name")
        await d.fill("row.name", "X-Tenant")
        await d.fill("row.value", "acme\n")
        await d.press("enter")
        await d.sees("✗ The value contains a line break, which a header can't carry. Trim it.")
        await d.sees("! It ends with a line break. Kept as is; press Ctrl+T to trim it.")
        await d.focus_is("row.value")
        await d.press("ctrl+t")
        await d.until(lambda: "can't carry" not in d.seen(), "the message is gone")
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert headers(d) == [("X-Tenant", "acme")]


async def test_a_row_of_data_may_hold_what_a_header_may_not() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_REQUEST_DATA, size=WIDE) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("a b[/]")
        await d.press("enter")
        await d.paste("line\nbreak")
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await d.sees("a b[/] = line␊break", within="#rows")
        await d.shows("a+b%5B%2F%5D=line%0Abreak", "#preview-text")


async def test_overrides_are_marked_and_broken_rows_say_why() -> None:
    connector = replace(
        COMPLETE,
        additional_headers=with_rows(("accept", "*/*"), ("X-Tenant", "a"), ("bad name", "b")),
        additional_request_data=with_rows(("Password", "no override: case counts"), ("grant_type", "x")),
    )
    async with wizard(connector, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.sees("accept: */* ← overrides the connector's own value X-Tenant", within="#rows")
        await d.sees("bad name: b ✗ The name contains a space", within="#rows")
        await d.press("ctrl+n")
        await d.shows("1 row to fix.", "#step-problem")
        await d.focus_is("rows")
        assert d.app.screen.query_one("#rows", OptionList).highlighted == 2
        await d.on_step(Step.ADDITIONAL_HEADERS)
        d.app.show(screen_of(Step.ADDITIONAL_REQUEST_DATA))
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await d.sees("grant_type = x ← overrides the connector's own value", within="#rows")
        assert d.seen("#rows").count("overrides") == 1
        await d.shows("grant_type=x ← override", "#preview-text")


async def test_escape_asks_before_what_was_typed_in_a_dialog_is_lost() -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS) as d:
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("X-Tenant")
        # Each other Escape goes back to the dialog: a key that is held or doubled loses nothing.
        for keys in (["escape", "enter"], ["escape", "escape"]):
            await d.press(*keys)
            await d.on_screen(RowDialog)
            assert d.field("row.name").value == "X-Tenant"
        await d.click("#cancel")
        await d.on_screen(Question)
        await d.sees("Discard what you typed?", "“Add additional header”")
        await d.press("right", "enter")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert not headers(d)


async def test_a_secret_box_that_was_ticked_is_not_lost_unasked() -> None:
    connector = replace(COMPLETE, additional_headers=with_rows(("X-Tenant", "acme")))
    async with wizard(connector, Step.ADDITIONAL_HEADERS) as d:
        await d.press("e")
        await d.on_screen(RowDialog)
        await d.click("RowDialog Checkbox")
        await d.press("escape")
        await d.on_screen(Question)


async def test_escape_closes_a_dialog_in_which_nothing_changed() -> None:
    connector = replace(COMPLETE, additional_headers=with_rows(("X-Tenant", "acme")))
    async with wizard(connector, Step.ADDITIONAL_HEADERS) as d:
        await d.press("e")
        await d.on_screen(RowDialog)
        await d.press("end", "2", "backspace", "escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)


async def test_escape_asks_before_typed_secrets_are_lost() -> None:
    profile = Profile(replace(COMPLETE, password=Secret("")), {})
    async with wizard(profile=profile) as d:
        await d.on_screen(SecretsDialog)
        await d.paste("hunter2hunter2")
        await d.press("escape")
        await d.on_screen(Question)
        assert "hunter2" not in d.seen()
        await d.press("escape")
        await d.on_screen(SecretsDialog)
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        assert d.connector.password.reveal() == "hunter2hunter2"


async def test_enter_on_the_rows_goes_on_and_a_second_click_on_one_edits_it() -> None:
    rows = with_rows(("A", "1"), ("B", "2"))
    connector = replace(COMPLETE, additional_headers=rows)
    async with wizard(connector, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.focus_is("rows")
        await d.press("enter")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await d.press("escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        for screen in (RowsStep, RowDialog):
            await d.pilot.click("#rows", offset=(3, 2))
            await d.settle()
            await d.on_screen(screen)
        assert d.field("row.name").value == "B"
        assert d.connector == connector
