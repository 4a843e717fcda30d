"""Host names that no resolver needs to know: what each of them does stands in its first label.

No resolver of ours can be asked in place of the machine's without its settings being changed, so this one
thing is patched: `socket.getaddrinfo`, where the transport looks names up.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

UNKNOWN: Final = "unknown.example.test"
"""There is no such name."""
UNSURE: Final = "unsure.example.test"
"""No resolver could say."""
HANGING: Final = "hanging.example.test"
"""The look-up does not end."""
TWO_ADDRESSES: Final = "two.example.test"
"""Stands for 127.0.0.2 and 127.0.0.1, in this order."""
HOSTILE: Final = "hostile.example.test"
"""The resolver answers with escape sequences."""


@contextmanager
def made_up_names() -> Iterator[None]:
    """Let the names above be known, and wait for all look-ups to end when it is over."""
    over = threading.Event()
    threads: list[threading.Thread] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *arguments: Any, **options: Any) -> list[Any]:
        if threading.current_thread().name == "name look-up":
            threads.append(threading.current_thread())
        match host:
            case "unknown.example.test":
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            case "unsure.example.test":
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
            case "hostile.example.test":
                raise socket.gaierror(socket.EAI_NONAME, "\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen\u202e" * 99)
            case "hanging.example.test":
                over.wait()
                raise socket.gaierror(socket.EAI_AGAIN, "over")
            case "two.example.test":
                return [
                    (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
                    for address in ("127.0.0.2", "127.0.0.1")
                ]
        return real(host, port, *arguments, **options)

    try:
        with patch.object(socket, "getaddrinfo", look_up):
            yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
