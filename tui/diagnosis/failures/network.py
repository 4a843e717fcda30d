"""No connection, or one that was cut: names, addresses, firewalls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

AGENT: Final = "For the product, set up the on-premise agent if the system is inside a company's network."
"""Said wherever this machine may be inside such a network, where the product is not."""
ALLOW_LIST: Final = "Ask whether this machine's and the product's addresses are on the allow-list."
_NOT_ASKED: Final = "The server was not asked, so this says nothing about the connector."

NETWORK_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.CANCELED: FailureWords(
        culprits=("network", "server_side"),
        title="The attempt was canceled before {endpoint} had answered.",
        why="{counted}",
        fix="Send again. If the server is slow, the evidence shows how far the attempt got.",
    ),
    FailureCause.NAME_NOT_FOUND: FailureWords(
        culprits=("token_url", "network"),
        title="No address was found for {host}.",
        why="Either the name is misspelled, or it exists only inside a company's network (split DNS, VPN). "
        "From outside, the two look the same.",
        fix="{field}: compare the host with the system's own address, letter by letter. "
        "If it is right, ask the system's owner whether the name is public. "
        f"If it isn't, connect the VPN to test from here. {AGENT}",
    ),
    FailureCause.NAME_INVALID: FailureWords(
        culprits=("token_url",),
        title="The host of {endpoint} is not a valid host name.",
        why="A part between two dots is empty, is longer than 63 characters, "
        "or contains a character that names can't have. Nothing was looked up.",
        fix="{field}: correct the host.",
        reference="RFC 1035 §2.3.4",
    ),
    FailureCause.RESOLVER_FAILED: FailureWords(
        culprits=("network", "server_side", "token_url"),
        title="The lookup of {host} failed.",
        why="The name may still be right. Usually this machine's own network is at fault "
        "(no connection, VPN half up, DNS blocked), more rarely the domain's name servers.",
        fix="Look up another name from this machine. "
        "If that fails too, fix this machine's connection or VPN. "
        "If only this name fails, ask the owner of the domain to check its name servers.",
    ),
    FailureCause.REFUSED: FailureWords(
        culprits=("token_url", "server_side", "network"),
        title="The connection to {endpoint} was refused.",
        why="A host is there, and it refused at once. "
        "The port is wrong, the service is down, or a firewall refuses on its behalf.",
        fix="{field}: check host and port; without a port, https uses 443. "
        "If they are right, ask the server's owner whether the service runs and accepts "
        "this machine's address.",
    ),
    FailureCause.UNREACHABLE: FailureWords(
        culprits=("network", "token_url"),
        title="There is no route from this machine to {endpoint}.",
        why="This machine's own network reports it. There is no connection at all, the address needs a VPN, "
        "or the host has only IPv6 and this machine has none.",
        fix="Check this machine's connection. If the system is behind a VPN, connect it. Then send again. "
        f"{AGENT}",
    ),
    FailureCause.BLOCKED_HERE: FailureWords(
        culprits=("network",),
        title="This machine blocks the connection to {endpoint}.",
        why="Its firewall, security software or sandbox forbids the connection. "
        "The server was not asked, so this says nothing about the connector.",
        fix="Allow this program in the machine's firewall, or send from another machine.",
    ),
    FailureCause.OUT_OF_FILES: FailureWords(
        culprits=("network",),
        title="This machine ran out of open files before the request to {endpoint} could be sent.",
        why=f"Each connection takes one, and the system limits how many a program may have. {_NOT_ASKED}",
        fix="Run fewer profiles at once (a smaller --jobs), or raise the limit before you start this tool: "
        "ulimit -n 4096. Then send again.",
    ),
    FailureCause.OUT_OF_PORTS: FailureWords(
        culprits=("network",),
        title="This machine has no free port left for the request to {endpoint}.",
        why="Each connection takes a port of this machine, and keeps it for a minute or two after its end. "
        f"Thousands of connections, from any program, use them up. {_NOT_ASKED}",
        fix="Wait two minutes, and send again with fewer profiles at once (a smaller --jobs). "
        "If it happens again, look for a program on this machine that opens many connections.",
    ),
    FailureCause.OUT_OF_RESOURCES: FailureWords(
        culprits=("network",),
        title="This machine ran out of memory or threads before the request to {endpoint} could be sent.",
        why=f"Other programs, or too many profiles at once, use them up. {_NOT_ASKED}",
        fix="Close other programs, run fewer profiles at once (a smaller --jobs), and send again.",
    ),
    FailureCause.CONNECT_FAILED: FailureWords(
        culprits=("network", "token_url"),
        title="The connection to {endpoint} failed.",
        why="The system gives an unusual reason.",
        fix="{field}: check host and port. "
        "If they are right, show the reason to the administrator of this machine's network.",
    ),
    FailureCause.RESET: FailureWords(
        culprits=("network", "server_side", "token_url"),
        title="The connection to {endpoint} was reset.",
        why="The connection was open, and then something cut it. "
        "A firewall blocks the request or its sender, a load balancer has no working server, "
        "or the server crashed. From here they look the same.",
        fix="Send again. If it happens again, ask the server's owner for this minute's firewall log. "
        f"{ALLOW_LIST} "
        "Try the experiment without credential headers: it shows whether they are the cause.",
    ),
    FailureCause.CLOSED: FailureWords(
        culprits=("network", "token_url", "server_side"),
        title="The connection to {endpoint} was closed before a full response came.",
        why="Something accepted the connection and then closed it properly. "
        "The usual causes are http sent to an https service, a firewall whose allow-list lacks "
        "this machine's address, or a load balancer without a server.",
        fix="{field}: check scheme and port. If they are right, ask the server's owner "
        f"for this minute's log of the firewall or load balancer. {ALLOW_LIST}",
    ),
}
