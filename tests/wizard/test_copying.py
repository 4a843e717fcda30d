"""Any part of Review and Result is copied as it is shown, or written to a file; and a report is written."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import OptionList, Select

from tests.runs import assert_no_secret
from tui.form.copied_parts import exchange_parts
from tui.form.steps import Step
from tui.interchange.curl import curl_command
from tui.oauth2.assembly import assemble
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.transport_failure import FailureCause
from tui.oauth2.url_parts import host_header
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.report_dialog import ReportDialog

from .driving import WIDE, Driver, wizard
from .samples import BASIC, CLIENT_SECRET, COMPLETE, GRANTED, PASSWORD, TOKEN, attempt, failed_attempt, record
from .test_palette import choose, offered

ECHO = {"error": "invalid_client", "error_description": f"Wrong secret {CLIENT_SECRET}"}
PARTS = ["Findings", "Curl command", "Request", "Response", "Report", "Form sheet"]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)


async def open_result(d: Driver) -> None:
    d.app.set_record(record(attempt(401, ECHO)))
    await d.go_to(Step.RESULT)
    await d.sees("Findings", within="#attempts-shown")


async def open_list(d: Driver) -> list[str]:
    await d.press("y")
    await d.on_screen(CopyDialog)
    options = d.app.screen.query_one(OptionList).options
    return [str(option.prompt) for option in options]


async def noted(d: Driver, words: str) -> None:
    await d.until(lambda: any(words in note for note in d.notes), f"the note “{words}”")


async def test_a_part_is_copied_masked_and_in_clear_only_where_the_screen_is() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await open_result(d)
        assert await open_list(d) == PARTS
        await d.press("down", "down", "down", "enter")
        await noted(d, "Copied the response (")
        assert d.app.clipboard.startswith("HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{")
        assert_no_secret(d.app.clipboard, CLIENT_SECRET, PASSWORD)
        await d.press("ctrl+r")
        assert await open_list(d) == [
            f"{part}  secrets in clear" if part in PARTS[1:4] else part for part in PARTS
        ]
        await d.press("down", "down", "enter")
        await noted(d, "Copied the request, its secrets in clear (")
        assert f"Client-Secret: {CLIENT_SECRET}" in d.app.clipboard
        await choose(d, "Copy the report")
        await noted(d, "Copied the report (")
        assert d.app.clipboard.startswith("# acme: Fails: ")
        assert_no_secret(d.app.clipboard, CLIENT_SECRET, PASSWORD)


def only_findings_in(folder: Path) -> str:
    (path,) = folder.glob("connector-doctor-findings-*.txt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path.read_text(encoding="utf-8")


async def test_a_part_is_written_to_a_file(tmp_path: Path) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await open_result(d)
        await open_list(d)
        await d.press("ctrl+s")
        await noted(d, "Written to ")
        text = only_findings_in(tmp_path)
        assert text.startswith("acme: Fails: ")
        assert_no_secret(text, CLIENT_SECRET)


async def test_the_command_that_repairs_a_chain_is_offered_where_one_is_broken() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        broken = failed_attempt(FailureCause.INTERMEDIATE_MISSING, "It does not send CN=R7.")
        d.app.set_record(record(broken))
        await d.go_to(Step.RESULT)
        await d.sees("Findings", within="#attempts-shown")
        assert await open_list(d) == [PARTS[0], "Command for the chain", *PARTS[1:3], *PARTS[4:]]
        await d.press("down", "enter")
        await noted(d, "Copied the command for the chain (")
        host = host_header(COMPLETE.token_url)
        assert d.app.clipboard == f"connector-doctor certificates https://{host} --fetch --output chain.pem"


async def test_the_palette_has_each_part_also_on_review() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        assert {"Copy as curl", "Copy the request", "Copy the form sheet"} <= offered(d)
        assert not {"Copy the response", "Copy the findings", "Copy the report"} & offered(d)
        await choose(d, "Copy as curl")
        await noted(d, "Copied the curl command (")
        assert d.app.clipboard == curl_command(assemble(COMPLETE, BASIC), Redactor.for_connector(COMPLETE))


async def test_a_report_is_written_where_the_user_says(tmp_path: Path) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await open_result(d)
        await d.press("r")
        await d.on_screen(ReportDialog)
        field = d.field("report")
        assert field.value == str(tmp_path / "acme-20260102-030405Z.html")
        d.app.screen.query_one(Select).value = ".md"
        await d.until(lambda: field.value.endswith("Z.md"), "the suffix follows the kind")
        await d.fill("report", str(tmp_path / "ticket.pdf"))
        await d.press("enter")
        await d.sees("has to end in .md, .html or .json")
        await d.fill("report", str(tmp_path / "ticket.json"))
        assert d.app.screen.query_one(Select).value == ".json"
        await d.press("enter")
        await noted(d, f"Report: {tmp_path / 'ticket.json'} (0600)")
        written = (tmp_path / "ticket.json").read_text(encoding="utf-8")
        assert '"verdict": "fails"' in written
        assert_no_secret(written, CLIENT_SECRET, PASSWORD)
        await d.press("r")
        await d.on_screen(ReportDialog)
        await d.fill("report", "ticket.json")
        await d.press("enter")
        await d.on_screen(Question)
        await d.sees("Replace it with this report?")


def test_the_system_s_clipboard_is_a_second_way_and_its_failures_are_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tui.wizard.screens import copying

    copied: list[str] = []
    monkeypatch.setitem(sys.modules, "pyperclip", SimpleNamespace(copy=copied.append))
    copying._copy_by_system("a text")
    assert copied == ["a text"]
    monkeypatch.setitem(sys.modules, "pyperclip", SimpleNamespace())
    copying._copy_by_system("a text")
    monkeypatch.setitem(sys.modules, "pyperclip", None)
    copying._copy_by_system("a text")
    monkeypatch.delenv("SSH_TTY", raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    assert copying._is_remote()
    monkeypatch.delenv("SSH_CONNECTION")
    assert not copying._is_remote()


def test_a_response_with_a_token_is_masked_until_it_is_revealed() -> None:
    exchange = attempt(200, GRANTED).exchange
    assert exchange
    redactor = Redactor.for_connector(COMPLETE)
    masked, clear = (
        {part.command: part.text() for part in exchange_parts(exchange, redactor, reveal=reveal)}
        for reveal in (False, True)
    )
    assert TOKEN not in masked["Copy the response"]
    assert TOKEN in clear["Copy the response"]
    assert list(masked) == ["Copy as curl", "Copy the request", "Copy the response"]
