"""The single questions: optional parts, rows, trimming, choices, going back, and a paste at the start."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, run_program, write_profile
from tui.docs.pages import TOPICS, read_page
from tui.exit_status import ExitStatus
from tui.form.choices import CHOICES
from tui.form.field_values import value_of
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret, reveal
from tui.plain.console import Console
from tui.plain.conversation import Conversation
from tui.plain.field_help import help_on
from tui.plain.fields import ask_field
from tui.plain.questions import _BLANK, _OF_CLIENT_AUTHENTICATION, _SENDING
from tui.plain.reference import page_named
from tui.plain.session import run_plain
from tui.profiles.drafts import find_drafts
from tui.profiles.reading import load_profile

from .typing_along import Typist

URL = "http://127.0.0.1:1/t"
FILLED = ["", "acme", "", "", "abcd-1234", "svc.connector", URL]
CURL = (
    "curl https://idp.example.com/t -u id:s3-made-up -d grant_type=password -d username=svc -d password=pw-x"
)


def saved(folder: Path, name: str = "acme") -> Connector:
    return load_profile(folder / f"{name}.toml").connector


def test_optional_parts_are_asked_about_once_and_rows_are_added_changed_and_deleted(
    typist: Typist, folder: Path
) -> None:
    parts = ["1 2,3", "3", "2"]  # Client authentication: basic-user; credential headers: not sent
    headers = ["X Tenant", "X-Tenant", "acme", "X-Api-Key", "1", "@Change its", "globex", ""]
    data = ["scope", "read", "gone", "x", "2", "@Delete", ""]
    typist.runs(
        [],
        *FILLED,
        *parts,
        *headers,
        *data,
        *["n", "@Save", "", "@in the file"],
        hidden=[CLIENT_SECRET, PASSWORD, "key-made-up"],
    )
    assert "✗ The name contains a space." in typist.said
    connector = saved(folder)
    assert connector.client_authentication is ClientAuthentication.BASIC_USER
    assert not connector.request.credential_headers
    assert connector.additional_headers[0] == AdditionalRow("X-Tenant", "globex")
    assert connector.additional_headers[1] == AdditionalRow("X-Api-Key", Secret("key-made-up"))
    assert connector.additional_request_data == (AdditionalRow("scope", "read"),)
    assert typist.said.count("1. Client authentication (blank)") == 1
    assert "key-made-up" not in typist.said + typist.shown


def test_what_cannot_be_seen_is_pointed_out_and_removed_only_on_request(typist: Typist, folder: Path) -> None:
    lines = [
        "",
        "acme",
        "",
        "",
        "abcd-123 ",
        "n",
        "abcd-1234 ",
        "y",
        "svc",
        URL,
        "",
        "n",
        "@Save",
        "",
        "@asked",
    ]
    typist.runs([], *lines, hidden=[CLIENT_SECRET, PASSWORD])
    assert typist.said.count("! Client ID: it ends with") == 2
    assert typist.said.count("which the header Client-Id can't carry") == 1
    assert saved(folder).client_id == "abcd-1234"


def test_a_missing_value_can_be_left_for_later_and_is_asked_for_before_sending(typist: Typist) -> None:
    lines = ["", "acme", "", "", "", "", "svc", URL, "", "abcd-1234"]
    typist.runs([], *lines, hidden=[CLIENT_SECRET, PASSWORD])
    assert "✗ Client ID: This field is required. (Enter leaves it for later.)" in typist.said
    assert "Client-Id: abcd-1234" in typist.shown


def test_a_pasted_request_fills_the_form_and_only_the_rest_is_asked_for(typist: Typist) -> None:
    assert typist.runs([], CURL, ".") == 2
    assert typist.prompts == []
    assert "Recognized: curl" in typist.said
    assert "Send?" in typist.said
    assert "POST /t HTTP/1.1" in typist.shown
    (draft,) = find_drafts()
    assert draft.profile.connector.username == "svc"
    assert not [word for word in ("pw-x", "s3-made-up") if word in typist.said + typist.shown]
    typist.runs([], "n", "HTTP/1.1 500 Oops", ".", "", "", "acme")
    assert "The paste: " in typist.shown
    assert "status 500, response of the token endpoint" in typist.shown
    assert "Description" in typist.said


def test_saved_profiles_are_listed_and_opened_by_number(
    typist: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    write_profile(folder.parent, "acme", URL)
    (folder / "broken.toml").write_text("schema = 9")
    broken = 1 if (folder / "broken.toml").stat().st_mtime >= (folder / "acme.toml").stat().st_mtime else 2
    typist.runs([], "7", str(broken), str(3 - broken))
    assert "broken  can't be read" in typist.said
    assert "Type a number from 1 to 2." in typist.said
    assert "POST /t HTTP/1.1" in typist.shown


def test_every_field_of_the_wizard_can_be_asked_for_and_each_choice_is_a_value_of_its_field() -> None:
    asked = {key for step in Step for key in step.fields}
    assert {*CHOICES} <= asked
    default = Connector()
    for key, options in CHOICES.items():
        assert value_of(default, key) in [choice.value for choice in options], key


@given(lines=st.lists(st.one_of(st.sampled_from("? < - . 1 2 3 4 5 6 y n s".split()), st.text(max_size=30))))
def test_whatever_is_typed_plain_mode_ends_with_its_input(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("CONNECTOR_DOCTOR_CLIENT_SECRET", CLIENT_SECRET)
        patch.setenv("CONNECTOR_DOCTOR_PASSWORD", PASSWORD)
        typed = iter([line.replace("\n", " ") + "\n" for line in ["", *lines]])
        patch.setattr("sys.stdin", SimpleNamespace(readline=lambda: next(typed, ""), isatty=lambda: False))
        patch.setattr("tui.plain.sending.send", lambda talk: None)
        patch.setattr("tui.plain.written.replace_file", lambda path, data: None)
        patch.setattr("tui.plain.files.saving.save_profile", lambda profile, path, **_: profile)
        shown: list[object] = []
        assert run_plain(None, shown.append, shown.append, shown.append) in {
            ExitStatus.WORKS,
            ExitStatus.USAGE,
        }


def test_a_value_that_the_list_does_not_have_is_in_it_and_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("?\n99\n\n"))
    talk = Conversation(Console(said.append, print, lambda paragraphs: None))
    talk.set_value("request.timeout", 7.0)
    ask_field(talk, "request.timeout")
    assert talk.connector.request.timeout == 7.0
    assert "2. 7 seconds\n  3. 10 seconds\n  4. 20 seconds\n" in "".join(said)
    assert "Number [2]: " in "".join(said)
    talk.close()


def test_every_field_has_help_that_can_be_read_aloud() -> None:
    for key in (key for step in Step for key in step.fields):
        text = help_on(key)
        assert not set("|`*") & set(text), key
        assert text or key in CHOICES, key
    assert "  Zoom: grant_type: account_credentials; and account_id" in help_on("additional_request_data")


def test_a_page_of_the_reference_is_read_aloud_at_any_question_and_other_words_are_an_answer(
    typist: Typist, folder: Path
) -> None:
    typist.runs([], "", "acme", "? pages", "? sending", "?", "? a note")
    for topic in TOPICS:
        assert f"  {topic}: {read_page(topic).summary}\n" in typist.said
        title = read_page(topic).title.replace("`", "")
        assert page_named(topic).startswith(f"{title}\n"), topic
        assert "```" not in page_named(topic), topic
    assert page_named("sending") in typist.said
    (draft,) = find_drafts()
    assert draft.profile.connector.description == "? a note"


def test_a_dash_makes_every_kind_of_value_blank(typist: Typist, folder: Path) -> None:
    lines = ["", "acme", "-", "", "abcd", "svc", URL, "2"]
    rows = ["X-Tenant", "acme", "1", "1", "-", "X-Api-Key", "2", "1", ""]
    typed = ["first-one", "-", "s-secret", "key-secret", "-", ""]
    typist.runs([], *lines, *rows, "n", "@Save", "", "@in the file", hidden=typed)
    assert typist.prompts[:2] == ["Client Secret (not shown): ", "Password Grant Password (not shown): "]
    assert "✗ Password Grant Password: This field is required." in typist.said
    connector = saved(folder)
    values = {row.name: reveal(row.value) for row in connector.additional_headers}
    assert values == {"X-Tenant": "", "X-Api-Key": ""}
    assert (connector.client_secret, connector.password) == (Secret("first-one"), Secret("s-secret"))


def test_without_a_terminal_a_secret_row_comes_from_the_variable_that_is_named(tmp_path: Path) -> None:
    lines = ["", "acme", "", "", "abcd", "svc", URL, "2", "X-Api-Key", ""]
    stdin = "".join(f"{line}\n" for line in lines)
    given = {**SECRETS, "CONNECTOR_DOCTOR_X_API_KEY": "row-made-up-1"}
    missing = run_program(tmp_path, "--plain", stdin=stdin)
    assert "Value of X-Api-Key is asked for at a terminal alone" in missing.stderr
    assert "Set CONNECTOR_DOCTOR_X_API_KEY." in missing.stderr
    done = run_program(tmp_path / "other", "--plain", stdin=stdin, variables=given)
    assert "Value of X-Api-Key: taken from CONNECTOR_DOCTOR_X_API_KEY." in done.stderr
    assert "X-Api-Key: ••••" in done.stdout
    lines[-1:] = ["1", "1", ""]  # taken once more, it would be no other one
    again = run_program(
        tmp_path / "third", "--plain", stdin="".join(f"{line}\n" for line in lines), variables=given
    )
    assert "What CONNECTOR_DOCTOR_X_API_KEY holds was taken already." in again.stderr


def test_without_a_terminal_a_proxy_comes_from_the_variable_that_a_run_reads(tmp_path: Path) -> None:
    stdin = "".join(f"{line}\n" for line in ["", "acme", "", "", "abcd", "svc", URL, "5", "", "", "", ""])
    given = {**SECRETS, "CONNECTOR_DOCTOR_PROXY": "http://me:pr0xy-made-up@127.0.0.1:1"}
    done = run_program(tmp_path, "--plain", stdin=stdin, variables=given)
    assert "Proxy: taken from CONNECTOR_DOCTOR_PROXY." in done.stderr
    assert "Send?" in done.stderr
    assert "pr0xy-made-up" not in done.stderr + done.stdout


def test_the_parts_of_client_authentication_hold_all_fields_of_that_step_once() -> None:
    parts = (_OF_CLIENT_AUTHENTICATION, _BLANK, _SENDING)
    assert sorted(key for part in parts for key in part) == sorted(Step.CLIENT_AUTHENTICATION.fields)
    assert _BLANK[:2] == ("header_auth_key", "header_auth_value_pattern")
    assert _SENDING[0] == "request.basic_encoding"
