"""A small HTTP server on the loopback that prints nothing, limits what it reads, and stops at once.

The standard library's server needs three changes. It writes to stderr, which would spoil the wizard's screen.
It looks up its own name in DNS. When it closes, it waits for open requests or forgets them.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Final

from .responses import Response, page

LOOPBACK: Final = "127.0.0.1"
MAX_BODY: Final = 64 * 1024
"""The most bytes in a request's body. A longer one is refused without reading it."""
_READ_TIMEOUT: Final = 10.0
"""Seconds to wait for the next bytes of a request."""
_STOP_TIMEOUT: Final = 1.0
"""Seconds to wait for the threads of all open requests to end."""
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """One HTTP request, as received."""

    method: str
    target: str = field(repr=False)
    headers: Message = field(repr=False)
    """Found by any spelling of their names."""
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """Return the value of a header; empty if there is none."""
        return self.headers.get(name, "").strip()


Responder = Callable[[Request], Response | None]
"""Returns the response to a request. With None the connection is closed without a response."""

_Connection = socket.socket | tuple[bytes, socket.socket]
"""What socketserver calls a request: a socket, or a pair for datagrams (not used here)."""


class LoopbackServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 in its own thread, from creation until `stop`."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(self, respond: Responder) -> None:
        self.respond = respond
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        super().__init__((LOOPBACK, 0), _Handler)
        self._accepting = threading.Thread(
            target=self.serve_forever, args=(0.05,), name="practice-server", daemon=True
        )
        self._accepting.start()

    def server_bind(self) -> None:
        """Bind without asking DNS for the machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def stop(self) -> None:
        """Stop accepting, cut the open connections, and close. Takes about a second at most."""
        self.shutdown()
        self._accepting.join()
        with self._lock:
            connections = dict(self._connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has already ended
                continue
        deadline = time.monotonic() + _STOP_TIMEOUT
        for thread in connections.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        self.server_close()

    def process_request(self, request: _Connection, client_address: object) -> None:
        """Serve a connection in a thread that `stop` can find."""
        thread = threading.Thread(
            target=self.process_request_thread,
            args=(request, client_address),
            name="practice-request",
            daemon=True,
        )
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections[request] = thread
        thread.start()

    def shutdown_request(self, request: _Connection) -> None:
        """Close a connection and forget it."""
        super().shutdown_request(request)
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections.pop(request, None)

    def handle_error(self, request: _Connection, client_address: object) -> None:
        """Keep stderr clean. Usually the client just went away."""
        _log.debug("a practice request ended early", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    """Handles one request per connection, so that no idle connection stays open."""

    server: LoopbackServer
    protocol_version = "HTTP/1.1"
    timeout = _READ_TIMEOUT

    def version_string(self) -> str:
        return "PracticeServer"

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing, because stderr belongs to the wizard's screen."""

    def _serve(self) -> None:
        body = self._read_body()
        if isinstance(body, Response):
            self._send(body)
            return
        request = Request(self.command, self.path, self.headers, body)
        if response := self.server.respond(request):
            self._send(response)
        else:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815 (as http.server looks them up)

    def _read_body(self) -> bytes | Response:
        if "Transfer-Encoding" in self.headers:
            return page(411, "Length Required", "<p>A request with a body needs a Content-Length.</p>")
        length = self.headers.get("Content-Length", "0").strip()
        if not (length.isascii() and length.isdigit()):
            return page(400, "Bad Request", "<p>Content-Length is not a number.</p>")
        # Count the digits first: Python refuses to convert a number with thousands of them.
        if len(length) > 9 or int(length) > MAX_BODY:
            return page(413, "Content Too Large", f"<p>The body may have at most {MAX_BODY} bytes.</p>")
        try:
            return self.rfile.read(int(length))
        except TimeoutError:
            return page(408, "Request Timeout", "<p>The body did not arrive in time.</p>")

    def _send(self, response: Response) -> None:
        self.close_connection = True
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
