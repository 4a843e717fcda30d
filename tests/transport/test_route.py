"""Which route a request takes, what decides that, and that a proxy's credentials are never shown."""

from __future__ import annotations

import pytest

from tui.oauth2.connector import RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.transport_failure import FailureCause, TransportFailure
from tui.transport.route import Decider, Route, find_route, plan_route
from tui.transport.unusable_setting import UnusableSettingError

URL = "https://idp.example.com/token"


def route_to(url: str = URL, proxy: str = "") -> Route:
    return find_route(url, RequestSettings(proxy=ProxyUrl(proxy)))


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        (URL, "idp.example.com:443"),
        ("HTTP://idp.example.com", "idp.example.com:80"),
        ("https://[::1]:8443/t", "[::1]:8443"),
    ],
)
def test_without_a_proxy_it_is_straight(url: str, endpoint: str) -> None:
    route = route_to(url)
    assert (route.endpoint, route.decider, route.variable) == (endpoint, Decider.NOBODY, "")
    assert (route.proxy, route.proxy_url, route.proxy_uses_tls) == (None, None, False)
    assert route.uses_tls == (route.scheme == "https")


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("http://me:s3%40cret@proxy.example.com:3128", "proxy.example.com:3128"),
        ("https://s3cret@[2001:db8::1]", "[2001:db8::1]:443"),
        ("http://proxy.example.com", "proxy.example.com:80"),
    ],
)
def test_the_setting_s_proxy_is_told_by_host_and_port(
    url: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://other")
    monkeypatch.setenv("NO_PROXY", "*")
    route = route_to(proxy=url)
    assert (route.proxy, route.proxy_url, route.decider) == (proxy, url, Decider.SETTING)
    assert route.proxy_uses_tls == url.startswith("https")
    assert "cret" not in repr(route)


@pytest.mark.parametrize(
    ("variables", "decider", "variable", "proxy"),
    [
        ({"HTTPS_PROXY": "http://up:1"}, Decider.ENVIRONMENT, "HTTPS_PROXY", "up:1"),
        ({"https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:1"}, "", "https_proxy", "low:1"),
        ({"https_proxy": "http://both:1", "HTTPS_PROXY": "http://both:1"}, "", "https_proxy", "both:1"),
        ({"ALL_PROXY": "me:s3cret@all:1"}, "", "ALL_PROXY", "all:1"),
        ({"ALL_PROXY": "all:1", "HTTPS_PROXY": "up:1", "HTTP_PROXY": "x:1"}, "", "HTTPS_PROXY", "up:1"),
        ({"HTTPS_PROXY": "up:1", "NO_PROXY": "other.com,.example.com"}, "", "NO_PROXY", None),
        ({"HTTPS_PROXY": "up:1", "no_proxy": "*"}, "", "no_proxy", None),
        ({"HTTPS_PROXY": "up:1", "NO_PROXY": "other.com"}, "", "HTTPS_PROXY", "up:1"),
        ({"NO_PROXY": "*"}, Decider.NOBODY, "", None),
        ({"HTTP_PROXY": "x:1"}, Decider.NOBODY, "", None),
    ],
)
def test_the_environment_s_proxy_is_told_with_its_variable(
    variables: dict[str, str],
    decider: Decider | str,
    variable: str,
    proxy: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    route = route_to()
    assert (route.decider, route.variable, route.proxy) == (decider or Decider.ENVIRONMENT, variable, proxy)
    assert "s3cret" not in repr(route)


def test_the_system_s_own_settings_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    # As on macOS and Windows, where urllib asks the system if the environment sets no proxy.
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "http://system:1"})
    monkeypatch.setenv("NO_PROXY", "")
    excepted: list[str] = []
    monkeypatch.setattr("urllib.request.proxy_bypass", lambda endpoint: endpoint in excepted)
    assert (route_to().proxy, route_to().decider) == ("system:1", Decider.SYSTEM)
    excepted.append("idp.example.com:443")
    assert (route_to().proxy, route_to().decider) == (None, Decider.SYSTEM)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("socks5://me:s3cret@proxy", "Write the proxy as http://host:port or https://host:port."),
        ("http://me:s3cret@proxy:x", "The URL's port must be a number from 1 to 65535."),
        ("me:s3cret/@proxy", "The user name or password before the @ contains one of / ? # [ ]."),
        ("http://me:s3cret\x1b@proxy", "The proxy contains a U+001B. Trim it."),
    ],
)
def test_a_proxy_that_can_not_be_used_is_told_with_where_it_stands(
    value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    failure = plan_route(URL, RequestSettings())
    assert isinstance(failure, TransportFailure)
    assert failure.cause is FailureCause.PROXY_UNUSABLE
    assert failure.message.startswith(f"The environment's proxy can't be used. ALL_PROXY: {reason}")
    with pytest.raises(UnusableSettingError) as raised:
        route_to(proxy=value if "://" in value else f"http://{value}")
    assert raised.value.failure.message.startswith(f"The Proxy setting can't be used. {reason}")
    assert "s3cret" not in failure.message + str(raised.value)
