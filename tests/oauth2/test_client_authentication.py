"""Basic credentials match the RFCs' examples, and decode to what went in."""

from __future__ import annotations

import base64
from urllib.parse import unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oauth2.strategies import ANY_TEXT
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from tui.oauth2.secret import Secret

SENDABLE = st.text(st.characters(codec="utf-8"))


def decoded(value: Secret) -> str:
    scheme, _, encoded = value.reveal().partition(" ")
    assert scheme == "Basic"
    return base64.b64decode(encoded, validate=True).decode()


@pytest.mark.parametrize(
    ("user_id", "password", "encoded"),
    [
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),  # RFC 7617 §2
        ("test", "123£", "dGVzdDoxMjPCow=="),  # RFC 7617 §2.1
        ("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw", "czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3"),
    ],
)
def test_examples(user_id: str, password: str, encoded: str) -> None:
    credentials = basic_credentials(user_id, Secret(password), BasicEncoding.RAW)
    assert credentials == Secret(f"Basic {encoded}")


def test_the_example_of_rfc_6749_is_the_same_in_both_encodings() -> None:
    secret = Secret("7Fjfp0ZBr1KtDRbnfVdmIw")
    assert basic_credentials("s6BhdRkqt3", secret, BasicEncoding.FORM) == basic_credentials(
        "s6BhdRkqt3", secret, BasicEncoding.RAW
    )


def test_form_encoding_is_the_one_of_rfc_6749_appendix_b() -> None:
    credentials = basic_credentials(" %&+£€", Secret("a:b c"), BasicEncoding.FORM)
    assert decoded(credentials) == "+%25%26%2B%C2%A3%E2%82%AC:a%3Ab+c"


@given(SENDABLE, SENDABLE)
def test_form_reads_back_whatever_the_two_hold(user_id: str, password: str) -> None:
    parts = decoded(basic_credentials(user_id, Secret(password), BasicEncoding.FORM)).split(":")
    assert [unquote_plus(part) for part in parts] == [user_id, password]


@given(SENDABLE.filter(lambda text: ":" not in text), SENDABLE)
def test_raw_reads_back_unless_the_user_id_holds_a_colon(user_id: str, password: str) -> None:
    text = decoded(basic_credentials(user_id, Secret(password), BasicEncoding.RAW))
    assert text.partition(":") == (user_id, ":", password)


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(BasicEncoding))
def test_it_never_raises(user_id: str, password: str, encoding: BasicEncoding) -> None:
    assert basic_credentials(user_id, Secret(password), encoding).reveal().isascii()


def test_every_choice_says_what_it_does() -> None:
    for method in ClientAuthentication:
        assert method.effect.endswith(".")
        assert method.short_name
        assert ClientAuthentication.BLANK not in method.methods
        assert method is ClientAuthentication.BLANK or method.methods == (method,)
    assert [method.value for method in ClientAuthentication.BLANK.methods] == ["basic", "request-body"]
