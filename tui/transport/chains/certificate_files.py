"""Takes certificates out of what a file or a server holds: PEM, DER, or PKCS#7 in either."""

from __future__ import annotations

import base64
import binascii
import re
import ssl
from collections.abc import Iterator
from typing import Final, NamedTuple

from .certificate_parts import parts_of
from .der import INTEGER, OBJECT_ID, SEQUENCE, SET, context_tag, elements, only, read_element

MOST_BYTES: Final = 4 * 1024 * 1024
"""The bytes read of a file; the bundle of all public roots has a twentieth of that."""
MOST_CERTIFICATES: Final = 1000
_BLOCK: Final = re.compile(
    rb"-----BEGIN (?P<kind>[A-Z0-9 ]{1,40})-----(?P<text>[A-Za-z0-9+/=\s]*)-----END (?P=kind)-----"
)
"""One part of a PEM file (RFC 7468 §3)."""
_CERTIFICATE_KINDS: Final = frozenset({b"CERTIFICATE", b"X509 CERTIFICATE"})
_PKCS7_KINDS: Final = frozenset({b"PKCS7", b"CMS", b"PKCS #7 SIGNED DATA"})
_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")
"""The object identifier 1.2.840.113549.1.7.2 (RFC 5652 §5.1)."""
_PKCS12_VERSION: Final = b"\x03"


class Held(NamedTuple):
    """What was found."""

    certificates: tuple[bytes, ...]
    """Each as DER, once, in order."""
    problem: str = ""
    """What it is instead, if it holds no certificate: a part of a sentence."""
    has_private_key: bool = False


def certificates_in(data: bytes) -> Held:
    """Return the certificates in what a file or a server holds. Never raises.

    OpenSSL, too, must be able to read each of them: else it is left out.
    """
    blocks = list(_BLOCK.finditer(data))
    has_key = any(block["kind"].endswith(b"PRIVATE KEY") for block in blocks)
    found = (der for block in blocks for der in _in_block(block["kind"], block["text"]))
    each_once = dict.fromkeys(found if blocks else _in_der(data))
    taken = tuple(der for der in list(each_once)[:MOST_CERTIFICATES] if openssl_reads(der))
    return Held(taken, "" if taken else _problem(data, has_blocks=bool(blocks)), has_key)


def openssl_reads(der: bytes) -> bool:
    """Tell whether OpenSSL takes this for a certificate."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=der)
    except (ssl.SSLError, ValueError):
        return False
    return True


def _in_block(kind: bytes, text: bytes) -> Iterator[bytes]:
    if kind not in _CERTIFICATE_KINDS | _PKCS7_KINDS:
        return
    try:
        der = base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return
    yield from _in_der(der)


def _in_der(data: bytes) -> Iterator[bytes]:
    """Yield the certificate that this is, or those in the PKCS#7 that it is."""
    try:
        whole = read_element(data).whole
        parts_of(whole)
    except ValueError:
        yield from _in_pkcs7(data)
    else:
        yield whole


def _in_pkcs7(data: bytes) -> Iterator[bytes]:
    """Yield the certificates of SignedData (RFC 5652 §5.1), as a .p7b or .p7c file is one."""
    try:
        kind, content = list(elements(read_element(data).content))[:2]
        if (kind.tag, kind.content) != (OBJECT_ID, _SIGNED_DATA):
            return
        (signed,) = only(content.content, SEQUENCE)
        version, digests, inner, held = list(elements(signed.content))[:4]
        if (version.tag, digests.tag, inner.tag, held.tag) != (INTEGER, SET, SEQUENCE, context_tag(0)):
            return
        for element in elements(held.content):
            if element.tag == SEQUENCE:  # others are attribute certificates
                parts_of(element.whole)
                yield element.whole
    except ValueError:
        return


def _problem(data: bytes, *, has_blocks: bool) -> str:
    if not data.strip():
        return "is empty"
    if has_blocks:
        return "is a PEM file without a certificate that can be read"
    if data.lstrip()[:1] == b"<":
        return "is a page, not a certificate"
    return (
        "is a PKCS#12 file: export the certificates from it as PEM"
        if _is_pkcs12(data)
        else ("holds no certificate as PEM, DER or PKCS#7")
    )


def _is_pkcs12(data: bytes) -> bool:
    """Tell whether this is a .pfx or .p12 file (RFC 7292 §4)."""
    try:
        version, content = list(elements(read_element(data).content))[:2]
    except ValueError:
        return False
    return (version.tag, version.content, content.tag) == (INTEGER, _PKCS12_VERSION, SEQUENCE)
