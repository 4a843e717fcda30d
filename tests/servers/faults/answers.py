"""Faults instead of an answer, or in its header: silence, drips, an end too early, another protocol."""

from __future__ import annotations

from typing import Final

from tests.servers.raw_server import (
    Conversation,
    Script,
    answering,
    answering_endlessly,
    closing,
    dripping,
    resetting,
    stalling,
)
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause

from .fault import Broken, Fault, Heard, serving

_HEAD: Final = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n"
_CHUNKED: Final = b"HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"
_INTERIM: Final = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"


def greeting(first: bytes, then: bytes = b"") -> Script:
    """Speak first, as other protocols do; answer the request with a few words, and wait for better ones."""

    def script(conversation: Conversation) -> None:
        conversation.send(first)
        conversation.read_request()
        conversation.send(then)
        conversation.stall()

    return script


def _broken(name: str, script: Script, cause: FailureCause, finding: str, layer: Layer) -> Fault:
    return Fault(name, serving(script), Broken(cause, layer), finding)


def _in_header(name: str, data: bytes, cause: FailureCause = FailureCause.BAD_HEADERS) -> Fault:
    return Fault(name, serving(answering(data)), Broken(cause, Layer.RECEIVE), f"network.{cause.word}")


SILENCE: Final = (
    _broken("closed", closing, FailureCause.CLOSED, "network.closed", Layer.WAIT),
    _broken("reset", resetting(), FailureCause.RESET, "network.reset", Layer.WAIT),
    _broken("silent", stalling(), FailureCause.WAIT_TIMEOUT, "network.wait_timeout", Layer.WAIT),
    _in_header("closed in the header", b"HTTP/1.1 200 OK\r\nContent-Le", FailureCause.CLOSED),
    _broken(
        "reset in the header",
        resetting(b"HTTP/1.1 200 OK\r\nContent-Le"),
        FailureCause.RESET,
        "network.reset",
        Layer.RECEIVE,
    ),
    *(
        _broken(name, script, FailureCause.SLOW_ANSWER, "network.slow_answer", Layer.RECEIVE)
        for name, script in {
            "silent in the header": stalling(b"HTTP/1.1 200 OK\r\nX-Slo"),
            "silent after four letters": stalling(b"HTTP"),
            "dripping header": dripping(b"HTTP/1.1 200 OK\r\nX-Slow:"),
            "silent after the header": stalling(_HEAD),
            "silent in the body": stalling(_HEAD + b'{"error":'),
            "dripping body": dripping(_HEAD.replace(b"100", b"100000")),
            "dripping body without a length": dripping(b"HTTP/1.1 200 OK\r\n\r\n"),
            "dripping chunks": stalling(_CHUNKED + b"1\r\nx\r\n"),
            "endless tiny chunks": answering_endlessly(_CHUNKED, b"1\r\nx\r\n" * 1000),
        }.items()
    ),
    *(
        _broken(name, script, FailureCause.INTERIM_ONLY, "network.interim_only", Layer.RECEIVE)
        for name, script in {
            "one interim response": stalling(_INTERIM),
            "flood of interim responses": answering_endlessly(b"", _INTERIM * 100),
        }.items()
    ),
)

NOT_HTTP: Final = (
    *(
        _broken(name, script, FailureCause.NOT_HTTP, "network.not_http", Layer.RECEIVE)
        for name, script in {
            "SSH": greeting(b"SSH-2.0-OpenSSH_9.6\r\n"),
            "SSH that hangs up": answering(b"SSH-2.0-OpenSSH_9.6\r\nInvalid SSH identification string.\r\n"),
            "SMTP": greeting(b"220 mail.example.com ESMTP\r\n", b"500 5.5.1 Invalid command\r\n" * 9),
            "FTP": answering(b"220 FTP\r\n\r\n"),
            "HTTP/2": answering(b"\x00\x00\x12\x04" + bytes(23) + b"\x00\x00\x08\x07" + bytes(13)),
            "a page without a header": answering(b"<html><title>Hello</title></html>"),
            "noise": answering(bytes(range(256)) * 20 + b"\r\n\r\n"),
            "escape sequences": answering(b"\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen\r\n\r\n"),
            "escape sequences after letters": answering(b"x\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen\r\n\r\n"),
            "endless letters": answering_endlessly(b"", b"x" * 65536),
        }.items()
    ),
    _in_header("TLS alert", b"\x15\x03\x01\x00\x02\x02\x46", FailureCause.TLS_PORT),
    Fault(
        "plain HTTP refused on the TLS port",  # nginx
        serving(
            answering(
                b"HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\n\r\n"
                b"<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>"
            )
        ),
        Heard(400),
        "proxy.http_to_https_port",
    ),
)

HEADERS: Final = (
    _in_header("blank in a header's name", b"HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n"),
    _in_header("header without a colon", b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"),
    _in_header("header without a name", b"HTTP/1.1 200 OK\r\n: x\r\n\r\n"),
    _in_header("name beyond ASCII", "HTTP/1.1 200 OK\r\nX-\u202e東: x\r\n\r\n".encode()),
    _in_header("NUL in a value", b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\n\r\n"),
    _in_header("escape sequence in a name", b"HTTP/1.1 200 OK\r\nX-\x1b[2Jseen: x\r\n\r\n"),
    _in_header("carriage return in a value", b"HTTP/1.1 200 OK\r\nX-Return: a\rb\r\n\r\n"),
    _in_header("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
    _in_header("negative length", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx"),
    _in_header("length that is none", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nx"),
    _in_header(
        "length of 10,000 digits", b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 10_000 + b"\r\n\r\n"
    ),
    _in_header("unknown transfer coding", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
    _in_header("status of two digits", b"HTTP/1.1 99 x\r\n\r\n"),
    _in_header("status of four digits", b"HTTP/1.1 2000 OK\r\n\r\n"),
    _in_header("status below 100", b"HTTP/1.1 099 x\r\n\r\n"),
    _in_header("another protocol", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
    _in_header("NUL in the reason", b"HTTP/1.1 400 a\0b\r\n\r\n"),
    _in_header("long reason", b"HTTP/1.1 200 " + b"x" * 200_000, FailureCause.HEADERS_TOO_LONG),
    _in_header(
        "long header",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 2_000_000 + b"\r\n\r\n",
        FailureCause.HEADERS_TOO_LONG,
    ),
    _in_header(
        "many headers",
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 400_000 + b"\r\n",
        FailureCause.HEADERS_TOO_LONG,
    ),
)
