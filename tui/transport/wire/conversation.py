"""One request and its response over HTTP/1.1, read by h11."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import h11

from ..failures.network_errors import NoResponseError
from .stream import Stream

_MOST_AT_ONCE: Final = 65536
"""Bytes asked for at once."""
_LONGEST_HEAD: Final = 100 * 1024
"""Bytes of status line and headers, or of one line of chunked coding, before they count as endless."""

Head = h11.Response | h11.InformationalResponse
"""Status line and headers of a final response; of 101, after which no HTTP follows."""


class Conversation:
    """A request, made ready to be sent, and then its response."""

    def __init__(self, method: str, target: str, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> None:
        """Write the request.

        Raises:
            h11.LocalProtocolError: a header or the target can't be sent.
            UnicodeError: the target is not ASCII.
        """
        self._parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        parts = (
            h11.Request(method=method, target=target.encode("ascii"), headers=list(headers)),
            *([h11.Data(data=body)] if body else []),
            h11.EndOfMessage(),
        )
        self._request = b"".join(self._parser.send(part) or b"" for part in parts)

    async def ask(self, stream: Stream) -> Head:
        """Send the request, and return the head of the final response.

        Raises:
            NoResponseError: the connection ended first.
            h11.RemoteProtocolError: this is not HTTP/1.1.
            OSError: the connection broke.
        """
        # A server may answer and close before it has read everything.
        with suppress(ConnectionError):
            await stream.write(self._request)
        while True:
            event = await self._next(stream)
            if isinstance(event, h11.Response):
                return event
            if isinstance(event, h11.InformationalResponse) and event.status_code == 101:
                return event  # what follows is no longer HTTP (RFC 9110 §15.2.2)

    async def read_body(self, stream: Stream) -> bytes:
        """Return the next bytes of the body, not decoded; none at its end.

        Raises as `ask` does.
        """
        while isinstance(event := await self._next(stream), h11.Data):
            if event.data:
                return bytes(event.data)
        return b""

    async def _next(self, stream: Stream) -> Any:  # noqa: ANN401 (h11's events have no class in common)
        while (event := self._parser.next_event()) is h11.NEED_DATA:
            data = await stream.read(_MOST_AT_ONCE)
            if not data and self._parser.their_state is h11.SEND_RESPONSE:
                raise NoResponseError
            self._parser.receive_data(data)
        return event
