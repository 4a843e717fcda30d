"""Certificates that are refused: for their dates, their names, or whoever issued them."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from unittest.mock import patch

from tests.servers.certificates import Certificates
from tests.servers.issuing import Issued
from tests.servers.raw_server import Conversation, RawServer, answering, http_answer, stalling
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause

from .fault import SHORT, Broken, Fault, Site, at, serving_tls
from .words import ESCAPES

TOKEN: Final = answering(http_answer(200, b'{"access_token": "tok-4f1d.made_up", "token_type": "Bearer"}'))
_SELF_SIGNED: Final = FailureCause.CERTIFICATE_SELF_SIGNED


def _of_its_own(certificates: Certificates, issuing: Issued, leaf: Issued) -> ssl.SSLContext:
    path = certificates.ca_file.with_name("its-own.pem")
    path.write_bytes(leaf.pem(with_key=True) + issuing.pem())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def hostile_certificate(certificates: Certificates) -> ssl.SSLContext:
    """Return a server's settings with a certificate whose every name holds escape sequences."""
    issuing = Issued.root(ESCAPES[:60], ESCAPES[:60])
    leaf = issuing.server("\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen.example.com", common_name=ESCAPES[:60])
    return _of_its_own(certificates, issuing, leaf)


def _with_many_names(certificates: Certificates) -> ssl.SSLContext:
    issuing = Issued.root("Example Root")
    names = [f"{number}.{'a' * 63}.{'b' * 63}.example.com" for number in range(300)]
    return _of_its_own(certificates, issuing, issuing.server(*names))


@contextmanager
def _bad_and_then_silent(certificates: Certificates) -> Iterator[Site]:
    """Refused once, a second look at the certificate is never answered."""
    context = certificates.self_signed()

    def bad(conversation: Conversation) -> None:
        conversation.connection.settimeout(5)
        with context.wrap_socket(conversation.connection, server_side=True):
            pass

    with RawServer(bad, stalling(read=False)) as server:
        yield Site(f"https://{server.address}/token", server=server)


@contextmanager
def _trusted_here(certificates: Certificates) -> Iterator[Site]:
    """Let this machine's own store hold the authority: as it is on a laptop that a company set up."""
    with (
        RawServer(TOKEN, tls=certificates.of_the_issuing_authority()) as server,
        patch.dict(os.environ, {"SSL_CERT_FILE": str(certificates.ca_file), "SSL_CERT_DIR": "/nowhere"}),
    ):
        yield Site(server.token_url, {"trust": "public"}, server)


def refused(
    name: str,
    kind: Callable[[Certificates], ssl.SSLContext],
    cause: FailureCause,
    *,
    trust: str = "",
    layer: Layer = Layer.TLS,
) -> Fault:
    """Return the fault of a server behind TLS to which no request gets through."""
    return Fault(name, serving_tls(TOKEN, kind, trust=trust), Broken(cause, layer), f"tls.{cause.word}")


CERTIFICATES: Final = (
    refused("expired", Certificates.expired, FailureCause.CERTIFICATE_EXPIRED),
    refused("expired intermediate", Certificates.with_expired_intermediate, FailureCause.CERTIFICATE_EXPIRED),
    refused("not yet valid", Certificates.not_yet_valid, FailureCause.CERTIFICATE_NOT_YET_VALID),
    refused("another name", Certificates.for_another_host, FailureCause.CERTIFICATE_FOR_ANOTHER_NAME),
    refused(
        "another name, and expired",
        Certificates.expired_for_another_host,
        FailureCause.CERTIFICATE_FOR_ANOTHER_NAME,
    ),
    refused("self-signed", Certificates.self_signed, _SELF_SIGNED, trust="public"),
    refused("self-signed, by a CA file", Certificates.self_signed, _SELF_SIGNED),
    refused("private CA", Certificates.good, FailureCause.PRIVATE_CA, trust="public"),
    refused("private CA, its root sent", Certificates.with_root, FailureCause.PRIVATE_CA, trust="public"),
    refused("private CA, by the system's store", Certificates.good, FailureCause.PRIVATE_CA, trust="system"),
    refused("intermediate missing", Certificates.without_intermediate, FailureCause.INTERMEDIATE_MISSING),
    refused(
        "intermediate of a public CA missing",
        Certificates.without_public_intermediate,
        FailureCause.INTERMEDIATE_MISSING,
        trust="public",
    ),
    refused("inspected", Certificates.inspected, FailureCause.TLS_INSPECTED, trust="public"),
    refused("weak key", Certificates.with_weak_key, FailureCause.CERTIFICATE_TOO_WEAK),
    refused("hostile names", hostile_certificate, FailureCause.CERTIFICATE_FOR_ANOTHER_NAME, trust="public"),
    refused("many names", _with_many_names, FailureCause.CERTIFICATE_FOR_ANOTHER_NAME, trust="public"),
    Fault(
        "a CA file that is not there",
        at("https://127.0.0.1/token", trust="/nowhere/\x1b[2Jseen.pem"),
        Broken(FailureCause.CA_FILE_UNUSABLE, None),
        "tls.ca_file_unusable",
    ),
    Fault(
        "self-signed, and silent at a second look",
        _bad_and_then_silent,
        Broken(_SELF_SIGNED, Layer.TLS),
        "tls.certificate_self_signed",
        seconds=SHORT,
    ),
)

TRUSTED_HERE: Final = (
    Fault(
        "private CA that this machine trusts",
        _trusted_here,
        Broken(FailureCause.PRIVATE_CA, Layer.TLS),
        "tls.private_ca",
    ),
)
