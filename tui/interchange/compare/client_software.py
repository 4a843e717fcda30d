"""Compares what HTTP clients send in their own way: the credential headers, User-Agent, Accept and so on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...oauth2.connector import AdditionalRow
from ...oauth2.secret import reveal
from ...oauth2.token_request import Origin
from ..import_.request import BodyKind
from .difference import Difference, Kind, Rank
from .rows import HEADER_ROWS
from .sides import Sides

_SETTING: Final = "request.credential_headers"
_FOUR: Final = "Client-Id, Client-Secret, Username and Password"
_ALWAYS: Final = (
    "Every connector sends these headers; leaving them out is a setting of this tool. If they make the "
    "difference, ask the server's owner to let them through."
)
_HINTS: Final = {
    "user-agent": "The connector's here is this tool's own: the product sends another one.",
    "cookie": "A cookie of a browser's session doesn't last. A connector shouldn't need one.",
}


def software_differences(sides: Sides) -> Iterator[Difference]:
    """Yield what the two clients send differently without anybody having asked them to."""
    if not sides.is_request:
        return
    if found := _credential_headers(sides):
        yield found
    for name in ("content-type", "accept", "cookie", "user-agent"):
        if found := _header(sides, name):
            yield found


def _credential_headers(sides: Sides) -> Difference | None:
    ours, theirs = sides.connector.request.credential_headers, sides.they_send_credential_headers
    if ours is theirs or sides.some_credential_headers or not sides.are_headers_known:
        return None
    return Difference(
        _SETTING,
        Kind.ONLY_CONNECTOR if ours else Kind.ONLY_REQUEST,
        Rank.CREDENTIAL_HEADERS,
        f"Only the {'connector' if ours else 'request that works'} sends the headers {_FOUR}.",
        "on" if ours else "off",
        "on" if theirs else "off",
        change=lambda connector: replace(
            connector, request=replace(connector.request, credential_headers=theirs)
        ),
        instead=_ALWAYS if ours else "",
    )


def _header(sides: Sides, name: str) -> Difference | None:
    theirs = sides.found.sent.header(name)
    if theirs is None or sides.why_unknown(theirs):
        return None
    sent = next((item for item in sides.ours.headers if item.name.lower() == name), None)
    ours = sent.value if sent else None
    if _is_alike(sides, name, "" if ours is None else reveal(ours), reveal(theirs)):
        return None
    written = next(row.name for row in sides.found.sent.headers if row.name.lower() == name)
    is_ours = sent is not None and sent.origin is Origin.OVERRIDE
    return Difference(
        HEADER_ROWS.key,
        Kind.VALUE if ours is not None else Kind.ONLY_REQUEST,
        Rank.CHANGED if is_ours else Rank.CLIENT_SOFTWARE,
        "The clients send another value of this header."
        if ours is not None
        else "Only the request that works sends this header.",
        ours,
        theirs,
        written,
        change=HEADER_ROWS.change(name, [AdditionalRow(written, theirs)]),
        instead=_HINTS.get(name, ""),
    )


def _is_alike(sides: Sides, name: str, ours: str, theirs: str) -> bool:
    """Tell whether two values ask a server for the same."""
    one, other = ("".join(value.split()).lower() for value in (ours, theirs))
    if name == "accept":
        return one == other or "*/*" in other or ("json" in other and "json" in one)
    if name == "content-type":
        # What a body of another kind says is told with the kind.
        return one == other or sides.found.sent.body_kind not in (BodyKind.FORM, BodyKind.NONE)
    return ours == theirs
