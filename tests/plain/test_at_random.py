"""Somebody types at random into the menus after a run that works, or fails: nothing breaks, nothing leaks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.runs import BASIC, CONNECTOR, PASSWORD, SECRET, answered, assert_no_secret, run_of
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.errors import MissingSecretError
from tui.form.copied_parts import Part, request_parts
from tui.form.journey import RunRecord
from tui.oauth2.api_run import ApiRun
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.token_request import TokenRequest
from tui.plain.console import Console, Ended
from tui.plain.conversation import Conversation
from tui.plain.menu import choose_until_quit
from tui.terminal.ink import Paragraph
from tui.terminal.wrapping import plain_lines

TOKEN, REFRESH = "tok-9c1e.made-up", "ref-9c1e.made-up"
GRANTED = json.dumps({"access_token": TOKEN, "refresh_token": REFRESH, "expires_in": 60, "scope": "a b"})
ENDINGS = {"works": (200, GRANTED), "fails": (401, '{"error": "invalid_client"}')}
WORDS = "? < - . y n s d 1 2 3 4 5 6 7 8 9 10 token call rehearse what copy paste undo another save back"


async def nothing_sent(*_: object, **__: object) -> ApiRun:
    return ApiRun()


def masked_parts(request: TokenRequest, redactor: Redactor, *, reveal: bool) -> Iterator[Part]:
    return request_parts(request, redactor, reveal=False)


@pytest.mark.parametrize("ending", ENDINGS)
@given(lines=st.lists(st.one_of(st.sampled_from(WORDS.split()), st.text(max_size=20)), max_size=40))
def test_whatever_is_chosen_after_a_run_the_menus_end_with_their_input(
    ending: str, lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = run_of(answered(BASIC, *ENDINGS[ending]))
    said: list[str] = []

    def report(paragraphs: Iterable[Paragraph]) -> None:
        said.extend(plain_lines(paragraphs))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path_factory.mktemp("home")))
        typed = iter([line.replace("\n", " ") + "\n" for line in lines])
        patch.setattr("sys.stdin", SimpleNamespace(readline=lambda: next(typed, ""), isatty=lambda: False))
        for name in ("call_api", "rehearse_expiry", "try_refresh"):
            patch.setattr(f"tui.plain.token.using.{name}", nothing_sent)
        patch.setattr(
            "tui.plain.copying.request_parts", masked_parts
        )  # in clear, they hold what one asks for
        patch.setattr("tui.plain.sending.send", lambda talk: None)
        patch.setattr("tui.plain.what_works.find_what_works", lambda talk: None)
        patch.setattr("tui.plain.pastes.comparing.compare_with_pasted", lambda talk: None)
        patch.setattr("tui.plain.written.replace_file", lambda path, data: None)
        talk = Conversation(Console(lambda text: said.append(str(text)), said.append, report))
        talk.set_connector(CONNECTOR)
        record = RunRecord(CONNECTOR, run, datetime.now(UTC), diagnose_run(CONNECTOR, run))
        talk.set_journey(talk.journey.with_record(record))
        try:
            choose_until_quit(talk)
        except (Ended, MissingSecretError):
            pass
        finally:
            talk.close()
    assert_no_secret("\n".join(said), TOKEN, REFRESH, SECRET, PASSWORD)
