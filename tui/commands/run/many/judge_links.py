"""How a judge is asked, and how its replies come back: over a socket, or from a thread of this process."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, Protocol

from ..options import RunOptions
from .told import LENGTH, Asked, Raised, loads, pieces_of

if TYPE_CHECKING:
    from ....diagnosis.rules.rule import Rule


_PIECE: Final = 65_536
"""Bytes that are written at once: more would take longer than one step of the loop may."""


class JudgeEndedError(Exception):
    """A judge ended before it replied."""


class AnyJudge(Protocol):
    """Whoever can be asked."""

    @property
    def waiting(self) -> int:
        """How many replies it owes."""

    def ask(self, asked: Asked) -> asyncio.Future[Any]:
        """Return the reply, when it comes.

        Raises (as the future's exception):
            JudgeEndedError: there will be none.
        """


class JudgeProcess(asyncio.Protocol):
    """The connection to a judge that is a process."""

    def __init__(self) -> None:
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._incoming = bytearray()
        self._wanted = LENGTH.size
        self._transport: asyncio.Transport | None = None
        self._unsent: deque[memoryview] = deque()
        """Kept here, as the transport moves all that it keeps each time that it could write some of it."""
        self._may_write = True
        self.has_ended = False

    @property
    def waiting(self) -> int:
        """How many replies it owes."""
        return len(self._replies)

    def ask(self, asked: Asked) -> asyncio.Future[Any]:
        """Return the reply, when it comes."""
        reply: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self.has_ended or self._transport is None:
            reply.set_exception(JudgeEndedError())
            return reply
        self._asked += 1
        self._replies[self._asked] = reply
        pieces = pieces_of((self._asked, asked))
        for piece in (LENGTH.pack(sum(map(len, pieces))), *pieces):
            view = memoryview(piece)
            self._unsent += (view[at : at + _PIECE] for at in range(0, len(view), _PIECE))
        self._write()
        return reply

    def _write(self) -> None:
        while self._transport and self._may_write and self._unsent:
            self._transport.write(self._unsent.popleft())

    def pause_writing(self) -> None:
        """Wait: the judge reads more slowly than it is asked."""
        self._may_write = False

    def resume_writing(self) -> None:
        """Go on."""
        self._may_write = True
        self._write()

    def close(self) -> None:
        """Let the judge end."""
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (for the type checker)
        transport.set_write_buffer_limits(high=0)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what a judge says: a reply, some, or a part of one."""
        self._incoming += data
        at = 0
        while len(self._incoming) - at >= self._wanted:
            size = LENGTH.unpack_from(self._incoming, at)[0]
            end = at + LENGTH.size + size
            if len(self._incoming) < end:
                self._wanted = LENGTH.size + size
                break
            with memoryview(self._incoming) as incoming, incoming[at + LENGTH.size : end] as said:
                number, reply = loads(said)
            at, self._wanted = end, LENGTH.size
            _settle(self._replies.pop(number), reply)
        del self._incoming[:at]

    def connection_lost(self, error: Exception | None) -> None:
        """Tell all who wait that no reply will come."""
        self.has_ended = True
        replies, self._replies = self._replies, {}
        for reply in replies.values():
            if not reply.done():
                reply.set_exception(JudgeEndedError())


class JudgeThread:
    """A judge in this process, where there can be no other."""

    def __init__(self, options: RunOptions, rules: tuple[Rule, ...] | None) -> None:
        from .judge import Bench

        self._bench = Bench(options, rules)
        self._executor = ThreadPoolExecutor(1, "judge")
        self.waiting = 0

    def ask(self, asked: Asked) -> asyncio.Future[Any]:
        """Return the reply, when it comes."""
        loop = asyncio.get_running_loop()
        reply: asyncio.Future[Any] = loop.create_future()
        self.waiting += 1
        work = loop.run_in_executor(self._executor, self._bench.reply, asked)
        work.add_done_callback(lambda done: self._done(done, reply))
        return reply

    def _done(self, work: asyncio.Future[Any], reply: asyncio.Future[Any]) -> None:
        self.waiting -= 1
        if error := work.exception():
            reply.set_exception(error)
        else:
            _settle(reply, work.result())

    def close(self) -> None:
        """Let the thread end."""
        self._executor.shutdown(wait=False)


def _settle(future: asyncio.Future[Any], reply: object) -> None:
    if future.done():
        return  # whoever asked was canceled
    if isinstance(reply, Raised):
        future.set_exception(RuntimeError(reply.text))
    else:
        future.set_result(reply)
