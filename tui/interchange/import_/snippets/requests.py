"""Makes a request of what source code says: which names are the body, the headers, the client, the URL."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from ..bodies import form_items, json_items
from ..request import BodyKind, Item, PastedRequest
from ..urls import CREDENTIALS
from .pairs import Collector, Found, Pair
from .senders import client_in, headers_in
from .signs import Language, body_kind_of, language_of, notes_on_code
from .value import Value

_BODY_NAMES: Final = (*CREDENTIALS, "grant_type")
_CONNECTION: Final = re.compile(r"HTTPS?Connection$")
_FORM: Final = re.compile(r"^[?&]?[\w.%{}$-]+=[^\n]*$", re.DOTALL)
_URL_NAMES: Final = re.compile(
    r"(?i)^(?:-?uri|-?url|.*(?:token|endpoint|address|base)_?ur[il]|curlopt_url|.*token_?endpoint|"
    r"address|endpoint)$"
)
_POSTING: Final = re.compile(
    r"(?i)(?:^|\.|->|::)(?:post\w*|fetch|request\w*|open|curl_init|url|uri|create|sendasync|submit|"
    r"newrequest|ajax|fetch_token|target|resource|requestpasswordtokenasync|resturl|uri\.parse|url\.parse)$"
)


def snippet_requests(text: str) -> list[PastedRequest]:
    """Return the request that a snippet sends; none if it is no code or sends no account."""
    language = language_of(text)
    if language is None:
        return []
    found = Collector(text, language).collect()
    body, kind, group = _body(found, text, language)
    if not body:
        return []
    used = {pair.position for pair in found.pairs if pair.group == group and group}
    headers = headers_in(found, group)
    client, where = client_in(found, group)
    notes = list(notes_on_code(text))
    if any(
        pair.group == group and re.search(r"(?:^| )(?:params|query|qs)$", pair.tag) for pair in found.pairs
    ):
        notes.append("query-parameters")
    url = _url(found, used)
    values = [url, *(value for _, value in (*body, *headers))]
    if any(value.is_open for value in values) or (client and any(part.is_open for part in client)):
        notes.append("shell-variable")
    return [
        PastedRequest(
            language.value, url.text,
            headers=tuple(Item(name, value.text, "the headers") for name, value in headers),
            body=tuple(Item(name, value.text, "the body") for name, value in body), body_kind=kind,
            client=(client[0].text, client[1].text) if client else None, client_where=where,
            notes=tuple(notes), may_encode_basic=True, url_is_open=url.is_open,
        )
    ]  # fmt: skip


def _body(found: Found, text: str, language: Language) -> tuple[list[tuple[str, Value]], BodyKind, str]:
    """Return the parameters, the body's kind, and the group of pairs that they are."""
    group = _body_group(found)
    written = _written_body(found)
    pairs = [pair for pair in found.pairs if pair.group == group] if group else []
    has_grant = any(pair.name == "grant_type" for pair in pairs)
    if written and not has_grant:
        return written[0], written[1], ""
    if not group:
        return [], BodyKind.NONE, ""
    body = [
        (pair.name, pair.value) for pair in pairs if not _URL_NAMES.match(pair.name) and not _is_setting(pair)
    ]
    names = {name for name, _ in body}
    for pair in found.pairs:  # a client library: its session knows the client, its call the account
        is_client = pair.name in ("client_id", "client_secret") and pair.name not in names
        if is_client and re.search(r"oauth|client|session|token", pair.tag):
            body.append((pair.name, pair.value))
            names.add(pair.name)
    return body, body_kind_of(text, language), group


def _is_setting(pair: Pair) -> bool:
    return pair.name in (
        "auth",
        "headers",
        "timeout",
        "verify",
        "proxies",
        "data",
        "json",
        "method",
        "include_client_id",
    )


def _body_group(found: Found) -> str:
    """Return the group with most parameters of a token request."""
    counts: Counter[str] = Counter()
    for pair in found.pairs:
        is_basic = re.search(r"(?:^| )'?auth'?$|basicauth|credential", pair.tag) and pair.name != "grant_type"
        if pair.name.lower() in _BODY_NAMES and not is_basic and pair.group != "flags":
            counts[pair.group] += 5 if pair.name == "grant_type" else 1
    if not counts:
        return ""
    group, count = counts.most_common(1)[0]
    return group if count >= 2 else ""


def _written_body(found: Found) -> tuple[list[tuple[str, Value]], BodyKind] | None:
    """Return a body that stands as one text: form-urlencoded or JSON."""
    best: tuple[list[tuple[str, Value]], BodyKind] | None = None
    most = 0
    for value, _, _ in [*found.texts, *((pair.value, "", 0) for pair in found.pairs)]:
        text = value.text.strip()
        if "grant_type" not in text and not ("username" in text and "password" in text):
            continue
        items, kind = None, BodyKind.FORM
        if text.startswith("{"):
            items, kind = json_items(text, "the JSON body"), BodyKind.JSON
        elif _FORM.match(text) and "://" not in text.partition("=")[0]:
            items = form_items(text.lstrip("?&"), "the body")
        if items and len(items) > most:
            most = len(items)
            best = [(item.name, Value(item.value, _is_open_in(value, item.value))) for item in items], kind
    return best


def _is_open_in(value: Value, part: str) -> bool:
    return value.is_open and bool(re.search(r"[${]|^[A-Za-z_][\w.]*$", part))


def _url(found: Found, used: set[int]) -> Value:
    """Return the URL that the token request most probably goes to."""
    candidates: list[tuple[int, int, Value]] = []
    for pair in found.pairs:
        if _URL_NAMES.match(pair.name):
            candidates.append((_score(pair.value.text) + 3, -pair.position, pair.value))
        elif pair.name == "CURLOPT_URL":
            candidates.append((_score(pair.value.text) + 5, -pair.position, pair.value))
    for value, _, position in found.texts:
        if re.search(r"(?i)^https?://|^\{?[\w.${}<>-]*\}?/[\w/{}$.-]*token", value.text):
            candidates.append((_score(value.text), -position, value))
    for call, arguments, position in found.calls:
        if _POSTING.search(call):
            candidates += [
                (_score(value.text) + 3, -position, value)
                for value in arguments[:2]
                if (re.search(r"[/.]", value.text) or (value.is_open and value.text))
                and not re.search(r"[\s=,]", value.text.partition("?")[0])
            ]
        elif call == "curl_setopt" and len(arguments) == 3 and arguments[1].text == "CURLOPT_URL":
            candidates.append((_score(arguments[2].text) + 5, -position, arguments[2]))
    candidates = [each for each in candidates if each[0] > 1 and len(each[2].text) < 5000]
    best = max(candidates, key=lambda each: each[:2])[2] if candidates else Value("")
    return best if "/" in best.text and not best.text.startswith("/") else _from_parts(found, best)


def _from_parts(found: Found, best: Value) -> Value:
    """Put a URL together from a host and a path, as libraries close to the network want it."""
    named = {pair.name.lower(): pair.value for pair in found.pairs}
    connections = [
        arguments[0] for call, arguments, _ in found.calls if _CONNECTION.search(call) and arguments
    ]
    host = named.get("hostname") or named.get("host") or (connections[0] if connections else None)
    path = named.get("path") or (best if best.text.startswith("/") else None)
    paths = [value for call, arguments, _ in found.calls if call.endswith("request") for value in arguments]
    path = path or next((value for value in paths if value.text.startswith("/")), None)
    if host is None or path is None or not path.text.startswith("/"):
        return best
    is_plain = any(
        re.search(r"(?i)(?<!s)connection$|\.HTTPConnection$", call) and "HTTPS" not in call
        for call, _, _ in found.calls
    )
    port = named.get("port")
    shown_port = (
        f":{port.text}" if port is not None and port.text.isdigit() and port.text not in ("443", "80") else ""
    )
    scheme = "http" if is_plain or (port is not None and port.text == "80") else "https"
    return Value(f"{scheme}://{host.text}{shown_port}{path.text}", host.is_open or path.is_open)


def _score(url: str) -> int:
    lower = url.lower()
    return (
        3 * ("token" in lower)
        + 2 * ("://" in lower)
        + ("oauth" in lower)
        + ("auth" in lower or "login" in lower)
    )
