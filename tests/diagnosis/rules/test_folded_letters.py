"""Capitals, accents and composed letters: the same words match, however they are written."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.diagnosis.evidence.folded_letters import fold_letters
from tui.diagnosis.rules.engine import diagnose
from tui.diagnosis.rules.observation import observe
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.exchange import HttpResponse

JSON = (("Content-Type", "application/json"),)
SENTENCES = [
    ("Kullanıcı adı veya şifre hatalı", "localized.bad_credentials"),
    ("KULLANICI ADI VEYA ŞİFRE HATALI", "localized.bad_credentials"),
    ("HESAP KİLİTLENDİ: ÇOK FAZLA BAŞARISIZ DENEME", "localized.account_locked"),
    ("НЕВЕРНЫЙ ЛОГИН ИЛИ ПАРОЛЬ", "localized.bad_credentials"),
    ("NOM D'UTILISATEUR OU MOT DE PASSE ERRONÉ", "wording.user_or_password"),
]


def answer(words: str) -> HttpResponse:
    return HttpResponse(400, "", JSON, json.dumps({"message": words}).encode())


@pytest.mark.parametrize(("words", "rule"), SENTENCES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_sentence_matches_in_capitals_and_in_every_form(words: str, rule: str, form: str) -> None:
    written = unicodedata.normalize(form, words)  # type: ignore[arg-type]  # one of two names
    finding = diagnose_response(answer(written), status=400)[0]
    assert finding.id == rule
    assert any(words[:12] in unicodedata.normalize("NFC", said) for said in finding.evidence)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_plain_english_is_lower_case(text: str) -> None:
    folded = fold_letters(text)
    assert fold_letters(folded) == folded
    if text.isascii():
        assert folded == text.lower()


RULE = """
[[rule]]
id = "acme.hash"
culprits = ["server_side"]
title = "{what} is stored wrong, not as {bcrypt} or {unknown}."
cause = "{quiet} {vendor}"
fix = "Store it with {bcrypt}. {code}"
[rule.when]
all_text = ['/the (?P<what>\\w+) (?:hash|(?P<quiet>silent))/']
"""


def test_only_a_rules_own_groups_are_places() -> None:
    seen = observe(answer("The PASSWORD hash is odd"), status=400)
    finding = diagnose(seen, read_catalogue(RULE, "acme.toml"))
    assert finding is not None
    assert finding.title == "password is stored wrong, not as {bcrypt} or {unknown}."
    assert finding.cause == "… the server"
    assert finding.fix == "Store it with {bcrypt}. {code}"


def test_a_group_is_quoted_with_the_marks_that_it_was_written_with() -> None:
    rule = RULE.replace("all_text = ['/the", "body = ['/the")
    plain = HttpResponse(400, "", (("Content-Type", "text/plain"),), "The  ŞIFRÉ  hash".encode())
    found = diagnose(observe(plain, status=400), read_catalogue(rule, "acme.toml"))
    assert found is not None
    assert found.title.startswith("ŞIFRÉ is stored")
