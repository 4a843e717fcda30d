"""Handshakes that fail though no certificate is refused, and ports that speak something else than TLS."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from tests.servers.certificates import Certificates
from tests.servers.raw_server import Conversation, RawServer, Script, http_answer, stalling
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause

from .fault import Broken, Fault, Site, Stand, serving
from .refusals import TOKEN, refused
from .words import ESCAPES


def _by_name(context: Callable[[Certificates], ssl.SSLContext]) -> Stand:
    """Stand up a server that is met by a name, and not by an address."""

    @contextmanager
    def stand(certificates: Certificates) -> Iterator[Site]:
        with RawServer(TOKEN, tls=context(certificates)) as server:
            url = f"https://localhost:{server.port}/token"
            yield Site(url, {"trust": str(certificates.ca_file)}, server)

    return stand


@contextmanager
def _http_on_a_tls_port(certificates: Certificates) -> Iterator[Site]:
    with RawServer(TOKEN, tls=certificates.good()) as server:
        yield Site(f"http://{server.address}/token", server=server)


def _ending(by_reset: bool) -> Script:
    def script(conversation: Conversation) -> None:
        conversation.connection.settimeout(5)
        conversation.connection.recv(65536)
        if by_reset:
            conversation.reset()

    return script


def _saying(words: bytes) -> Script:
    def script(conversation: Conversation) -> None:
        conversation.connection.settimeout(5)
        conversation.connection.recv(65536)
        conversation.send(words)
        conversation.stall()

    return script


def _not_shaken(name: str, script: Script, cause: FailureCause) -> Fault:
    area = "network" if cause is FailureCause.TLS_TIMEOUT else "tls"
    return Fault(name, serving(script, scheme="https"), Broken(cause, Layer.TLS), f"{area}.{cause.word}")


HANDSHAKES: Final = (
    refused("TLS 1.0", lambda made: made.speaking(ssl.TLSVersion.TLSv1), FailureCause.TLS_TOO_OLD),
    refused("TLS 1.1", lambda made: made.speaking(ssl.TLSVersion.TLSv1_1), FailureCause.TLS_TOO_OLD),
    refused("old ciphers", Certificates.with_old_ciphers, FailureCause.NO_COMMON_CIPHER),
    refused(
        "client certificate wanted in TLS 1.2",
        lambda made: made.wanting_client_certificates(ssl.TLSVersion.TLSv1_2),
        FailureCause.CLIENT_CERTIFICATE_WANTED,
    ),
    refused(
        # The handshake has ended for the client when the server looks for its certificate (RFC 8446 §2).
        "client certificate wanted in TLS 1.3",
        lambda made: made.wanting_client_certificates(ssl.TLSVersion.TLSv1_3),
        FailureCause.CLIENT_CERTIFICATE_WANTED,
        layer=Layer.WAIT,
    ),
    Fault(
        "name refused",
        _by_name(lambda made: made.refusing_names(ssl.AlertDescription.ALERT_DESCRIPTION_UNRECOGNIZED_NAME)),
        Broken(FailureCause.NAME_UNKNOWN_TO_SERVER, Layer.TLS),
        "tls.name_unknown_to_server",
    ),
    Fault(
        "name refused in other words",
        _by_name(lambda made: made.refusing_names(ssl.AlertDescription.ALERT_DESCRIPTION_HANDSHAKE_FAILURE)),
        Broken(FailureCause.NAME_UNKNOWN_TO_SERVER, Layer.TLS),
        "tls.name_unknown_to_server",
    ),
    _not_shaken("plain HTTP", _saying(http_answer(400, b"plain")), FailureCause.PLAIN_HTTP),
    _not_shaken("SSH on the TLS port", _saying(b"SSH-2.0-OpenSSH_9.6\r\n"), FailureCause.PLAIN_HTTP),
    _not_shaken(
        "escape sequences on the TLS port", _saying(ESCAPES.encode() + b"\r\n"), FailureCause.PLAIN_HTTP
    ),
    _not_shaken("handshake closed", _ending(by_reset=False), FailureCause.TLS_CLOSED),
    _not_shaken("handshake reset", _ending(by_reset=True), FailureCause.TLS_CLOSED),
    _not_shaken("handshake silent", stalling(read=False), FailureCause.TLS_TIMEOUT),
    _not_shaken(
        "handshake silent in a record", _saying(b"\x16\x03\x03\x40\x00\x02"), FailureCause.TLS_TIMEOUT
    ),
    _not_shaken(
        "alert: handshake failure", _saying(b"\x15\x03\x03\x00\x02\x02\x28"), FailureCause.NO_COMMON_CIPHER
    ),
    _not_shaken("alert: internal error", _saying(b"\x15\x03\x03\x00\x02\x02\x50"), FailureCause.TLS_FAILED),
    Fault(
        "http on a TLS port",
        _http_on_a_tls_port,
        Broken(FailureCause.CLOSED, Layer.WAIT),
        "network.closed",
    ),
)
