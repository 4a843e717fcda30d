"""Sends the requests of many runs on one loop, and keeps that loop free of all that computes for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Final

from ....oauth2.connection import Progress
from ....oauth2.connector import Connector
from ....oauth2.exchange import Exchange, HttpResponse
from ....oauth2.responses.token_response import Answer, read_answer
from ....oauth2.token_request import TokenRequest
from ....oauth2.transport_failure import FailureCause
from ....transport.running import ONE_SENDER
from ....transport.sending import never_sent
from .files import Places
from .judge_links import JudgeEndedError
from .judges import Judges
from .told import ReadResponse

_SHORT: Final = 16_384
"""Bytes of a body that are read in far less than a millisecond."""
_KEEPS_UP: Final = 0.001
"""Seconds that one round of a loop takes which keeps up with its connections."""


class Gate:
    """Lets runs begin one by one, and only while the loop keeps up with those that are under way.

    A server in the same machine answers faster than this process can send. Then more open attempts only wait
    for each other, and would show that as the network's time.
    """

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()
        self.longest_round = 0.0
        """Seconds: the longest time that a round of the loop was seen to take."""

    async def enter(self) -> None:
        """Wait until one more run may begin."""
        async with self._one_at_a_time:
            took = _KEEPS_UP
            while took >= _KEEPS_UP:
                began = perf_counter()
                await asyncio.sleep(0)
                took = perf_counter() - began
                self.longest_round = max(self.longest_round, took)


class ManySender:
    """Sends for many runs at once."""

    def __init__(self, judges: Judges, most: int) -> None:
        self._judges = judges
        self._places = Places(most)

    async def send(
        self,
        request: TokenRequest,
        connector: Connector,
        follow: Callable[[Progress], None] | None,
        salvage: Callable[[Exchange], object],
    ) -> Exchange:
        """Send a request. Where this machine has no file left for it, do so when another attempt has ended.

        Nobody follows one attempt of many. When canceled, `salvage` hears how far it got.
        """
        while True:
            try:
                await self._places.take()
            except asyncio.CancelledError:
                salvage(never_sent(request, connector.request))
                raise
            try:
                exchange = await ONE_SENDER.send(request, connector, None, salvage)
                if not _is_out_of_files(exchange) or not self._places.shrink():
                    return exchange
            finally:
                await self._places.give_back()

    async def read(self, response: HttpResponse, connector: Connector) -> Answer:
        """Read a response as the connector would: a long one by a judge."""
        if len(response.body) <= _SHORT:
            return read_answer(response, connector.response)
        asked = ReadResponse(response, connector.response)
        try:
            answer: Answer = await self._judges.least_busy().ask(asked)
        except JudgeEndedError:
            answer = await self._judges.least_busy().ask(asked)
        return answer


def _is_out_of_files(exchange: Exchange) -> bool:
    return exchange.failure is not None and exchange.failure.cause is FailureCause.OUT_OF_FILES
