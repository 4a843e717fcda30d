"""The line that says how a request will travel: directly or through a proxy, and who decides that."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Static

from ...form.steps import step_of_field
from ...oauth2.connector import Connector, RequestSettings
from ...oauth2.field_checks import check_proxy, check_url

if TYPE_CHECKING:
    from ...transport.route_words import RouteSaid

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
        said = await asyncio.to_thread(_route, url, settings)
        self.set_class(not said.is_usable, "-unusable")
        lines = [Content(said.words)]
        if settings.proxy.is_secret and not settings.proxy:
            lines.append(Content.styled(f"! The profile's proxy was not entered. Set {_FIELD}.", "$warns"))
        self.update(Content("\n").join(lines))


def _route(url: str, settings: RequestSettings) -> RouteSaid:
    # Imported here, so that the first screen doesn't wait for it.
    from ...transport.route_words import route_in_words

    return route_in_words(url, settings, _FIELD)
