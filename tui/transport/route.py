"""Finds the route to a server before anything is sent: direct, or through a proxy.

Nothing here loads the HTTP parser. On macOS and Windows, asking for the system's proxy settings can take a
moment, so a screen asks in a thread.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cached_property
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ..oauth2.connector import RequestSettings
from ..oauth2.field_checks import check_proxy
from ..oauth2.lean.frozen import frozen
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.transport_failure import FailureCause, TransportFailure
from ..oauth2.url_parts import DEFAULT_PORTS, host_in
from ..plain_text import plain_line
from .unusable_setting import UnusableSettingError

_SYSTEM_HAS_SETTINGS: Final = sys.platform in {"darwin", "win32"}


class Decider(Enum):
    """What decides whether the route goes through a proxy."""

    NOBODY = "nobody"
    """No proxy is set anywhere."""
    SETTING = "setting"
    """`RequestSettings.proxy`."""
    ENVIRONMENT = "environment"
    """An environment variable."""
    SYSTEM = "system"
    """The system's own settings."""


@frozen
class Route:
    """Where a request goes. `endpoint` and `proxy` are `host:port`, safe to show."""

    scheme: str
    endpoint: str
    by: ProxyUrl = ProxyUrl()
    """The proxy; blank for a direct route."""
    decider: Decider = Decider.NOBODY
    """What set the proxy, or what exempts the host from it."""
    variable: str = ""
    """The environment variable that decides, if it is one."""

    @cached_property
    def proxy(self) -> str | None:
        """The proxy's `host:port`, without its credentials; None for a direct route."""
        return _host_and_port(urlsplit(self.by.reveal())) if self.by else None

    @property
    def proxy_url(self) -> str | None:
        """The proxy's URL with its credentials, for the transport only."""
        return self.by.reveal() or None

    @property
    def proxy_uses_tls(self) -> bool:
        """Whether the connection to the proxy itself uses TLS."""
        return self.by.reveal().lower().startswith("https:")

    @property
    def uses_tls(self) -> bool:
        """Whether a certificate is checked anywhere on the route."""
        return self.scheme == "https" or self.proxy_uses_tls


_environment: dict[str, str] | None = None
"""The proxies of the environment, while it is known not to change."""


@contextmanager
def one_environment() -> Iterator[None]:
    """Look into the environment once for all routes that are found meanwhile: that takes a while for each."""
    global _environment
    from urllib.request import getproxies_environment

    _environment = getproxies_environment()
    try:
        yield
    finally:
        _environment = None


def find_route(url: str, settings: RequestSettings) -> Route:
    """Return the route to a URL: through the settings' proxy, else the environment's, else direct.

    The environment's proxy is what `urllib.request` finds: HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, unless
    NO_PROXY exempts the host (`no_proxy`); on macOS and Windows else the system's proxy.

    Raises:
        UnusableSettingError: the proxy can't be used.
        ValueError: the URL can't be split.
    """
    parts = urlsplit(url)
    if settings.proxy:
        route = Route(parts.scheme.lower(), _host_and_port(parts), settings.proxy, Decider.SETTING)
    else:
        route = _route_of_environment(parts)
    if reason := check_proxy(route.by.reveal()):
        source = "The Proxy setting" if route.decider is Decider.SETTING else "The environment's proxy"
        where = f"{route.variable}: " if route.variable else ""
        message = f"{source} can't be used. {where}{plain_line(reason)}"
        raise UnusableSettingError(TransportFailure(FailureCause.PROXY_UNUSABLE, message))
    return route


def plan_route(url: str, settings: RequestSettings) -> Route | TransportFailure:
    """Return the route that a request to a URL would take, or why it could not be sent.

    Raises:
        ValueError: the URL can't be split.
    """
    try:
        return find_route(url, settings)
    except UnusableSettingError as error:
        return error.failure


def _route_of_environment(parts: SplitResult) -> Route:
    scheme, endpoint = parts.scheme.lower(), _host_and_port(parts)
    if not _SYSTEM_HAS_SETTINGS and not _has_proxy_variables():
        return Route(scheme, endpoint)
    # Here, since urllib.request takes longer to load than a request on this machine.
    from urllib.request import getproxies, getproxies_environment, proxy_bypass

    from .no_proxy import is_exempt

    # As urllib does: one variable is enough, and the system's own settings count no more.
    environment = getproxies_environment() if _environment is None else _environment
    proxies = environment or getproxies()
    kind = scheme if proxies.get(scheme) else "all"
    proxy = proxies.get(kind) or ""
    if not proxy:
        return Route(scheme, endpoint)
    no_proxy = proxies.get("no", "")
    if is_exempt(no_proxy, host_in(parts), _port(parts)) if environment else proxy_bypass(endpoint):
        return Route(scheme, endpoint, ProxyUrl(), *_decided_by("no", no_proxy))
    written = proxy if "://" in proxy else f"http://{proxy}"
    return Route(scheme, endpoint, ProxyUrl(written), *_decided_by(kind, proxy))


def _has_proxy_variables() -> bool:
    if _environment is not None:
        return bool(_environment)
    return any(name.lower().endswith("_proxy") for name in os.environ)


def _decided_by(kind: str, value: str) -> tuple[Decider, str]:
    """Return the environment variable with this value, lower case first; or else the system."""
    names = [name for name, held in os.environ.items() if name.lower() == f"{kind}_proxy" and held == value]
    return (Decider.ENVIRONMENT, max(names)) if value and names else (Decider.SYSTEM, "")


def _host_and_port(parts: SplitResult) -> str:
    host = host_in(parts)
    return plain_line(f"[{host}]:{_port(parts)}" if ":" in host else f"{host}:{_port(parts)}")


def _port(parts: SplitResult) -> int:
    return parts.port or DEFAULT_PORTS.get(parts.scheme.lower(), 0)
