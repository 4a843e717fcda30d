"""What plain mode shows of a request before it is sent: each thing once, and which way it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import SECRETS, write_profile
from tests.runs import assert_no_secret

from .typing_along import Typist

URL = "http://idp.example.com/t"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_of_a_second_attempt_only_what_differs_is_read_out(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    typist.runs(["acme"], "n")
    assert "If that gets no token, Request Body. It differs in:\n" in typist.said
    assert typist.shown.count("POST /t HTTP/1.1\n") == 1
    assert typist.shown.count("Username: svc.connector\n") == 1
    first, _, second = typist.shown.partition("no Authorization\n")
    assert "Authorization: Basic ••••••••\n" in first
    assert "client_id" not in first
    assert "client_id=abcd-1234&client_secret=••••••••" in second


def test_one_attempt_alone_has_nothing_that_differs(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL, oauth2='client_authentication = "basic"')
    typist.runs(["acme"], "n")
    assert "It differs in" not in typist.said


@pytest.mark.parametrize("proxy", ["", "http://me:pr0xy-made-up@127.0.0.1:9"])
def test_a_proxy_is_named_before_anything_is_sent_and_no_secret_of_it(
    proxy: str, typist: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    write_profile(folder.parent, "acme", URL)
    typist.runs(["acme"], "n")
    assert ("! Through the proxy 127.0.0.1:9 (from http_proxy" in typist.said) is bool(proxy)
    assert "Directly" not in typist.said
    assert_no_secret(typist.said + typist.shown, "pr0xy-made-up")
