"""Python, this tool, its libraries and OpenSSL: what runs here, in which version."""

from __future__ import annotations

import platform
import ssl
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from .. import __version__
from .check import Check, guarded

_NEEDED: Final = ("h11", "idna", "certifi", "truststore", "textual")
_EXTRAS: Final = ("keyring", "pyperclip")
_OLDEST_OPENSSL: Final = (1, 1, 1)
"""The first version with TLS 1.3."""


def version_checks() -> Iterator[Check]:
    """Yield the checks of versions."""
    yield Check("version.tool", "connector-doctor", "ok", __version__)
    yield Check("version.python", "Python", "ok", _python())
    yield from guarded("version.libraries", "Libraries", _libraries)
    yield from guarded("version.openssl", "OpenSSL", _openssl)


def _python() -> str:
    system = " ".join(word for word in (platform.system(), platform.release(), platform.machine()) if word)
    kind = platform.python_implementation()
    bits = "" if sys.maxsize > 2**32 else ", 32 bit"
    return f"{kind} {platform.python_version()}{bits}, on {system or 'a system that does not say its name'}"


def _libraries() -> Check:
    needed = {name: _version_of(name) for name in _NEEDED}
    extras = {name: _version_of(name) for name in _EXTRAS}
    found = ", ".join(f"{name} {number or 'missing'}" for name, number in needed.items())
    more = ", ".join(
        f"{name} {number}" if number else f"{name} not installed" for name, number in extras.items()
    )
    missing = [name for name, number in needed.items() if not number]
    if missing:
        fix = f"Install connector-doctor again: its installation lacks {', '.join(missing)}."
        return Check("version.libraries", "Libraries", "problem", found, fix, (f"optional: {more}",))
    return Check("version.libraries", "Libraries", "ok", found, details=(f"optional: {more}",))


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _openssl() -> Check:
    found = f"{ssl.OPENSSL_VERSION}, {'with' if ssl.HAS_TLSv1_3 else 'without'} TLS 1.3"
    if ssl.OPENSSL_VERSION_INFO[:3] >= _OLDEST_OPENSSL and ssl.HAS_TLSv1_3:
        return Check("version.openssl", "OpenSSL", "ok", found)
    fix = "Use a Python that was built with OpenSSL 3: servers refuse what is older."
    return Check("version.openssl", "OpenSSL", "warning", found, fix)
