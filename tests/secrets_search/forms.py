"""Every spelling of a secret that a server, a library or a file may have, and the search for them.

It shares nothing with what masks: a spelling that the masking forgot must still be found here.
"""

from __future__ import annotations

import base64
import html
import json
import quopri
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final
from urllib.parse import quote, quote_plus

_LEAST: Final = 8
"""Characters that a spelling must have: a shorter one may be any word."""
_CUT: Final = 2 / 3
"""How much of a secret is left where a server cuts it at either end."""
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@cache
def forms_of(secret: str) -> dict[str, str]:
    """Return the spellings of a secret, each under what was done to it."""
    found = {name: text for name, text in _forms(secret) if len(text) >= _LEAST}
    return {name: found[name] for name in sorted(found, key=lambda name: len(found[name]))}


def leaks(text: str, secrets: Mapping[str, str], *, but: Iterable[str] = ()) -> list[str]:
    """Return what of the secrets stands in a text: the secret's name and the form, never the secret.

    `but` are the names of secrets that the user revealed for this text.
    """
    allowed = frozenset(but)
    wanted = {name: secret for name, secret in secrets.items() if name not in allowed}
    plain = _comparable(text)
    return [
        f"{name}, {form}"
        for name, secret in wanted.items()
        for form, spelling in forms_of(secret).items()
        if (_comparable(spelling) if form in _LOOSE else spelling) in (plain if form in _LOOSE else text)
    ]


def _comparable(text: str) -> str:
    """Return a text without blanks, in lower case: as it stands on a screen that wraps and pads."""
    return "".join(text.split()).lower()


def _forms(secret: str) -> Iterator[tuple[str, str]]:
    trimmed = secret.strip()
    cut = max(_LEAST, round(len(trimmed) * _CUT))
    data = trimmed.encode()
    yield "plain", secret
    yield "trimmed", trimmed
    yield "cut at its end", trimmed[:cut]
    yield "cut at its start", trimmed[-cut:]
    yield "upper case", trimmed.upper()
    yield "backwards", trimmed[::-1]
    yield "percent-encoded", quote(trimmed, safe="")
    yield "percent-encoded twice", quote(quote(trimmed, safe=""), safe="")
    yield "form-encoded", quote_plus(trimmed)
    yield "every byte percent-encoded", "".join(f"%{byte:02X}" for byte in data)
    yield "JSON", json.dumps(trimmed)[1:-1]
    yield "JSON in UTF-8", json.dumps(trimmed, ensure_ascii=False)[1:-1]
    yield "JSON in JSON", json.dumps(json.dumps(trimmed))[3:-3]
    yield "unicode escapes", "".join(f"\\u{ord(char):04x}" for char in trimmed)
    yield "HTML", html.escape(trimmed)
    yield "character references", "".join(f"&#{ord(char)};" for char in trimmed)
    yield "quoted-printable", quopri.encodestring(data, quotetabs=True).decode("ascii")
    yield "repr", repr(trimmed)[1:-1]
    yield "repr of bytes", repr(data)[2:-1]
    yield "octal escapes", "".join(f"\\{byte:03o}" for byte in data)
    yield "JavaScript's escape", "".join(f"%u{ord(char):04X}" for char in trimmed)
    if len(data) >= _LEAST:
        yield "an array of bytes", json.dumps(list(data))[1:-1]
    for name, request in (("form", f"p={quote_plus(trimmed)}&s=1"), ("JSON", json.dumps({"p": trimmed}))):
        yield f"a {name} in base64", base64.b64encode(request.encode()).decode("ascii")
        yield f"a {name} in hexadecimal", request.encode().hex()
    yield from _of_bytes("UTF-8", data)
    for charset in _WIDE:
        yield from _of_bytes(charset, trimmed.encode(charset))
        yield f"{charset} read as Latin-1", trimmed.encode(charset).decode("latin-1")


def _of_bytes(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    yield f"hexadecimal of {name}", data.hex()
    yield f"hexadecimal of {name} with colons", data.hex(":")
    yield f"hexadecimal of {name} with spaces", data.hex(" ")
    for offset in range(3):
        # What the base64 of anything around it must hold, whatever stands before and behind.
        encoded = base64.b64encode(b"\0" * offset + data).decode("ascii")
        core = encoded[(offset * 8 + 5) // 6 : (offset + len(data)) * 8 // 6]
        yield f"base64 of {name} at {offset}", core
        yield f"base64url of {name} at {offset}", core.replace("+", "-").replace("/", "_")
        yield (
            f"base64 of {name} at {offset}, folded",
            "\n".join(core[at : at + _LEAST] for at in range(0, len(core), _LEAST)),
        )


_LOOSE: Final = frozenset(
    {
        "plain",
        "trimmed",
        "cut at its end",
        "cut at its start",
        "upper case",
        "backwards",
        "percent-encoded",
        "form-encoded",
        "JSON",
        "HTML",
        "hexadecimal of UTF-8",
    }
)
"""Forms that are looked for without regard to blanks and case."""
