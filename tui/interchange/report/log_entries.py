"""What a server's owner needs to find a request in the logs: when, from where, to where, and its ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final

from ...oauth2.foreign_time import read_http_moment
from ...oauth2.responses.server_clock import clock_difference
from ...oauth2.responses.token_response import ErrorResponse
from ...plain_text import plain_line
from ...time_words import distance
from ..exchange_json import moment_text
from .blocks import Block, Fact, Facts, Prose, Section
from .case import Case, Sent
from .trace_ids import TraceId, trace_ids

_TELLING: Final = 3.0
"""Seconds between the clocks from which it matters where in the logs to look. Date has whole seconds."""


@dataclass(frozen=True)
class LogEntry:
    """One request as a log would have it. Its texts are masked and harmless."""

    title: str
    request: str
    outcome: str
    started: datetime | None
    server_time: datetime | None
    """By the server's own clock: the response's Date."""
    clock_difference: float | None
    """Seconds that the server's clock is ahead of this machine's; None if that is not known."""
    source: str | None
    server: str | None
    proxy: str | None
    ids: tuple[TraceId, ...]

    def document(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "title": self.title,
            "request": self.request,
            "outcome": self.outcome,
            "started": moment_text(self.started),
            "server_time": moment_text(self.server_time, "seconds"),
            "clock_difference": self.clock_difference,
            "source": self.source,
            "server": self.server,
            "proxy": self.proxy,
            "ids": [{"name": one.name, "value": one.value, "in": one.place} for one in self.ids],
        }


def log_entries(case: Case) -> tuple[LogEntry, ...]:
    """Return an entry for each request that was sent."""
    return tuple(_entry(case, sent) for sent in case.sent)


def _entry(case: Case, sent: Sent) -> LogEntry:
    exchange, response = sent.exchange, sent.exchange.response
    ids: tuple[TraceId, ...] = ()
    if response:
        masked = case.redactor.headers(response.headers)
        ids = trace_ids([(plain_line(name), plain_line(value)) for name, value in masked], sent.body)
    server = exchange.peer.ip if exchange.peer else None
    tried = ", ".join(trial.ip for trial in exchange.connection.trials)
    served = read_http_moment(response.header("Date")) if response else None
    return LogEntry(
        title=sent.title,
        request=f"{exchange.request.method} {case.shown(exchange.request.url)}",
        outcome=outcome_of(case, sent),
        started=exchange.started,
        server_time=served,
        clock_difference=clock_difference(exchange),
        source=exchange.connection.source,
        server=case.shown(server or tried) or None,
        proxy=case.shown(exchange.connection.proxy) if exchange.connection.proxy else None,
        ids=ids,
    )


def outcome_of(case: Case, sent: Sent) -> str:
    """Return how a request ended, in a few words: `401 Unauthorized, invalid_client`."""
    exchange = sent.exchange
    if exchange.failure:
        return f"no response: {exchange.failure.kind} ({exchange.failure.cause.word})"
    if exchange.response is None:
        return "no response"
    words = f"{exchange.response.status} {exchange.response.reason}".strip()
    answer = sent.attempt.answer if sent.attempt else None
    if isinstance(answer, ErrorResponse) and answer.error:
        words += f", {answer.error}"
    elif sent.attempt and sent.attempt.token:
        words += ", access token issued"
    return case.shown(words)


def logs_section(entries: Sequence[LogEntry]) -> Section:
    """Return the entries as a section, with what to know about the addresses."""
    blocks: list[Block] = []
    for entry in entries:
        blocks.append(Facts(tuple(_facts(entry)), f"{entry.title}: {entry.outcome}"))
    if not entries:
        blocks.append(Prose("Nothing was sent."))
    elif note := _note_on_addresses(entries):
        blocks.append(Prose(note))
    return Section("To find it in the logs", tuple(blocks))


def _facts(entry: LogEntry) -> Iterator[Fact]:
    if entry.started:
        yield Fact("Sent at (UTC)", moment_text(entry.started) or "")
    if entry.server_time:
        yield Fact("Server's clock (Date)", moment_text(entry.server_time, "seconds") or "")
    if words := _clocks(entry.clock_difference):
        yield Fact("Clocks", words, is_exact=False)
    yield Fact("Request", entry.request)
    if entry.source:
        yield Fact("From", entry.source)
    yield Fact("Proxy", entry.proxy or "none", is_exact=bool(entry.proxy))
    if entry.server:
        yield Fact("To", entry.server)
    for one in entry.ids:
        yield Fact(one.name, one.value)


def _clocks(difference: float | None) -> str:
    if difference is None or abs(difference) < _TELLING:
        return ""
    size = abs(difference)
    far = f"{size:.0f} seconds" if size < 120 else distance(timedelta(seconds=size))
    way = "ahead of" if difference > 0 else "behind"
    return f"the server's clock is {far} {way} this machine's: look there by the server's clock"


def _note_on_addresses(entries: Sequence[LogEntry]) -> str:
    sources = [entry.source for entry in entries if entry.source]
    if not sources:
        return ""
    if any(entry.proxy for entry in entries):
        return (
            "The requests went through a proxy. The server's logs show the address that the proxy sends "
            "from, and not this machine's."
        )
    address = ip_address(sources[0].rpartition(":")[0].strip("[]").partition("%")[0])
    if address.is_loopback:
        return "The server runs on the same machine."
    where = " in its local network" if address.is_private else ""
    return (
        f"“From” is this machine's own address{where}. Behind a router or a VPN (NAT), the server's logs "
        "show another, public address in its place."
    )
