"""Proxy settings and what they mean for which host. No password of a proxy is ever shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from tui.checkup import proxies
from tui.checkup.check import Check
from tui.checkup.proxies import proxy_checks
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import MASK
from tui.profiles.profile import Profile

from .support import machine, only, profile

SECRET = "pa55.made-up"
ACME = profile("https://idp.acme.example/token", base_url="https://api.acme.example:8443/v1")
Look = Callable[..., list[Check]]


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """Return what makes the checks with these variables alone."""
    monkeypatch.setattr(proxies, "getproxies", dict)

    def checks(*profiles: Profile, **environ: str) -> list[Check]:
        for name in list(os.environ):
            if name.lower().endswith("_proxy"):
                monkeypatch.delenv(name)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        found = list(proxy_checks(machine(*profiles, environ=environ)))
        assert SECRET not in repr(found)
        return found

    return checks


def ways(checks: list[Check]) -> dict[str, str]:
    return {check.title: check.found for check in checks if check.id == "proxy.host"}


def test_each_host_of_a_profile_is_told_with_what_decides(look: Look) -> None:
    checks = look(
        ACME,
        profile("https://other.example/token", proxy=f"http://me:{SECRET}@own.example:8080"),
        HTTPS_PROXY=f"http://me:{SECRET}@proxy.example:3128",
        NO_PROXY="api.acme.example:8443,localhost",
    )
    assert ways(checks) == {
        "idp.acme.example:443": "goes through the proxy proxy.example:3128 (HTTPS_PROXY)",
        "api.acme.example:8443": "is reached directly (NO_PROXY exempts it)",
        "other.example:443": "goes through the proxy own.example:8080 (the profile's own setting)",
    }
    told = {check.title: check.found for check in checks if check.id == "proxy.environment"}
    assert told == {
        "HTTPS_PROXY": f"http://me:{MASK}@proxy.example:3128",
        "NO_PROXY": "api.acme.example:8443,localhost",
    }


def test_without_a_proxy_every_host_is_reached_directly(look: Look) -> None:
    checks = look(ACME)
    assert only(checks, "proxy.system").found == "none is set, by the environment or the system"
    assert set(ways(checks).values()) == {"is reached directly (no proxy is set)"}


def test_the_systems_proxy_is_told_without_its_password(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        proxies, "getproxies", lambda: {"https": f"http://me:{SECRET}@sys.example:1", "no": "x"}
    )
    found = only(look(), "proxy.system").found
    assert found == f"of the system's settings: https: http://me:{MASK}@sys.example:1"


def test_a_proxy_that_cannot_be_used_is_a_problem_of_the_variable_and_of_the_host(look: Look) -> None:
    checks = look(ACME, https_proxy=f"ftp://me:{SECRET}@proxy.example")
    assert only(checks, "proxy.environment").state == "problem"
    assert {check.state for check in checks if check.id == "proxy.host"} == {"problem"}


def test_two_values_of_one_variable_are_told(look: Look) -> None:
    checks = look(http_proxy="http://a.example:1", HTTP_PROXY="http://b.example:2")
    states = {check.title: check.state for check in checks if check.id == "proxy.environment"}
    assert states == {"http_proxy": "ok", "HTTP_PROXY": "warning"}
    same = look(http_proxy="http://a.example:1", HTTP_PROXY="http://a.example:1")
    assert {check.state for check in same} == {"ok"}


def test_a_proxy_that_is_kept_elsewhere_is_not_taken_for_none(look: Look) -> None:
    hidden = profile("https://idp.example/token")
    request = replace(hidden.connector.request, proxy=ProxyUrl("", is_secret=True))
    hidden = replace(hidden, connector=replace(hidden.connector, request=request))
    assert "the profile's own proxy" in ways(look(hidden))["idp.example"]


@pytest.mark.parametrize(
    "url", ["", "nonsense", "https://", "http://[", f"https://me:{SECRET}@idp.example/t"]
)
def test_what_is_no_url_is_passed_over(look: Look, url: str) -> None:
    assert "" not in ways(look(profile(url)))


def test_the_hosts_of_many_profiles_are_cut_and_the_cut_is_told(look: Look) -> None:
    checks = look(*(profile(f"https://h{number}.example/t") for number in range(25)))
    assert len(ways(checks)) == 21
    assert ways(checks)["Further hosts"] == "5 more hosts are not shown"
