"""A fix is a text whose sentences are its steps: each short, each begins with the field that it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.diagnosis.fixes_in_code import PLACE, fixes_in_code
from tui.diagnosis.finding import fields_named_in
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.steps import Step, listed, steps_of, taken_apart
from tui.oauth2.field_checks import Problem
from tui.oauth2.form_fields import FORM_FIELDS, short_label_of

MOST_WORDS: Final = 24
"""Of a step: it is read aloud on the phone."""
LABEL: Final = "Oauth2 Token Url"


def faults_of(fix: str) -> Iterator[str]:
    """Yield the steps of a fix that are too long, or name a field in their middle alone."""
    for step in steps_of(fix.replace("{field}", LABEL)):
        if len(step.split()) > MOST_WORDS:
            yield f"{len(step.split())} words: {step}"
        fields = [short_label_of(key) for key in fields_named_in(step)]
        if fields and not step.startswith(tuple(f"{label}: " for label in (*fields, PLACE))):
            yield f"names a field, and does not begin with it and a colon: {step}"


def test_the_fixes_of_every_module_are_found() -> None:
    rooms = {re.split(r"[/:]", fix.place)[0] for fix in fixes_in_code()}
    assert rooms >= {"answers", "api", "attempts", "failures", "lint", "tokens", "guard.py"}
    assert len(fixes_in_code()) > 200


def test_every_fix_in_code_is_made_of_steps() -> None:
    faults = [f"{fix.place}: {fault}" for fix in fixes_in_code() for fault in faults_of(fix.text)]
    assert not faults, "\n".join(faults)


def test_no_sentence_has_a_label_that_is_too_long_for_one() -> None:
    long = [field.label for field in FORM_FIELDS.values() if field.short_label]
    texts = [text for rule in built_in_rules() for text in (rule.title, rule.cause, rule.fix)]
    texts += [fix.text for fix in fixes_in_code()]
    assert [text for text in texts if any(label in text for label in long)] == []
    assert str(Problem("additional_headers", "The name is missing.", 1)).startswith(
        "Additional Headers, row 2"
    )
    assert taken_apart("Additional Headers: delete a row.") == Step("Additional Headers", "delete a row.")


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("Wait.", ("Wait.",)),
        ("Wait", ("Wait",)),
        ("Client ID: copy it. Ask the owner! Again?", ("Client ID: copy it.", "Ask the owner!", "Again?")),
        ("Use a path, e.g. /oauth. Then send.", ("Use a path, e.g. /oauth.", "Then send.")),
        ("Use a name, e.g. Acme. Then send.", ("Use a name, e.g. Acme.", "Then send.")),
        ("Read “Go on. Then stop.” aloud. Send.", ("Read “Go on. Then stop.” aloud.", "Send.")),
        ("Read “Go on.” Send.", ("Read “Go on.”", "Send.")),
        ("Ask (see RFC 6749. Section 5) for it. Send.", ("Ask (see RFC 6749. Section 5) for it.", "Send.")),
        (
            "Set it to https://a.example/v1.0/token. Send.",
            ("Set it to https://a.example/v1.0/token.", "Send."),
        ),
        ("Use v1.0 now. Send.", ("Use v1.0 now.", "Send.")),
        ("Add it. client_id must stay.", ("Add it.", "client_id must stay.")),
        ("Type a . or a , there. Send.", ("Type a . or a , there.", "Send.")),
        ("Fix A.\n  Fix B.", ("Fix A.", "Fix B.")),
    ],
)
def test_a_text_splits_where_its_sentences_end(text: str, steps: tuple[str, ...]) -> None:
    assert steps_of(text) == steps


def test_a_quote_that_never_ends_takes_no_time_and_loses_nothing() -> None:
    text = "Ask “so. " + "And on. " * 5_000
    assert "".join(steps_of(text)).replace(" ", "") == text.replace(" ", "")


def test_more_than_two_steps_are_a_numbered_list() -> None:
    assert listed("One. Two.") == ()
    assert listed("One. Two. Three.") == ("1. One.", "2. Two.", "3. Three.")


def test_a_step_is_taken_apart_into_label_and_action() -> None:
    assert taken_apart("Client ID: copy it: twice.") == Step("Client ID", "copy it: twice.")
    assert taken_apart("Client ID and more: copy it.") == Step("", "Client ID and more: copy it.")
    assert taken_apart("API path: check it.") == Step("API path", "check it.")
