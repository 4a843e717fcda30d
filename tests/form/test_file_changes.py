"""What somebody else changed in a file is told field by field and row by row, and no secret with it."""

from __future__ import annotations

from dataclasses import replace

from tui.form.file_changes import file_changes
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.changed_file import changed_keys
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromEnv, FromPlain, SecretSource

PLAIN: dict[str, SecretSource] = {"client_secret": FromPlain(), "password": FromPlain()}
ROWS = (AdditionalRow("A", "1"), AdditionalRow("B", Secret("made-up")))
OURS = Connector("acme", client_secret=Secret("made-up"), additional_headers=ROWS)


def changes(
    theirs: Connector, sources: dict[str, SecretSource] = PLAIN, before: Connector = OURS
) -> list[str]:
    return file_changes(changed_keys(before, theirs), Profile(OURS, PLAIN), Profile(theirs, sources))


def test_a_value_is_told_with_both_sides() -> None:
    assert changes(replace(OURS, base_url="https://x")) == ["Base Url: “https://x” in the file, blank here"]
    ours_too = changes(OURS, before=replace(OURS, name="before"))
    assert ours_too == ["Name: “acme” in the file"]


def test_a_secret_is_told_by_its_fingerprint() -> None:
    (line,) = changes(replace(OURS, client_secret=Secret("4 Longer one")))
    assert line == (
        "Client Secret: 12 characters: capital letters, small letters, digits, spaces in the file, "
        "7 characters: small letters, symbols here"
    )
    (line,) = changes(replace(OURS, client_secret=Secret("not-set")))
    assert line == "Client Secret: another value in the file (7 characters: small letters, symbols)"
    proxied = RequestSettings(proxy=ProxyUrl("http://me:hidden@proxy:1"))
    (line,) = changes(replace(OURS, request=proxied))
    assert "hidden" not in line


def test_a_secret_that_moved_has_one_line() -> None:
    moved = replace(OURS, client_secret=Secret())
    assert changes(moved, {"client_secret": FromEnv("ACME\x1b"), "password": FromPlain()}) == [
        "Client Secret: environment variable ACME␛ in the file, plain text here"
    ]


def test_rows_are_told_one_by_one() -> None:
    label = "Oauth2 Custom Oauth Request Options Additional Headers"
    new = AdditionalRow("C", "3")

    def rows(*those: AdditionalRow) -> list[str]:
        return [line.removeprefix(label) for line in changes(replace(OURS, additional_headers=those))]

    assert rows(AdditionalRow("A", "2"), ROWS[1], new) == [
        ", A: “2” in the file, “1” here",
        ", C: “3” in the file, not here",
    ]
    assert rows(ROWS[0]) == [", B: not in the file, 7 characters: small letters, symbols here"]
    assert rows(ROWS[1], ROWS[0]) == [": in another order in the file"]
    assert rows(*ROWS, ROWS[0]) == [", A: “1” in the file, not here"]
