"""Looks up the addresses of a host name with the machine's own resolver."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any


async def look_up(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host, in the order in which to try them (RFC 6724, then RFC 8305 §4).

    The resolver can't be interrupted and may take half a minute, so it runs in a daemon thread. One of the
    event loop's threads would delay the end of the program.

    Raises:
        OSError: the name has no address, or no resolver answers (socket.gaierror); or this machine has run
            out of files or threads.
        UnicodeError: the name is not a valid host name.
    """
    with suppress(ValueError):
        return (str(ipaddress.ip_address(host)),)
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(addresses: tuple[str, ...], error: Exception | None) -> None:
        if answer.done():
            return
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def ask() -> None:
        addresses: tuple[str, ...] = ()
        error: Exception | None = None
        try:
            # Of a foreign name, Python would look up that of IDNA 2003, which is another host's.
            host.encode("ascii")
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = tuple(dict.fromkeys(_with_zone(address) for *_, address in found))
        except socket.gaierror as raised:
            error = _why_nothing_opens() or raised
        except (OSError, ValueError) as raised:
            error = raised
        with suppress(RuntimeError):  # the loop has ended: nobody is waiting
            loop.call_soon_threadsafe(settle, addresses, error)

    try:
        Thread(target=ask, name="name look-up", daemon=True).start()
    except RuntimeError as refusal:
        raise OSError(errno.EAGAIN, str(refusal)) from refusal
    return _families_in_turn(await answer)


def _why_nothing_opens() -> OSError | None:
    """Return why this program can't open even an empty file; None if it can.

    A resolver that can't open its own files or sockets says that the name is unknown.
    """
    try:
        with Path(os.devnull).open("rb"):
            return None
    except OSError as error:
        return error


def _with_zone(address: tuple[Any, ...]) -> str:
    """Return the address of a socket. A link-local one can't be reached without its zone (RFC 4007 §11)."""
    zone = address[3] if len(address) > 3 else 0
    return f"{address[0]}%{zone}" if zone and "%" not in str(address[0]) else str(address[0])


def _families_in_turn(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Alternate IPv6 and IPv4, so that a family without a route costs one delay, not many."""
    first = [address for address in addresses if (":" in address) == (":" in addresses[0])]
    other = [address for address in addresses if address not in first]
    mixed: list[str] = []
    while first or other:
        mixed += first[:1] + other[:1]
        first, other = first[1:], other[1:]
    return tuple(mixed)
