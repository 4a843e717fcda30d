"""How a request travels, in words: directly or through a proxy, and who decides that."""

from __future__ import annotations

from typing import NamedTuple

from ..oauth2.connector import RequestSettings
from ..oauth2.transport_failure import TransportFailure
from ..plain_text import plain_line
from .route import plan_route


class RouteSaid(NamedTuple):
    """A route in words."""

    words: str
    is_usable: bool = True
    is_usual: bool = False
    """Whether it goes directly, trusting what a cloud service trusts, because nothing says otherwise."""


def route_in_words(url: str, settings: RequestSettings, field: str) -> RouteSaid:
    """Return how a request to a URL travels, and whether that is possible. `field` is where to set a proxy.

    Raises:
        ValueError: the URL can't be split.
    """
    route = plan_route(url, settings)
    if isinstance(route, TransportFailure):
        return RouteSaid(f"✗ {plain_line(route.message)} Set {field}.", is_usable=False)
    said_by = {
        "setting": f"from {field}",
        "environment": f"from {route.variable} in the environment",
        "system": "from the system settings",
    }
    excepted_by = {
        "environment": f"{route.variable} exempts this host",
        "system": "the system settings exempt this host",
    }
    decider = route.decider.value
    if route.proxy:
        way = f"Through the proxy {route.proxy} ({said_by[decider]})"
    else:
        way = f"Directly to {route.endpoint}"
        way += f" ({excepted_by[decider]})" if decider in excepted_by else ""
    if route.uses_tls and settings.trust != "public":
        store = "this machine's own store" if settings.trust == "system" else f"the CA file {settings.trust}"
        return RouteSaid(f"{way}, trusting {plain_line(store)}")
    return RouteSaid(way, is_usual=not route.proxy and decider not in excepted_by)
