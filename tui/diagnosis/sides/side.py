"""What one side saw on its way to a token endpoint: a customer's script, or a run of ours.

    name ──> connection ──> TLS ──> request ──> response
    NAME     CONNECT        TLS     SILENCE     BETWEEN: of something on the way
             PROXY                              SERVER:  of the server itself

`Reach` names the stage at which a side ended. The texts in a side are foreign.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final
from urllib.parse import urljoin

from ...ip_addresses import is_private
from ...oauth2.connection import Certificate
from ...oauth2.connector import ResponseSettings
from ...oauth2.http_response import HttpResponse
from ...oauth2.responses.token_response import AccessTokenResponse, ErrorResponse, is_json, read_answer
from ...oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from ...oauth2.url_parts import host_of
from ..finding import Finding


class Reach(StrEnum):
    """How far a side came."""

    UNKNOWN = "unknown"
    """It made no request, or its result is missing."""
    NAME = "name"
    CONNECT = "connect"
    PROXY = "proxy"
    TLS = "tls"
    SILENCE = "silence"
    """It was connected, and got no response."""
    BETWEEN = "between"
    """Something on the way answered: a proxy, a firewall, a gateway."""
    SERVER = "server"


_OF_KIND: Final = {
    FailureKind.DNS: Reach.NAME,
    FailureKind.CONNECT: Reach.CONNECT,
    FailureKind.TLS: Reach.TLS,
    FailureKind.PROXY: Reach.PROXY,
    FailureKind.RESET: Reach.SILENCE,
    FailureKind.TIMEOUT: Reach.SILENCE,
    FailureKind.PROTOCOL: Reach.SILENCE,
}
_OF_CAUSE: Final = {
    FailureCause.NAME_TIMEOUT: Reach.NAME,
    FailureCause.CONNECT_TIMEOUT: Reach.CONNECT,
    FailureCause.PROXY_TIMEOUT: Reach.PROXY,
    FailureCause.TLS_TIMEOUT: Reach.TLS,
    FailureCause.REQUEST_UNSENDABLE: Reach.UNKNOWN,
    FailureCause.CA_FILE_UNUSABLE: Reach.UNKNOWN,
    FailureCause.OUT_OF_FILES: Reach.UNKNOWN,
    FailureCause.OUT_OF_PORTS: Reach.UNKNOWN,
    FailureCause.OUT_OF_RESOURCES: Reach.UNKNOWN,
}
_BETWEEN: Final = ("waf.", "proxy.", "page.vpn")
"""How the ids of rules begin that recognize what is not the server itself."""
_BEFORE_THE_SERVER: Final = "waf."
"""How the ids of those begin that stand on the server's side, not in the network of the sender."""
_BETWEEN_STATUS: Final = frozenset({407, 511})
"""Only something on the way sends these (RFC 9110 §15.5.8, RFC 6585 §6)."""


@dataclass(frozen=True)
class Side:
    """What one side saw. What it doesn't tell is blank, empty or None."""

    url: str = ""
    time: datetime | None = None
    """That side's clock at the start, in UTC."""
    addresses: tuple[str, ...] = ()
    """Of the host name."""
    proxies: tuple[str, ...] = ()
    """The proxies set there: the name of each setting, and the proxy's host."""
    proxy: str = ""
    """The proxy that the request went through, or a word that there was one."""
    ip: str = ""
    """The server's address that was connected to."""
    certificates: tuple[Certificate, ...] = ()
    """The server's own first."""
    is_whole_chain: bool = False
    """Whether the certificates are all that the server sent, and no more."""
    is_trusted: bool | None = None
    """Whether that side's client accepted them."""
    direct: TransportFailure | None = None
    """Why no connection without a proxy came about; None if one did, or it was not tried."""
    failure: TransportFailure | None = None
    """Why the request got no response."""
    response: HttpResponse | None = None
    found: str = ""
    """What the side's own diagnosis found first, as a title."""
    culprits: tuple[str, ...] = ()
    """Its culprits."""

    @cached_property
    def reach(self) -> Reach:
        """The stage at which it ended."""
        if self.response:
            return Reach.BETWEEN if self.is_answered_between else Reach.SERVER
        if self.failure is None:
            return Reach.UNKNOWN
        cause = self.failure.cause
        return _OF_CAUSE.get(cause, _OF_KIND.get(cause.kind, Reach.UNKNOWN))

    @cached_property
    def is_answered_between(self) -> bool:
        """Whether its response came from something on the way."""
        status = self.response.status if self.response else 0
        return status in _BETWEEN_STATUS or bool(self.by_rule and self.by_rule.id.startswith(_BETWEEN))

    @property
    def is_turned_away(self) -> bool:
        """Whether a firewall on the server's side answered."""
        return bool(self.by_rule and self.by_rule.id.startswith(_BEFORE_THE_SERVER))

    @cached_property
    def by_rule(self) -> Finding | None:
        """What the rules recognize its response as; None without one."""
        if self.response is None or self.has_token:
            return None
        from ..response_diagnosis import diagnose_response  # with the rules

        return diagnose_response(self.response, status=self.response.status, url=self.url)[0]

    @cached_property
    def has_token(self) -> bool:
        """Whether it got an access token."""
        return self.response is not None and isinstance(
            read_answer(self.response, ResponseSettings()), AccessTokenResponse
        )

    @cached_property
    def error(self) -> str:
        """The error code of its response, if that is JSON, as RFC 6749 §5.2 wants it; else empty."""
        if self.response is None or not is_json(self.response):
            return ""
        answer = read_answer(self.response, ResponseSettings())
        return (answer.error or "") if isinstance(answer, ErrorResponse) else ""

    @property
    def elsewhere(self) -> str:
        """The host that its response redirects to, if that is another one; else empty."""
        location = self.response.header("Location") if self.response else None
        if not location or not self.response or not 300 <= self.response.status < 400:
            return ""
        try:
            host = host_of(urljoin(self.url, location.strip()))
        except ValueError:
            return ""
        return "" if host == host_of(self.url) else host

    @property
    def unused_proxy(self) -> str:
        """The proxy that browsers there use and curl doesn't, where it found no way without; else empty."""
        if self.proxy or self.reach not in {Reach.NAME, Reach.CONNECT}:
            return ""
        settings = (setting.partition(": ") for setting in self.proxies)
        return next((host for name, _, host in settings if name.lower() == "system"), "")

    @property
    def is_inside(self) -> bool:
        """Whether the host has an address there that exists only inside private networks."""
        known = (self.ip,) if self.ip and not self.proxy else self.addresses
        return bool(known) and all(is_private(address) for address in known)
