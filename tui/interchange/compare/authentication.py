"""Compares how the client proves itself: the method, and the encoding of Basic where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from ...oauth2.form_fields import label_of
from ..import_.request import BodyKind
from .difference import Difference, Kind, Rank, Unknown
from .sides import Sides

_METHOD: Final = "client_authentication"
_ENCODING: Final = "request.basic_encoding"
_HOW: Final = {
    BasicEncoding.RAW: "as they are",
    BasicEncoding.FORM: "form-urlencoded first (RFC 6749 §2.3.1)",
}
_NO_FIELD: Final = (
    "This is a setting of this tool, not a field of the form. If it makes the difference and the product "
    "encodes the other way, use Request Body, or a Client Secret of letters and digits alone."
)


def authentication_differences(sides: Sides) -> Iterator[Difference | Unknown | str]:
    """Yield the difference of the methods and that of the encodings, or the label of what is the same."""
    yield _method(sides)
    if encoding := _encoding(sides):
        yield encoding


def _method(sides: Sides) -> Difference | Unknown | str:
    ours, theirs = sides.connector.client_authentication, sides.their_method
    label = label_of(_METHOD)
    if not theirs:
        return _no_method(sides)
    if theirs is ours or (not ours and theirs is ours.methods[0]):
        return label
    difference = Difference(
        _METHOD,
        Kind.VALUE,
        Rank.AUTHENTICATION,
        f"The connector uses {ours.short_name}, the other {theirs.short_name}.",
        ours.form_value,
        theirs.form_value,
        change=lambda connector: replace(connector, client_authentication=theirs),
    )
    if theirs in ours.methods:
        first = ours.methods[0].short_name
        says = f"The connector tries {first} first, the other uses {theirs.short_name} at once."
        return replace(difference, rank=Rank.TRIES, says=says)
    return difference


def _no_method(sides: Sides) -> Difference | Unknown:
    sent = sides.found.sent
    is_told = (
        sides.is_request and sides.is_body_known and not sent.has_basic and not sent.header("authorization")
    )
    if is_told and sent.body_kind is not BodyKind.NONE and not sides.notes & {"placeholder", "masked"}:
        return Difference(
            "",
            Kind.INEXPRESSIBLE,
            Rank.SHAPE,
            "The request that works names no client. The connector always does.",
            name="No client",
            instead="Ask whether the server knows this client; it may refuse one that it doesn't know.",
        )
    return Unknown(label_of(_METHOD), "The request doesn't say how its client proves itself.", _METHOD)


def _encoding(sides: Sides) -> Difference | None:
    """Return the difference of the Basic encodings, if it changes what is sent for the other's client."""
    theirs = sides.theirs
    ours, other = sides.connector.request.basic_encoding, theirs.request.basic_encoding
    is_told = sides.found.sent.has_basic or not sides.found.sent.is_settings
    is_basic = sides.their_method is ClientAuthentication.BASIC and is_told
    if not is_basic or ours is other or sides.why_unknown(theirs.client_secret):
        return None
    form, raw = (
        basic_credentials(theirs.client_id, theirs.client_secret, encoding) for encoding in BasicEncoding
    )
    if form == raw:
        return None
    return Difference(
        _ENCODING,
        Kind.VALUE,
        Rank.ENCODING,
        f"The connector writes Client ID and Client Secret {_HOW[ours]}, the other {_HOW[other]}. "
        "For these values that is not the same.",
        ours.value,
        other.value,
        change=lambda connector: replace(connector, request=replace(connector.request, basic_encoding=other)),
        instead=_NO_FIELD,
    )
