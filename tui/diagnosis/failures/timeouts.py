"""Time ran out. What was late shows who is slow, or who drops what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .network import AGENT
from .words import FailureWords

_LIMIT: Final = (
    "Send once with a longer Timeout (a setting of this tool), to see how long the server takes. "
    "The product has its own limit, which no field of the form changes."
)

TIMEOUT_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.NAME_TIMEOUT: FailureWords(
        culprits=("network", "server_side"),
        title="The lookup of the host name of {endpoint} timed out.",
        why="No DNS server answered. Usually this machine's own network is at fault "
        "(VPN half up, DNS blocked), more rarely the domain's name servers.",
        fix="Look up another name from this machine. "
        "If that takes as long, fix this machine's connection or VPN. "
        "If only this name does, ask the owner of the domain to check its name servers.",
    ),
    FailureCause.CONNECT_TIMEOUT: FailureWords(
        culprits=("network", "token_url", "server_side"),
        title="The connection to {endpoint} timed out.",
        why="Not even a refusal came back. A firewall silently drops senders that are not on its allow-list, "
        "the port is wrong, or the host is switched off.",
        fix="{field}: check host and port. If they are right, ask the server's administrator "
        "to add this machine's public address and the product's addresses to the allow-list. "
        f"If the system is behind a VPN, connect it here. {AGENT}",
    ),
    FailureCause.TLS_TIMEOUT: FailureWords(
        culprits=("network", "tls", "server_side", "token_url"),
        title="The TLS handshake with {endpoint} timed out.",
        why="The port is open, but the handshake gets no response. The service is not https, "
        "a firewall blocks everything after the connection, the server is overloaded, "
        "or a VPN loses large packets.",
        fix="{field}: check the port. If it is right, try without the VPN or from another network. "
        "If that fails too, ask the server's owner whether the product's addresses are on the allow-list.",
    ),
    FailureCause.SEND_TIMEOUT: FailureWords(
        culprits=("server_side", "network"),
        title="The request to {endpoint} timed out before it was fully sent.",
        why="The other side accepted the connection and then stopped reading. "
        "It is overloaded or stuck, or a firewall holds the request back.",
        fix="Send again. If it happens again, ask the server's owner for this minute's log.",
    ),
    FailureCause.WAIT_TIMEOUT: FailureWords(
        culprits=("server_side", "network"),
        title="The request to {endpoint} timed out: no response came.",
        why="The full request was sent. The server is slow or stuck, or waits for its directory or database. "
        "A firewall that swallows the request looks the same. {counted}",
        fix="Send again. Then ask the server's owner for the log of this request, "
        f"and how long a response usually takes. {_LIMIT}",
    ),
    FailureCause.INTERIM_ONLY: FailureWords(
        culprits=("server_side", "network"),
        title="The request to {endpoint} timed out: only interim responses came.",
        why="A status of 1xx says that the final response is still to come, but it never did. "
        "The server or a gateway in front of it is stuck.",
        fix="Ask the server's owner for the log of this request, "
        "and for the log of any gateway in front of the server.",
        reference="RFC 9110 §15.2",
    ),
    FailureCause.SLOW_ANSWER: FailureWords(
        culprits=("server_side", "network", "token_url"),
        title="The response from {endpoint} timed out before it was complete.",
        why="It comes too slowly, or stopped midway. The server is overloaded, "
        "a gateway holds the response back, or the address sends an endless stream.",
        fix="{field}: check it, and send again. "
        f"If it happens again, ask the server's owner for the log of this request. {_LIMIT}",
    ),
}
