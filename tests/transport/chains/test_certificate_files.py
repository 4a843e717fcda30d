"""Certificates are found in whatever holds them, and nothing that only looks like one is taken."""

from __future__ import annotations

import ssl

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from hypothesis import given
from hypothesis import strategies as st

from tui.transport.chains.certificate_files import certificates_in, openssl_reads
from tui.transport.chains.certificate_parts import parts_of
from tui.transport.chains.der import elements, read_element

from .hierarchy import hierarchy

ROOT, UPPER, LOWER, LEAF, *_ = hierarchy()
NONE = "holds no certificate as PEM, DER or PKCS#7"
NONE_IN_PEM = "is a PEM file without a certificate that can be read"


def bag(encoding: serialization.Encoding) -> bytes:
    return pkcs7.serialize_certificates([UPPER.certificate, LOWER.certificate], encoding)


BAG = bag(serialization.Encoding.DER)


def block(kind: str, text: str) -> bytes:
    return f"-----BEGIN {kind}-----\n{text}\n-----END {kind}-----\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        UPPER.pem() + LOWER.pem(),
        b"# the chain\r\n" + (UPPER.pem() + b"\n\n" + LOWER.pem()).replace(b"\n", b"\r\n"),
        b"Bag Attributes\n friendlyName: x\n" + UPPER.pem() + UPPER.pem() + LOWER.pem() + UPPER.pem(),
        bag(serialization.Encoding.PEM),
        BAG,
    ],
    ids=["PEM", "PEM of Windows", "PEM with more in it", "PKCS#7 as PEM", "PKCS#7"],
)
def test_pem_and_pkcs7_hold_several(data: bytes) -> None:
    held = certificates_in(data)
    assert set(held.certificates) == {UPPER.der(), LOWER.der()}
    assert len(held.certificates) == 2
    assert (held.problem, held.has_private_key) == ("", False)


def test_der_holds_one_whatever_follows_it() -> None:
    assert certificates_in(LEAF.der()).certificates == (LEAF.der(),)
    assert certificates_in(LEAF.der() + b"\r\n").certificates == (LEAF.der(),)


def test_a_private_key_is_passed_over_and_told() -> None:
    held = certificates_in(LEAF.pem(with_key=True))
    assert held.certificates == (LEAF.der(),)
    assert held.has_private_key


def pkcs12_of(certificate: x509.Certificate) -> bytes:
    none = serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(None, None, None, [certificate], none)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b" \n", "is empty", id="a blank line"),
        pytest.param(b"\n<!doctype html><p>404", "is a page, not a certificate", id="a page"),
        pytest.param(b"hello", NONE, id="a word"),
        pytest.param(UPPER.pem()[:-40], NONE, id="PEM cut off"),
        pytest.param(BAG[:-300], NONE, id="PKCS#7 cut off"),
        pytest.param(block("CERTIFICATE", "AAAA"), NONE_IN_PEM, id="PEM of nothing"),
        pytest.param(block("CERTIFICATE", "A"), NONE_IN_PEM, id="PEM that is not base64"),
        pytest.param(block("CERTIFICATE REQUEST", "AAAA"), NONE_IN_PEM, id="a request"),
        pytest.param(
            pkcs12_of(UPPER.certificate),
            "is a PKCS#12 file: export the certificates from it as PEM",
            id="PKCS#12",
        ),
    ],
)
def test_what_holds_none_says_what_it_is(data: bytes, problem: str) -> None:
    assert certificates_in(data)[:2] == ((), problem)


def test_the_parts_are_those_that_a_library_reads() -> None:
    for issued in (ROOT, UPPER, LOWER, LEAF):
        own = issued.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        above = issued.certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        parts = parts_of(issued.der())
        assert parts.subject == issued.certificate.subject.public_bytes()
        assert parts.issuer == issued.certificate.issuer.public_bytes()
        assert parts.key_id == own.digest.hex(":").upper()
        assert parts.issuer_key_id == (above.key_identifier or b"").hex(":").upper()
        assert parts.is_self_issued is (issued is ROOT)


def test_every_public_root_is_read() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certifi.where())
    roots = context.get_ca_certs(binary_form=True)
    assert len(roots) > 50
    assert all(parts_of(der).subject for der in roots)


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda end: LEAF.der()[:80] + end))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    held = certificates_in(data)
    assert bool(held.certificates) != bool(held.problem)
    for read in (parts_of, read_element, lambda given: list(elements(given))):
        try:
            read(data)
        except ValueError:
            continue


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=1), st.sampled_from([LEAF.der(), BAG]))
def test_a_damaged_certificate_is_refused_unless_openssl_takes_it(at: int, to: bytes, der: bytes) -> None:
    place = at % len(der)
    for taken in certificates_in(der[:place] + to + der[place + 1 :]).certificates:
        assert openssl_reads(taken)
        parts_of(taken)


@given(st.text(alphabet="-BEGINCRTFAD \n=ab/", max_size=400))
def test_any_text_between_dashes_is_read_or_refused(text: str) -> None:
    for data in (text.encode(), block("CERTIFICATE", text)):
        held = certificates_in(data)
        assert bool(held.certificates) != bool(held.problem)


@given(st.binary(max_size=200), st.integers(1, 4))
def test_what_was_written_as_der_is_read_again(content: bytes, octets: int) -> None:
    length = bytes([0x80 | octets]) + len(content).to_bytes(octets)
    assert read_element(b"\x04" + length + content + b"rest").content == content
    if len(content) < 128:
        assert read_element(b"\x04" + bytes([len(content)]) + content).content == content
