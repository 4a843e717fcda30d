"""What this machine has run out of is its own fault, in whatever layer it comes up: never the network's."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import run_program, write_profile
from tests.servers.raw_server import Conversation, RawServer, http_answer
from tests.transport.support import failure_in, send_to
from tui.oauth2.transport_failure import FailureCause
from tui.transport.wire.names import look_up
from tui.transport.wire.stream import SocketStream

WORKS = http_answer(200, b'{"access_token": "tok-4f1d.made-up", "token_type": "Bearer"}')


def refusing(number: int) -> Callable[..., Any]:
    async def connect(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return connect


@pytest.mark.parametrize(
    ("number", "host", "cause"),
    [
        (errno.EMFILE, "127.0.0.1", FailureCause.OUT_OF_FILES),
        (errno.ENFILE, "127.0.0.1", FailureCause.OUT_OF_FILES),
        (errno.ENOBUFS, "127.0.0.1", FailureCause.OUT_OF_RESOURCES),
        (errno.ENOMEM, "[::1]", FailureCause.OUT_OF_RESOURCES),
        (errno.EADDRNOTAVAIL, "127.0.0.1", FailureCause.OUT_OF_PORTS),
        (errno.EADDRNOTAVAIL, "[::1]", FailureCause.UNREACHABLE),  # IPv6 is turned off
        (errno.ENETUNREACH, "127.0.0.1", FailureCause.UNREACHABLE),
    ],
)
@pytest.mark.parametrize("through_proxy", [False, True])
async def test_an_error_of_this_machine(
    number: int, host: str, cause: FailureCause, through_proxy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SocketStream, "connect", refusing(number))
    proxy = f"http://{host}:3128" if through_proxy else ""
    failure = failure_in(await send_to(f"https://{host}:8443/t", proxy=proxy))
    if through_proxy and cause is FailureCause.UNREACHABLE:
        cause = FailureCause.PROXY_UNREACHABLE
    assert failure.cause is cause
    assert os.strerror(number) in failure.message
    if cause.word.startswith("out_of"):
        assert failure.message.startswith(f"This machine can't open a connection to {host}:8443: ")


async def test_a_resolver_that_can_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def no_file(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    monkeypatch.setattr("tui.transport.wire.names.Path.open", no_file)
    assert failure_in(await send_to("https://idp.example.test/t")).cause is FailureCause.OUT_OF_FILES


async def test_no_thread_for_the_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_thread(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("tui.transport.wire.names.Thread.start", no_thread)
    with pytest.raises(OSError, match="can't start new thread"):
        await look_up("idp.example.test", 443)
    assert failure_in(await send_to("https://idp.example.test/t")).cause is FailureCause.OUT_OF_RESOURCES


async def test_a_ca_file_that_can_not_be_opened_now_is_not_accused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_file(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("tui.transport.trust.ssl.SSLContext.load_verify_locations", no_file)
    failure = failure_in(await send_to("https://127.0.0.1:1/t", trust=str(tmp_path / "ca.pem")))
    assert failure.cause is FailureCause.OUT_OF_FILES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_jobs_wait_where_few_files_may_be_open(tmp_path: Path) -> None:
    import resource

    everybody = threading.Event()

    def answer_late(conversation: Conversation) -> None:
        conversation.read_request()
        everybody.wait(0.5)
        conversation.send(WORKS)

    with RawServer(answer_late) as server:
        paths = [write_profile(tmp_path, f"acme-{n}", server.token_url) for n in range(60)]
        for n, path in enumerate(paths):  # the attempts of one account would wait for one another
            path.write_text(
                path.read_text(encoding="utf-8").replace("svc.connector", f"svc-{n}"), encoding="utf-8"
            )
        done = run_program(
            tmp_path,
            "run",
            "--json",
            "--jobs",
            "60",
            *map(str, paths),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32)),
        )
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(documents) == len(paths), done.stderr
    assert {run["verdict"] for run in documents} == {"works"}
    assert "This system allows 32 open files" in done.stderr
    assert done.returncode == 0
