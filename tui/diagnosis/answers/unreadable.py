"""Responses that can't be read: broken JSON, and bodies that are not text at all."""

from __future__ import annotations

from typing import Final

from ...oauth2.http_response import HttpResponse
from ...oauth2.lean.lazy_pattern import LazyPattern
from ..finding import Finding, FindingKind
from ..rules.observation import LONGEST_DOCUMENT, Observation

_unreadable: Final = FindingKind("error", reference="RFC 6749 §5.1")
_TOKEN_BEGINS: Final = LazyPattern(r'"access_token"\s{0,9}:\s{0,9}"')
_WRAPPING: Final = LazyPattern(
    r"\s{0,20}(?:/\*\*/\s?)?"
    r"(?P<begins>[A-Za-z_$][\w.$]{0,60}\(|\)\]\}',?|while ?\(1\);|for ?\(;;\);)\s{0,20}\{"
)
"""How JSONP begins, and JSON that is guarded against being loaded as a script."""
_KINDS: Final = {
    b"\x1f\x8b": "it is compressed with gzip, but doesn't say so",
    b"\x28\xb5\x2f\xfd": "it is compressed with zstd, but doesn't say so",
    b"PK\x03\x04": "it is a ZIP archive",
    b"%PDF": "it is a PDF document",
    b"\x89PNG": "it is an image",
    b"\x16\x03": "it is TLS",
}
"""Common kinds of bodies, by their first bytes."""


def broken_json(response: HttpResponse, seen: Observation) -> Finding | None:
    """Return that what should be a success starts as JSON but can't be read as JSON; None where it can.

    Where it names an error, too, it is None: a code or a sentence can be read even in broken JSON. Beside the
    start of a token, a sentence is no error: it is a name or a scope.
    """
    is_parsed = len(response.body) <= LONGEST_DOCUMENT
    if not is_parsed or seen.shape != "json" or seen.document is not None:
        return None
    if seen.codes or (seen.messages and not _TOKEN_BEGINS.search(seen.body)):
        return None
    first_action = "Send the request once more."
    if seen.status is None:
        if not _is_cut_off(seen.body):
            return None
        first_action = "If you pasted it, check that you copied all of it. Otherwise send the request again."
    return _unreadable(
        "answer.broken_json",
        title="The response starts as JSON, but it can't be read as JSON.",
        cause="It was cut off, or the server writes broken JSON.",
        fix=f"{first_action} If it fails the same way, ask the server's owner to fix it.",
        evidence=(f"{len(response.body):,} bytes that are not complete JSON",),
        culprits=("server_side", "response_format"),
        confidence="likely",
    )


def _is_cut_off(body: str) -> bool:
    """Tell whether a bracket stays open. People paste Python's notation too, and text that follows JSON."""
    return body.count("{") + body.count("[") > body.count("}") + body.count("]")


def wrapped_json(seen: Observation) -> Finding | None:
    """Return that a success is JSON with a token inside a script's call, or after a guard; None where not."""
    if seen.shape != "text" or (seen.status is not None and not 200 <= seen.status < 300):
        return None
    wrapping = _WRAPPING.match(seen.body)
    if wrapping is None or not _TOKEN_BEGINS.search(seen.body, wrapping.end()):
        return None
    return _unreadable(
        "answer.wrapped_json",
        title="The token arrived in JSON that a script is wrapped around.",
        cause=f"The body begins with “{wrapping['begins']}”. "
        "A script in a browser can read that, a connector can't.",
        fix="Oauth2 Token Url: delete a parameter such as callback. "
        "Additional Request Data: delete a row of that name. "
        "If there is none, ask the server's owner for plain JSON.",
        evidence=(f"the body begins with “{wrapping['begins']}”",),
        culprits=("response_format", "token_url", "additional_request_data"),
    )


def not_text(response: HttpResponse) -> Finding:
    """Return that a body is not text, and what it is instead, as far as its first bytes tell."""
    return _unreadable(
        "answer.octets",
        title=f"The response is not text: {_kind_of(response.body)}.",
        cause="A token endpoint answers with JSON. This body can't be read, and no header says how.",
        fix="Oauth2 Token Url: if the body is a file, set it to the token endpoint. "
        "Otherwise ask the server's owner to turn off compression there, or to name it in Content-Encoding.",
        evidence=(f"the body begins with the bytes {response.body[:8].hex(' ')}",),
        culprits=("server_side", "token_url"),
        confidence="likely",
    )


def _kind_of(body: bytes) -> str:
    return next((kind for start, kind in _KINDS.items() if body.startswith(start)), "bytes of no known kind")
