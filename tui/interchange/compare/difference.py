"""One difference between the connector's request and the request that works, and how much it tells.

`Comparison` holds them all, the most telling first, and what could not be compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.form_fields import SETTING_LABELS, label_of
from ...oauth2.secret import Secret
from ...plain_text import plain_line


class Rank(IntEnum):
    """How likely a difference matters: the first is the likeliest. The reason stands beside each."""

    ENDPOINT = 1
    """Another server, or another endpoint of it, answers: nothing else counts there."""
    VALUE = 2
    """A client or an account that the server doesn't know by this value is refused by every server."""
    AUTHENTICATION = 3
    """Most servers register one method for each client, and refuse the other."""
    ENCODING = 4
    """It is listed only where the bytes differ, and then a server reads another client or secret."""
    GRANT = 5
    """Another grant is another request altogether, but such a paste is seldom the right one."""
    MISSING = 6
    """A parameter or header that only the request that works has: a scope, a tenant, an API key."""
    CHANGED = 7
    """The same name with another value."""
    SHAPE = 8
    """GET, JSON, multipart, parameters in the query: a server that wants these is rare."""
    NETWORK = 9
    """Certificates and proxies decide whether a response comes, and not which one."""
    EXTRA = 10
    """Servers ignore what they don't know (RFC 6749 §3.2), but some firewalls don't."""
    CREDENTIAL_HEADERS = 11
    """As above; every connector sends these four."""
    TRIES = 12
    """One refused attempt more, before the one that works."""
    CLIENT_SOFTWARE = 13
    """User-Agent and the like: only firewalls look at them."""

    @property
    def word(self) -> str:
        """How likely it matters, in a word."""
        return "likely" if self <= Rank.ENCODING else "possible" if self <= Rank.SHAPE else "unlikely"


class Kind(StrEnum):
    """What a difference is."""

    VALUE = "value"
    """Both have it, with other values."""
    ONLY_CONNECTOR = "only-connector"
    ONLY_REQUEST = "only-request"
    ORDER = "order"
    """The same values of one name in another order."""
    INEXPRESSIBLE = "inexpressible"
    """The request that works does what a connector can't."""


Change = Callable[[Connector], Connector]
"""Takes one difference over, into whichever connector: no other field changes."""
Shown = str | Secret | None
"""A value; None where a side has none."""


@dataclass(frozen=True)
class Difference:
    """One difference. `ours` is the connector's, `theirs` that of the request that works."""

    key: str
    """The field or setting to change, such as `client_secret`; blank if there is none."""
    kind: Kind
    rank: Rank
    says: str
    """The difference in a sentence or two. It holds no secret."""
    ours: Shown = field(default=None, repr=False)
    theirs: Shown = field(default=None, repr=False)
    name: str = ""
    """The row's name, where the field has rows; or what it is about, where there is no field."""
    change: Change | None = field(default=None, compare=False, repr=False)
    """None where it can't be taken over."""
    instead: str = ""
    """Why it can't be taken over and what to do; or what to know about taking it over."""

    @property
    def id(self) -> str:
        """What names it among the differences of one comparison, such as `additional_headers:X-Tenant`."""
        return ":".join(filter(None, (self.key, self.name)))

    @property
    def label(self) -> str:
        """The field's label, with the row's name; or what it is about."""
        if not self.key:
            return plain_line(self.name)
        label = _SHORT_LABELS.get(self.key) or label_of(self.key)
        return plain_line(f"{label}: {self.name}") if self.name else label

    @property
    def is_setting(self) -> bool:
        """Whether the field is a setting of this tool, which the form doesn't have."""
        return self.key in SETTING_LABELS


_SHORT_LABELS = {
    "additional_headers": "Additional Headers",
    "additional_request_data": "Additional Request Data",
}


@dataclass(frozen=True)
class Unknown:
    """A field that could not be compared, and why."""

    label: str
    says: str
    key: str = ""
    secret: str = ""
    """The key of the connector's own secret that is needed to compare it, where that is the reason."""


@dataclass(frozen=True)
class Comparison:
    """All that was found, the most telling difference first."""

    connector: Connector
    """The connector that was compared."""
    working: Connector
    """The connector that was read from the request that works. What is not known in it is blank."""
    method: ClientAuthentication
    """The client authentication of the attempt that was compared."""
    format: str
    """What the request was recognized as, such as `curl`."""
    differences: tuple[Difference, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    same: tuple[str, ...] = ()
    """The labels of what is the same."""
    secrets: tuple[Secret, ...] = field(default=(), repr=False)
    """All secrets of both, to mask them wherever they turn up."""

    @property
    def takeable(self) -> tuple[Difference, ...]:
        """The differences that can be taken over."""
        return tuple(one for one in self.differences if one.change)

    def keeping_url(self) -> Comparison:
        """Return the comparison with a token URL that is not taken over: nothing is to be sent there."""
        kept = (
            replace(one, change=None, instead="You chose not to send credentials there.")
            if one.key == "token_url"
            else one
            for one in self.differences
        )
        return replace(self, differences=tuple(kept))

    def may_cost_login(self, difference: Difference) -> bool:
        """Tell whether trying it alone may cost a failed login: the account may still be wrong then."""
        return difference.change is not None and self.may_fail_login(difference.change(self.connector))

    def may_fail_login(self, connector: Connector) -> bool:
        """Tell whether a connector may sign in other than the request that works, as far as that is known."""
        own, other = _login_of(connector), _login_of(self.working)
        return own != other or not all(other)


def _login_of(connector: Connector) -> tuple[str, str, str]:
    return connector.token_url, connector.username, connector.password.reveal()
