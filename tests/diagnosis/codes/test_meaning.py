"""What a code means: definitions of standards, the vendors that have it, and its neighbors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.diagnosis.codes.code_shape import looks_like_a_code
from tui.diagnosis.codes.known import known_codes
from tui.diagnosis.codes.meaning import meaning_of
from tui.diagnosis.codes.standard import DEFINITIONS
from tui.diagnosis.rules.catalogue import built_in_rules

RULES = built_in_rules()


@pytest.mark.parametrize(
    ("code", "vendor"),
    [
        ("AADSTS50126", "Microsoft Entra ID"),
        ("aadsts50126", "Microsoft Entra ID"),
        ("E0000004", "Okta"),
        ("ID2055", "OpenIddict"),
        ("900906", "WSO2"),
    ],
)
def test_a_vendors_code_is_explained_by_its_rule(code: str, vendor: str) -> None:
    meaning = meaning_of(code, RULES)
    assert [finding.vendor for _, finding in meaning.meanings] == [vendor]
    assert "{" not in meaning.meanings[0].finding.title


@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_standards_code_has_its_section(code: str) -> None:
    meaning = meaning_of(code.upper(), RULES)
    assert meaning.is_known
    assert all(" §" in definition.reference for definition in meaning.definitions)


def test_a_code_of_both_phases_is_explained_for_both() -> None:
    phases = [phase for phase, _ in meaning_of("invalid_token", RULES).meanings]
    assert phases == ["token", "api"]


@pytest.mark.parametrize(
    ("code", "near"),
    [("AADSTS5O126", "AADSTS50126"), ("50126", "AADSTS50126"), ("invalid_grnt", "invalid_grant")],
)
def test_an_unknown_code_has_known_ones_near_it(code: str, near: str) -> None:
    meaning = meaning_of(code, RULES)
    assert not meaning.is_known
    assert meaning.nearest[0] == near


def test_a_code_like_none_has_none_near_it() -> None:
    assert meaning_of("zq_vx_unheard_7", RULES).nearest == ()


@pytest.mark.parametrize(
    "text", ["invalid_grant", "AADSTS50126", "0x80072560", "900901", "userLocked", "E0000004"]
)
def test_what_looks_like_a_code(text: str) -> None:
    assert looks_like_a_code(text)


@pytest.mark.parametrize(
    "text",
    ["response.txt", "a/b_c", "answer", "ticket_1.json", "", "-", "two words_3", "x_" * 50, "error_1.http"],
)
def test_what_looks_like_a_file(text: str) -> None:
    assert not looks_like_a_code(text)


def test_the_known_codes_are_written_as_servers_write_them() -> None:
    known = known_codes(RULES)
    assert {"AADSTS50126", "E0000004", "ID2055", "invalid_grant"} <= set(known)


@settings(max_examples=examples(15), deadline=None)
@given(st.from_regex(r"[A-Za-z0-9_]{3,30}", fullmatch=True))
def test_no_code_raises(code: str) -> None:
    assert meaning_of(code, RULES).code == code
