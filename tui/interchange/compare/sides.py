"""The two sides of a comparison, brought into one form: our connector, and the other request.

Both are compared as if the client proved itself in the same way, with or without the credential headers
alike: those are differences of their own, and must not turn up in every header and parameter too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from ...oauth2.assembly import assemble
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.field_checks import HEADER_OF_FIELD
from ...oauth2.secret import Secret, reveal
from ...oauth2.token_request import NameValue, TokenRequest
from ..import_.imported import Import
from ..import_.request import BodyKind
from ..import_.stand_ins import has_cmd_variable, is_masked, is_placeholder, is_variable

_UNSEEN_BODY: Final = frozenset({"file-reference", "command-substitution"})
_CREDENTIAL_HEADERS: Final = frozenset(name.lower() for name in HEADER_OF_FIELD.values())
_IN_BODY: Final = (ClientAuthentication.REQUEST_BODY, ClientAuthentication.BASIC_USER)
_BODY_ALONE: Final = "labels and values"
"""The format of a paste that shows a body, or lines with labels, and no headers."""
Value = str | Secret


@dataclass(frozen=True)
class Sides:
    """Our connector and the import of the request that works."""

    connector: Connector
    found: Import
    unknown_here: frozenset[str] = field(default_factory=frozenset)
    """Keys of our own secrets that nobody has typed yet."""

    @property
    def theirs(self) -> Connector:
        """The connector that sends what the other request sends, as far as one can."""
        return self.found.connector

    @cached_property
    def notes(self) -> frozenset[str]:
        """The codes of what the import noted."""
        return frozenset(self.found.note_codes)

    @property
    def is_request(self) -> bool:
        """Whether the paste shows a request, and not settings, a body or a description alone."""
        return not self.found.sent.is_settings and self.found.format != _BODY_ALONE

    @property
    def is_body_known(self) -> bool:
        """Whether all of the other's body is in the paste."""
        sent = self.found.sent
        is_whole = not self.notes & _UNSEEN_BODY and sent.body_kind is not BodyKind.OTHER
        return not sent.is_settings and is_whole and bool(sent.parameters or self.theirs.username)

    @property
    def are_headers_known(self) -> bool:
        """Whether all headers of the other are in the paste."""
        return self.is_request and not self.notes & _UNSEEN_BODY

    @cached_property
    def their_method(self) -> ClientAuthentication:
        """How the other client proves itself; BLANK if that isn't known, or if there is no client.

        The account alone in a Basic header is the user's Basic, and not a client that is named like it,
        unless our client is named so too.
        """
        theirs, own = self.theirs, self.connector
        is_user = theirs.client_id == theirs.username and theirs.client_id not in ("", own.client_id)
        if (
            theirs.client_authentication is ClientAuthentication.BASIC
            and is_user
            and theirs.client_secret == theirs.password
        ):
            return ClientAuthentication.BASIC_USER
        return theirs.client_authentication

    @property
    def is_client_named(self) -> bool:
        """Whether the other names its client somewhere: the user's Basic alone doesn't."""
        return self.their_method is self.theirs.client_authentication

    @property
    def method(self) -> ClientAuthentication:
        """The client authentication that both are compared with."""
        return self.their_method or self.connector.client_authentication.methods[0]

    @cached_property
    def they_send_credential_headers(self) -> bool:
        """Whether the other sends all four credential headers, with the values of the form."""
        sent = {row.name.lower() for row in self.found.sent.headers}
        taken = {row.name.lower() for row in self.theirs.additional_headers}
        return sent >= _CREDENTIAL_HEADERS and not taken & _CREDENTIAL_HEADERS

    @cached_property
    def some_credential_headers(self) -> bool:
        """Whether the other sends one of the four alone, or with another value."""
        return any(row.name.lower() in _CREDENTIAL_HEADERS for row in self.theirs.additional_headers)

    @cached_property
    def ours(self) -> TokenRequest:
        """What our connector sends, with the other's client authentication."""
        request = self.connector.request
        with_them = self.some_credential_headers and request.credential_headers
        aligned = replace(
            self.connector,
            client_authentication=self.method,
            request=replace(request, credential_headers=with_them),
        )
        return assemble(aligned, self.method)

    @property
    def client_is_in_body(self) -> bool:
        """Whether the client's credentials are parameters of the body."""
        return self.method in _IN_BODY

    @property
    def assembled_names(self) -> frozenset[str]:
        """The parameters that are fields of their own, and no rows."""
        of_client = {"client_id", "client_secret"} if self.client_is_in_body or not self.their_method else ()
        return frozenset({"grant_type", "username", "password", *of_client})

    def parameter(self, name: str) -> NameValue | None:
        """Return our parameter of a name."""
        return next((item for item in self.ours.parameters if item.name == name), None)

    def why_unknown(self, value: Value) -> str:
        """Return why a value of the other is none, as the end of a sentence; empty if it is one."""
        clear = reveal(value)
        if is_masked(clear):
            return "it is masked"
        if has_cmd_variable(clear) or is_variable(clear):
            return "it comes from a variable that was not pasted"
        if is_placeholder(clear, in_code="shell-variable" in self.notes):
            return "it is a placeholder"
        return ""


def by_name(rows: Sequence[AdditionalRow | NameValue], *, fold: bool) -> dict[str, list[AdditionalRow]]:
    """Return rows by their names, each name's values in their order. `fold` compares names without case."""
    found: dict[str, list[AdditionalRow]] = {}
    for row in rows:
        key = row.name.lower() if fold else row.name
        found.setdefault(key, []).append(AdditionalRow(row.name, row.value))
    return found
