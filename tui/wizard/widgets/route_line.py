"""The line that says how a request will travel: directly or through a proxy, and who decides that."""

from __future__ import annotations

import asyncio

from textual import work
from textual.content import Content
from textual.widgets import Static

from ...form.steps import step_of_field
from ...oauth2.connector import Connector, RequestSettings
from ...oauth2.field_checks import check_proxy, check_url
from ...oauth2.transport_failure import TransportFailure
from ...plain_text import plain_line

_FIELD = f"Proxy on step {step_of_field('request.proxy').number}"


class RouteLine(Static):
    """Shows the route to an endpoint, and the trust if it is not the public one."""

    def __init__(self) -> None:
        super().__init__(id="route")

    def show(self, connector: Connector, url: str | None = None) -> None:
        """Show the route of a connector's token request, or to another URL; nothing if that is unusable."""
        url, settings = connector.token_url if url is None else url, connector.request
        self.display = not (check_url(url) or check_proxy(settings.proxy.reveal()))
        if self.display:  # a thread would hold up the painting that is due now
            self.call_after_refresh(self._show_route, url, settings)

    @work(exclusive=True, group="route")
    async def _show_route(self, url: str, settings: RequestSettings) -> None:
        # In a thread: reading the system's proxy settings can be slow.
        words, is_usable = await asyncio.to_thread(route_in_words, url, settings)
        self.set_class(not is_usable, "-unusable")
        lines = [Content(words)]
        if settings.proxy.is_secret and not settings.proxy:
            lines.append(Content.styled(f"! The profile's proxy was not entered. Set {_FIELD}.", "$warns"))
        self.update(Content("\n").join(lines))


def route_in_words(url: str, settings: RequestSettings) -> tuple[str, bool]:
    """Return how a request to a URL travels, and whether that is possible.

    Raises:
        ValueError: the URL can't be split.
    """
    # Imported here, so that the first screen doesn't wait for it.
    from ...transport.route import plan_route

    route = plan_route(url, settings)
    if isinstance(route, TransportFailure):
        return f"✗ {plain_line(route.message)} Set {_FIELD}.", False
    said_by = {
        "setting": f"from {_FIELD}",
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
        way += f", trusting {plain_line(store)}"
    return way, True
