"""What a pasted request sends, part by part, its secrets as secrets: also what a connector can't hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...oauth2.connector import AdditionalRow
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.secret import Secret
from .client import basic_pair
from .request import BodyKind, Item, PastedRequest

_COOKIE = "cookie"


@dataclass(frozen=True)
class SentRequest:
    """A request beside the connector that was read from it. It holds no text of the paste but its values."""

    method: str = ""
    """Blank if the paste doesn't say."""
    headers: tuple[AdditionalRow, ...] = field(default=(), repr=False)
    """All headers that are written out, those that clients add included."""
    parameters: tuple[AdditionalRow, ...] = field(default=(), repr=False)
    """The body's parameters with their names as written."""
    body_kind: BodyKind = BodyKind.NONE
    has_basic: bool = False
    """Whether there is a Basic header, or a setting that makes one, that is not empty."""
    is_settings: bool = False
    """Whether the paste names fields or describes a server: it then says little of what is sent."""
    is_scheme_known: bool = True
    """Whether the paste itself says http or https."""

    def header(self, name: str) -> str | Secret | None:
        """Return the last value of a header, by its name in lower case; None without one."""
        return next((row.value for row in reversed(self.headers) if row.name.lower() == name), None)


def sent_by(request: PastedRequest) -> SentRequest:
    """Return what a pasted request sends."""
    pair = basic_pair(request)
    return SentRequest(
        method=request.method.upper(),
        headers=tuple(map(row_of, request.headers)),
        parameters=tuple(map(row_of, request.body)),
        body_kind=request.body_kind,
        has_basic=pair is not None and not (pair.is_readable and pair.is_empty),
        is_settings=request.is_settings or request.is_description,
        is_scheme_known=not (request.url_is_open or request.is_scheme_guessed),
    )


def row_of(item: Item) -> AdditionalRow:
    """Return a header or parameter as a row, its value a secret if its name says so."""
    is_secret = is_secret_parameter(item.name) or item.name.lower() == _COOKIE
    return AdditionalRow(item.name, Secret(item.value) if is_secret else item.value)
