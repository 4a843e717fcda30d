"""A redirect of the token request: where it leads, and why it is never followed."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

from ..finding import Finding, FindingKind
from ..quoting import Quote
from ..rules.observation import Observation
from .redirect_targets import Place, tell

_redirect: Final = FindingKind("error", ("token_url",), "RFC 9110 §15.4")
_LOSES_THE_POST: Final = frozenset({301, 302, 303})


def redirect_finding(seen: Observation, quote: Quote) -> Finding | None:
    """Return what a redirect of the token request means; None for any other response.

    RFC 9110 §15.4: after 301, 302 and 303 clients continue with GET; 307 and 308 keep method and body.
    """
    if seen.status is None or not 300 <= seen.status < 400 or seen.status == 304:
        return None
    location = (seen.header("location") or "").strip()
    joined = _joined(seen.url, location)
    target, here = _place(joined), _place(seen.url)
    told = tell(here if here and here.host else None, target, location)
    evidence = [f"status {seen.status}", f"Location: {quote(location) or 'none'}"]
    if target and target.host and joined != location:
        evidence.append(f"leads to {quote(target.shown)}")
    return _redirect(
        "answer.redirect",
        title=told.title,
        cause=f"{told.cause} {_if_followed(seen.status)}",
        fix=_filled(told.fix, target, quote),
        evidence=tuple(evidence),
    )


def _filled(fix: str, target: Place | None, quote: Quote) -> str:
    if target is None:
        return fix
    return fix.replace("{path}", quote(target.path)).replace("{target}", quote(target.shown))


def _if_followed(status: int) -> str:
    if status in _LOSES_THE_POST:
        return (
            "The redirect was not followed: "
            f"a client that follows a {status} turns the POST into a GET and loses its body."
        )
    if status in {307, 308}:
        return (
            f"The redirect was not followed: a {status} asks to send the POST again, with all its secrets, "
            "wherever the server points. A connector doesn't do that."
        )
    return "The redirect was not followed: a connector doesn't choose between addresses."


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location) if location else ""
    except ValueError:
        return location


def _place(url: str) -> Place | None:
    try:
        return Place(urlsplit(url))
    except ValueError:
        return None
