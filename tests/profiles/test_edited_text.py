"""A file that somebody wrote by hand keeps its comments, its order and its layout: only values change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.profiles.strategies import profiles, without_secrets
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv, FromKeyring, FromPlain, FromPrompt, SecretSource
from tui.profiles.storage import duplicate_profile
from tui.profiles.writing import save_profile

BY_HAND = """\
# Acme, production. Ask Kim before changing it.
name    = 'acme'   # as in the form
[request]
timeout = 5        # they are slow

# The account was made in May.
[oauth2]
username = "svc"
client_id = "abcd" # from the ticket

password = { from = "env", name = "ACME_PASSWORD" } # in the vault too
token_url = "https://idp.example.com/token"

# Needed since the move:
[[oauth2.additional_headers]]
name = "X-Tenant"  # the tenant
value = "acme"

[[oauth2.additional_headers]]
# for their gateway
name = "X-Region"
value = "eu"
# the end
"""


def after(
    text: str, change: Callable[[Connector], Connector], tmp_path: Path, **sources: SecretSource
) -> str:
    """Return what a file holds after its connector was changed and saved."""
    path = tmp_path / "acme.toml"
    path.write_bytes(text.encode())
    profile = load_profile(path)
    changed = replace(profile, connector=change(profile.connector), sources={**profile.sources, **sources})
    saved = save_profile(changed, path, unless_changed_since=profile.version)
    loaded = load_profile(path)
    assert loaded.connector == without_secrets(changed, FromPlain)
    assert loaded.version == saved.version
    return path.read_bytes().decode()


def test_saving_without_a_change_changes_nothing(tmp_path: Path) -> None:
    assert after(BY_HAND, lambda c: c, tmp_path) == BY_HAND


def test_only_what_was_changed_is_changed(tmp_path: Path) -> None:
    def change(c: Connector) -> Connector:
        request = replace(c.request, timeout=9.5)
        return replace(c, name="acme 2", client_id="x#y", description="new", request=request)

    expected = (
        BY_HAND.replace("'acme'  ", '"acme 2"  ')
        .replace("timeout = 5 ", "timeout = 9.5 ")
        .replace('"abcd" #', '"x#y" #')
        .replace("# as in the form\n", '# as in the form\ndescription = "new"\n\n')
    )
    assert after(BY_HAND, change, tmp_path) == expected


def test_a_secret_moves_and_the_comment_stays(tmp_path: Path) -> None:
    def typed(c: Connector) -> Connector:
        return replace(c, password=Secret("made-up"))

    text = after(BY_HAND, typed, tmp_path, password=FromPlain())
    assert text == BY_HAND.replace('{ from = "env", name = "ACME_PASSWORD" }', '"made-up"')
    back = after(text, typed, tmp_path, password=FromPrompt())
    assert '\npassword = {from = "prompt"} # in the vault too\n' in back
    assert "made-up" not in back


def test_rows_come_and_go_and_the_others_keep_their_comments(tmp_path: Path) -> None:
    tenant, region = AdditionalRow("X-Tenant", "acme"), AdditionalRow("X-Region", "eu")

    def rows(*those: AdditionalRow) -> str:
        return after(BY_HAND, lambda c: replace(c, additional_headers=those), tmp_path)

    new = AdditionalRow("X-New", "1")
    assert rows(replace(tenant, value="other"), region) == BY_HAND.replace(
        'value = "acme"', 'value = "other"'
    )
    assert 'name = "X-Tenant"  # the tenant' in rows(tenant)
    assert "X-Region" not in rows(tenant)
    assert '# for their gateway\nname = "X-Region"' in rows(region)
    for those in ((new, tenant, region), (tenant, new, region), (tenant, region, new)):
        text = rows(*those)
        assert 'name = "X-Tenant"  # the tenant' in text
        assert '# for their gateway\nname = "X-Region"' in text
    assert rows().startswith(BY_HAND.partition("# Needed since")[0])


OTHER_LAYOUTS = {
    "dotted keys": '# a\noauth2.client_id = "x" # b\noauth2.password = "p" # c\nname = "n" # d\n',
    "tables in a line": '# a\noauth2 = { client_id = "x", response = { type = "json" } } # b\n',
    "a table for a secret": '# a\n[oauth2.password] # b\nfrom = "env" # c\nname = "X"\n[oauth2] # d\n',
    "rows in a line": '[oauth2] # a\nadditional_headers = [{ name = "A", value = "" }] # b\nusername = ""\n',
    "rows over lines": (
        "# a\n[oauth2]\nadditional_headers = [ # b\n  # c\n"
        '  { name = "A", value = "1" }, # d\n  { name = "B", value = "2" },\n] # e\n'
    ),
    "out of order": '[oauth2.response] # a\ntype = "text" # b\n[api] # c\n[oauth2] # d\nclient_id = "" # e\n',
    "of Windows": BY_HAND.replace("\n", "\r\n"),
    "with a mark": "\ufeff" + BY_HAND,
    "only comments": "# a\n\n# b\n",
    "no line break at the end": 'name = "n" # a',
    "quoted keys": '"name" = "n" # a\n["oauth2"] # b\n\'client_id\' = "x" # c\n',
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_other_layouts_keep_their_comments_too(tmp_path: Path, layout: str) -> None:
    def change(c: Connector) -> Connector:
        rows = (*c.additional_headers, AdditionalRow("X-New", Secret("made-up")))
        response = replace(c.response, expires_in_key="exp")
        return replace(
            c, name="new", client_id="new", response=response, password=Secret("pw"), additional_headers=rows
        )

    text = OTHER_LAYOUTS[layout]
    changed = after(text, change, tmp_path, password=FromPlain())
    for comment in [line[line.index("#") :] for line in text.split("\n") if "#" in line]:
        assert comment in changed
    assert changed.startswith("\ufeff") == text.startswith("\ufeff")
    if "\r\n" in text:
        assert changed.count("\r\n") == changed.count("\n")


def test_a_file_that_this_program_wrote_is_written_anew_and_loads_nothing_for_it(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    save_profile(Profile(Connector("acme")), path)
    program = (
        "import sys; from pathlib import Path; from dataclasses import replace; "
        "from tui.profiles.reading import *; from tui.profiles.writing import *; "
        "path = Path(sys.argv[1]); p = load_profile(path); "
        "save_profile(replace(p, connector=replace(p.connector, name='new')), path); "
        "print('tomlkit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    anew = tmp_path / "anew.toml"
    save_profile(Profile(Connector("new")), anew)
    assert path.read_bytes() == anew.read_bytes()


def test_a_copy_and_another_name_keep_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(BY_HAND)
    copy = duplicate_profile(path)
    assert copy.read_text() == BY_HAND.replace("'acme'", '"acme copy"')
    other = tmp_path / "other.toml"
    other.write_text("# somebody else's\n")
    save_profile(load_profile(path), other)
    assert other.read_text() == BY_HAND


def without_keychain(profile: Profile) -> Profile:
    sources = profile.sources.items()
    elsewhere = {key: FromEnv("X") if isinstance(source, FromKeyring) else source for key, source in sources}
    return replace(profile, sources=elsewhere)


@settings(max_examples=examples(10), deadline=None)
@given(profiles().map(without_keychain), profiles().map(without_keychain), st.data())
def test_any_profile_can_be_saved_over_any_other_and_its_comments_stay(
    before: Profile, now: Profile, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "acme.toml")
        save_profile(before, path)
        # A comment at the start of each table, where no row's end takes it away.
        lines = path.read_text("utf-8").split("\n")
        at = [number for number, line in enumerate(lines) if line.startswith("[") and line[1] != "["]
        for number in reversed(data.draw(st.lists(st.sampled_from(at), unique=True, min_size=1).map(sorted))):
            lines.insert(number + 1, f"# kept {number}")
        path.write_bytes("\n".join(lines).encode())
        changed = replace(now, path=path)
        save_profile(changed, path)
        loaded, text = load_profile(path), path.read_text("utf-8")
        assert (loaded.connector, loaded.sources) == (without_secrets(changed, FromPlain), now.sources)
        kept = [[line for line in each if line.startswith("# kept")] for each in (lines, text.split("\n"))]
        assert kept[0] == kept[1]
