"""Tells whether this machine has run out of something: files, ports, memory, threads.

Such an error says nothing about the network or the server, in whatever layer it comes up.
"""

from __future__ import annotations

import errno
import socket
import ssl
import sys
from collections.abc import Iterable
from typing import Final

from ...oauth2.transport_failure import FailureCause

if sys.platform != "win32":
    import resource  # now: without a file left, no module can be loaded

_OUT_OF_FILES: Final = frozenset({errno.EMFILE, errno.ENFILE, getattr(errno, "WSAEMFILE", errno.EMFILE)})
_OUT_OF_RESOURCES: Final = frozenset({errno.ENOBUFS, errno.ENOMEM})
_NO_THREAD: Final = "can't start new thread"
"""What Python says then."""


def exhaustion_in(causes: Iterable[BaseException], addresses: Iterable[str] = ()) -> FailureCause | None:
    """Return what this machine has run out of, by an error and its causes; None if it isn't that.

    `addresses` are those that were to be connected to. Without a port, Linux says EADDRNOTAVAIL. It says so
    too of an IPv6 address where IPv6 is turned off, so that is not counted.
    """
    causes = tuple(causes)
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError) and not _has_own_numbers(cause)}
    if numbers & _OUT_OF_FILES:
        return FailureCause.OUT_OF_FILES
    has_no_thread = any(isinstance(cause, RuntimeError) and _NO_THREAD in str(cause) for cause in causes)
    if numbers & _OUT_OF_RESOURCES or has_no_thread:
        return FailureCause.OUT_OF_RESOURCES
    is_ipv4 = any("." in address and ":" not in address for address in addresses)
    return FailureCause.OUT_OF_PORTS if errno.EADDRNOTAVAIL in numbers and is_ipv4 else None


def _has_own_numbers(error: OSError) -> bool:
    """Tell whether an error's number is not one of the system's."""
    return isinstance(error, ssl.SSLError | socket.gaierror)


def evidence_of_limit(cause: FailureCause) -> tuple[str, ...]:
    """Return how many files this program may have open, where they have run out and the system says it."""
    if sys.platform != "win32" and cause is FailureCause.OUT_OF_FILES:
        allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if allowed != resource.RLIM_INFINITY:
            return (f"open files that the system allows: {allowed}",)
    return ()
