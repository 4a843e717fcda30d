"""Reads .http and .rest files: VS Code's REST Client and JetBrains' HTTP client, with their variables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from ..bodies import as_text
from ..collections.settings import settings_request
from ..documents import obj
from ..request import Item, PastedRequest
from ..templates import Variables
from .http_text import REQUEST_LINE, http_requests
from .httpyac import with_oauth2

_FORMAT = "HTTP file"
_VARIABLE: Final = re.compile(r"(?m)^[ \t]*@([\w.-]{1,80})[ \t]*=[ \t]*(.{0,8000}?)[ \t]*$")
_VSCODE_SETTING: Final = "rest-client.environmentVariables"
_SEPARATOR: Final = re.compile(r"(?m)^[ \t]*###.*$")
_NOISE: Final = re.compile(
    r"(?ms)^[ \t]*[<>][ \t]*\{%.{0,8000}?%\}[ \t]*$|^[ \t]*@[\w.-]+[ \t]*=[^\n]*$|^[ \t]*<>[ \t]?[^\n]*$|"
    r"^[ \t]*>{1,2}!?[ \t]+[./\w-]+\.\w+[ \t]*$"
)
_COMMENT: Final = re.compile(r"(?m)^[ \t]*(?:#(?!#)|//)[^\n]*\n?")
_FILE_BODY: Final = re.compile(r"(?m)^[ \t]*<@?(?:\w+)?[ \t]+[./~\w-][^\n<>]*$")
_PRE_SCRIPT: Final = re.compile(r"(?m)^[ \t]*<[ \t]*(?:\{%|[./\w-]+\.js)")
_URL_LINES: Final = re.compile(
    r"(?m)^([ \t]*(?:POST|GET|PUT)[ \t]+\S+)((?:[ \t]*\n[ \t]+(?:[?&][^\s=]+=\S*|/[^\s:]*))+)(?=[ \t]*$)"
)
"""A URL that goes on in the lines below it."""


def is_http_file(text: str) -> bool:
    """Tell whether a text is an .http file, or at least a request that is written like one."""
    return any(REQUEST_LINE.match(line) for line in text.split("\n")[:5000])


def http_file_variables(text: str) -> Variables:
    """Return what `@name = value` assigns."""
    return {name: value for name, value in _VARIABLE.findall(text) if value}


def environment_variables(document: object) -> Variables:
    """Return the variables of an environment file: of the shared part, and of the first environment."""
    document = obj(obj(document).get(_VSCODE_SETTING)) or obj(document)
    found: Variables = {}
    shared = obj(document.get("$shared"))
    environments = [
        value for name, value in document.items() if name != "$shared" and isinstance(value, dict)
    ]
    for environment in [shared, *environments[:1]]:
        found.update({str(name): as_text(value) for name, value in environment.items() if as_text(value)})
    if not environments:
        found.update({str(name): as_text(value) for name, value in document.items() if as_text(value)})
    return found


def is_environment(document: object) -> bool:
    """Tell whether a document can be an environment file of an .http client."""
    document = obj(document)
    return bool(document) and all(isinstance(value, dict) for value in document.values())


def has_security(document: dict[str, Any]) -> bool:
    """Tell whether a document is JetBrains' environment file with a Security block."""
    return any(obj(obj(each).get("Security")).get("Auth") for each in document.values())


def security_requests(document: object) -> list[PastedRequest]:
    """Return the token requests that the Security blocks of JetBrains' environments mean."""
    found = []
    for environment in obj(document).values():
        for auth in obj(obj(obj(environment).get("Security")).get("Auth")).values():
            if request := _security_request(obj(auth)):
                found.append(request)
    return found


def _security_request(auth: dict[str, Any]) -> PastedRequest | None:
    names = {
        "token_url": "Token URL", "grant_type": "Grant Type", "client_id": "Client ID",
        "client_secret": "Client Secret", "username": "Username", "password": "Password", "scope": "Scope",
    }  # fmt: skip
    if as_text(auth.get("Type")).lower() not in ("oauth2", "") or not auth.get("Token URL"):
        return None
    where = "the Security block"
    values = {ours: as_text(auth.get(theirs)) for ours, theirs in names.items()}
    in_body = as_text(auth.get("Client Credentials")).lower() in ("in body", "body")
    rows = []
    for name, value in obj(auth.get("Custom Request Parameters")).items():
        use = as_text(obj(value).get("Use"))
        if use != "In Auth Request":
            rows.append(Item(name, as_text(obj(value).get("Value")) or as_text(value), where))
    return settings_request(_FORMAT, values, in_body=in_body, rows=rows, where=where)


def http_file_requests(text: str) -> list[PastedRequest]:
    """Return the requests of an .http file."""
    requests = []
    variables = http_file_variables(text)
    for block in _SEPARATOR.split(text):
        notes = []
        if _PRE_SCRIPT.search(block):
            notes.append("script")
        cleaned = _NOISE.sub("", block)
        joined = _URL_LINES.sub(lambda found: found[1] + "".join(found[2].split()), _COMMENT.sub("", cleaned))
        head, body = _split(joined)
        if _FILE_BODY.search(body):
            notes.append("file-reference")
            body = _FILE_BODY.sub("", body)
        for request in http_requests(head + body):
            read = replace(request.noted(*notes), format=_FORMAT, may_encode_basic=True)
            requests.append(with_oauth2(read, variables))
    return requests


def _split(block: str) -> tuple[str, str]:
    head, mark, body = block.lstrip("\n").partition("\n\n")
    return head, mark + body
