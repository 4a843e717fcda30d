"""The kinds of redirects: what differs between the token URL and where it leads, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlunsplit

from ...oauth2.url_parts import DEFAULT_PORTS

_SIGN_IN_PATH: Final = re.compile(
    r"log[_-]?in|logon|sign[_-]?(?:in(?!g)|on)|adfs/ls|"
    r"(?:^|[/._-])(?:sso|saml2?|authorize|authn|idp)(?:$|[/._;-])"
)
_SIGN_IN_HOST: Final = re.compile(r"(?:^|\.)(?:login|signin|sso|auth|idp|accounts?)\.")
_SIGN_IN_QUERY: Final = re.compile(
    r"(?:^|&)(?:saml_?request|relay_?state|return_?(?:to|url|uri)?|redirect_?(?:to|url|uri)|next|goto|continue|"
    r"wctx|service|response_type)="
)
_TITLE: Final = "The server sends the token request on to another address."
_SET: Final = "Set Oauth2 Token Url to {target}."
_SET_IF: Final = "Set Oauth2 Token Url to {target}, if that is the token endpoint."
_ASK: Final = (
    "Ask the server's owner for the full URL of the token endpoint, and type it into Oauth2 Token Url."
)


class Place(NamedTuple):
    """A URL taken apart, or as much of one as there is."""

    parts: SplitResult

    @property
    def scheme(self) -> str:
        """In lower case."""
        return self.parts.scheme.lower()

    @property
    def host(self) -> str:
        """In lower case; empty where there is none."""
        return (self.parts.hostname or "").lower()

    @property
    def port(self) -> int | None:
        """The scheme's own where none is written; None where what is written is no port."""
        try:
            return self.parts.port or DEFAULT_PORTS.get(self.scheme)
        except ValueError:
            return None

    @property
    def path(self) -> str:
        """At least a slash."""
        return self.parts.path or "/"

    @property
    def is_usable(self) -> bool:
        """Whether a request could go there: http or https, with a host and a port."""
        return self.scheme in DEFAULT_PORTS and bool(self.host) and self.port is not None

    @property
    def shown(self) -> str:
        """The URL without user and query: these are of that one answer, and may hold a session."""
        parts = self.parts
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Told(NamedTuple):
    """What one kind of redirect is told with; {target} and {path} in the fix stand for where it leads."""

    title: str
    cause: str
    fix: str


def tell(here: Place | None, target: Place | None, location: str) -> Told:
    """Return what a redirect comes to, by what differs between the token URL and the target."""
    if not location:
        return Told(_TITLE, "The server does not say where to.", _ASK)
    if target is None or (target.scheme and not target.is_usable):
        return Told(_TITLE, "What it names is no web address that a request could go to.", _ASK)
    if not target.host:
        return Told(
            _TITLE,
            "It names a path on the same host.",
            "Look at the path, and if it is the token endpoint's, put it behind the host in Oauth2 "
            "Token Url.",
        )
    if leads_to_sign_in(target):
        return Told(
            "The server sends the token request on to a page where people sign in.",
            "It leads to a page where people sign in: either Oauth2 Token Url is not the token "
            "endpoint, or a gateway before the server lets nobody in without a session.",
            "Check Oauth2 Token Url against the system's guide. If it is right, the gateway has to let the "
            "token endpoint through: ask its owner.",
        )
    if here is None:
        return Told(
            _TITLE,
            "The token endpoint is not at the address that was asked.",
            "If {target} is the system's own token endpoint, set Oauth2 Token Url to it; otherwise ask the "
            "server's owner for the right one.",
        )
    return _same_host(here, target) if here.host == target.host else _other_host(here, target)


def _same_host(here: Place, target: Place) -> Told:
    if (here.scheme, target.scheme) == ("http", "https"):
        return Told(
            "The server sends the token request on to https.",
            "The token URL is http, and the server wants https. The secrets went over the network "
            "unencrypted this time.",
            _SET if here.path == target.path else _SET_IF,
        )
    if (here.scheme, target.scheme) == ("https", "http"):
        return _to_plain_http(here, target)
    if here.port != target.port:
        return Told(
            _TITLE,
            f"It is another port of the same host: {target.port}, not {here.port}.",
            _SET_IF,
        )
    return _same_origin(here, target)


def _same_origin(here: Place, target: Place) -> Told:
    """Tell paths apart by the least that makes them equal."""
    if here.path == target.path:
        if here.parts.query == target.parts.query:
            return Told(
                "The server sends the token request on to the very same address.",
                "It is the same URL again: the server, or a gateway before it, waits for a cookie or a "
                "session that it has just set, as for a browser; or it believes that it was asked over "
                "http.",
                "Nothing in Oauth2 Token Url would help. Ask the server's owner to let the token endpoint "
                "through without a session.",
            )
        return Told(
            _TITLE,
            "The two differ in the query alone.",
            "Compare the query of the Location with that of Oauth2 Token Url; if the system's guide has "
            "it, type it in, else ask the server's owner what it is for.",
        )
    same: tuple[tuple[Callable[[str], str], str], ...] = (
        (lambda path: path.rstrip("/"), "The two differ in a slash at the end of the path."),
        (lambda path: re.sub("/+", "/", path), "The two differ in a slash that stands twice in the path."),
        (str.lower, "The two differ in capital and small letters of the path."),
    )
    for folded, cause in same:
        if folded(here.path) == folded(target.path):
            return Told(_TITLE, cause, _SET)
    return Told(
        _TITLE,
        "It is another path on the same host.",
        _SET_IF,
    )


def _to_plain_http(here: Place, target: Place) -> Told:
    cause = (
        "It leads from https to http, where everyone on the way could read the secrets: a server behind a "
        "gateway that does not know that it is reached by https."
    )
    if here.path == target.path:
        return Told(
            "The server sends the token request from https to http.",
            cause,
            "Never set Oauth2 Token Url to http. Ask the server's owner to tell the server behind the "
            "gateway that requests come by https (X-Forwarded-Proto).",
        )
    return Told(
        "The server sends the token request from https to http.",
        cause,
        "Set Oauth2 Token Url to that path, {path}, on the same host, and keep https.",
    )


def _other_host(here: Place, target: Place) -> Told:
    if here.host.removeprefix("www.") == target.host.removeprefix("www."):
        more = "with" if target.host.startswith("www.") else "without"
        return Told(
            _TITLE,
            f"It is the same host {more} www.",
            _SET if target.scheme == "https" else "Set Oauth2 Token Url to {target}, with https.",
        )
    return Told(
        "The server sends the token request on to another host.",
        "It is another host, and the secrets are of the one in Oauth2 Token Url.",
        "If {target} is the system's own token endpoint, set Oauth2 Token Url to it; otherwise ask the "
        "server's owner for the right one.",
    )


def leads_to_sign_in(target: Place) -> bool:
    """Tell whether a redirect leads to a page where people sign in, by its look."""
    path = target.path.lower()
    if "token" in path.rstrip("/").rpartition("/")[2]:
        return False
    if path == "/" and _SIGN_IN_HOST.search(target.host):
        return True
    return bool(_SIGN_IN_PATH.search(path) or _SIGN_IN_QUERY.search(target.parts.query.lower()))
