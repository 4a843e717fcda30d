"""The practice server: starts and stops it, routes its requests, and fills in the form for a fault."""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Final, Self

from ..oauth2.connector import AdditionalRow, ApiCall, Connector, RequestSettings
from .authorization import answer_token_request
from .faults import FAULTS
from .http_serving import LOOPBACK, LoopbackServer, Request
from .issued_tokens import IssuedTokens
from .practice_fault import FORMER_PATH, LOGIN_PATH, TIMEOUT, TOKEN_PATH, PracticeFault
from .protected_resource import API_PATH, NO_SUCH_RESOURCE, answer_api_call
from .registered import API_KEY, API_KEY_HEADER, USERNAME
from .responses import LOGIN_PAGE, MOVED, NO_API_KEY, NOT_FOUND, ONLY_POST, Response, page

_HOME: Final = page(
    200,
    "Practice authorization server",
    "<p>This server issues made-up access tokens. "
    f"Its token endpoint is {TOKEN_PATH}, and its API is {API_PATH}.</p>",
)


class PracticeServer:
    """An authorization server and an API on a free port of 127.0.0.1, with one made-up client and account.

    Use it as a context manager, or call `start` and `stop`. `fault` may be set from any thread at any
    time. It applies to the requests that arrive from then on.
    """

    def __init__(self, fault: PracticeFault = FAULTS[0]) -> None:
        self.fault = fault
        self._tokens = IssuedTokens()
        self._http: LoopbackServer | None = None
        self._closed_port: socket.socket | None = None
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start serving. Does nothing if the server is already running.

        Raises:
            OSError: there is no free port.
        """
        if self._http:
            return
        self._stopping.clear()
        # This socket never listens. Bound, it keeps others from using a port that has to stay closed.
        closed_port = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            closed_port.bind((LOOPBACK, 0))
            self._http = LoopbackServer(self._respond)
        except OSError:
            closed_port.close()
            raise
        self._closed_port = closed_port

    def stop(self) -> None:
        """Stop at once, open requests included. Stopping twice does no harm."""
        self._stopping.set()
        if self._http:
            self._http.stop()
            self._http = None
        if self._closed_port:
            self._closed_port.close()
            self._closed_port = None

    @property
    def base_url(self) -> str:
        """The server's address without a path.

        Raises:
            RuntimeError: the server is not running.
        """
        if not self._http:
            raise RuntimeError("the practice server is not running")
        return f"http://{LOOPBACK}:{self._http.server_port}"

    @property
    def token_url(self) -> str:
        """The address of the token endpoint. Raises as `base_url` does."""
        return self.base_url + TOKEN_PATH

    @property
    def closed_url(self) -> str:
        """An address where nothing listens while this server runs. Raises as `base_url` does."""
        if not self._closed_port:
            raise RuntimeError("the practice server is not running")
        return f"http://{LOOPBACK}:{self._closed_port.getsockname()[1]}"

    def connector(self, fault: PracticeFault) -> Connector:
        """Return the form that the demo shows: prefilled for this server, with the fault's mistakes.

        Raises as `base_url` does.
        """
        return Connector(
            name="practice",
            description=f"Practice: {fault.title}",
            base_url=self.base_url,
            client_id=fault.client_id,
            client_secret=fault.client_secret,
            username=USERNAME,
            password=fault.password,
            token_url=(self.closed_url if fault.nothing_listens else self.base_url) + fault.token_path,
            client_authentication=fault.client_authentication,
            header_auth_value_pattern=fault.header_auth_value_pattern,
            additional_request_data=(AdditionalRow("scope", fault.scope),) if fault.scope else (),
            request=RequestSettings(timeout=TIMEOUT, connect_timeout=TIMEOUT),
            api=ApiCall(path=fault.api_path),
        )

    def _respond(self, request: Request) -> Response | None:
        path, _, query = request.target.partition("?")
        if path == TOKEN_PATH:
            return self._respond_to_token_request(request, query) if request.method == "POST" else ONLY_POST
        if path == API_PATH:
            return answer_api_call(self._tokens, request.method, request.header("Authorization"))
        if path.startswith("/api/"):
            return NO_SUCH_RESOURCE
        if path == LOGIN_PATH:
            return LOGIN_PAGE
        if path == FORMER_PATH:
            return MOVED
        return _HOME if path in {"", "/"} else NOT_FOUND

    def _respond_to_token_request(self, request: Request, query: str) -> Response | None:
        fault = self.fault
        if fault.delay and self._stopping.wait(fault.delay):
            return None
        if fault.response:
            return fault.response
        if fault.rules.needs_api_key and request.header(API_KEY_HEADER) != API_KEY:
            return NO_API_KEY
        authorization = request.header("Authorization")
        return answer_token_request(fault.rules, self._tokens, query, authorization, request.body)
