"""Certificates that may fill a gap in a chain: given, fetched, or in this machine's own store."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from ..trust_stores import system_store
from .certificate_files import openssl_reads
from .certificate_parts import parts_of

OF_THE_MACHINE: Final = "this machine's own store"


@dataclass(frozen=True)
class Candidate:
    """A certificate that may be the one that is missing."""

    der: bytes = field(repr=False)
    source: str
    """Where it comes from, as the user knows it; safe to show."""

    @property
    def is_self_issued(self) -> bool:
        """Whether it is a root, or claims to be one: nothing that a server has to send."""
        try:
            return parts_of(self.der).is_self_issued
        except ValueError:  # OpenSSL took it from a server, and it is too odd to be relied on
            return True


def candidates_of_this_machine() -> tuple[Candidate, ...]:
    """Return the intermediate certificates in this machine's own store. Windows keeps those it has met.

    Roots are left out: a chain is proven with the roots of the chosen trust alone.
    """
    candidates = (Candidate(der, OF_THE_MACHINE) for der in dict.fromkeys(_of_store()))
    return tuple(each for each in candidates if not each.is_self_issued and openssl_reads(each.der))


def _of_store() -> Iterator[bytes]:
    with suppress(OSError):
        if store := system_store():
            yield from store.roots.values()
    # On Windows these are the intermediates too: the list before is of the roots there.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    yield from context.get_ca_certs(binary_form=True)
