"""No connection, or one that was cut: names, addresses, firewalls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

AGENT: Final = "the product reaches a system inside a company's network only through the on-premise agent"
"""Said wherever this machine may be inside, and the product is not."""

NETWORK_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.NAME_NOT_FOUND: FailureWords(
        culprits=("token_url", "network"),
        title="No address is known here for the host name of {endpoint}.",
        why="Either the name is misspelt, or it exists only inside a company's network (split DNS, "
        "VPN) and this machine is outside of it. From here the two look the same.",
        fix="Compare the host in {field} with the system's own address, letter by letter. If it is "
        "right, ask the system's owner whether the name is public: if not, connect the VPN to test "
        f"from here, and know that {AGENT}.",
    ),
    FailureCause.NAME_INVALID: FailureWords(
        culprits=("token_url",),
        title="The host of {endpoint} can't be a host name.",
        why="A part between two dots is empty, is longer than 63 characters, or holds a character "
        "that has no place in a name. Nothing was looked up.",
        fix="Correct the host in {field}.",
        reference="RFC 1035 §2.3.4",
    ),
    FailureCause.RESOLVER_FAILED: FailureWords(
        culprits=("network", "server_side", "token_url"),
        title="No name service could say where {endpoint} is.",
        why="This does not mean that the name is wrong: the look-up itself failed. More often that is "
        "this machine's own network (no connection, VPN half up, DNS blocked) than the name's servers.",
        fix="Look another name up from this machine. If that fails too, mend its connection or VPN; "
        "if only this one fails, ask the owner of the domain to look at its name servers.",
    ),
    FailureCause.REFUSED: FailureWords(
        culprits=("token_url", "server_side", "network"),
        title="No connection to {endpoint}: it was refused.",
        why="A host is there and said no at once. The port is wrong, or the service is down, or a "
        "firewall refuses in its place.",
        fix="Check host and port in {field}; without a port, https goes to 443. If they are right, "
        "ask the server's owner whether the service runs there and lets this machine's address in.",
    ),
    FailureCause.UNREACHABLE: FailureWords(
        culprits=("network", "token_url"),
        title="There is no way from this machine to {endpoint}.",
        why="The network itself says so: there is no connection at all, or the address is of a "
        "network that only a VPN leads to, or the host has an IPv6 address (one with colons) alone "
        "and this machine has no IPv6.",
        fix="Check this machine's connection, connect the VPN if the system is behind one, and send "
        f"again. If the VPN is what it takes, know that {AGENT}.",
    ),
    FailureCause.BLOCKED_HERE: FailureWords(
        culprits=("network",),
        title="This machine does not let the connection to {endpoint} out.",
        why="Its own firewall, security software or sandbox forbids it: the server was not asked, and "
        "nothing is known about the connector.",
        fix="Allow this program in the machine's firewall, or send from another machine.",
    ),
    FailureCause.CONNECT_FAILED: FailureWords(
        culprits=("network", "token_url"),
        title="No connection to {endpoint}.",
        why="The system's reason is none of the usual ones.",
        fix="Check host and port in {field}. If they are right, show that reason to those who run "
        "this machine's network.",
    ),
    FailureCause.RESET: FailureWords(
        culprits=("network", "server_side", "token_url"),
        title="The connection to {endpoint} was cut by force.",
        why="It stood, and then was reset: by a firewall that dislikes the request or does not know "
        "its sender, by a load balancer with no working server behind it, or by a server that fell "
        "over. From here they look the same.",
        fix="Send once more. If it stays, ask the server's owner for the log of its firewall at this "
        "minute, and whether this machine's and the product's addresses are on the allow-list. The "
        "experiment without credential headers shows whether those are what it dislikes.",
    ),
    FailureCause.CLOSED: FailureWords(
        culprits=("network", "token_url", "server_side"),
        title="The connection to {endpoint} was closed, and no whole answer came.",
        why="Something took the connection and ended it in good order: a service for https that was "
        "spoken to in http, a firewall whose allow-list does not hold this machine's address, or a "
        "load balancer with nothing behind it.",
        fix="Check scheme and port in {field}. If they are right, ask the server's owner for the log "
        "of its firewall or load balancer at this minute, and whether this machine's and the "
        "product's addresses are on the allow-list.",
    ),
}
