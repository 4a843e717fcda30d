"""Reads certificates as openssl, .NET and curl list them: a line for each of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...oauth2.connection import Certificate
from ...oauth2.foreign_time import read_certificate_moment, read_moment

PAIR: Final = re.compile(r"([A-Za-z][\w -]{0,30}?)\s?[:=]\s?(.{0,2000})", re.DOTALL)
"""An entry that is a key and its value; openssl puts = between them."""
_CERTIFICATE_KEYS: Final[Mapping[str, str]] = {
    "issuer": "issuer",
    "notbefore": "not_before",
    "start date": "not_before",
    "notafter": "not_after",
    "expire date": "not_after",
    "fingerprint": "sha256",
}
_MOST_CERTIFICATES: Final = 12


def certificates_in(entries: Sequence[str]) -> Iterator[Certificate]:
    """Yield the certificates of a section, each once. Each begins with its subject."""
    found: list[dict[str, str]] = []
    for entry in entries:
        pair = PAIR.match(entry)
        if pair and pair[1].lower() == "subject" and len(found) < _MOST_CERTIFICATES:
            found.append({"subject": pair[2].strip()})
        elif pair and found and (key := _CERTIFICATE_KEYS.get(pair[1].lower())):
            found[-1].setdefault(key, pair[2].strip())
    yield from dict.fromkeys(_certificate(parts) for parts in found)


def _certificate(parts: Mapping[str, str]) -> Certificate:
    return Certificate(
        subject=parts["subject"][:500],
        issuer=parts.get("issuer", "")[:500],
        not_before=_iso(parts.get("not_before")),
        not_after=_iso(parts.get("not_after")),
        sha256=re.sub(r"[^0-9a-f]", "", parts.get("sha256", "").lower()) or None,
    )


def _iso(text: str | None) -> str | None:
    read = read_certificate_moment(text) or read_moment(text)
    return read.isoformat().replace("+00:00", "Z") if read else None
