"""Examines a server's certificates: how a client judges them, and which chain would be right.

reach ─> (refused: why?) ─> build ─> (something is missing: fetch it, build again) ─> ServedChain
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ...oauth2.connector import RequestSettings
from ...oauth2.transport_failure import TransportFailure
from ...oauth2.url_parts import host_of, tls_name
from ..failures.causes import deadline_failure, failure_of
from ..failures.network_errors import NETWORK_ERRORS
from ..route import find_route
from ..tls.examination import examine
from ..tls.look import Look, Way, look_at
from ..trust import SYSTEM, trust_context
from ..unusable_setting import UnusableSettingError
from ..watch import Watch
from ..wire.network import WatchedNetwork
from ..wire.reaching import reach
from .building import Built, build
from .candidates import Candidate, candidates_of_this_machine
from .fetching import fetch
from .served_chain import ServedChain

_OF_THE_SERVER: Final = "what the server sends"
_MOST_FETCHES: Final = 6
"""The longest chain that public CAs have is half of that."""


async def examine_chain(
    url: str,
    settings: RequestSettings,
    given: Sequence[Candidate] = (),
    *,
    fetches: bool = False,
    follow: Callable[[str], None] | None = None,
) -> ServedChain | TransportFailure:
    """Return a server's chain, examined; or why no certificate was seen.

    Only handshakes are made, nothing is sent after them. What is missing is looked for in `given`, in this
    machine's own store and, with `fetches`, where the certificates say that it can be had. `follow` is called
    with each URL before it is fetched.

    Never raises for what a network or a server does.
    """
    try:
        return await _examine(url, settings, given, fetches, follow)
    except UnusableSettingError as error:
        return error.failure


async def _examine(
    url: str,
    settings: RequestSettings,
    given: Sequence[Candidate],
    fetches: bool,
    follow: Callable[[str], None] | None,
) -> ServedChain | TransportFailure:
    watch = Watch(settings.trust)
    seen = await _reach(url, settings, watch)
    if isinstance(seen, TransportFailure):
        return seen
    failure: TransportFailure | None = None
    if seen.error:
        failure = failure_of(seen.error, watch)
        failure = await examine(failure, seen.error, url, watch, settings.timeout)
        if not seen.chain:
            return failure
    ip = next(trial.ip for trial in watch.connection(failed=False).trials if not trial.error)
    assert watch.route  # noqa: S101 (there was a handshake, so there was a way)
    way = Way(url, watch.route, ip, settings.trust)
    search = _Search(way, settings, list(given), follow)
    built = await search.run(seen, fetches=fetches)
    sources = {candidate.der: candidate.source for candidate in reversed(search.candidates)}
    endpoint, now, tried = watch.endpoint, search.now, tuple(search.tried)
    return ServedChain(endpoint, settings.trust, seen.chain, failure, built, sources, now, tried)


async def _reach(url: str, settings: RequestSettings, watch: Watch) -> Look | TransportFailure:
    """Find the server as `send` does, and return what a handshake shows, or why there was none."""
    watch.route = route = find_route(url, settings)
    context = trust_context(settings.trust)
    try:
        async with asyncio.timeout(settings.connect_timeout) as deadline:
            network = WatchedNetwork(watch)
            stream = await reach(url, route, network.open, context if route.proxy_uses_tls else None)
            watch.shaking_hands()
            return await look_at(stream, context, tls_name(host_of(url)))
    except NETWORK_ERRORS as error:
        watch.ended()
        is_late = deadline.expired()
        return deadline_failure(watch, settings.connect_timeout) if is_late else failure_of(error, watch)
    finally:
        watch.close_stream()


@dataclass
class _Search:
    """The search for what is missing in one server's chain."""

    way: Way
    settings: RequestSettings
    candidates: list[Candidate]
    follow: Callable[[str], None] | None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    tried: list[str] = field(default_factory=list)

    async def run(self, seen: Look, *, fetches: bool) -> Built:
        """Return the chain, as far as it can be built."""
        if not seen.refusal and self.settings.trust != SYSTEM:
            return Built(seen.built, is_complete=bool(seen.built), is_trusted=bool(seen.built))
        # In OpenSSL's store, since it looks at nothing else any more above a certificate that it found there.
        self.candidates += (Candidate(each.der, _OF_THE_SERVER) for each in seen.chain)
        self.candidates += candidates_of_this_machine()
        asked: set[str] = set()
        while True:
            roots = [*self._own_roots(), *(each.der for each in seen.chain if each.is_self_issued)]
            built = await build(self.way, self.candidates, roots, self.settings.connect_timeout, self.now)
            wants_more = fetches and not (built.is_trusted and built.is_in_time)
            urls = [url for url in built.gap.web_urls if url not in asked] if built.gap and wants_more else []
            if not urls or len(asked) >= _MOST_FETCHES:
                return built
            asked.add(urls[0])
            await self._fetch(urls[0])

    async def _fetch(self, url: str) -> None:
        if self.follow:
            self.follow(url)
        fetched = await fetch(url, self.settings)
        self.candidates += fetched.candidates
        if fetched.problem:
            self.tried.append(fetched.problem)

    def _own_roots(self) -> list[bytes]:
        return [candidate.der for candidate in self.candidates if candidate.is_self_issued]
