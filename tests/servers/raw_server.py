"""A server of bytes: it keeps what it was sent to the letter, and answers as a script says, right or wrong.

    with RawServer(answering(http_answer(200, b"{}"))) as server:
        ...                           # send something to server.token_url
        assert server.requests == [b"POST ..."]

A script is a function of a `Conversation`. The first connection is served by the first script, and so on;
the last script serves all that follow.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final, Self

_TICK: Final = 0.05
"""Seconds between two looks at whether the server is to stop."""
_PATIENCE: Final = 5.0
"""Seconds for a client to take what is sent, or to finish a handshake."""


class Conversation:
    """One connection of a client."""

    def __init__(self, server: RawServer, connection: socket.socket) -> None:
        self._server = server
        self.connection = connection

    def read_request(self) -> bytes:
        """Read one request with its body, keep it in the server's `requests`, and return it."""
        request = b""
        while (end := request.find(b"\r\n\r\n")) < 0:
            request += self._receive()
        length = 0
        for line in request[:end].split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(request) < end + 4 + length:
            request += self._receive()
        self._server.requests.append(request)
        return request

    def send(self, data: bytes) -> None:
        """Send bytes, as fast as the client takes them."""
        self.connection.settimeout(_PATIENCE)
        try:
            self.connection.sendall(data)
        except ConnectionError:
            self._server.client_left.set()
            raise
        self.connection.settimeout(_TICK)

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the server lives."""
        if self._server.stopping.wait(seconds):
            raise ConnectionAbortedError

    def stall(self) -> None:
        """Say nothing more until the client closes its side, or the server stops."""
        self._server.stalled.set()
        while self._receive():
            pass

    def reset(self) -> None:
        """End the connection with a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def relay_to(self, port: int) -> None:
        """Pass bytes both ways between the client and a loopback port until either side ends."""
        with socket.create_connection(("127.0.0.1", port)) as other:
            while not self._server.stopping.is_set():
                for readable in select.select([self.connection, other], [], [], _TICK)[0]:
                    data = readable.recv(65536)
                    if not data:
                        return
                    (other if readable is self.connection else self.connection).sendall(data)

    def _receive(self) -> bytes:
        while not self._server.stopping.is_set():
            try:
                data = self.connection.recv(65536)
            except TimeoutError:
                continue
            except ConnectionError:  # it left without reading all that it was sent
                data = b""
            if data:
                return data
            self._server.client_left.set()
            break
        raise ConnectionAbortedError


Script = Callable[[Conversation], None]


class RawServer:
    """A scripted server in threads, on a free loopback port; with a TLS context, behind TLS.

    An abrupt one closes at once after a failed handshake, as most real ones do: what the client has sent
    meanwhile makes the close a reset.
    """

    def __init__(
        self,
        *scripts: Script,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        is_abrupt: bool = False,
    ) -> None:
        self._scripts = scripts
        self._is_abrupt = is_abrupt
        self._tls = tls
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family)
        self._listener.settimeout(_TICK)
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.requests: list[bytes] = []
        """Every request, byte for byte."""
        self.connections = 0
        """How many connections were accepted."""
        self.client_left = threading.Event()
        """A client closed its connection while it was waited for, or while it was sent something."""
        self.stalled = threading.Event()
        """A stalling script has come to where it says nothing more."""
        self.stopping = threading.Event()
        self.port: int = self._listener.getsockname()[1]
        self.address = f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"
        self.token_url = f"{'https' if tls else 'http'}://{self.address}/oauth2/token"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(script, connection), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, script: Script, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        # Clients that leave, or refuse the certificate, are what many tests are about.
        with contextlib.suppress(OSError), contextlib.ExitStack() as open_sockets:
            open_sockets.enter_context(connection)
            if self._tls:
                connection = open_sockets.enter_context(
                    self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                )
                _shake_hands(connection, is_abrupt=self._is_abrupt)
            connection.settimeout(_TICK)
            script(Conversation(self, connection))


def _shake_hands(connection: ssl.SSLSocket, *, is_abrupt: bool) -> None:
    try:
        connection.do_handshake()
    except ssl.SSLError:
        if is_abrupt:
            raise
        # What the client sent on is read, or else the close becomes a reset, which overtakes our alert.
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
        raise


def http_answer(
    status: int, body: bytes, headers: Iterable[tuple[str, str]] = (), reason: str = "Whatever"
) -> bytes:
    """Return an HTTP/1.1 response with its length."""
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def answering(data: bytes) -> Script:
    """Read the request, send these bytes, and close."""

    def script(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(data)

    return script


def answering_endlessly(start: bytes, chunk: bytes) -> Script:
    """Read the request, send the start, and then the chunk again and again until the client leaves."""

    def script(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(start)
        while True:
            conversation.send(chunk)

    return script


def closing(conversation: Conversation) -> None:
    """Read the request and close without an answer."""
    conversation.read_request()


def resetting(after: bytes = b"") -> Script:
    """Read the request, send these bytes, and reset the connection."""

    def script(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(after)
        if after:
            conversation.pause(0.05)  # a reset overtakes bytes that the client has not read yet
        conversation.reset()

    return script


def dripping(data: bytes) -> Script:
    """Read the request and send these bytes, then blanks, one byte at a time, until the client leaves."""

    def script(conversation: Conversation) -> None:
        conversation.read_request()
        for byte in data:
            conversation.send(bytes([byte]))
        while True:
            conversation.send(b" ")
            conversation.pause(0.01)

    return script


def stalling(after: bytes = b"", *, read: bool = True) -> Script:
    """Read the request (unless told not to), send these bytes, and then nothing until the client leaves."""

    def script(conversation: Conversation) -> None:
        if read:
            conversation.read_request()
        conversation.send(after)
        conversation.stall()

    return script


def tunnelling(port: int) -> Script:
    """Be a proxy: accept a CONNECT to anywhere, and pass all to a loopback port."""

    def script(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        conversation.relay_to(port)

    return script
