"""Finds the headers and the client in source code, in the ways of several libraries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Set
from dataclasses import replace
from typing import Final

from ..headers import is_added_by_clients
from ..urls import CREDENTIALS
from .found import Found, Pair, option_set
from .signs import BASIC_CALLS
from .value import Value

_BODY_NAMES: Final = (*CREDENTIALS, "grant_type")
_TOKEN: Final = re.compile(r"[A-Za-z][\w-]{0,80}")
_BEARER: Final = re.compile(r"(?i)bearer(?:\s|$)")
_BASIC: Final = re.compile(r"Basic (?:[^\s:]{1,400}:\S|(?=[A-Za-z+/]*[0-9=])[A-Za-z0-9+/]{8,4000}={0,2}$)")
"""A header that code makes of a pair, however it hands that over."""
_PSEUDO: Final = ("authority", "scheme", "path", "method")
_CUSTOM: Final = re.compile(r"(?i)x-[a-z]")
"""A name that only a header has."""
_OF_REQUEST: Final = re.compile(r"\.(?:basic_auth|set_form_data)$")
"""What Ruby calls on a request, whose entries are its headers."""
_SWITCH: Final = "basicauthentication"
"""The setting beside the name and the password that makes a Basic header of them."""
_SURE: Final = ("accept", "authorization", "cookie", "referer")
_WRITTEN: Final = re.compile(r"(?:^|&)grant_type=")
_APPENDS: Final = "curl_slist_append"
_NO_HEADERS: Final = frozenset(
    "basic basic_auth content_type use_ssl verify_mode headers method body url data auth content mode name"
    " value contentdisposition".split()
)


def headers_in(found: Found, body_groups: Set[str]) -> list[tuple[str, Value]]:
    """Return the pairs that are headers: their group says so, or one of their neighbors does."""
    groups = {
        pair.group
        for pair in found.pairs
        if pair.group not in body_groups
        and not pair.tag.endswith("proxy")
        and _is_header(pair.name.lower())
        and pair.group != "flags"
    }
    groups |= {call.rpartition(".")[0] for call, _, _ in found.calls if _OF_REQUEST.search(call)}
    later = {pair.group for pair in found.pairs if _is_bearer(pair)}
    headers = []
    for pair in found.pairs:
        if pair.group in later:
            continue  # of the call that uses the token
        tag = f"{pair.tag} {found.aliases.get(pair.tag.rpartition(' ')[2], '')}"
        is_one = (
            pair.group in groups or "header" in tag or pair.tag == "set" or _CUSTOM.match(pair.name)
        )  # SuperAgent's
        if not is_one or pair.group in {"flags", *body_groups} or pair.name.lower() in _NO_HEADERS:
            continue
        if _TOKEN.fullmatch(pair.name) and not BASIC_CALLS.search(pair.tag.rpartition(" ")[2]):
            headers.append((pair.name, pair.value))
    for line, tag, _ in found.texts:  # PHP's CURLOPT_HTTPHEADER has a list of lines
        header, mark, rest = line.text.partition(":")
        is_listed = "curlopt_httpheader" in tag or (tag.endswith(".setopt") and rest.startswith(" "))
        if mark and is_listed and not rest.startswith("//") and _TOKEN.fullmatch(header):
            headers.append((header, Value(rest.strip(), line.is_open, line.has_base64)))
    for pair in found.pairs:  # PHP's streams have them in one text
        lines = pair.value.text.splitlines() if pair.name == "header" else ()
        for header, mark, rest in (line.partition(":") for line in lines):
            if mark and _TOKEN.fullmatch(header):
                headers.append((header, Value(rest.strip(), pair.value.is_open)))
    for call, arguments, _ in found.calls:  # libcurl in C
        header, mark, rest = (
            arguments[1].text.partition(":") if call == _APPENDS and len(arguments) == 2 else ("",) * 3
        )
        if mark and _TOKEN.fullmatch(header):
            headers.append((header, Value(rest.strip(), arguments[1].is_open)))
    for one, other in itertools.pairwise(found.pairs):  # Objective-C names the value first
        if one.name in ("setValue", "addValue") and other.name == "forHTTPHeaderField":
            headers.append((other.value.text, one.value))
    for call, arguments, _ in found.calls:  # and so does Swift
        if re.search(r"\.(?:addValue|setValue)$", call) and len(arguments) == 2:
            headers.append((arguments[1].text, arguments[0]))
    if not any(name.lower() == "authorization" for name, _ in headers):
        made = (value for value, _, _ in found.texts if _BASIC.match(value.text))
        headers += [("Authorization", value) for value in made][:1]
    return _unique(headers)


def _is_header(name: str) -> bool:
    """Tell whether a name in lower case is surely that of a header: `host` may be anything."""
    return name in _SURE or ("-" in name and is_added_by_clients(name))


def _is_bearer(pair: Pair) -> bool:
    """Tell whether a pair is a header with a token that the code gets somewhere."""
    return (
        pair.name.lower() == "authorization"
        and bool(_BEARER.match(pair.value.text))
        and (pair.value.is_open or not pair.value.text[6:].strip())
    )


def _unique(headers: list[tuple[str, Value]]) -> list[tuple[str, Value]]:
    unique: dict[str, tuple[str, Value]] = {}
    for name, value in headers:
        if name.lower() == "content-type" and value.is_open:
            continue  # a constant
        if name.lower() == "authorization":
            text = re.sub(r"^(Basic|Bearer)(?=\S)", r"\1 ", value.text)
            if " " not in text and not value.is_open:
                continue  # a helper makes it
            unique.setdefault("authorization", (name, replace(value, text=text)))
        unique.setdefault(name.lower(), (name, value))
    if unique.keys() >= {"authority", "scheme"}:  # a browser's copy holds HTTP/2's own
        unique = {name: header for name, header in unique.items() if name not in _PSEUDO}
    return list(unique.values())


def client_in(found: Found, body_groups: Set[str]) -> tuple[tuple[Value, Value] | None, str]:
    """Return the client that a Basic helper names."""
    for call, arguments, _ in found.calls:
        if BASIC_CALLS.search(call) and len(arguments) >= 2 and arguments[0].text != "Basic":
            return (arguments[0], arguments[1]), "its Basic helper"
    groups: dict[str, dict[str, Value]] = {}
    for pair in found.pairs:
        if pair.group not in body_groups and re.search(
            r"(?:^| )'?-?(?:auth|basic_?auth|credentials?|got(?:\.post)?)'?$", pair.tag
        ):
            groups.setdefault(pair.group, {})[pair.name.lower()] = pair.value
        if pair.name in ("CURLOPT_USERPWD", "userpwd", "basic_auth") and ":" in pair.value.text:
            user, _, secret = pair.value.text.partition(":")
            return (Value(user, pair.value.is_open), Value(secret, pair.value.is_open)), "its Basic setting"
    for call, arguments, _ in found.calls:
        if option_set(call, arguments, "CURLOPT_USERPWD"):
            user, _, secret = arguments[-1].text.partition(":")
            return (Value(user), Value(secret)), "its Basic setting"
    for group, names in _settings_around(found, body_groups).items():
        groups.setdefault(group, names)
    for group, names in () if body_groups else _settings_beside(found).items():
        groups.setdefault(group, names)
    for values in groups.values():
        named = values.get("username") or values.get("user")
        if named is not None:
            return (named, values.get("password") or values.get("pass") or Value("")), "its auth setting"
    return _tuple_client(found, body_groups)


def _settings_around(found: Found, body_groups: Set[str]) -> dict[str, dict[str, Value]]:
    """Return the settings with a name and a password around the body, or those that switch Basic on."""
    bodies = {pair.tag for pair in found.pairs if pair.group in body_groups}
    groups: dict[str, dict[str, Value]] = {}
    tags: dict[str, str] = {}
    for pair in found.pairs:
        if pair.group not in body_groups:
            groups.setdefault(pair.group, {}).setdefault(pair.name.lower(), pair.value)
            tags[pair.group] = pair.tag
    return {
        group: names
        for group, names in groups.items()
        if names.keys() & {"username", "user"} and "password" in names
        if _SWITCH in names or (tags[group] and any(tag.startswith(f"{tags[group]} ") for tag in bodies))
    }


def _settings_beside(found: Found) -> dict[str, dict[str, Value]]:
    """Return the settings with a name and a password of the call that gets the body as one text."""
    calls = {tag for value, tag, _ in found.texts if tag and _WRITTEN.search(value.text)}
    groups: dict[str, dict[str, Value]] = {}
    for pair in found.pairs:
        if pair.tag.strip() in calls:
            groups.setdefault(pair.group, {}).setdefault(pair.name.lower().removeprefix("p_"), pair.value)
    return {group: names for group, names in groups.items() if {"username", "password"} <= names.keys()}


def _tuple_client(found: Found, body_groups: Set[str]) -> tuple[tuple[Value, Value] | None, str]:
    """Return the client of `auth=("id", "secret")`, or of `withBasicAuth`-like settings."""
    for call, arguments, _ in found.calls:
        if (
            re.fullmatch(r"'?-?(?:[\w:]+[.:])?(?:auth|AUTH|auth_basic|[Aa]uthentication)'?", call)
            and len(arguments) >= 2
        ):
            return (arguments[0], arguments[1]), "its auth setting"
    for pair in found.pairs:
        if pair.name == "auth" and ":" in pair.value.text:
            user, _, secret = pair.value.text.partition(":")
            return (Value(user, pair.value.is_open), Value(secret, pair.value.is_open)), "its auth setting"
        if (
            re.search(r"(?:^| )auth$", pair.tag)
            and pair.group not in body_groups
            and pair.name not in _BODY_NAMES
        ):
            return (Value(pair.name), pair.value), "its auth setting"
    return None, ""
