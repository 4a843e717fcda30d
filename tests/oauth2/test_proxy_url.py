"""A proxy's URL shows its host and user name, and never its password, however it is shown."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.connector import Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl, credentials_part
from tui.oauth2.secret import MASK, Secret


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("", ""),
        ("http://proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("https://proxy.example.com/", "https://proxy.example.com/"),
        ("http://[::1]:3128", "http://[::1]:3128"),
        ("proxy.example.com:3128", "proxy.example.com:3128"),
        ("http://me:s3cret@proxy.example.com:3128", f"http://me:{MASK}@proxy.example.com:3128"),
        ("http://me:s3%40cr%3Aet@proxy:3128", f"http://me:{MASK}@proxy:3128"),
        ("https://me:s3cret@[2001:db8::1]:3128/", f"https://me:{MASK}@[2001:db8::1]:3128/"),
        ("http://:s3cret@proxy", f"http://:{MASK}@proxy"),
        # A user name without a password may be a token.
        ("http://s3cret@proxy", f"http://{MASK}@proxy"),
        ("http://s3cret:@proxy", f"http://{MASK}:@proxy"),
        ("http://@proxy", "http://@proxy"),
        # A malformed or half-typed URL does not show a password either.
        ("me:s3cret@proxy:3128", f"me:{MASK}@proxy:3128"),
        ("http:/me:s3cret@proxy", f"http:{MASK}@proxy"),
        ("http://me:s3/cr?et#s3@proxy", f"http://me:{MASK}@proxy"),
        ("http://me:s3@cret@proxy", f"http://me:{MASK}@proxy"),
        ("http://me:s3://cret@proxy", f"http://me:{MASK}@proxy"),
        ("http://me:s3cret@[::1", f"http://me:{MASK}@[::1"),
        ("http://me:s3cret", f"http://me:{MASK}"),
        ("http://me:31s3cret", f"http://me:{MASK}"),
        ("http://[::1]:s3cret", f"http://[:{MASK}"),
    ],
)
def test_it_shows_itself_without_its_credentials(url: str, shown: str) -> None:
    proxy = ProxyUrl(url)
    assert str(proxy) == f"{proxy}" == shown
    assert repr(proxy) == f"ProxyUrl({shown!r})"
    assert proxy.reveal() == url
    assert proxy.has_credentials == proxy.is_secret == (shown != url) == bool(proxy.secrets)
    start, end = credentials_part(url)
    assert url[:start] + MASK * (end > start) + url[end:] == shown


def test_no_writing_of_a_connector_shows_its_proxy_s_password() -> None:
    proxy = ProxyUrl("http://me:s3cret@proxy:3128")
    connector = Connector(request=RequestSettings(proxy=proxy))
    with pytest.raises(TypeError) as raised:
        pickle.dumps(connector)
    for shown in (
        repr(connector),
        repr(dataclasses.asdict(connector)),
        f"{proxy:>60} {proxy!r}",
        "%s %r" % (proxy, [proxy]),  # noqa: UP031 (one of the ways to show it)
        json.dumps({"proxy": proxy}, default=str),
        "".join(traceback.format_exception(raised.value)),
    ):
        assert "s3cret" not in shown
    assert "http://me:" in repr(connector)


def test_it_is_equal_to_the_secret_of_the_same_text_and_copied_with_its_mark() -> None:
    marked = ProxyUrl("http://proxy", is_secret=True)
    assert marked == ProxyUrl("http://proxy") == Secret("http://proxy") != ProxyUrl("http://other")
    assert marked.is_secret
    assert not marked.has_credentials
    assert copy.deepcopy(marked).is_secret
    assert not ProxyUrl(is_secret=True)


@given(st.text(max_size=8), st.text(max_size=8), st.sampled_from(["http://", "", "://", "x:", "http:"]))
def test_whatever_stands_between_a_colon_and_the_last_at_sign_is_masked(a: str, b: str, scheme: str) -> None:
    proxy = ProxyUrl(f"{scheme}{a}:w0rd{b}@proxy")
    assert "w0rd" not in str(proxy)
    assert all(isinstance(secret, Secret) for secret in proxy.secrets)


@given(st.text(st.sampled_from("ab@:/?#[]%\ud800é 1")))
def test_no_text_is_too_odd(url: str) -> None:
    proxy = ProxyUrl(url)
    start, end = credentials_part(url)
    assert 0 <= start <= end <= len(url)
    assert isinstance(repr(proxy), str)
    assert bool(proxy.secrets) == proxy.has_credentials
