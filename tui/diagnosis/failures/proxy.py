"""No way through a proxy. It belongs to this machine's network: the product does not use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

_NETWORK: Final = ("network",)
_NOT_THE_PRODUCTS: Final = "The product does not go by it, so this says nothing about the connector."
PROXY_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.PROXY_NAME_NOT_FOUND: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint}: no address is known for the host name of {proxy}.",
        why="The name is misspelt, or it is of a network that this machine is not in now. "
        f"{_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_UNREACHABLE: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint}: there is no connection to {proxy}.",
        why="Its port is wrong, it is down, or it is of a network that this machine is not in now "
        f"(VPN). {_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_TIMEOUT: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint} in time: {proxy} did not open it.",
        why="The proxy is slow or out of reach, or it waits itself for a server that does not answer "
        f"it. {_NOT_THE_PRODUCTS}",
        fix="{proxy_fix} If others use this proxy without trouble, ask its owner what it waited for.",
    ),
    FailureCause.PROXY_WANTS_CREDENTIALS: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint}: {proxy} asks for a user name and password (407).",
        why="None were given, or it does not take them; or it wants another scheme than Basic, such "
        f"as NTLM or Negotiate, which this tool does not speak. {_NOT_THE_PRODUCTS}",
        fix="Set Proxy (a setting of this tool) to http://user:password@host:port, or ask the "
        "network's owner for a way without a login. With NTLM or Negotiate alone, send from another "
        "network.",
        reference="RFC 9110 §15.5.8",
    ),
    FailureCause.PROXY_REFUSED: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint}: {proxy} does not open it.",
        why="Its rules forbid this host or this port (403), or it could not reach the server either "
        f"(502, 503, 504). {_NOT_THE_PRODUCTS}",
        fix="Ask the network's owner to let this host and port pass, or send from another network. "
        "After 502, 503 or 504 check host and port in {field} too.",
        reference="RFC 9110 §9.3.6",
    ),
    FailureCause.PROXY_CLOSED: FailureWords(
        culprits=_NETWORK,
        title="No way to {endpoint}: {proxy} ended the connection, or does not speak HTTP.",
        why="What listens there may be another service than a proxy, or a proxy that wants TLS "
        f"(https://). {_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_TLS: FailureWords(
        culprits=("network", "tls"),
        title="No way to {endpoint}: there is no TLS connection with {proxy}.",
        why="The proxy is written with https://, so it has to show a certificate that the setting "
        "Trust takes. Most proxies are spoken to in http, also on the way to https servers. "
        f"{_NOT_THE_PRODUCTS}",
        fix="Write the proxy with http://; if it truly speaks TLS, set Trust (a setting of this tool) "
        "to system or to its authority's file. {proxy_fix}",
    ),
    FailureCause.PROXY_UNUSABLE: FailureWords(
        culprits=_NETWORK,
        title="Nothing was sent to {endpoint}: the proxy is written in a way that can't be used.",
        why=_NOT_THE_PRODUCTS,
        fix="A proxy is written as http://host:port. {proxy_fix}",
    ),
}
