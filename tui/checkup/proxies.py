"""Proxy settings, of the environment and of the system, and what they mean for each profile's hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.request import getproxies

from ..oauth2.connector import Connector, RequestSettings
from ..oauth2.field_checks import check_proxy
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.transport_failure import TransportFailure
from ..oauth2.url_parts import host_of
from ..transport.route import Decider, Route, plan_route
from .check import Check, guarded
from .machine import Machine

_KINDS: Final = ("http", "https", "all")
_VARIABLES: Final = tuple(f"{kind}_proxy" for kind in _KINDS)
_EXEMPT: Final = "no_proxy"
_MOST_HOSTS: Final = 20


def proxy_checks(machine: Machine) -> Iterator[Check]:
    """Yield the checks of the settings, then of the way to each host."""
    yield from guarded("proxy.environment", "Proxy", lambda: _settings(machine.environ))
    yield from guarded("proxy.host", "Ways to the hosts", lambda: _of_hosts(machine))


def _settings(environ: Mapping[str, str]) -> Iterator[Check]:
    held = {name: _values(environ, name) for name in (*_VARIABLES, _EXEMPT)}
    yield from _of_environment(held)
    if not any(held[name] for name in _VARIABLES):
        yield _of_system()


def _values(environ: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the variables of a name that are set, in whatever case, lower case first."""
    found = {held: value for held, value in environ.items() if held.lower() == name and value}
    return dict(sorted(found.items(), reverse=True))


def _of_environment(held: Mapping[str, Mapping[str, str]]) -> Iterator[Check]:
    for name in _VARIABLES:
        for variable, value in held[name].items():
            yield _variable(variable, value, is_read=value == next(iter(held[name].values())))
    for variable, value in held[_EXEMPT].items():
        is_read = value == next(iter(held[_EXEMPT].values()))
        yield _read(variable, value) if is_read else _unread(variable, value)


def _variable(variable: str, value: str, *, is_read: bool) -> Check:
    shown = str(ProxyUrl(value))
    if reason := check_proxy(value if "://" in value else f"http://{value}"):
        fix = f"Write {variable} as http://HOST:PORT, or unset it."
        return Check("proxy.environment", variable, "problem", f"{shown} can't be used: {reason}", fix)
    return _read(variable, shown) if is_read else _unread(variable, shown)


def _read(variable: str, shown: str) -> Check:
    return Check("proxy.environment", variable, "ok", shown)


def _unread(variable: str, shown: str) -> Check:
    found = f"{shown}, but {variable.lower()} has another value, which counts"
    fix = f"Give {variable} and {variable.lower()} the same value, or unset one: programs read either."
    return Check("proxy.environment", variable, "warning", found, fix)


def _of_system() -> Check:
    check_id, title = "proxy.system", "Proxy"
    proxies = {kind: str(ProxyUrl(url)) for kind, url in getproxies().items() if kind in _KINDS}
    if not proxies:
        return Check(check_id, title, "ok", "none is set, by the environment or the system")
    found = ", ".join(f"{kind}: {url}" for kind, url in sorted(proxies.items()))
    return Check(check_id, title, "ok", f"of the system's settings: {found}")


def _of_hosts(machine: Machine) -> Iterator[Check]:
    told: dict[str, Check] = {}
    for profile in machine.profiles:
        for url in _urls(profile.connector):
            if (check := _way(url, profile.connector.request)) and check.title not in told:
                told[check.title] = check
    yield from list(told.values())[:_MOST_HOSTS]
    if len(told) > _MOST_HOSTS:
        found = f"{len(told) - _MOST_HOSTS} more hosts are not shown"
        yield Check(
            "proxy.host", "Further hosts", "unknown", found, "Name a profile to see those of that one."
        )


def _urls(connector: Connector) -> Iterator[str]:
    yield connector.token_url
    if connector.base_url:
        yield connector.base_url


def _way(url: str, settings: RequestSettings) -> Check | None:
    """Return the way to a URL's host; None for what is no URL with a host."""
    if settings.proxy.is_secret and not settings.proxy:
        found = "goes through the profile's own proxy, whose URL is kept elsewhere"
        return Check("proxy.host", host_of(url), "unknown", found)
    try:
        route = plan_route(url, settings)
    except ValueError:
        return None
    if isinstance(route, TransportFailure):
        fix = "Correct the proxy where it is set, or unset it."
        return Check("proxy.host", host_of(url), "problem", route.message, fix)
    if not route.scheme or route.endpoint.startswith(":"):
        return None
    return Check("proxy.host", route.endpoint, "ok", _words(route))


def _words(route: Route) -> str:
    by = {
        Decider.NOBODY: "no proxy is set",
        Decider.SETTING: "the profile's own setting",
        Decider.ENVIRONMENT: route.variable,
        Decider.SYSTEM: "the system's settings",
    }[route.decider]
    if route.proxy:
        return f"goes through the proxy {route.proxy} ({by})"
    exempts = "" if route.decider is Decider.NOBODY else " exempts it"
    return f"is reached directly ({by}{exempts})"
