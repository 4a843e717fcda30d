"""A secret is masked, whichever way it is shown."""

from __future__ import annotations

import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest
from hypothesis import given

from tests.oauth2.strategies import ANY_TEXT
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.responses.token_response import AccessTokenResponse
from tui.oauth2.secret import MASK, Secret, reveal

CLEAR = "hunter22-Grüße"


@dataclasses.dataclass(frozen=True)
class Holder:
    secret: Secret


@pytest.mark.parametrize(
    "shown",
    [
        repr(Secret(CLEAR)),
        str(Secret(CLEAR)),
        f"{Secret(CLEAR)}",
        f"{Secret(CLEAR)!r:>40}",
        f"{Secret(CLEAR):>40}",
        format(Secret(CLEAR)),
        "%s %r" % (Secret(CLEAR), Secret(CLEAR)),  # noqa: UP031 (one of the ways to show it)
        "{}".format(Secret(CLEAR)),  # noqa: UP032 (one of the ways to show it)
        repr([Secret(CLEAR)]),
        repr({Secret(CLEAR): Secret(CLEAR)}),
        repr(Holder(Secret(CLEAR))),
        repr(dataclasses.asdict(Holder(Secret(CLEAR)))),
        repr(Connector(client_secret=Secret(CLEAR), password=Secret(CLEAR))),
        repr(Connector(additional_headers=(AdditionalRow("X", Secret(CLEAR)),))),
        repr(AccessTokenResponse(Secret(CLEAR), refresh_token=Secret(CLEAR), extra={"x": CLEAR})),
        json.dumps({"secret": Secret(CLEAR)}, default=str),
    ],
)
def test_no_writing_shows_it(shown: str) -> None:
    assert "hunter" not in shown
    assert "Grü" not in shown


def test_the_mask_does_not_tell_the_length() -> None:
    assert str(Secret("a")) == str(Secret("a" * 100)) == MASK
    assert repr(Secret("a")) == f"Secret({MASK!r})"


def test_an_empty_one_is_seen_to_be_empty() -> None:
    assert (str(Secret()), repr(Secret()), bool(Secret())) == ("", "Secret('')", False)
    assert bool(Secret(" "))


def test_it_can_not_be_pickled_or_encoded() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="can't be pickled"):
            pickle.dumps(Secret(CLEAR), protocol)
    with pytest.raises(TypeError) as raised:
        json.dumps(Secret(CLEAR))
    assert "hunter" not in str(raised.value)


def test_a_copy_is_itself() -> None:
    secret = Secret(CLEAR)
    assert copy.copy(secret) is secret
    assert copy.deepcopy([secret])[0] is secret


def test_it_can_not_be_changed_or_looked_into() -> None:
    secret = Secret(CLEAR)
    with pytest.raises(AttributeError, match="can't be changed"):
        secret._clear = "other"
    with pytest.raises(AttributeError):
        secret.other = 1
    with pytest.raises(TypeError):
        vars(secret)


def test_a_traceback_with_locals_does_not_show_it() -> None:
    def fail(secret: Secret) -> None:
        raise ValueError(f"bad value {secret}")

    try:
        fail(Secret(CLEAR))
    except ValueError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "secret = Secret" in shown
    assert "hunter" not in shown


def test_a_log_line_does_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").warning("secret: %s %r", Secret(CLEAR), Holder(Secret(CLEAR)))
    assert MASK in caplog.text
    assert "hunter" not in caplog.text


def test_a_failed_assertion_does_not_show_it() -> None:
    with pytest.raises(AssertionError) as raised:
        assert Holder(Secret(CLEAR)) == Holder(Secret(CLEAR + "x"))
    assert "Secret" in str(raised.value)
    assert "hunter" not in str(raised.value)


@given(ANY_TEXT, ANY_TEXT)
def test_equality_and_hash_are_the_texts(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert hash(Secret(one)) == hash(Secret(one))
    assert Secret(one) != one
    assert reveal(Secret(one)) == reveal(one) == one


def test_client_authentication_texts_are_the_forms() -> None:
    assert {method.form_value for method in ClientAuthentication} == {
        "(blank)",
        "OAuth 2.0 with Basic Auth Header set to client id and client secret",
        "OAuth 2.0 with Basic Auth Header set to username and password",
        "OAuth 2.0 with Request Body",
    }
