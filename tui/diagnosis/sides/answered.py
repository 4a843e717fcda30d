"""What a server's own response tells that a customer's script got: it sent no credentials."""

from __future__ import annotations

from typing import Final

from ..finding import Finding, FindingKind
from .side import Side
from .telling import THERE, endpoint_of, evidence, outcome, quote

_answer: Final = FindingKind("error", ("token_url", "server_side"), "RFC 6749 §5.2", "likely")
_NOT_AN_ENDPOINT: Final = frozenset({404, 405, 410, 501})


def answered(there: Side) -> Finding:
    """Return the finding on a response of the server itself to a request without credentials."""
    status = there.response.status if there.response else 0
    if there.error == "unsupported_grant_type":
        return _grant_unsupported(there)
    if there.error or there.has_token:
        return _way_free(there)
    if there.elsewhere:
        return _redirected(there)
    if status in _NOT_AN_ENDPOINT or status < 400:
        return _no_endpoint(there)
    return _server_fails(there) if status >= 500 else _reached(there, status)


def _way_free(there: Side) -> Finding:
    return _answer(
        "ask.way_free",
        f"The way from there to {endpoint_of(there)} is free: the token endpoint answered.",
        f"It answered a request without credentials ({outcome(there)}), as it should. "
        "So name, connection, certificate and address are right there.",
        "Nothing to change in the customer's network. What still fails lies in the credentials, or on the "
        "way from the product: compare with a run (--beside).",
        evidence=tuple(evidence(there, THERE)),
        severity="info",
        culprits=(),
        confidence="stated",
    )


def _grant_unsupported(there: Side) -> Finding:
    return _answer(
        "ask.grant_unsupported",
        f"The way to {endpoint_of(there)} is free, but the server refuses the password grant itself.",
        "It was asked without credentials, so they play no part: the server supports no password grant, "
        "or not at this address.",
        "Ask the system's owner to allow the password grant (grant_type=password). "
        "Oauth2 Token Url: if it is allowed, take the address from the system's guide.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("grant_not_allowed", "token_url"),
        confidence="stated",
    )


def _redirected(there: Side) -> Finding:
    return _answer(
        "ask.redirected",
        f"There, the request is redirected to {quote(there.elsewhere)}.",
        "A token endpoint doesn't redirect. A login page of the network (captive portal) or of a proxy "
        "stands in the way, or the address is that of a page for people.",
        "Open the address in a browser on that machine, and log in to the network if it asks. "
        "Oauth2 Token Url: if it is the system's own login page, take the address from the guide.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("network", "token_url"),
        reference="RFC 9110 §15.4",
        confidence="open",
    )


def _no_endpoint(there: Side) -> Finding:
    return _answer(
        "ask.no_token_endpoint",
        f"The way to {endpoint_of(there)} is free, but what answers is no token endpoint.",
        f"It answered with {outcome(there)}, and without an error of OAuth 2.0. "
        "A token endpoint refuses a request without credentials with an error in JSON.",
        "Oauth2 Token Url: compare the path with the system's guide, letter by letter.",
        evidence=tuple(evidence(there, THERE)),
    )


def _server_fails(there: Side) -> Finding:
    return _answer(
        "ask.server_fails",
        f"The way to {endpoint_of(there)} is free, but the server fails ({outcome(there)}).",
        "A request without credentials is refused with 400 or 401 by a server that works.",
        "Ask the system's owner for the log of this minute.",
        evidence=tuple(evidence(there, THERE)),
        culprits=("server_side",),
        reference="",
    )


def _reached(there: Side, status: int) -> Finding:
    return _answer(
        "ask.reached",
        f"The way from there to {endpoint_of(there)} is free: a server answered.",
        f"It refused a request without credentials ({outcome(there)}), but not in the words of OAuth 2.0. "
        "It may be the token endpoint, or a gateway or firewall in front of it.",
        "Compare with a run (--beside): if that gets the same response, credentials play no part in it.",
        evidence=tuple(evidence(there, THERE)),
        severity="info" if status == 401 else "warning",
        reference="",
        culprits=("network", "server_side"),
        confidence="open",
    )
