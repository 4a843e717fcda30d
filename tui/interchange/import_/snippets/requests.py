"""Makes a request of what source code says: which names are the body, the headers, the client, the URL."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from ..bodies import decoded, form_items, json_items
from ..headers import is_added_by_clients
from ..request import BodyKind, Item, PastedRequest
from ..urls import CREDENTIALS
from .addresses import URL_NAMES, url_in
from .found import Found, Pair
from .libraries import library_request, sends_basic, session_values
from .multipart_parts import multipart_parts
from .pairs import Collector
from .senders import client_in, headers_in
from .signs import Language, body_kind_of, language_of, notes_on_code
from .value import Value

_BODY_NAMES: Final = (*CREDENTIALS, "grant_type")
_OF_BASIC: Final = re.compile(r"(?:^| )'?auth'?$|basicauth|credential|authorization$")
"""What stands around the client's id and secret."""
_QUERY: Final = re.compile(r"(?:^| )(?:params|query|qs)$")
_GRANT_IN_QUERY: Final = re.compile(r"[?&]grant_type=")
_PASSWORD: Final = re.compile(r"^\w[\w.]*\.(?:PASSWORD|Password)(?:\W|$)")
"""A constant that means the password grant, as `OAuth2Constants.PASSWORD`."""
_GET: Final = re.compile(r"(?:^| )(?:requests|httpx|axios|session|client|http)\.get(?: |$)")
_PARAMETER: Final = re.compile(r"&?([A-Za-z_][\w.-]{0,60})=([^&\n]{0,4000})&?")
_FORM: Final = re.compile(r"^[?&]?[\w.%{}$-]+=[^\n]*$", re.DOTALL)


def snippet_requests(text: str) -> list[PastedRequest]:
    """Return the request that a snippet sends; none if it is no code or sends no account."""
    language = language_of(text)
    if language is None:
        return []
    found = Collector(text, language).collect()
    body, kind, groups = _body(found, text, language)
    url = url_in(found)
    is_in_query = not body and bool(_GRANT_IN_QUERY.search(url.text))
    if not body or _is_of_a_library(found):
        request = None if is_in_query else library_request(found, text)
        if request or not (body or is_in_query):
            return [request] if request else []
    headers = headers_in(found, groups)
    client, where = client_in(found, groups)
    if client is None and sends_basic(text):
        named = dict(body)
        client = named.get("client_id", Value("")), named.get("client_secret", Value(""))
        where = "the session"
        body = [(name, value) for name, value in body if name not in ("client_id", "client_secret")]
    elif sends_basic(text):  # told apart from the session's own client
        body = [(name, value) for name, value in body if name not in ("client_id", "client_secret")]
    if client is not None:
        headers = [(name, value) for name, value in headers if not _is_made_of(name, value, client)]
    notes = list(notes_on_code(text))
    if any(pair.group in groups and _is_query(found, pair.tag) for pair in found.pairs):
        notes.append("query-parameters")
    used = [pair for pair in headers if not is_added_by_clients(pair[0].lower())]
    body = [
        (name, Value("password") if name == "grant_type" and _PASSWORD.search(value.text) else value)
        for name, value in body
    ]
    values = [url, *(value for _, value in (*body, *used))]
    if any(value.is_open for value in values) or (client and any(part.is_open for part in client)):
        notes.append("shell-variable")
    return [
        PastedRequest(
            language.value, url.text, method="GET" if _is_get(found, groups) else "",
            headers=tuple(Item(name, value.text, "the headers") for name, value in headers),
            body=tuple(Item(name, value.text, "the body") for name, value in body), body_kind=kind,
            client=(client[0].text, client[1].text) if client else None, client_where=where,
            notes=tuple(notes), may_encode_basic=True, url_is_open=url.is_open,
        )
    ]  # fmt: skip


def _is_made_of(name: str, value: Value, client: tuple[Value, Value]) -> bool:
    """Tell whether a header is what a helper makes of the client, so that its text is no Base64."""
    is_whole = all(part.text and part.text in value.text for part in client)
    return name.lower() == "authorization" and ":" not in value.text and (value.is_open or is_whole)


def _is_query(found: Found, tag: str) -> bool:
    """Tell whether what stands around pairs puts them into the URL's query; a variable's name does not."""
    handed_over = found.aliases.get(tag, "") if " " not in tag else tag
    return bool(_QUERY.search(handed_over))


def _is_get(found: Found, groups: set[str]) -> bool:
    """Tell whether the code sends the parameters by GET. Other calls in it may use the token by GET."""
    methods = [pair.value.text.lower() for pair in found.pairs if pair.name == "-method"]
    tags = [pair.tag for pair in found.pairs if pair.group in groups]
    return (bool(methods) and set(methods) == {"get"}) or any(_GET.search(tag) for tag in tags)


def _is_of_a_library(found: Found) -> bool:
    """Tell whether the fields have the names of a library's settings, and not those on the wire."""
    names = {pair.name for pair in found.pairs}
    is_named = any(name.lower() in ("clientid", "tokenhost") for name in names)
    return "grant_type" not in names and (is_named or any("oauth_client" in pair.tag for pair in found.pairs))


def _body(found: Found, text: str, language: Language) -> tuple[list[tuple[str, Value]], BodyKind, set[str]]:
    """Return the parameters, the body's kind, and the groups of pairs that they are."""
    group = _body_group(found)
    written = _written_body(found)
    pairs = _pairs_of_body(found, group) if group else []
    has_grant = any(pair.name == "grant_type" for pair in pairs)
    if written and not has_grant:
        return written[0], written[1], set()
    if not group:
        parts = multipart_parts(found, text)
        return parts, BodyKind.MULTIPART if parts else BodyKind.NONE, set()
    body = [
        (pair.name, pair.value) for pair in pairs if not URL_NAMES.match(pair.name) and not _is_setting(pair)
    ]
    names = {name for name, _ in body}
    for pair in found.pairs:  # a client library: its session knows the client, its call the account
        is_client = pair.name in ("client_id", "client_secret") and pair.name not in names
        if is_client and re.search(r"oauth|client|session|token", pair.tag):
            body.append((pair.name, pair.value))
            names.add(pair.name)
    body += [(name, value) for name, value in session_values(found, text).items() if name not in names]
    kind = body_kind_of(text, language)
    is_python = language is Language.PYTHON
    if is_python and kind is BodyKind.JSON and pairs[0].tag.endswith(" data") and "dumps(" not in text:
        kind = BodyKind.FORM  # requests' json= is another call's
    return body, kind, {pair.group for pair in pairs}


def _pairs_of_body(found: Found, group: str) -> list[Pair]:
    """Return the pairs of a group, and those that are put into the same variable later on or before.

    A group with a grant type of its own is another body.
    """
    like = found.groups_like(group)
    own = {pair.name for pair in found.pairs if pair.group == group}
    if "grant_type" in own:
        like -= {pair.group for pair in found.pairs if pair.name == "grant_type"}
    return [
        pair for pair in found.pairs if pair.group == group or (pair.group in like and pair.name not in own)
    ]


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
        is_basic = pair.name != "grant_type" and _OF_BASIC.search(pair.tag)
        if pair.name.lower() in _BODY_NAMES and not is_basic and pair.group != "flags":
            counts[pair.group] += 5 if pair.name == "grant_type" else 1
    if not counts:
        return ""
    group, count = counts.most_common(1)[0]
    return group if count >= 2 else ""


def _written_body(found: Found) -> tuple[list[tuple[str, Value]], BodyKind] | None:
    """Return a body that stands as one text: form-urlencoded or JSON."""
    best = _listed_body(found)
    most = sum(bool(value.text) for _, value in best[0]) if best else 0
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


def _listed_body(found: Found) -> tuple[list[tuple[str, Value]], BodyKind] | None:
    """Return a body whose parameters are texts of their own, as `list.Add('scope=read')` adds one."""
    by_tag: dict[str, dict[tuple[str, Value], None]] = {}
    for value, tag, _ in found.texts:
        if parameter := _PARAMETER.fullmatch(value.text):
            each = Value(decoded(parameter[2]), _is_open_in(value, parameter[2]))
            by_tag.setdefault(tag, {})[parameter[1], each] = None
            if parameter[1] in (*_BODY_NAMES, "scope") or value.text.startswith("&"):
                by_tag.setdefault("*", {})[parameter[1], each] = None  # one after another, in whatever way
    listed = [list(body) for body in by_tag.values()]
    bodies = [body for body in listed if len(body) > 1 and "grant_type" in dict(body)]
    return (max(bodies, key=len), BodyKind.FORM) if bodies else None


def _is_open_in(value: Value, part: str) -> bool:
    return value.is_open and bool(re.search(r"[${]|^[A-Za-z_][\w.]*$", part))
