"""Time ran out: what was waited for tells who is slow, or who drops what is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .network import AGENT
from .words import FailureWords

_LIMIT: Final = (
    "A longer Timeout (a setting of this tool) shows how long it takes; the product has a limit of "
    "its own, which no field of the form changes."
)

TIMEOUT_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.NAME_TIMEOUT: FailureWords(
        culprits=("network", "server_side"),
        title="The look-up of the host name of {endpoint} did not end in time.",
        why="The name service that this machine asks did not answer: its own network is the likelier "
        "fault (VPN half up, DNS blocked), then the name's servers.",
        fix="Look another name up from this machine. If that takes as long, mend its connection or "
        "VPN; if only this one does, ask the owner of the domain to look at its name servers.",
    ),
    FailureCause.CONNECT_TIMEOUT: FailureWords(
        culprits=("network", "token_url", "server_side"),
        title="No sign of life from {endpoint}: the connection was not answered.",
        why="Not even a refusal came back. So do firewalls that drop in silence whoever is not on "
        "their allow-list, so does a wrong port behind such a firewall, and so does a host that is "
        "switched off.",
        fix="Check host and port in {field}. If they are right, ask those who run the server's "
        "network to put on its allow-list this machine's public address for this test, and the "
        "product's addresses for the product. If the system is behind a VPN, connect it here, and "
        f"know that {AGENT}.",
    ),
    FailureCause.TLS_TIMEOUT: FailureWords(
        culprits=("network", "tls", "server_side", "token_url"),
        title="The TLS handshake with {endpoint} did not end in time.",
        why="The port is open, and what follows stays unanswered: the service there is not https, a "
        "firewall lets the connection pass and nothing in it, the server is overloaded, or a VPN on "
        "the way loses large packets.",
        fix="Check the port in {field}. If it is right, try without the VPN or from another network; "
        "if that fails too, ask the server's owner whether the product's addresses are on the "
        "allow-list.",
    ),
    FailureCause.SEND_TIMEOUT: FailureWords(
        culprits=("server_side", "network"),
        title="The request to {endpoint} could not be sent to its end in time.",
        why="The other side took the connection and then stopped to read: it is overloaded or stuck, "
        "or a firewall holds back what is in the connection.",
        fix="Send once more. If it stays, ask the server's owner for its log at this minute.",
    ),
    FailureCause.WAIT_TIMEOUT: FailureWords(
        culprits=("server_side", "network"),
        title="No answer from {endpoint} in time.",
        why="The request went out whole. The server is slow or stuck, or waits itself for its "
        "directory or database; a firewall that swallows the request looks the same. {counted}",
        fix="Send once more, then ask the server's owner for its log of this request, and how long an "
        f"answer takes there. {_LIMIT}",
    ),
    FailureCause.INTERIM_ONLY: FailureWords(
        culprits=("server_side", "network"),
        title="No answer from {endpoint} in time, but interim responses.",
        why="Responses with a status 1xx say that the answer is still to come, and it did not: the "
        "server or a gateway before it is stuck.",
        fix="Ask the server's owner for the log of this request, also that of the gateway before it.",
        reference="RFC 9110 §15.2",
    ),
    FailureCause.SLOW_ANSWER: FailureWords(
        culprits=("server_side", "network", "token_url"),
        title="The answer of {endpoint} began, and did not end in time.",
        why="It drips, or stopped in the middle: an overloaded server, a gateway that holds it back, "
        "or an address that never ends its answer, as streams do.",
        fix="Check that {field} is right and send once more. If it stays, ask the server's owner for "
        f"its log of this request. {_LIMIT}",
    ),
}
