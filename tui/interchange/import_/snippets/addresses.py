"""Finds the URL that the token request of a snippet goes to, also where it is put together from parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .found import Found, option_set
from .value import Value

URL_NAMES: Final = re.compile(
    r"(?i)^(?:-?uri|-?url|.*(?:token|endpoint|address|base)_?ur[il]|curlopt_url|.*token_?endpoint|"
    r"address|endpoint|base_?address|prefix_?url)$"
)
_POSTING: Final = re.compile(
    r"(?i)(?:^|\.|->|::|rest)(?:post\w*|fetch|request\w*|open|curl_init|url|uri|create|sendasync|submit|"
    r"newrequest|ajax|upload\w*|fetch_token|target|resource|requestpasswordtokenasync|resturl|uri\.parse|url\.parse|"
    r"req_url_path(?:_append)?)$"
)
_CLIENTS: Final = re.compile(r"(?i)(?:Client|ClientOptions|WebClient\.create|Faraday\.new|base_?url)$")
"""The calls whose first argument may be the base of all URLs."""
_PARTS: Final = re.compile(r"(?:^|\.)Uri\.https?$")
"""Dart's way to put a URL together: a host and a path."""
_CONNECTION: Final = re.compile(r"HTTPS?Connection$")
_STARTED: Final = re.compile(r"Net::HTTP\.(?:start|new)$")
"""Ruby's connection to a host."""
_WHOLE: Final = re.compile(r"(?i)^https?://|^\{?[\w.${}<>-]*\}?/[\w/{}$.-]*token")
_TELLING: Final = re.compile(r"(?i)token|oauth|login|auth")
_METHOD: Final = re.compile(r"(?:\w+\.)*(?:(?:Http|Request)?Method|MediaType|ContentType)\.\w+")
_GLUED: Final = re.compile(r"[^/?]{0,4000}[);,\s][^/?]{0,4000}://|[^?]{0,4000}grant_type=")
"""What was put together from more than a URL."""
_BUILDS: Final = re.compile(r"(?i)(?:set_?)?(scheme|host|port|path|(?:add)?path_?segments?|encoded_?path)")
"""The calls of a builder of URLs, such as OkHttp's `HttpUrl` and Apache's `URIBuilder`."""
_LONGEST: Final = 5000


@dataclass(frozen=True, repr=False)
class _Candidate:
    value: Value
    score: int
    position: int

    @property
    def is_relative(self) -> bool:
        """Whether it is a path that a base is put before."""
        text = self.value.text
        return text.startswith("/") or not (self.value.is_open or re.match(r"[a-zA-Z]+://|[${<]", text))


def url_in(found: Found) -> Value:
    """Return the URL that the token request most probably goes to."""
    named = {pair.name.lower(): pair for pair in found.pairs}
    host, path = named.get("hostname") or named.get("host"), named.get("path")
    if host and path and host.group == path.group:
        return _from_parts(found, Value(""))
    candidates = [each for each in _candidates(found) if each.score > 1 and len(each.value.text) < _LONGEST]
    whole = _best(each for each in candidates if not each.is_relative)
    rest = _best(each for each in candidates if each.is_relative)
    if whole is None:
        return _from_parts(found, rest.value if rest else Value(""))
    if rest is None or not _TELLING.search(rest.value.text):
        return whole.value
    base = re.sub(r"^[a-zA-Z]+://[^/]*", "", whole.value.text)
    if "token" in base.lower() or (whole.value.is_open and "/" in base):
        return whole.value
    joined = f"{whole.value.text.rstrip('/')}/{rest.value.text.lstrip('/')}"
    return Value(joined, whole.value.is_open or rest.value.is_open)


def _best(candidates: Iterable[_Candidate]) -> _Candidate | None:
    return max(candidates, key=lambda each: (each.score, each.position), default=None)


def _candidates(found: Found) -> list[_Candidate]:
    """Return all that may be the URL, with how likely each is; of equals, the first wins."""
    candidates: list[_Candidate] = []

    def add(value: Value, more: int, position: int) -> None:
        if not _METHOD.fullmatch(value.text) and not _GLUED.match(value.text):
            candidates.append(_Candidate(value, _score(value.text) + more, -position))

    for pair in found.pairs:
        if URL_NAMES.match(pair.name):
            add(pair.value, 3, pair.position)
        elif pair.name == "CURLOPT_URL":
            add(pair.value, 5, pair.position)
    for value, _, position in found.texts:
        if _WHOLE.search(value.text):
            add(value, 0, position)
    for call, arguments, position in found.calls:
        if _POSTING.search(call):
            for value in arguments[:2]:
                is_path = re.search(r"[/.]", value.text) or (value.is_open and value.text)
                if is_path and not re.search(r"[\s=,]", value.text.partition("?")[0]):
                    add(value, 3 + 2 * ("://" in value.text and not value.is_open), position)
        if _PARTS.search(call) and len(arguments) >= 2 and arguments[1].text.startswith("/"):
            host, path = arguments[:2]
            scheme = "http" if call.endswith(".http") else "https"
            joined = Value(f"{scheme}://{host.text}{path.text}", host.is_open or path.is_open)
            add(joined, 3, position)
        elif _CLIENTS.search(call) and arguments and "://" in arguments[0].text:
            add(arguments[0], 0, position)
        elif option_set(call, arguments, "CURLOPT_URL"):
            add(arguments[-1], 5, position)
    return candidates


def _from_parts(found: Found, best: Value) -> Value:
    """Put a URL together from a host and a path, as libraries close to the network want it."""
    named = {pair.name.lower(): pair.value for pair in found.pairs}
    connections = [
        arguments[0]
        for call, arguments, _ in found.calls
        if arguments and (_CONNECTION.search(call) or (_STARTED.search(call) and not arguments[0].is_open))
    ]
    built = _built(found)
    host = named.get("hostname") or named.get("host") or built.get("host")
    host = host or (connections[0] if connections else None)
    path = named.get("path") or built.get("path") or (best if best.text.startswith("/") else None)
    paths = [value for call, arguments, _ in found.calls if call.endswith("request") for value in arguments]
    path = path or next((value for value in paths if value.text.startswith("/")), None)
    if host is None or path is None or not path.text.startswith("/"):
        return best
    is_plain = any(
        re.search(r"(?i)(?<!s)connection$|\.HTTPConnection$", call) and "HTTPS" not in call
        for call, _, _ in found.calls
    )
    port = named.get("port") or built.get("port") or _port_in(found)
    has_port = port is not None and port.text.isdigit() and port.text not in ("443", "80")
    shown_port = f":{port.text}" if port is not None and has_port else ""
    is_plain = is_plain or built.get("scheme", host).text == "http"
    scheme = "http" if is_plain or (port is not None and port.text == "80") else "https"
    return Value(f"{scheme}://{host.text}{shown_port}{path.text}", host.is_open or path.is_open)


def _built(found: Found) -> dict[str, Value]:
    """Return the parts that a builder of URLs gets by a call each: its scheme, host, port and path."""
    parts: dict[str, Value] = {}
    segments: list[Value] = []
    for call, arguments, _ in found.calls:
        part = _BUILDS.fullmatch(call.rpartition(".")[2])
        if part and len(arguments) == 1 and arguments[0].text:
            if part[1].lower() in ("scheme", "host", "port"):
                parts.setdefault(part[1].lower(), arguments[0])
            else:
                segments.append(arguments[0])
    if "host" in parts and segments:
        path = "/".join(segment.text.strip("/") for segment in segments)
        parts["path"] = Value(f"/{path}", any(segment.is_open for segment in segments))
    return parts if "host" in parts else {}


def _port_in(found: Found) -> Value | None:
    """Return the port that a connection is opened to, where it isn't the usual one."""
    given = [
        arguments for call, arguments, _ in found.calls if _CONNECTION.search(call) and len(arguments) > 1
    ]
    return next((arguments[1] for arguments in given if arguments[1].text.isdigit()), None)


def _score(url: str) -> int:
    lower = url.lower()
    return (
        3 * ("token" in lower)
        + 2 * ("://" in lower)
        + ("oauth" in lower)
        + ("auth" in lower or "login" in lower)
    )
