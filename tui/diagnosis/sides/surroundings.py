"""What surrounds the way on the customer's side: their DNS, their proxies, their clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...ip_addresses import is_private
from ...oauth2.foreign_time import read_http_moment
from ...time_words import distance
from ..finding import Finding, FindingKind
from .certificates import is_out_of_date
from .side import Reach, Side
from .telling import has_answer, listed, quote

_MOST_APART: Final = 300
"""Seconds by which a clock may differ, with the time that the script itself took."""
_info: Final = FindingKind("info", ("network",))


def surroundings(there: Side, here: Side | None) -> Iterator[Finding]:
    """Yield what else matters, the more telling first."""
    if clock := _clock(there):
        yield clock
    if here and not here.proxy and (other := _other_addresses(there, here)):
        yield other
    if proxy := _proxy(there):
        yield proxy


def _clock(there: Side) -> Finding | None:
    answered = read_http_moment(there.response.header("Date")) if there.response else None
    if there.time is None or answered is None:
        return None
    apart = there.time - answered
    if abs(apart.total_seconds()) <= _MOST_APART:
        return None
    which = "ahead of" if apart.total_seconds() > 0 else "behind"
    invalid = [seen for seen in there.certificates if is_out_of_date(seen, there.time)]
    more = " By that clock, the server's certificate is not valid." if invalid else ""
    return _info(
        "ask.clock",
        f"The clock of the customer's machine is {distance(abs(apart))} {which} the server's.",
        "A wrong clock makes valid certificates and tokens look expired or not valid yet, on that machine "
        f"and in an on-premise agent on it.{more}",
        "Ask the customer to compare that machine's date, time and time zone with a public clock.",
        evidence=(
            f"there: the machine says {there.time.isoformat()}",
            f"there: the server says {answered.isoformat()}",
        ),
        severity="warning",
        culprits=("server_side", "network"),
        confidence="likely",
    )


def _other_addresses(there: Side, here: Side) -> Finding | None:
    if not there.addresses or not here.addresses or set(there.addresses) & set(here.addresses):
        return None
    seen = (
        f"there: name found: {listed(there.addresses)}",
        f"here: name found: {listed(here.addresses)}",
    )
    there_private, here_private = (all(map(is_private, side.addresses)) for side in (there, here))
    if there_private == here_private:
        return _info(
            "ask.other_addresses",
            "The name has other addresses there than here.",
            "Content networks and load balancers answer each network with other addresses, so this alone "
            "is no fault.",
            "Nothing to change. If the two sides get different responses, ask the system's owner about both.",
            evidence=seen,
        )
    inside, outside = ("there", "here") if there_private else ("here", "there")
    return _info(
        "ask.split_dns",
        f"The name has a private address {inside} and a public one {outside} (split DNS).",
        "So the two sides may talk to different servers: one inside the network, one facing the internet. "
        "The product gets the public address.",
        "Ask the system's owner whether both lead to the same token endpoint, and which one is meant for "
        "the product.",
        evidence=seen,
        severity="warning",
    )


def _proxy(there: Side) -> Finding | None:
    if there.direct and there.proxy and has_answer(there):
        return _info(
            "ask.only_by_proxy",
            "The customer's network lets requests out only through its proxy.",
            f"Without a proxy: {quote(there.direct.message)} Through {quote(there.proxy)}, it worked. "
            "The product comes from outside and needs no proxy; an on-premise agent in that network does.",
            "If the on-premise agent is used, set its proxy to this one.",
            evidence=_settings(there),
            severity="warning",
        )
    if not there.proxies or there.reach is Reach.PROXY or there.unused_proxy:
        return None
    return _info(
        "ask.proxy_there",
        "A proxy is set on the customer's machine.",
        "Programs there may take another way than the product, and see another certificate. "
        "curl follows the variables (HTTPS_PROXY), and not the proxy of the system that browsers use.",
        "If the on-premise agent is used, ask whether it must use this proxy.",
        evidence=_settings(there),
    )


def _settings(there: Side) -> tuple[str, ...]:
    return tuple(f"there: {quote(setting)}" for setting in there.proxies[:8])
