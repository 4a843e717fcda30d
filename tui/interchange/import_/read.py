"""The door of the import: recognizes what was pasted, and returns the connector that it means."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...line_breaks import without_returns
from .choice import chosen
from .collections import har, insomnia, openapi, opencollection, postman
from .collections.bruno import BruFile, bruno_requests, bruno_variables, is_bruno, read_bruno
from .curl.requests import curl_requests
from .documents import load_document
from .imported import Import
from .request import PastedRequest
from .snippets.requests import snippet_requests
from .templates import Variables, filled_request
from .texts import http_file, key_values

MOST_BYTES: Final = 64 * 1_048_576
"""The rest of a longer file is not read."""
_MOST_OF_TEXT: Final = 1_048_576
"""How much of a text without a structure is read."""
_ENTITY: Final = re.compile(r"&(?:amp|quot|#39|lt|gt);")
_FENCE: Final = re.compile(r"(?m)^[ \t]*(?:```|~~~)[^\n]*$")
_QUOTED_LINE: Final = re.compile(r"(?m)^>[ \t]?")
_COLOR: Final = re.compile(r"\x1b\[[0-9;]{0,20}m")
_DOTENV: Final = re.compile(
    r"(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*[\"']?([^\"'\n]*)[\"']?[ \t]*$"
)


@dataclass(frozen=True)
class PastedFile:
    """A text and the name of its file; the name of pasted text is blank."""

    name: str
    text: str = field(repr=False)


@dataclass(repr=False)
class _Gathered:
    """All that several files say: requests, and the variables for them."""

    requests: list[PastedRequest] = field(default_factory=list)
    variables: Variables = field(default_factory=dict)
    brunos: list[BruFile] = field(default_factory=list)


def read_import(pasted: str | Sequence[PastedFile]) -> Import:
    """Return the connector that a paste means. Never raises, and never runs anything of the paste.

    Of several files, the request or the collection comes first, then its environments.
    """
    files = [PastedFile("", pasted)] if isinstance(pasted, str) else list(pasted)
    gathered = _Gathered()
    for number, file in enumerate(files):
        _gather(gathered, replace(file, text=_tidy(file.text)), is_first=number == 0)
    for bru in gathered.brunos:
        shared = (other for other in gathered.brunos if other is not bru and "auth" in other.blocks)
        gathered.requests += bruno_requests(bru, next(shared, BruFile()))
    requests = [filled_request(request, gathered.variables) for request in gathered.requests]
    return chosen(requests)


def decode_pasted(data: bytes) -> str:
    """Decode a file: UTF-8, UTF-16 as Windows writes it, or else Latin-1. Never raises."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _tidy(text: str) -> str:
    text = without_returns(_COLOR.sub("", text[:MOST_BYTES])).lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return text
    text = text[:_MOST_OF_TEXT]
    if _ENTITY.search(text) and not text.lstrip().startswith("<"):
        text = html.unescape(text)
    lines = [line for line in text.split("\n") if line.strip()]
    if (
        lines
        and sum(line.startswith(">") for line in lines) == len(lines)
        and not text.lstrip().startswith("> POST")
    ):
        text = _QUOTED_LINE.sub("", text)
    return text


def _gather(gathered: _Gathered, file: PastedFile, *, is_first: bool) -> None:
    """Read one file: a document of a known tool, or else text."""
    document = load_document(file.text)
    if document is not None and _from_document(gathered, document, is_first=is_first):
        return
    if is_bruno(file.text):
        bru = read_bruno(file.text)
        gathered.brunos.append(bru)
        gathered.variables.update(bruno_variables(bru))
        return
    if not is_first and (values := _DOTENV.findall(file.text)):
        gathered.variables.update({name: value for name, value in values if value})
        gathered.variables.update({f"$dotenv {name}": value for name, value in values if value})
        return
    gathered.requests += _from_text(gathered, file.text)


def _from_document(gathered: _Gathered, document: object, *, is_first: bool) -> bool:
    """Read a document. Return whether its form is known."""
    if har.is_har(document):
        gathered.requests += har.har_requests(document)
    elif insomnia.is_insomnia(document):
        gathered.requests += insomnia.insomnia_requests(document)
        gathered.variables.update(insomnia.insomnia_variables(document))
    elif postman.is_postman(document):
        gathered.requests += postman.postman_requests(document)
        gathered.variables = {**postman.postman_variables(document), **gathered.variables}
    elif openapi.is_openapi(document):
        gathered.requests += openapi.openapi_requests(document)
    elif openapi.is_discovery(document):
        gathered.requests.append(openapi.discovery_request(document))
    elif opencollection.is_opencollection(document):
        gathered.requests += opencollection.opencollection_requests(document)
        gathered.variables.update(opencollection.opencollection_variables(document))
    else:
        return _from_environment(gathered, document, is_first=is_first)
    return True


def _from_environment(gathered: _Gathered, document: object, *, is_first: bool) -> bool:
    if isinstance(document, dict) and isinstance(document.get("values"), list):
        gathered.variables.update(postman.postman_variables(document))
        return True
    security = http_file.security_requests(document)
    gathered.requests += security
    if security or (not is_first and isinstance(document, dict)):
        gathered.variables.update(opencollection.opencollection_variables(document))
        gathered.variables.update(http_file.environment_variables(document))
        return True
    return False


def _from_text(gathered: _Gathered, text: str) -> list[PastedRequest]:
    """Read a text: each reader in turn, until one finds a request."""
    unfenced = _FENCE.sub("", text)
    if found := _best(curl_requests(unfenced)):
        return found
    if http_file.is_http_file(unfenced) and (found := _best(http_file.http_file_requests(unfenced))):
        gathered.variables = {**http_file.http_file_variables(text), **gathered.variables}
        return found
    if found := _best(snippet_requests(unfenced)):
        return found
    if request := key_values.body_request(unfenced):
        return [request]
    if found := key_values.label_requests(unfenced):
        return found
    request = key_values.url_request(unfenced)
    return [request] if request else []


def _best(requests: list[PastedRequest]) -> list[PastedRequest]:
    """Return the requests, if any of them says something about a token request."""
    return requests if any(request.body or request.client or request.url for request in requests) else []
