"""What a fix does with the rows of a field, read from its words."""

from __future__ import annotations

import pytest

from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.interchange.run_text.named_rows import NO_NAMES
from tui.interchange.run_text.row_change import DATA, HEADERS, RowChange, change_words, row_change
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import MASK, Secret, reveal

ROWS = (
    AdditionalRow("grant_type", "x_grant"),
    AdditionalRow("scope", "openid read"),
    AdditionalRow("client_id", "other"),
)
DELETE_GRANT = (("grant_type", "x_grant"),)
SCOPE = (("scope", "openid read"),)


def change(fix: str, *rows: AdditionalRow, key: str = DATA) -> RowChange:
    return row_change(Finding("an.id", "error", (key,), "Title.", "Cause.", fix), key, rows)


def told(change: RowChange) -> tuple[tuple[str, str], ...]:
    return tuple((edit.row.name, reveal(edit.row.value)) for edit in change.edits)


@pytest.mark.parametrize(
    ("fix", "action", "edits"),
    [
        ("Additional Request Data: delete the row grant_type.", "delete", DELETE_GRANT),
        ("Additional Request Data: delete the grant_type row, so that it is sent.", "delete", DELETE_GRANT),
        ("Delete the row grant_type to send grant_type=password.", "delete", DELETE_GRANT),
        ("Delete the row “grant_type”, unless the system's guide asks for it.", "delete", DELETE_GRANT),
        (
            "Additional Request Data: delete the rows code, client_id and grant_type.",
            "delete",
            (("grant_type", "x_grant"), ("client_id", "other")),
        ),
        ("Additional Request Data: correct the scope row, or add one.", "edit", SCOPE),
        ("Additional Request Data: correct the row scope to one of urn:grant_type.", "edit", SCOPE),
        ("Additional Request Data: give scope a value, or delete its row.", "edit", SCOPE),
        ("Additional Request Data: delete the scope row, or correct it.", "edit", SCOPE),
        ("Additional Request Data: delete the row scope, or leave only read in it.", "edit", SCOPE),
        ("Additional Request Data: delete openid from the scope row.", "edit", (("scope", "read"),)),
        ("Additional Request Data: set the scope row to tickets.read.", "edit", (("scope", "tickets.read"),)),
        ("Additional Request Data: set the scope row to HOST/read.", "edit", SCOPE),
        ("Additional Request Data: rename the row to Scope.", "edit", (("Scope", "openid read"),)),
        ("Additional Request Data: move the row “scope” to Additional Headers.", "move", SCOPE),
        (
            "Additional Request Data: if client_id is missing, delete the grant_type row.",
            "edit",
            DELETE_GRANT,
        ),
        (
            "Additional Request Data: add the rows grant_type = password and account = the account's ID.",
            "edit",
            (("grant_type", "password"), ("account", "")),
        ),
        (
            "Additional Request Data: delete the row code. Additional Request Data: check the row scope.",
            "edit",
            SCOPE,
        ),
        ("Additional Request Data: compare the rows with the system's guide.", "edit", ()),
        ("Additional Request Data: check the row scope; if it is empty, delete the row.", "edit", SCOPE),
        ("Additional Request Data: do not delete the row scope.", "edit", SCOPE),
        ("Additional Request Data: give grant_type a value, or delete its row.", "edit", DELETE_GRANT),
        ("Additional Request Data: check the first row.", "edit", ()),
        ("If there is no such row, ask the owner to add “scope” to the client.", "edit", ()),
        ("Sign in once with scope grant_type in a browser.", "edit", ()),
        ("Additional Headers: delete the row grant_type.", "edit", ()),
    ],
)
def test_the_rows_that_a_fix_names_are_those_to_change(
    fix: str, action: str, edits: tuple[tuple[str, str], ...]
) -> None:
    found = change(fix, *ROWS)
    assert (found.action, told(found)) == (action, edits)


@pytest.mark.parametrize("name", ["account", "name", "system", "password"])
def test_a_word_of_a_sentence_is_no_row_of_that_name(name: str) -> None:
    row = AdditionalRow(name, "x")
    fix = "compare the rows with the system's guide, name by name, and ask for the account's password."
    assert not change(f"Additional Request Data: {fix}", row).edits
    assert not change(f"Additional Headers: {fix}", row, key=HEADERS).edits
    assert change(f"Additional Request Data: check the row {name}.", row).edits


@pytest.mark.parametrize("name", ["scope", "Scope"])
def test_of_two_rows_with_one_name_none_is_deleted_at_once(name: str) -> None:
    twice = (AdditionalRow("scope", "a"), AdditionalRow(name, "b"))
    found = change(f"Additional Headers: delete the row “{name}”.", *twice, key=HEADERS)
    assert (found.action, found.may_delete, len(found.edits)) == ("edit", True, 2)
    assert change("Additional Headers: delete rows named scope.", *twice, key=HEADERS).action == "delete"


@pytest.mark.parametrize(
    "fix",
    [
        "if the API asks for it, add a row scope with the value openid.",
        "for a server-to-server app, add a row scope with the value openid.",
        "add a row scope with the value openid, if the guide asks for it.",
        "set the scope row to openid and profile.",
        "set the scope row to <scope>.",
        "set the scope row to your_scope.",
        "add the rows scope = openid of the app and tenant = t.",
        "rename the row to other.",
    ],
)
def test_what_holds_only_for_some_is_not_known(fix: str) -> None:
    found = change(f"Additional Request Data: {fix}", AdditionalRow("scope", "read"))
    assert not found.is_known


@pytest.mark.parametrize(
    ("fix", "edits"),
    [
        ("add a row scope with the value openid.", (("scope", "openid"),)),
        ("add a second row.", ()),
        ("add the row too.", ()),
        ("add a row scope.", (("scope", ""),)),
        ("add a row audience with the Identifier of the API.", (("audience", ""),)),
        (
            "add the rows realm and grant_type = http://a.example/b.",
            (("realm", ""), ("grant_type", "http://a.example/b")),
        ),
        ("set the row resource or audience to the identifier.", (("resource", ""),)),
        ("correct the scope row, or add one.", (("scope", ""),)),
        ("add a row for the parameter, if it has no field.", ()),
        ("add a row with this name, and the value from the system's guide.", ()),
        ("if the API needs another scope, add it to that row after a space.", ()),
        ("delete the row scope.", ()),
    ],
)
def test_a_row_that_is_not_there_is_added(fix: str, edits: tuple[tuple[str, str], ...]) -> None:
    found = change(f"Additional Request Data: {fix}")
    assert told(found) == edits
    assert found.is_known == (bool(edits) and all(value for _, value in edits))


def test_a_new_row_is_a_secret_where_its_name_says_so() -> None:
    found = change("Additional Headers: add the row x-api-key with the API's key.", key=HEADERS)
    assert found.edits[0].row == AdditionalRow("x-api-key", Secret(""))


def test_the_names_of_headers_are_compared_without_case() -> None:
    row = AdditionalRow("content-type", "application/json")
    assert change("Additional Headers: delete the row Content-Type.", row, key=HEADERS).action == "delete"
    assert not change("Additional Request Data: check the row Content-Type.", row).edits


@pytest.mark.parametrize(
    ("fix", "after"),
    [
        ("delete the rows client_id and grant_type.", ROWS[1:2]),
        ("set the scope row to b.", (ROWS[0], AdditionalRow("scope", "b"), ROWS[2])),
        ("add a row tenant with the value t.", (*ROWS, AdditionalRow("tenant", "t"))),
    ],
)
def test_the_rows_after_a_known_change(fix: str, after: tuple[AdditionalRow, ...]) -> None:
    found = change(f"Additional Request Data: {fix}", *ROWS)
    assert found.is_known
    assert found.rows_after(ROWS) == after


def test_the_words_of_a_change_mask_secrets_and_cut_long_values() -> None:
    rows = (AdditionalRow("scope", Secret("made-up-1")), AdditionalRow("password", "made-up-2"))
    for name in ("scope", "password"):
        now, to = change_words(change(f"Additional Request Data: delete the row {name}.", *rows), DATA, rows)
        assert (now, to) == (f"{name} = {MASK}", f"without the row {name}")
    long = (AdditionalRow("scope", f"{'x' * 100}made-up-3{'x' * 100}"),)
    found = change("Additional Request Data: check the row scope.", *long)
    now, _ = change_words(found, DATA, long, lambda text: text.replace("made-up-3", MASK))
    assert MASK in now
    assert len(now) < 150


def test_no_word_of_the_catalogue_is_taken_for_a_row() -> None:
    """A name in prose is an identifier, or a word that a rule has put in quotes or behind “named”."""
    plain = {"scope", "resource", "audience", "platform", "realm", "service", "strategy", "apikey", "tenant"}
    for rule in built_in_rules():
        for key in (HEADERS, DATA):
            for name, _ in told(change(rule.fix, key=key)):
                is_identifier = not name.isalpha() or name != name.lower() or name in plain
                assert is_identifier, f"{rule.id}: {name!r} in “{rule.fix}”"
                assert name not in NO_NAMES
