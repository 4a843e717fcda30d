"""A connection's certificates are read, whatever they contain and whatever the ssl module offers."""

from __future__ import annotations

import hashlib
import ssl
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import truststore

from tests.servers.certificates import Certificates
from tui.transport.certificates import presented_chain, verified_chain
from tui.transport.tls.look import open_context
from tui.transport.trust import authorities_of, trust_context

LEAF = {
    "subject": ((("organizationName", "Made\x1b Up"),), (("commonName", "idp.example.com"),)),
    "issuer": ((("organizationName", "Made Up Inc."),),),
    "subjectAltName": (("DNS", "a\u202eb"), ("email", "x@example.com"), ("IP Address", "127.0.0.1")),
    "notBefore": "Jan  1 00:00:00 2026 GMT",
    "notAfter": "Bad time value",
    "caIssuers": ("http://ca.example/\n",),
}

DER = b"made-up bytes"


def shaken(context: ssl.SSLContext, server_context: ssl.SSLContext) -> ssl.SSLObject:
    """Return the client's side of a handshake in memory, refused or not."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    client = context.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    for side in (client, server, client, server):
        try:
            side.do_handshake()
        except ssl.SSLError:  # no data yet, or refused
            continue
    return client


def fake(info: dict[str, Any] | Exception | None, *methods: str) -> ssl.SSLObject:
    """Return an object with one certificate, behind these methods of the inner object or `getpeercert`."""

    def get_info(*, binary_form: bool = False) -> dict[str, Any] | bytes | None:
        if isinstance(info, Exception):
            raise info
        return DER if binary_form else info

    one = SimpleNamespace(get_info=get_info, public_bytes=lambda _encoding: DER)
    inner = SimpleNamespace(**dict.fromkeys(methods, lambda: [one]))
    return cast(ssl.SSLObject, SimpleNamespace(_sslobj=inner, getpeercert=get_info))


@pytest.mark.parametrize("by", ["file", "system"])
def test_the_verified_chain_ends_in_the_root(
    by: str, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.ca_file))
    context = trust_context("system" if by == "system" else str(certificates.ca_file))
    assert isinstance(context, truststore.SSLContext) is (by == "system")
    tls = shaken(context, certificates.of_the_issuing_authority())
    assert [certificate.subject.rpartition("=")[2] for certificate in verified_chain(tls)] == [
        "idp.example.com",
        "Example Issuing CA",
        "Example Root",
    ]


def test_what_is_presented_is_told_unverified_and_refused_alike(certificates: Certificates) -> None:
    taken = presented_chain(shaken(open_context(), certificates.of_the_issuing_authority()))
    assert [seen.certificate.subject for seen in taken] == [
        "CN=idp.example.com",
        "O=Example Authority, CN=Example Issuing CA",
    ]
    assert taken[0].issuer_organization == "Example Authority"
    assert len({seen.certificate.sha256 for seen in taken}) == 2
    refused = presented_chain(shaken(trust_context("public"), certificates.self_signed()))
    assert [seen.is_self_issued for seen in refused] == [True]


def test_where_the_issuer_is_to_be_had(certificates: Certificates) -> None:
    (leaf,) = presented_chain(shaken(open_context(), certificates.without_public_intermediate()))
    assert leaf.issuer_urls == ("http://r7.i.made-up-ca.example/",)
    assert leaf.common_name == "idp.example.com"


@pytest.mark.parametrize("methods", [("get_verified_chain",), ("get_unverified_chain",), ()])
def test_each_source_of_the_ssl_module_will_do(methods: tuple[str, ...]) -> None:
    (certificate,) = verified_chain(fake(LEAF, *methods))
    assert certificate.subject == "O=Made␛ Up, CN=idp.example.com"
    assert certificate.names == ("a<U+202E>b", "127.0.0.1")
    assert (certificate.not_before, certificate.not_after) == ("2026-01-01T00:00:00Z", None)
    assert certificate.sha256 == hashlib.sha256(DER).hexdigest()
    if methods != ("get_verified_chain",):
        assert presented_chain(fake(LEAF, *methods))[0].issuer_urls == ("http://ca.example/␊",)


@pytest.mark.parametrize("info", [None, {}, ValueError("handshake not done yet")])
def test_without_a_certificate_there_is_no_chain(info: dict[str, Any] | Exception | None) -> None:
    assert verified_chain(fake(info)) == ()


def test_a_certificate_that_can_not_be_read_is_one_without_words() -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    (seen,) = presented_chain(fake(error, "get_unverified_chain"))
    assert (seen.certificate.subject, seen.certificate.names, seen.is_self_issued) == ("", (), False)


def test_the_names_of_the_authorities(certificates: Certificates, tmp_path: Path) -> None:
    both = tmp_path / "both.pem"
    both.write_bytes(certificates.ca_file.read_bytes() + certificates.issuing_ca_file.read_bytes())
    subjects, organizations = authorities_of(str(both))
    assert subjects == {"O=Example Authority, CN=Example Root", "O=Example Authority, CN=Example Issuing CA"}
    assert organizations == {"Example Authority"}
    assert "DigiCert Inc" in authorities_of("public").organizations
    assert authorities_of("system") == authorities_of("public"), "that store can't be listed"
