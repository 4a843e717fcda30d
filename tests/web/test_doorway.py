"""Who may come in: only with the path's random part, by a name of this machine, from a page of the server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.web.doorway import is_own_host, is_own_origin, is_own_path, new_token

HOSTS = ("127.0.0.1", "127.0.0.1:8000", "localhost:9", "localhost", "[::1]:8000")
FOREIGN = (
    "",
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8000",
    "127.0.0.1@evil.example",
    "evil.example@127.0.0.1",
    "127.0.0.1:8000/x",
    "127.0.0.1:port",
    "127.0.0.1 ",
    "0.0.0.0:8000",
    "[::1",
)


def test_tokens_differ_and_fit_into_a_path() -> None:
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 32 and "/" not in token for token in tokens)


@pytest.mark.parametrize("host", HOSTS)
def test_a_name_of_this_machine_is_let_in_and_its_own_page_alone_may_connect(host: str) -> None:
    assert is_own_host(host)
    assert is_own_origin(f"http://{host}", host)
    assert not is_own_origin("", host)
    assert not is_own_origin("null", host)
    assert not is_own_origin(f"https://{host}", host)
    assert not is_own_origin("http://127.0.0.1:1", host)
    assert not is_own_origin("http://evil.example", host)


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_that_points_here_is_not_let_in(host: str) -> None:
    assert not is_own_host(host)
    assert not is_own_origin(f"http://{host}", host)


@given(host=st.text(), origin=st.text(), path=st.text())
def test_whatever_is_sent_only_the_right_words_open_the_door(host: str, origin: str, path: str) -> None:
    if is_own_origin(origin, host):
        assert is_own_host(host)
        assert origin == f"http://{host}"
    if is_own_host(host):
        assert any(name in host.lower() for name in ("127.0.0.1", "localhost", "[::1]"))
    assert not is_own_path(path, "token-made-up") or path.startswith("/token-made-up")
    assert is_own_path(f"/token-made-up/{path}", "token-made-up")
