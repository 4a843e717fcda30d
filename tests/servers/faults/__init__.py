"""Servers and networks that fail in every way there is, by groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from .answers import HEADERS, NOT_HTTP, SILENCE
from .bodies import CODINGS, CUT, LONG_BODIES
from .connecting import CONNECTING
from .fault import Broken, Fault, Heard, Site
from .handshakes import HANDSHAKES
from .names import made_up_names
from .proxies import PROXIES
from .redirects import REDIRECTS
from .refusals import CERTIFICATES, TRUSTED_HERE
from .words import LONG_WORDS, WORDS

FAULTS: Final[Mapping[str, tuple[Fault, ...]]] = {
    "connecting": CONNECTING,
    "certificates": CERTIFICATES,
    "trusted here": TRUSTED_HERE,
    "handshakes": HANDSHAKES,
    "silence": SILENCE,
    "not HTTP": NOT_HTTP,
    "headers": HEADERS,
    "cut bodies": CUT,
    "long bodies": LONG_BODIES,
    "codings": CODINGS,
    "proxies": PROXIES,
    "redirects": REDIRECTS,
    "words": WORDS,
    "long words": LONG_WORDS,
}

LONG: Final = frozenset({"long bodies", "long words"})
"""The groups of which every answer takes a while to read: a mebibyte each."""


def stop_all(sites: Iterable[Site]) -> None:
    """Let all servers end, so that none is waited for when another is closed."""
    for site in sites:
        if site.server:
            site.server.stopping.set()


__all__ = ["FAULTS", "LONG", "Broken", "Fault", "Heard", "Site", "made_up_names", "stop_all"]
