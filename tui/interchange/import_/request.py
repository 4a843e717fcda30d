"""Defines a request as the paste shows it, before it becomes a connector: every reader ends here.

curl, Postman, a script …  ->  PastedRequest  ->  Import
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class BodyKind(StrEnum):
    """How the body is written."""

    NONE = "none"
    FORM = "form"
    JSON = "json"
    MULTIPART = "multipart"
    OTHER = "other"


@dataclass(frozen=True, repr=False)
class Item:
    """A header or a parameter. Its value may be a secret, so it has no repr."""

    name: str
    value: str
    where: str
    raw: str = ""
    """The value as the body writes it, before it was decoded; blank if it was never encoded."""


@dataclass(frozen=True, repr=False)
class PastedRequest:
    """What one request in the paste says."""

    format: str
    url: str = ""
    url_where: str = "the URL"
    method: str = ""
    """Blank if the paste doesn't say."""
    headers: tuple[Item, ...] = ()
    body: tuple[Item, ...] = ()
    body_kind: BodyKind = BodyKind.NONE
    client: tuple[str, str] | None = None
    """The pair of a Basic header, where a setting names it."""
    client_where: str = ""
    is_settings: bool = False
    """Settings that name the fields, and not a request: the client authentication may be unknown."""
    client_authentication: str | None = None
    """Where settings say it outright."""
    basic_encoding: str = ""
    """Where a profile says it outright."""
    notes: tuple[str, ...] = ()
    in_files: tuple[str, ...] = ()
    """The parameters whose values are in files; blank if a file may hold any of them."""
    may_encode_basic: bool = False
    """Whether the tool itself encodes a plain pair after `Basic`."""
    is_description: bool = False
    """A document that describes a server: no account is expected in it."""
    may_be_unencoded: bool = True
    """Whether somebody may have typed the body by hand, so that a plus sign may be a plus sign."""
    url_is_open: bool = False
    """Whether the URL begins with a variable of source code, so that its scheme is unknown."""
    is_scheme_guessed: bool = False
    """Whether the paste has a path and a Host header alone, so that the scheme is ours."""

    def noted(self, *codes: str) -> PastedRequest:
        """Return the request with more notes."""
        return replace(self, notes=self.notes + codes)

    def value_of(self, name: str) -> str:
        """Return a parameter's first value; blank if it is missing."""
        return next((item.value for item in self.body if item.name.lower() == name), "")

    def header(self, name: str) -> str:
        """Return a header's last value; blank if it is missing."""
        return next((item.value for item in reversed(self.headers) if item.name.lower() == name), "")
