"""What the ssl module doesn't tell of a certificate: names as bytes, and key identifiers (RFC 5280)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .der import (
    BIT_STRING,
    OBJECT_ID,
    OCTET_STRING,
    SEQUENCE,
    Element,
    context_tag,
    elements,
    only,
    read_element,
)

_VERSION: Final = context_tag(0)
_EXTENSIONS: Final = context_tag(3)
_NAMES_BEFORE_KEY: Final = 5
"""serialNumber, signature, issuer, validity and subject: what follows the version (RFC 5280 §4.1)."""
_SUBJECT_KEY: Final = bytes.fromhex("551d0e")
"""The object identifier 2.5.29.14 (RFC 5280 §4.2.1.2)."""
_AUTHORITY_KEY: Final = bytes.fromhex("551d23")
"""The object identifier 2.5.29.35 (RFC 5280 §4.2.1.1)."""
_KEY_IDENTIFIER: Final = context_tag(0, constructed=False)


class CertificateParts(NamedTuple):
    """Parts of one certificate."""

    subject: bytes
    """The name as DER."""
    issuer: bytes
    key_id: str
    """The identifier of its own key, `3A:5B:…`; empty without one."""
    issuer_key_id: str
    """The identifier of the key that signed it; empty without one."""

    @property
    def is_self_issued(self) -> bool:
        """Whether it names itself as its issuer, as a root does."""
        return self.subject == self.issuer


def parts_of(der: bytes) -> CertificateParts:
    """Return the parts of a certificate.

    Raises:
        ValueError: it is none.
    """
    outer = read_element(der)
    if outer.tag != SEQUENCE or outer.whole != der:
        raise ValueError("not a certificate")
    signed, _algorithm, _signature = only(outer.content, SEQUENCE, SEQUENCE, BIT_STRING)
    fields = list(elements(signed.content))
    if fields and fields[0].tag == _VERSION:
        del fields[0]
    if len(fields) <= _NAMES_BEFORE_KEY or not fields[2].tag == fields[4].tag == SEQUENCE:
        raise ValueError("not a certificate")
    extensions = dict(_extensions(fields))
    return CertificateParts(
        subject=fields[4].whole,
        issuer=fields[2].whole,
        key_id=_key_id(extensions.get(_SUBJECT_KEY, b""), OCTET_STRING),
        issuer_key_id=_authority_key(extensions.get(_AUTHORITY_KEY, b"")),
    )


def _extensions(fields: Sequence[Element]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the object identifier and the value of each extension."""
    for field in fields[_NAMES_BEFORE_KEY:]:
        if field.tag == _EXTENSIONS:
            for extension in elements(read_element(field.content).content):
                parts = list(elements(extension.content))  # between the two may stand `critical`
                if len(parts) >= 2 and parts[0].tag == OBJECT_ID and parts[-1].tag == OCTET_STRING:
                    yield parts[0].content, parts[-1].content


def _authority_key(value: bytes) -> str:
    return _key_id(read_element(value).content, _KEY_IDENTIFIER) if value else ""


def _key_id(value: bytes, tag: int) -> str:
    """Return an identifier as people compare it; empty where there is none, as the key's is optional."""
    identifier = read_element(value) if value else None
    return identifier.content.hex(":").upper() if identifier and identifier.tag == tag else ""
