"""What only two sides together tell: the customer's script beside a run of ours."""

from __future__ import annotations

from typing import Final

from ..finding import Finding, FindingKind
from .alone import outcome_alone
from .certificates import are_other
from .only_here import only_here, other_answer
from .only_there import allow_list, only_there
from .side import Reach, Side
from .telling import both, endpoint_of, outcome, quote

_both: Final = FindingKind("error", ("network",))
_FORBIDDEN: Final = frozenset({403, 406, 429, 451, 502, 503, 504})
"""With these, devices in front of a server turn senders away. They know no error of OAuth 2.0."""
_REFUSED: Final = frozenset({400, 401})
"""With these, a token endpoint may refuse a request without credentials, in whatever words."""


def outcome_beside(there: Side, here: Side) -> Finding:
    """Return the finding on how both sides ended."""
    if there.unused_proxy or Reach.UNKNOWN in {there.reach, here.reach}:
        return outcome_alone(there)
    if there.reach is Reach.SERVER:
        return _both_answered(there, here) if here.reach is Reach.SERVER else only_there(there, here)
    if here.reach is Reach.SERVER:
        return only_here(there, here)
    return _neither(there, here)


def _both_answered(there: Side, here: Side) -> Finding:
    host, seen = endpoint_of(there), both(there, here)
    is_ours, is_theirs = _is_of_endpoint(here), _is_of_endpoint(there)
    if is_theirs and not is_ours and _status(here) in _FORBIDDEN:
        return allow_list(there, here)
    if is_ours and not is_theirs and _status(there) not in _REFUSED:
        return only_here(there, here) if _status(there) in _FORBIDDEN else other_answer(there, here)
    if here.has_token:
        return _both(
            "ask.works_both",
            "The token endpoint answers both sides, and gives a token here.",
            f"There, it answered a request without credentials ({outcome(there)}). So neither network is in "
            "the way, and the credentials are right.",
            "If the product fails, ask the system's owner to add the product's addresses to the allow-list: "
            "it sends from neither of these networks.",
            evidence=seen,
            severity="info",
            culprits=(),
        )
    alone = outcome_alone(there)
    if alone.severity == "error":
        return _both(
            alone.id,
            alone.title,
            f"{alone.cause} Here: {outcome(here)}.",
            alone.fix,
            evidence=seen,
            culprits=alone.culprits,
            confidence=alone.confidence,
        )
    found = f" The run found: {quote(here.found)}" if here.found else ""
    return _both(
        "ask.same_way",
        f"Both sides reach {host}: the network is not at fault.",
        f"There, it answered a request without credentials ({outcome(there)}). Here: {outcome(here)}. "
        f"So the fault is in what the request says: credentials, or how they are sent.{found}",
        "Act on what the run found. No firewall or allow-list needs to be changed.",
        evidence=seen,
        severity="info",
        culprits=here.culprits,
    )


def _neither(there: Side, here: Side) -> Finding:
    is_of_two_servers = there.reach is Reach.TLS and are_other(there, here)
    if there.reach is not here.reach or is_of_two_servers:
        return _both(
            "ask.fails_differently",
            "Neither side comes through, each for another reason.",
            f"There: {outcome(there)}. Here: {outcome(here)}. Something stands in both ways, "
            "or the system is down and each network says so in its own way.",
            "Ask the system's owner first whether it runs, and from which addresses it can be reached. "
            "Oauth2 Token Url: check host and port with them.",
            evidence=both(there, here),
            culprits=("network", "server_side", "token_url"),
            confidence="likely",
        )
    texts = _ALIKE[there.reach]
    return _both(
        "ask.name_nowhere" if there.reach is Reach.NAME else "ask.fails_alike",
        texts[0],
        f"There: {outcome(there)}. Here: {outcome(here)}. {texts[1]}",
        texts[2],
        evidence=both(there, here),
        culprits=texts[3],
        confidence="likely",
    )


def _is_of_endpoint(side: Side) -> bool:
    return side.has_token or bool(side.error)


def _status(side: Side) -> int:
    return side.response.status if side.response else 0


_ALIKE: Final = {
    Reach.NAME: (
        "The host name is known neither there nor here.",
        "So it is wrong.",
        "Oauth2 Token Url: compare the host with the system's own address, letter by letter.",
        ("token_url",),
    ),
    Reach.CONNECT: (
        "Neither side can connect.",
        "Even the customer's own network isn't let in, so the system is down, or host or port is wrong.",
        "Oauth2 Token Url: check host and port. If they are right, ask the system's owner whether it runs, "
        "and from which addresses it can be reached.",
        ("token_url", "server_side", "network"),
    ),
    Reach.PROXY: (
        "A proxy stands in the way on both sides.",
        "The server was asked by neither side.",
        "Repeat the run from a network without a proxy.",
        ("network",),
    ),
    Reach.TLS: (
        "TLS fails from both sides.",
        "It is the same from two networks, so it is the server's own TLS or certificate that is at fault.",
        "Ask the system's owner to correct what the run says about it. No field of the form can.",
        ("tls", "server_side"),
    ),
    Reach.SILENCE: (
        "Both sides connect, and neither gets a response.",
        "It is the same from two networks, with and without credentials. "
        "So the server itself is stuck, or what is in front of it.",
        "Ask the system's owner for the server's log of this minute.",
        ("server_side", "network"),
    ),
    Reach.BETWEEN: (
        "Something in front of the server answers both sides in its place.",
        "It is the same from two networks, with and without credentials. "
        "So neither an allow-list nor credentials are at fault, but the address, or the server behind.",
        "Oauth2 Token Url: compare host and path with the system's guide. If they are right, ask the "
        "system's owner for the log of the device in front of the server.",
        ("token_url", "server_side", "network"),
    ),
}
