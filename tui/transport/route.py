"""The way to the token endpoint: straight, or by a proxy."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from ..oauth2.connector import RequestSettings
from ..oauth2.exchange import FailureKind, TransportFailure
from ..oauth2.field_checks import check_proxy
from ..oauth2.token_request import DEFAULT_PORTS
from ..plain_text import plain_line
from .unusable_setting import UnusableSettingError


@dataclass(frozen=True)
class Route:
    """Where a request goes. `endpoint` and `proxy` are `host:port`, fit for messages."""

    scheme: str
    endpoint: str
    proxy: str | None = None
    proxy_url: str | None = field(default=None, repr=False)
    """May hold credentials."""

    @property
    def proxy_uses_tls(self) -> bool:
        """Whether the proxy shows a certificate of its own."""
        return (self.proxy_url or "").lower().startswith("https:")

    @property
    def uses_tls(self) -> bool:
        """Whether a certificate is checked anywhere on the way."""
        return self.scheme == "https" or self.proxy_uses_tls


def find_route(url: str, settings: RequestSettings) -> Route:
    """Return the way to a URL: by the proxy of the settings, else of the environment, else straight.

    The environment's is what `urllib.request` finds: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY less NO_PROXY,
    and on macOS and Windows the system's.

    Raises:
        UnusableSettingError: the proxy is none that can be used.
        ValueError: the URL can't be split.
    """
    parts = urlsplit(url)
    scheme, endpoint = parts.scheme.lower(), _host_and_port(parts)
    proxy_url = settings.proxy or _environment_proxy(scheme, endpoint)
    if not proxy_url:
        return Route(scheme, endpoint)
    source = "Proxy" if settings.proxy else "The proxy of the environment"
    if reason := check_proxy(proxy_url):
        raise UnusableSettingError(
            TransportFailure(FailureKind.PROXY, f"{source} can't be used. {plain_line(reason)}")
        )
    return Route(scheme, endpoint, _host_and_port(urlsplit(proxy_url)), proxy_url)


def _environment_proxy(scheme: str, endpoint: str) -> str:
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(endpoint):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _host_and_port(parts: SplitResult) -> str:
    host = parts.hostname or ""
    port = parts.port or DEFAULT_PORTS.get(parts.scheme.lower(), 0)
    return plain_line(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
