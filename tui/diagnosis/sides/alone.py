"""What the customer's side shows by itself: how far the way is free, and what stands in it."""

from __future__ import annotations

from typing import Final

from ...ip_addresses import ip_address_of, is_nowhere
from ...oauth2.transport_failure import FailureCause
from ...oauth2.url_parts import host_of
from ..finding import Finding, FindingKind
from .answered import answered
from .side import Reach, Side
from .telling import THERE, endpoint_of, evidence, outcome, quote

_network: Final = FindingKind("error", ("network", "token_url"))
_NOT_FOUND: Final = frozenset({FailureCause.NAME_NOT_FOUND, FailureCause.NAME_INVALID})
AGENT_ONLY: Final = "It matters to the product only if it comes through the on-premise agent."


def outcome_alone(there: Side) -> Finding:
    """Return the finding on how a customer's script ended."""
    if there.unused_proxy:
        return _proxy_unused(there)
    match there.reach:
        case Reach.SERVER:
            return answered(there)
        case Reach.BETWEEN:
            return _answered_between(there)
        case Reach.NAME:
            return _no_name(there)
        case Reach.CONNECT:
            return _no_connection(there)
        case Reach.PROXY:
            return _proxy(there)
        case Reach.TLS:
            return _no_tls(there)
        case Reach.SILENCE:
            return _silence(there)
        case _:
            return _unknown(there)


def _answered_between(there: Side) -> Finding:
    rule = there.by_rule
    vendor = f" ({quote(rule.vendor)})" if rule and rule.vendor else ""
    return _network(
        "ask.answered_between",
        f"There, something on the way answered in place of the server{vendor}.",
        f"{quote(rule.title) if rule else 'The response is that of a proxy.'} "
        f"No credentials were sent ({outcome(there)}), so they play no part in it.",
        "Ask the administrator of that network, and then the system's owner, whose device it is. "
        "Have its owner let requests to this host and path pass.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("network", "server_side"),
        confidence="likely",
    )


def _no_name(there: Side) -> Finding:
    is_missing = there.failure is not None and there.failure.cause in _NOT_FOUND
    return _network(
        "ask.no_name" if is_missing else "ask.lookup_failed",
        f"The customer's machine finds no address for {endpoint_of(there)}."
        if is_missing
        else f"On the customer's machine, the lookup of {endpoint_of(there)} failed.",
        "The name is misspelled, or the DNS of the customer's network doesn't know it."
        if is_missing
        else "No DNS server of the customer's network gave a result. The name may still be right.",
        "Oauth2 Token Url: compare the host with the system's own address, letter by letter. "
        "If it is right, ask the customer's network team why their DNS doesn't resolve it.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("token_url", "network") if is_missing else ("network", "token_url"),
    )


def _no_connection(there: Side) -> Finding:
    is_name = ip_address_of(host_of(there.url)) is None
    nowhere = [address for address in (there.ip, *there.addresses) if is_name and is_nowhere(address)]
    cause = (
        f"There, the name leads to {quote(nowhere[0])}, which is no other machine: "
        "a DNS filter gives that for names that it blocks."
        if nowhere
        else "A firewall there doesn't let it out, the port is wrong, or the system is down."
    )
    return _network(
        "ask.no_connection",
        f"The customer's machine can't connect to {endpoint_of(there)}.",
        f"{outcome(there)}. {cause}",
        f"Ask the customer's network team to allow connections to {endpoint_of(there)}. "
        "Oauth2 Token Url: if they are allowed, check host and port, and whether the system runs.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("network", "server_side", "token_url"),
    )


def _proxy_unused(there: Side) -> Finding:
    proxy = quote(there.unused_proxy)
    return _network(
        "ask.proxy_unused",
        "On the customer's machine, the script didn't use the proxy that browsers there use.",
        f"{outcome(there)}. The system's settings name the proxy {proxy}, and curl doesn't read them. "
        "Such a network often lets nothing else out.",
        f"Ask the customer to set the variable HTTPS_PROXY to http://{proxy} and to run the script again. "
        "Until then, this output says nothing about the system.",
        evidence=(*evidence(there, THERE), f"there: the system's proxy is {proxy}"),
        culprits=("network",),
        confidence="likely",
    )


def _proxy(there: Side) -> Finding:
    return _network(
        "ask.proxy_refuses",
        f"The customer's proxy doesn't let the request through to {endpoint_of(there)}.",
        f"{outcome(there)}. The server was not asked.",
        "Ask the customer's network team to allow this host and port in the proxy, "
        f"or to give the credentials that it wants. {AGENT_ONLY}",
        evidence=tuple(evidence(there, THERE)),
        culprits=("network",),
    )


def _no_tls(there: Side) -> Finding:
    is_about_trust = there.is_trusted is False
    return _network(
        "ask.not_trusted" if is_about_trust else "ask.no_tls",
        f"The customer's machine doesn't trust the certificate of {endpoint_of(there)}."
        if is_about_trust
        else f"From the customer's machine, the TLS handshake with {endpoint_of(there)} fails.",
        f"{outcome(there)}. "
        + (
            "The server's certificate is at fault, or a device there replaces it: its issuer tells which."
            if is_about_trust
            else "The port is not one of https, TLS there is too old, or a firewall ends it."
        ),
        "Show the issuer to the system's owner. If it is theirs, they need a certificate from a public CA. "
        "If it is not, ask the customer's network team to exempt this host from TLS inspection."
        if is_about_trust
        else "Oauth2 Token Url: check scheme and port. If they are right, ask the system's owner and the "
        "customer's network team for the firewall logs of this minute.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("tls", "network", "server_side"),
        confidence="likely",
    )


def _silence(there: Side) -> Finding:
    return _network(
        "ask.no_response",
        f"The customer's machine connected to {endpoint_of(there)}, but got no response.",
        f"{outcome(there)}. A firewall swallows or cuts the request, or the server is stuck.",
        "Ask the customer's network team for the firewall log of this minute, "
        "and the system's owner for the server's log.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("network", "server_side"),
    )


def _unknown(there: Side) -> Finding:
    return _network(
        "ask.incomplete",
        "The output holds no result of the token request.",
        "Its end is missing, or the script could not send the request: it needs curl, "
        "which Windows has since Windows 10 of 2018.",
        "Ask for the whole output again, from “begin” to “end”.",
        evidence=tuple(evidence(there, THERE)),
        severity="warning",
        culprits=(),
    )
