"""The kinds of redirects: how the target differs from the token URL, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlunsplit

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.url_parts import DEFAULT_PORTS

_SIGN_IN_PATH: Final = LazyPattern(
    r"log[_-]?in|logon|sign[_-]?(?:in(?!g)|on)|adfs/ls|"
    r"(?:^|[/._-])(?:sso|saml2?|authorize|authn|idp)(?:$|[/._;-])"
)
_SIGN_IN_HOST: Final = LazyPattern(r"(?:^|\.)(?:login|signin|sso|auth|idp|accounts?)\.")
_SIGN_IN_QUERY: Final = LazyPattern(
    r"(?:^|&)(?:saml_?request|relay_?state|return_?(?:to|url|uri)?|redirect_?(?:to|url|uri)|next|goto|continue|"
    r"wctx|service|response_type)="
)
_TITLE: Final = "The server redirects the token request to another address."
_TO_SIGN_IN: Final = "The server redirects the token request to a sign-in page."
_TO_SAME: Final = "The server redirects the token request to the same address."
_TO_HTTPS: Final = "The server redirects the token request to https."
_TO_HTTP: Final = "The server redirects the token request from https to http."
_TO_OTHER_HOST: Final = "The server redirects the token request to another host."
_SET: Final = "Oauth2 Token Url: set it to {target}."
_SET_IF: Final = "Oauth2 Token Url: set it to {target}, if that is the token endpoint."
_SET_OR_ASK: Final = (
    "Oauth2 Token Url: set it to {target}, if that is the system's own token endpoint. "
    "Otherwise ask the server's owner for the right URL."
)
_SET_WITH_HTTPS_OR_ASK: Final = (
    "Oauth2 Token Url: set it to {target}, but with https, if that is the system's own token endpoint. "
    "Otherwise ask the server's owner for the right URL."
)
_ASK: Final = (
    "Ask the server's owner for the full URL of the token endpoint. Oauth2 Token Url: set it to that."
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
        """The scheme's default where none is written; None where what is written is not a port."""
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
        """The URL without user and query: they belong to this one response and may hold a session."""
        parts = self.parts
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Told(NamedTuple):
    """What to say about one kind of redirect; {target} and {path} in the fix stand for where it leads."""

    title: str
    cause: str
    fix: str


def tell(here: Place | None, target: Place | None, location: str) -> Told:
    """Return what to say about a redirect, by how the target differs from the token URL."""
    if not location:
        return Told(_TITLE, "The redirect doesn't say where it leads.", _ASK)
    if target is None or (target.scheme and not target.is_usable):
        return Told(_TITLE, "What it names is no web address that a request could go to.", _ASK)
    if not target.host:
        return Told(
            _TITLE,
            "The redirect names a path on the same host.",
            "Oauth2 Token Url: if the path is the token endpoint's, put it after the host.",
        )
    if leads_to_sign_in(target):
        return Told(
            _TO_SIGN_IN,
            "Either Oauth2 Token Url is not the token endpoint, "
            "or a gateway in front of the server lets nobody in without a session.",
            "Oauth2 Token Url: compare it with the system's guide. If it is right, "
            "ask the gateway's owner to let requests to the token endpoint through.",
        )
    if here is None:
        fix = _SET_OR_ASK if target.scheme == "https" else _SET_WITH_HTTPS_OR_ASK
        return Told(_TITLE, "The token endpoint is not at the address of the request.", fix)
    return _same_host(here, target) if here.host == target.host else _other_host(here, target)


def _same_host(here: Place, target: Place) -> Told:
    if (here.scheme, target.scheme) == ("http", "https"):
        return Told(
            _TO_HTTPS,
            "The token URL is http, but the server wants https. The secrets went unencrypted this time.",
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
        return _same_path(here, target)
    same: tuple[tuple[Callable[[str], str], str], ...] = (
        (lambda path: path.rstrip("/"), "The only difference is a slash at the end of the path."),
        (lambda path: re.sub("/+", "/", path), "The only difference is a double slash in the path."),
        (str.lower, "The only difference is upper and lower case in the path."),
    )
    for folded, cause in same:
        if folded(here.path) == folded(target.path):
            return Told(_TITLE, cause, _SET)
    return Told(_TITLE, "It is another path on the same host.", _SET_IF)


def _same_path(here: Place, target: Place) -> Told:
    if here.parts.query == target.parts.query:
        return Told(
            _TO_SAME,
            "It is the same URL again. The server, or a gateway in front of it, waits for the cookie "
            "that it has just set, as for a browser. Or it believes that the request came over http.",
            "Oauth2 Token Url: leave it. "
            "Ask the server's owner to let requests without a session reach the token endpoint.",
        )
    return Told(
        _TITLE,
        "The only difference is in the query.",
        "Oauth2 Token Url: give it the query of the Location, if the system's guide has it. "
        "Otherwise ask the server's owner what it is for.",
    )


def _to_plain_http(here: Place, target: Place) -> Told:
    cause = (
        "Over http, anyone on the way could read the secrets. The usual reason is a server "
        "behind a gateway that doesn't know it is reached over https."
    )
    if here.path == target.path:
        return Told(
            _TO_HTTP,
            cause,
            "Oauth2 Token Url: never set it to http. Ask the server's owner to tell the server behind the "
            "gateway that requests come over https (X-Forwarded-Proto).",
        )
    return Told(
        _TO_HTTP,
        cause,
        "Oauth2 Token Url: set it to that path, {path}, on the same host, and keep https.",
    )


def _other_host(here: Place, target: Place) -> Told:
    if here.host.removeprefix("www.") == target.host.removeprefix("www."):
        with_or_without = "with" if target.host.startswith("www.") else "without"
        return Told(
            _TITLE,
            f"It is the same host {with_or_without} www.",
            _SET if target.scheme == "https" else "Oauth2 Token Url: set it to {target}, but with https.",
        )
    cause = "The secrets are meant for the host in Oauth2 Token Url, not for this one."
    if (here.scheme, target.scheme) == ("https", "http"):
        cause += " And over http, anyone on the way could read them."
        return Told(_TO_OTHER_HOST, cause, _SET_WITH_HTTPS_OR_ASK)
    return Told(_TO_OTHER_HOST, cause, _SET_OR_ASK)


def leads_to_sign_in(target: Place) -> bool:
    """Tell whether an address looks like that of a page where people sign in."""
    path = target.path.lower()
    if "token" in path.rstrip("/").rpartition("/")[2]:
        return False
    if path == "/" and _SIGN_IN_HOST.search(target.host):
        return True
    return bool(_SIGN_IN_PATH.search(path) or _SIGN_IN_QUERY.search(target.parts.query.lower()))
