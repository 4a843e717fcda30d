"""The door of the import: recognizes what was pasted, and returns the connector that it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from .choice import RANK_OF_ACCOUNT, chosen, rank_of
from .clients.httpie import httpie_requests
from .clients.wget import wget_requests
from .collections import actions, har, insomnia, openapi, opencollection, own, postman
from .collections.bruno import BruFile, bruno_requests, bruno_variables, is_bruno, read_bruno
from .collections.bruno_json import bruno_json_requests, bruno_json_variables, is_bruno_json
from .curl.config_file import config_requests
from .curl.requests import curl_requests
from .documents import embedded_documents, load_document, merged, objects, strings_in
from .imported import Import
from .request import BodyKind, PastedRequest
from .snippets.requests import snippet_requests
from .stand_ins import is_placeholder
from .templates import Variables, filled_request
from .texts import http_file
from .texts.dotenv import dotenv_values, with_assignments
from .texts.http_text import with_request_lines
from .texts.jmeter import with_labeled_samplers
from .texts.labels.draft import FORMAT
from .texts.labels.requests import label_requests
from .texts.loose_bodies import body_request, document_request, url_request
from .tidying import tidy, without_fences
from .urls import CREDENTIALS

MOST_BYTES: Final = 64 * 1_048_576
"""The rest of a longer file is not read."""
_MOST_SETTINGS: Final = 200
"""The objects of a list that are read."""
_FORM: Final = re.compile(r"(?:[\w.-]{1,60}=[^\s&]{0,4000}&){1,40}[\w.-]{1,60}=\S{0,4000}$")
_COMMAND: Final = re.compile(r"\bcurl(?:\.exe)?\s+\S|^(?:POST|GET) \S+")


def _url_alone(text: str) -> list[PastedRequest]:
    request = url_request(text)
    return [request] if request else []


def _body_alone(text: str) -> list[PastedRequest]:
    request = body_request(text)
    return [request] if request else []


def _settings_in(document: object) -> list[PastedRequest]:
    """Return the requests of a document's settings: those of each object of a list."""
    each = objects(document if isinstance(document, list) else [document])
    return [found for part in each[:_MOST_SETTINGS] if (found := document_request(part))]


def _settings_alone(text: str) -> list[PastedRequest]:
    """Return the request of the settings in a document between other lines."""
    found = map(_settings_in, embedded_documents(text))
    return next((requests for requests in found if requests), [])


def _http_file(text: str) -> list[PastedRequest]:
    text = with_request_lines(text)
    return http_file.http_file_requests(text) if http_file.is_http_file(text) else []


_READERS: Final[tuple[Callable[[str], list[PastedRequest]], ...]] = (
    curl_requests, config_requests, wget_requests, httpie_requests, _http_file, snippet_requests,
)  # fmt: skip
"""The readers of a text that is a command, a request or code, the surest first."""
_LOOSE_READERS: Final[tuple[Callable[[str], list[PastedRequest]], ...]] = (
    _body_alone,
    _settings_alone,
    label_requests,
    _url_alone,
)
"""The readers of what people type around these."""


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
    environments: list[dict[str, Any]] = field(default_factory=list)
    """JetBrains' environments, whose Security blocks several files share."""


def read_import(pasted: str | Sequence[PastedFile]) -> Import:
    """Return the connector that a paste means. Never raises, and never runs anything of the paste.

    Of several files, the request or the collection comes first, then its environments.
    """
    files = [PastedFile("", pasted)] if isinstance(pasted, str) else list(pasted)
    gathered = _Gathered()
    texts = [replace(file, text=tidy(file.text[:MOST_BYTES])) for file in files]
    known = {name: value for file in texts[1:] for name, value in dotenv_values(file.text).items()}
    for number, file in enumerate(texts):
        is_script = known and number == 0 and load_document(file.text) is None
        read = replace(file, text=with_assignments(file.text, known)) if is_script else file
        _gather(gathered, read, is_first=number == 0)
    for bru in gathered.brunos:
        shared = (other for other in gathered.brunos if other is not bru and "auth" in other.blocks)
        gathered.requests += bruno_requests(bru, next(shared, BruFile()))
    gathered.requests += http_file.security_requests(merged(gathered.environments))
    if not gathered.requests and (alone := document_request(gathered.variables)):
        gathered.requests.append(alone)  # an environment without the request that it was made for
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
    if not is_first and (values := dotenv_values(file.text)):
        gathered.variables.update(values)
        gathered.variables.update({f"$dotenv {name}": value for name, value in values.items()})
        return
    if settings := _settings_in(document):
        gathered.requests += settings
        return
    commands = [text for text in strings_in(document) if _COMMAND.search(text) or _FORM.match(text)]
    commands = commands if any(map(_COMMAND.search, commands)) else []
    gathered.requests += _from_text(gathered, "\n\n".join(commands) or file.text)


def _from_document(gathered: _Gathered, document: object, *, is_first: bool) -> bool:
    """Read a document. Return whether its form is known."""
    if har.is_har(document):
        gathered.requests += har.har_requests(document)
    elif own.is_profile(document):
        gathered.requests.append(own.profile_request(document))
    elif own.is_attempts(document):
        gathered.requests += own.attempt_requests(document)
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
    elif is_bruno_json(document):
        gathered.requests += bruno_json_requests(document)
        gathered.variables.update(bruno_json_variables(document))
    elif opencollection.is_opencollection(document):
        gathered.requests += opencollection.opencollection_requests(document)
        gathered.variables.update(opencollection.opencollection_variables(document))
    elif found := actions.action_requests(document):
        gathered.requests += found
    else:
        return _from_environment(gathered, document, is_first=is_first)
    return True


def _from_environment(gathered: _Gathered, document: object, *, is_first: bool) -> bool:
    if isinstance(document, dict) and isinstance(document.get("values"), list):
        gathered.variables.update(postman.postman_variables(document))
        return True
    security = isinstance(document, dict) and http_file.has_security(document)
    if security and isinstance(document, dict):
        gathered.environments.append(document)
    if security or (not is_first and isinstance(document, dict)):
        gathered.variables.update(opencollection.opencollection_variables(document))
        gathered.variables.update(http_file.environment_variables(document))
        return True
    return False


def _from_text(gathered: _Gathered, text: str) -> list[PastedRequest]:
    """Read a text: each reader in turn, until one finds an account; without any, what says most."""
    gathered.variables = {**http_file.http_file_variables(text), **gathered.variables}
    unfenced = with_labeled_samplers(without_fences(text))
    inner = _embedded(unfenced)
    gathered.variables.update(inner.variables)
    if any(rank_of(each) >= RANK_OF_ACCOUNT and not each.is_description for each in inner.requests):
        return inner.requests
    best: list[PastedRequest] = []
    for reader in (*_READERS, lambda _: inner.requests, *_LOOSE_READERS):
        may_say_more = _is_loose(best) if reader in _LOOSE_READERS else _is_example(best)
        if _rank(best) >= RANK_OF_ACCOUNT and not may_say_more:
            break
        found = reader(unfenced)
        is_better = _rank(found) >= RANK_OF_ACCOUNT and _is_example(best) and not _is_example(found)
        if is_better or _rank(found) > _rank(best) or (reader in _LOOSE_READERS and _says_more(found, best)):
            best = found
    return best


def _is_loose(requests: Sequence[PastedRequest]) -> bool:
    """Tell whether an object among other lines names an account, so that these may name the client."""
    return any(
        request.format == FORMAT and request.body_kind is BodyKind.JSON and not request.value_of("grant_type")
        for request in requests
    )


def _says_more(requests: Sequence[PastedRequest], others: Sequence[PastedRequest]) -> bool:
    """Tell whether one reader found all fields of another one, and more."""
    ours, theirs = (
        {item.name for request in each for item in request.body if item.name in CREDENTIALS}
        for each in (requests, others)
    )
    return bool(theirs) and theirs < ours


def _is_example(requests: Sequence[PastedRequest]) -> bool:
    """Tell whether the accounts of requests are placeholders, so that others in the text may be meant."""
    accounts = [(each.value_of("username"), each.value_of("password")) for each in requests]
    named = [account for account in accounts if any(account)]
    return bool(named) and all(is_placeholder(name) and is_placeholder(secret) for name, secret in named)


def _embedded(text: str) -> _Gathered:
    """Return what a document of a known tool says that stands between other lines of a text."""
    for document in embedded_documents(text):
        inner = _Gathered()
        if _from_document(inner, document, is_first=True) and inner.requests:
            return inner
    return _Gathered()


def _rank(requests: Sequence[PastedRequest]) -> int:
    """Return how much the requests say about a token request; less than 0 without any."""
    telling = [each for each in requests if each.body or each.client or each.url or each.headers]
    return max(map(rank_of, telling), default=-1)
