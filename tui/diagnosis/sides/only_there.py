"""It works from the customer's network and not from here: who keeps this side out."""

from __future__ import annotations

from typing import Final

from ...oauth2.transport_failure import FailureCause
from ..finding import Finding, FindingKind
from .side import Reach, Side
from .telling import both, listed, outcome, quote

_both: Final = FindingKind("error", ("network",))
_AGENT: Final = "If the system is to stay closed to the internet, use the on-premise agent."
_CLOSED: Final = frozenset({FailureCause.TLS_CLOSED, FailureCause.TLS_TIMEOUT})
"""Handshakes that firewalls end."""
_OWN: Final = frozenset({FailureCause.UNREACHABLE, FailureCause.BLOCKED_HERE})
"""What this machine's own system says."""
_UNSURE_NAME: Final = frozenset({FailureCause.RESOLVER_FAILED, FailureCause.NAME_TIMEOUT})


def only_there(there: Side, here: Side) -> Finding:
    """Return the finding on a server that answers the customer's side alone."""
    if _is_own_network(here):
        return _own_network(there, here)
    if here.reach is Reach.TLS and not _is_closed(here):
        return _tls_only_here(there, here)
    if there.is_inside:
        return _inside(there, here)
    if here.reach is Reach.NAME:
        return _name_only_there(there, here)
    return allow_list(there, here)


def _inside(there: Side, here: Side) -> Finding:
    address = quote(there.ip) or listed(there.addresses)
    return _both(
        "ask.inside",
        "The system is inside the customer's network, and can be reached only from there.",
        f"There, it has the address {address}, which exists only inside private networks, and it answered "
        f"({outcome(there)}). Here: {outcome(here)}. The product is outside, too.",
        "Route the connector through the on-premise agent, or ask the system's owner for an address that can "
        "be reached from the internet. Oauth2 Token Url: enter that address, if there is one.",
        evidence=both(there, here),
        culprits=("network", "token_url"),
    )


def _name_only_there(there: Side, here: Side) -> Finding:
    is_unsure = here.failure is not None and here.failure.cause in _UNSURE_NAME
    return _both(
        "ask.name_only_there",
        "The host name is known in the customer's network, but not here.",
        f"There, it has the address {listed(there.addresses) or quote(there.ip)}, and the server answered "
        f"({outcome(there)}). Here: {outcome(here)}. "
        + (
            "The lookup failed here, so this network's own DNS may be at fault."
            if is_unsure
            else "So the name is right, but it is published only in the customer's own DNS (split DNS)."
        ),
        "Look up another name here. If that fails too, repair this network's DNS, and run again."
        if is_unsure
        else "Ask the system's owner to publish the name in the public DNS, or for its public name. "
        f"Oauth2 Token Url: enter that, if it differs. {_AGENT}",
        evidence=both(there, here),
        culprits=("network", "token_url"),
        confidence="likely" if is_unsure else "stated",
    )


def allow_list(there: Side, here: Side) -> Finding:
    """Return the finding on a firewall in front of the server that lets the customer's side in alone."""
    what = "Here, something on the way answered" if here.reach is Reach.BETWEEN else "Here"
    return _both(
        "ask.allow_list",
        "It works from the customer's network, but not from here: an allow-list is the likely cause.",
        f"There, the server answered ({outcome(there)}). {what}: {outcome(here)}. So it "
        "runs, its address is right, and something in front of it lets only known senders in. "
        "The product sends from outside, too.",
        "Ask the system's owner to add the product's addresses to the allow-list, "
        f"and this network's public address to test from here. {_AGENT}",
        evidence=both(there, here),
        confidence="likely",
    )


def _is_own_network(here: Side) -> bool:
    """Tell whether this side was stopped by its own machine or network, and not on the server's side."""
    if here.reach is Reach.BETWEEN:
        return bool(here.proxy) and not here.is_turned_away
    return here.reach is Reach.PROXY or (here.failure is not None and here.failure.cause in _OWN)


def _own_network(there: Side, here: Side) -> Finding:
    return _both(
        "ask.own_network",
        "It works from the customer's network. Here, this machine's own network or proxy is in the way.",
        f"There, the server answered ({outcome(there)}). Here: {outcome(here)}. "
        "The product uses neither this network nor its proxy, so this says nothing about it.",
        "Send from another network, or ask the administrator of this one to allow this host and port. "
        "If the system is behind a VPN, connect it first.",
        evidence=both(there, here),
    )


def _tls_only_here(there: Side, here: Side) -> Finding:
    return _both(
        "ask.tls_only_here",
        "The customer's side accepts the server's TLS, and this side refuses it.",
        f"There, the server answered ({outcome(there)}). Here: {outcome(here)}. "
        "The product trusts only public CAs and current TLS, as this side does.",
        "Act on what the run says about the certificate: the system's owner must correct it for the product. "
        "If the two sides see certificates of different issuers, a device replaces one of them.",
        evidence=both(there, here),
        culprits=("tls", "server_side", "network"),
        confidence="likely",
    )


def _is_closed(side: Side) -> bool:
    return side.failure is not None and side.failure.cause in _CLOSED
