"""The proxy is in the way. It belongs to this machine's network, and the product does not use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

_NETWORK: Final = ("network",)
_NOT_THE_PRODUCTS: Final = "The product does not use this proxy, so this says nothing about the connector."
PROXY_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.PROXY_NAME_NOT_FOUND: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: the host name of {proxy} was not found.",
        why="The name is misspelled, or it belongs to a network that this machine is not in now. "
        f"{_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_UNREACHABLE: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: {proxy} can't be reached.",
        why="Its port is wrong, it is down, "
        "or it belongs to a network that this machine is not in now (VPN). "
        f"{_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_TIMEOUT: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: {proxy} timed out.",
        why="The proxy is slow or out of reach, or it waits for a server that does not answer. "
        f"{_NOT_THE_PRODUCTS}",
        fix="{proxy_fix} If the proxy works for others, ask its owner what it waited for.",
    ),
    FailureCause.PROXY_WANTS_CREDENTIALS: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: {proxy} asks for a user name and password (407).",
        why="None were sent, or it refused them. It may also require NTLM or Negotiate; "
        f"this tool speaks only Basic. {_NOT_THE_PRODUCTS}",
        fix="Set Proxy (a setting of this tool) to http://user:password@host:port, "
        "or ask the network's administrator for a way without a login. "
        "If the proxy accepts only NTLM or Negotiate, send from another network.",
        reference="RFC 9110 §15.5.8",
    ),
    FailureCause.PROXY_REFUSED: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: {proxy} refused it.",
        why="Its rules forbid this host or port (403), "
        f"or it could not reach the server either (502, 503, 504). {_NOT_THE_PRODUCTS}",
        fix="Ask the network's administrator to allow this host and port, or send from another network. "
        "{field}: check host and port too, after 502, 503 or 504.",
        reference="RFC 9110 §9.3.6",
    ),
    FailureCause.PROXY_CLOSED: FailureWords(
        culprits=_NETWORK,
        title="No connection to {endpoint}: {proxy} closed it, or does not speak HTTP.",
        why="The service there may not be a proxy, or the proxy may require TLS (https://). "
        f"{_NOT_THE_PRODUCTS}",
        fix="{proxy_fix}",
    ),
    FailureCause.PROXY_TLS: FailureWords(
        culprits=("network", "tls"),
        title="No connection to {endpoint}: TLS with {proxy} failed.",
        why="The proxy's URL begins with https://, so the proxy must show a certificate "
        "that the setting Trust accepts. Most proxies use http, even on the way to https servers. "
        f"{_NOT_THE_PRODUCTS}",
        fix="Write the proxy with http://. If it really speaks TLS, "
        "set Trust (a setting of this tool) to system or to the file of its CA. {proxy_fix}",
    ),
    FailureCause.PROXY_UNUSABLE: FailureWords(
        culprits=_NETWORK,
        title="Nothing was sent to {endpoint}: the proxy's URL is not valid.",
        why=_NOT_THE_PRODUCTS,
        fix="Write the proxy as http://host:port. {proxy_fix}",
    ),
}
