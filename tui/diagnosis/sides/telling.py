"""Says in words what a side saw: its evidence, one line each, and its outcome as part of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.masking.redaction import Redactor
from ...oauth2.url_parts import host_header
from ..quoting import quoter
from .side import Reach, Side

THERE: Final = "there"
HERE: Final = "here"
quote: Final = quoter(Redactor(()))
"""Makes what a side says fit for a finding. No secret in it is known; tokens are found by their look."""
_MOST_ADDRESSES: Final = 6
_LONGEST_BODY: Final = 160


def endpoint_of(side: Side) -> str:
    """Return the host and port that a side asked, for a sentence."""
    return quote(host_header(side.url)) or "the token endpoint"


def listed(addresses: tuple[str, ...]) -> str:
    """Return addresses separated by commas: the first few."""
    shown = ", ".join(quote(address) for address in addresses[:_MOST_ADDRESSES])
    return shown + (", …" if len(addresses) > _MOST_ADDRESSES else "")


def outcome(side: Side) -> str:
    """Return how a side ended, as a clause: `status 400, invalid_request`."""
    if side.response:
        if side.has_token:
            return "an access token"
        status = f"status {side.response.status}"
        if side.error:
            return f"{status}, {quote(side.error)}"
        if side.by_rule and side.by_rule.vendor:
            return f"{status}, sent by {quote(side.by_rule.vendor)}"
        return status
    if side.failure:
        return quote(side.failure.message).rstrip(".")
    return "no result"


def evidence(side: Side, where: str) -> Iterator[str]:
    """Yield what a side saw, from the name to the response. `where` is in front of each line."""
    if side.addresses:
        yield f"{where}: name found: {listed(side.addresses)}"
    if side.ip and (side.ip,) != side.addresses:
        yield f"{where}: connected to {quote(side.ip)}"
    if side.proxy:
        yield f"{where}: through a proxy ({quote(side.proxy)})"
    if side.direct and side.direct != side.failure:
        yield f"{where}: without a proxy: {quote(side.direct.message)}"
    if side.certificates:
        yield f"{where}: certificate issued by {quote(side.certificates[0].issuer)}"
    yield f"{where}: {outcome(side)}"
    if side.response and not side.has_token and (said := _said(side)):
        yield f"{where}: {said}"


def both(there: Side, here: Side) -> tuple[str, ...]:
    """Return the evidence of both sides, the customer's first."""
    return (*evidence(there, THERE), *evidence(here, HERE))


def _said(side: Side) -> str:
    body = " ".join(side.response.text.split()) if side.response else ""
    shown = quote(body)
    return shown if len(shown) <= _LONGEST_BODY else shown[:_LONGEST_BODY] + "…"


def has_answer(side: Side) -> bool:
    """Tell whether the server itself answered."""
    return side.reach is Reach.SERVER
