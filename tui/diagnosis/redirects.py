"""A 3xx in place of an answer: where it leads, and what following it would lose."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from .finding import Finding
from .observation import Observation
from .quoting import Quote

_LOSES_THE_POST: Final = frozenset({301, 302, 303})
_SIGN_IN: Final = ("login", "signin", "sign-in", "sign_in", "logon", "sso", "saml", "authorize", "/adfs/ls")


def redirect_finding(seen: Observation, quote: Quote) -> Finding | None:
    """Return what a redirect of the token request means; None where the response is none.

    RFC 9110 §15.4: after 301, 302 and 303 clients go on with GET; 307 and 308 keep method and body.
    """
    if seen.status is None or not 300 <= seen.status < 400 or seen.status == 304:
        return None
    location = (seen.header("location") or "").strip()
    target = _split(_joined(seen.url, location))
    here = _split(seen.url)
    cause, fix = _explained(here, target)
    if seen.status in _LOSES_THE_POST:
        cause += f" A client that follows a {seen.status} turns the POST into a GET and loses its body."
    else:
        cause += " A connector does not follow it, and the secrets should not go where a server points."
    return Finding(
        id="answer.redirect",
        severity="error",
        culprits=("token_url",),
        title="The server sends the token request on to another address.",
        cause=cause,
        fix=fix.replace("{target}", quote(_without_query(target)) if target else "the address it leads to"),
        evidence=(f"status {seen.status}", f"Location: {quote(location) or 'none'}"),
        reference="RFC 9110 §15.4",
    )


def _explained(here: SplitResult | None, target: SplitResult | None) -> tuple[str, str]:
    """Return cause and fix, by what differs between the token URL and the target."""
    if target is None or not target.netloc:
        return (
            "The server does not say where to.",
            "Ask the server's owner for the full URL of the token endpoint, and type it into Oauth2 Token "
            "Url.",
        )
    path = target.path.lower()
    if any(word in path for word in _SIGN_IN) and "token" not in path.rpartition("/")[2]:
        return (
            "It leads to a page where people sign in: either Oauth2 Token Url is not the token endpoint, "
            "or a "
            "gateway before the server lets nobody in without a session.",
            "Check Oauth2 Token Url against the system's guide. If it is right, the gateway has to let the "
            "token endpoint through.",
        )
    known = here is not None and bool(here.netloc)
    if known and here and here.scheme == "http" and target.scheme == "https" and _same_host(here, target):
        return "The token URL is http, and the server wants https.", "Set Oauth2 Token Url to {target}."
    if known and here and _same_host(here, target):
        if here.path.rstrip("/") == target.path.rstrip("/"):
            return (
                "The two differ in a slash at the end of the path, or in the query.",
                "Set Oauth2 Token Url to {target}.",
            )
        return (
            "It is another path on the same host.",
            "Set Oauth2 Token Url to {target}, if that is its token endpoint.",
        )
    where = "It is another host." if known else "The token endpoint is not at the address that was asked."
    return (
        where,
        "If {target} is the system's own token endpoint, set Oauth2 Token Url to it; "
        "otherwise ask the server's owner for the right one.",
    )


def _same_host(one: SplitResult, other: SplitResult) -> bool:
    return one.hostname == other.hostname


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location) if location else ""
    except ValueError:
        return location


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.hostname is not None else None


def _without_query(target: SplitResult) -> str:
    # A target's query is of that one answer, and may hold a session.
    return urlunsplit((target.scheme, target.netloc.rpartition("@")[2], target.path, "", ""))
