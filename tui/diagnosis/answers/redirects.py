"""A 3xx in place of an answer: where it leads, and what following it would lose. None is ever followed."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from .redirect_targets import Place, tell

_LOSES_THE_POST: Final = frozenset({301, 302, 303})


def redirect_finding(seen: Observation, quote: Quote) -> Finding | None:
    """Return what a redirect of the token request means; None where the response is none.

    RFC 9110 §15.4: after 301, 302 and 303 clients go on with GET; 307 and 308 keep method and body.
    """
    if seen.status is None or not 300 <= seen.status < 400 or seen.status == 304:
        return None
    location = (seen.header("location") or "").strip()
    joined = _joined(seen.url, location)
    target, here = _place(joined), _place(seen.url)
    told = tell(here if here and here.host else None, target, location)
    evidence = [f"status {seen.status}", f"Location: {quote(location) or 'none'}"]
    if target and target.host and joined != location:
        evidence.append(f"which leads to {quote(target.shown)}")
    return Finding(
        id="answer.redirect",
        severity="error",
        culprits=("token_url",),
        title=told.title,
        cause=f"{told.cause} {_if_followed(seen.status)}",
        fix=_filled(told.fix, target, quote),
        evidence=tuple(evidence),
        reference="RFC 9110 §15.4",
    )


def _filled(fix: str, target: Place | None, quote: Quote) -> str:
    if target is None:
        return fix
    return fix.replace("{path}", quote(target.path)).replace("{target}", quote(target.shown))


def _if_followed(status: int) -> str:
    if status in _LOSES_THE_POST:
        return (
            f"It was not followed: a client that follows a {status} turns the POST into a GET and loses its "
            "body."
        )
    if status in {307, 308}:
        return (
            f"It was not followed: a {status} asks to send the POST again, with all its secrets, to wherever "
            "the server points; a connector does not do that."
        )
    return "It was not followed: a connector takes no choice of addresses."


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
