"""The practice server as a server: its addresses, its limits, its silence, and how it stops."""

from __future__ import annotations

import gc
import socket
import threading
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.practice.client import ABANDON_AFTER, attempts_of, port_of, send, send_raw
from tui.oauth2.api_request import api_url
from tui.practice.faults import FAULTS
from tui.practice.http_serving import MAX_BODY
from tui.practice.server import PracticeServer

SLOW = next(fault for fault in FAULTS if fault.key == "slow")
BUSY = next(fault for fault in FAULTS if fault.key == "rate-limit")


def practice_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("practice-")]


def open_descriptors() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def threads_left(others: Collection[threading.Thread]) -> list[threading.Thread]:
    """Return the threads that a stopped server leaves behind, without `others`, of another test's server.

    Waits a little for a busy machine.

    If the server didn't cut them off, a slow response would take 30 seconds and reading a request 10.
    """
    for thread in practice_threads():
        if thread not in others:
            thread.join(1.5)
    return [thread for thread in practice_threads() if thread not in others]


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/login", 200),
        ("POST", "/login", 200),
        ("GET", "/oauth2/token", 405),
        ("PUT", "/oauth2/token", 405),
        ("DELETE", "/oauth2/token?x=1", 405),
        ("GET", "/apis", 404),
        ("POST", "/oauth/token", 404),
        ("POST", "/oauth2/token/", 404),
        ("BREW", "/", 501),
    ],
)
def test_routes(server: PracticeServer, method: str, target: str, status: int) -> None:
    response = send(server, method, target)
    assert response.status == status
    assert response.header("Server") == "PracticeServer"
    assert response.body
    if status == 405:
        assert response.header("Allow") == "POST"
    else:
        assert response.media_type == "text/html"


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/api/me", 401),
        ("GET", "/api/me?x=1", 401),
        ("POST", "/api/me", 405),
        ("DELETE", "/api/me", 405),
        ("GET", "/api/v1/me", 404),
        ("GET", "/api/me/", 404),
    ],
)
def test_the_api_answers_in_json(server: PracticeServer, method: str, target: str, status: int) -> None:
    response = send(server, method, target)
    assert (response.status, response.media_type) == (status, "application/json")
    assert response.header("Allow") == ("GET, HEAD" if status == 405 else None)


def test_head_has_only_the_headers(server: PracticeServer) -> None:
    received = send_raw(server, b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 200")
    assert received.endswith(b"\r\n\r\n")


def test_only_the_loopback_is_served(server: PracticeServer) -> None:
    assert server.base_url.startswith("http://127.0.0.1:")
    assert server.token_url == server.base_url + "/oauth2/token"
    assert api_url(server.connector(FAULTS[0])) == server.base_url + "/api/me"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (f"Content-Length: {MAX_BODY + 1}", 413),
        ("Content-Length: " + "9" * 5000, 413),
        ("Content-Length: -1", 400),
        ("Content-Length: ٣", 400),
        ("Content-Length: 1e3", 400),
        ("Transfer-Encoding: chunked", 411),
    ],
)
def test_a_body_is_bounded(server: PracticeServer, headers: str, status: int) -> None:
    head = f"POST /oauth2/token HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n"
    assert send_raw(server, head.encode()).split()[1] == str(status).encode()


def test_the_largest_body_is_read(server: PracticeServer) -> None:
    response = send(server, "POST", "/oauth2/token", b"a" * MAX_BODY)
    assert response.status in {400, 401}  # versions of oauthlib differ in what they check first
    assert response.media_type == "application/json"


def test_the_fault_can_change_while_it_runs(server: PracticeServer) -> None:
    connector = server.connector(FAULTS[0])
    assert attempts_of(server, connector)[0].token
    server.fault = BUSY
    exchange = attempts_of(server, connector)[0].exchange
    assert exchange
    assert exchange.response
    assert exchange.response.status == 429
    server.fault = FAULTS[0]
    assert attempts_of(server, connector)[0].token


def test_many_at_once_while_the_fault_changes(server: PracticeServer) -> None:
    connector = server.connector(FAULTS[0])
    with ThreadPoolExecutor(8) as pool:
        runs = []
        for turn in range(20):
            server.fault = BUSY if turn % 2 else FAULTS[0]
            runs.append(pool.submit(attempts_of, server, connector))
        outcomes = {attempt.outcome for run in runs for attempt in run.result()}
    assert outcomes <= {"token", "error"}


def test_two_servers_at_once_know_nothing_of_each_other() -> None:
    with PracticeServer() as one, PracticeServer(BUSY) as other:
        assert one.base_url != other.base_url
        token = attempts_of(one, one.connector(FAULTS[0]))[0].token
        assert token
        credentials = {"Authorization": f"Bearer {token.access_token.reveal()}"}
        assert send(one, "GET", "/api/me", headers=credentials).status == 200
        assert send(other, "GET", "/api/me", headers=credentials).status == 401
        assert not attempts_of(other, other.connector(FAULTS[0]))[0].token


def test_nothing_is_left_when_it_stops() -> None:
    others = practice_threads()
    with PracticeServer() as server:  # the first use loads modules, which is not a leak
        attempts_of(server, server.connector(FAULTS[0]))
    gc.collect()
    descriptors = open_descriptors()
    for _ in range(5):
        with PracticeServer() as server:
            address = ("127.0.0.1", port_of(server))
            attempts_of(server, server.connector(FAULTS[0]))
            assert practice_threads()
        assert threads_left(others) == []
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address, timeout=ABANDON_AFTER)
    assert open_descriptors() <= descriptors


def test_stopping_does_not_wait_for_requests_in_flight() -> None:
    others = practice_threads()
    server = PracticeServer(SLOW)
    server.start()
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(send, server, "POST", "/oauth2/token") for _ in range(3)]
        idle = socket.create_connection(("127.0.0.1", port_of(server)), timeout=ABANDON_AFTER)
        half = socket.create_connection(("127.0.0.1", port_of(server)), timeout=ABANDON_AFTER)
        half.sendall(b"POST /oauth2/token HTTP/1.1\r\nContent-Length: 50\r\n\r\nhalf")
        while len(practice_threads()) < 6:  # one accepts, three wait, two read
            assert not any(future.done() for future in waiting)
            time.sleep(0.005)
        server.stop()
        assert threads_left(others) == []
        for future in waiting:
            with pytest.raises((ConnectionError, HTTPException)):
                future.result()
        idle.close()
        half.close()


def test_starting_and_stopping_twice_does_no_harm() -> None:
    server = PracticeServer()
    server.stop()
    server.start()
    url = server.base_url
    server.start()
    assert server.base_url == url
    server.stop()
    server.stop()
    server.start()
    assert send(server, "GET", "/").status == 200
    server.stop()


@pytest.mark.parametrize("address", ["base_url", "token_url", "closed_url"])
def test_a_server_that_does_not_run_has_no_address(address: str) -> None:
    with pytest.raises(RuntimeError, match="not running"):
        getattr(PracticeServer(), address)


def test_the_closed_port_stays_closed(server: PracticeServer) -> None:
    port = int(server.closed_url.rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=ABANDON_AFTER)
    with pytest.raises(OSError), socket.create_server(("127.0.0.1", port)):
        pass


HEADERS = st.lists(
    st.one_of(
        st.binary(max_size=40).map(lambda junk: junk.replace(b"\n", b"")),
        st.builds(
            lambda name, value: name + b": " + value,
            st.sampled_from([b"Authorization", b"Content-Length", b"Content-Type", b"Origin", b"Expect"]),
            st.one_of(
                st.binary(max_size=40).map(lambda junk: junk.replace(b"\n", b"")),
                st.sampled_from(
                    [b"0", b"7", b"Basic ", b"Basic Og==", b"Bearer x", b"https://x", b"100-continue"]
                ),
            ),
        ),
    ),
    max_size=5,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(15)
)
@given(
    start=st.one_of(
        st.binary(max_size=60),
        st.builds(
            lambda method, target: method + b" " + target + b" HTTP/1.1",
            st.sampled_from([b"POST", b"GET", b"HEAD", b"OPTIONS"]),
            st.sampled_from(
                [b"/oauth2/token", b"/api/me", b"/", b"//", b"*", b"/oauth2/token?%", b"http://x/"]
            ),
        ),
    ),
    headers=HEADERS,
    body=st.binary(max_size=80),
)
def test_nothing_that_arrives_stops_it_or_makes_it_print(
    server: PracticeServer,
    capfd: pytest.CaptureFixture[str],
    start: bytes,
    headers: list[bytes],
    body: bytes,
) -> None:
    received = send_raw(server, b"\r\n".join([start, *headers, b"", body]))
    if received.startswith(b"HTTP/"):
        assert received.split()[1] not in {b"500", b"502", b"503"}
    assert b"Traceback" not in received
    assert send(server, "GET", "/").status == 200
    assert capfd.readouterr() == ("", "")


def test_an_early_goodbye_is_silent(server: PracticeServer, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(20):
        connection = socket.create_connection(("127.0.0.1", port_of(server)), timeout=ABANDON_AFTER)
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        # SO_LINGER of 0 makes close() send a reset, which the server's response then meets.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.close()
    assert send(server, "GET", "/").status == 200
    server.stop()
    assert capfd.readouterr() == ("", "")
