"""A response as the rules see it: its error codes, sentences and shape, wherever they are.

    HttpResponse ──observe──> Observation
                                ├─ codes      error codes, of whatever key, header or nesting
                                ├─ messages   sentences for people: descriptions, titles, a page's text
                                └─ words      all of these as one folded text, which rules search

Foreign and possibly huge: every step is bounded, in time and in depth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...oauth2.http_response import HttpResponse
from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import JsonValue, read_document
from .folded_text import WORDS, FoldedText, fold
from .leaves import LONGEST_CODE, READ, quoted_json, status_in
from .loose_reading import spelled_out, status_said
from .sayings import HEAD, said_by_body, said_by_header
from .shape import Shape, is_no_text, shape_of

if TYPE_CHECKING:
    from ..evidence.claims import Claim

_STANDARD: Final = LazyPattern(
    r"(?<![a-z])(?:invalid_(?:client|grant|request|scope|token)|unauthorized_client|unsupported_grant_type|"
    r"access_denied|server_error|temporarily_unavailable|insufficient_scope)(?![a-z_])"
)
"""Codes of RFC 6749 and 6750, also inside a sentence or a longer code."""
_COMPOUND: Final = LazyPattern(r"\b[A-Za-z][a-z]+(?:[A-Z][a-z]+){1,6}\b|\b[A-Z]{3,}(?:_[A-Z]{2,}){1,6}\b")
"""Codes inside sentences."""
_BETWEEN: Final = " ¦ "
"""Separates two sayings in the folded text, so that no phrase matches across them by chance."""
_LONGEST_QUOTE: Final = 240
_LONGEST_SENTENCE: Final = 1_200
_MOST_SENTENCES: Final = 10
_SCOPES: Final = frozenset({"permission", "access"})
_CLIENT_CODES: Final = frozenset({"invalid_client", "unauthorized_client"})
LONGEST_DOCUMENT: Final = 2 * READ
"""Bytes: a longer body is not parsed as JSON."""
_TAIL: Final = 2_000
"""Characters at the end of a long text: a traceback names its cause there."""


@frozen
class Observation:
    """What a response says, laid out for rules."""

    status: int | None
    """None for a bare body, whose status is not known."""
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    """Names in lower case."""
    media_type: str
    shape: Shape
    document: JsonValue
    """The body as JSON or form pairs; None where it is neither."""
    codes: tuple[str, ...]
    """Error codes as the server wrote them; the likeliest first."""
    messages: tuple[str, ...]
    """Sentences for people; the likeliest first."""
    body: str = field(repr=False)
    """The start of the body as text; of a long plain text also the end."""
    url: str = field(default="", repr=False)
    """The token URL, where it is known."""

    @cached_property
    def words(self) -> str:
        """Codes and messages as one text in lower case, blanks and quotes folded; codes also spelled out."""
        compound = [word for saying in self.messages[:4] for word in _COMPOUND.findall(saying[:600])]
        spelled = dict.fromkeys(words for code in (*self.codes, *compound[:12]) if (words := _spelled(code)))
        said = _BETWEEN.join((*self.codes, *spelled, *self.messages))
        return fold(said or self.body)

    @cached_property
    def said(self) -> FoldedText:
        """`words`, ready to be searched for phrases."""
        return FoldedText(self.words)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the sentences and codes claim: those of the likeliest sentence first."""
        from ..evidence.claims import read_claims  # a lexicon, which a token doesn't need

        told = [
            saying for saying in self.messages if len(saying) <= _LONGEST_SENTENCE or self.shape != "html"
        ]
        sayings = dict.fromkeys((*told[:_MOST_SENTENCES], *self.codes[:_MOST_SENTENCES]))
        read = (read_claims(" ".join(saying[:_LONGEST_SENTENCE].split())) for saying in sayings)
        bounded = (self._as_the_code_means(found) for found in read)
        claims = [replace(claim, place=place) for place, found in enumerate(bounded) for claim in found]
        return tuple({replace(claim, place=0): claim for claim in reversed(claims)}.values())[::-1]

    def _as_the_code_means(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Return claims as the error code bounds them: “credentials” in invalid_client are the client's.

        In invalid_scope, a permission is a scope.
        """
        if "invalid_scope" in self.folded_codes:
            return tuple(
                replace(claim, entity="scope") if claim.entity in _SCOPES else claim for claim in claims
            )
        if _CLIENT_CODES.isdisjoint(self.folded_codes):
            return tuple(claims)
        return tuple(
            replace(claim, entity="client_credentials")
            if claim.entity == "login" and "credential" in claim.name.lower()
            else claim
            for claim in claims
        )

    @cached_property
    def folded_body(self) -> FoldedText:
        """The start of the body, folded as `words` are."""
        return FoldedText(fold(self.body))

    @cached_property
    def folded_codes(self) -> tuple[str, ...]:
        """The codes in lower case, also as the RFC writes them: `InvalidClient` is `invalid_client`."""
        written = [code.lower() for code in self.codes]
        written += [spelled_out(code).replace(" ", "_") for code in self.codes if len(code) <= LONGEST_CODE]
        inside = [code for text in written for code in _STANDARD.findall(text)]
        return tuple(dict.fromkeys([*written, *inside, *_STANDARD.findall(self.words)]))

    @cached_property
    def told_status(self) -> int | None:
        """The status that rules go by: the body's where HTTP names none or a success."""
        if self.status is not None and not 200 <= self.status < 300:
            return self.status
        return (
            status_in(self.document) or status_said(self.messages[0] if self.messages else "") or self.status
        )

    def quote(self, folded: str) -> str:
        """Return the saying that holds a folded text, as the server wrote it, cut short."""
        for saying in (*self.messages, *self.codes):
            if folded in fold(saying):
                return _cut(" ".join(saying.split()), folded)
        return next((code for code in self.codes if folded in _spelled(code)), _cut(folded, folded))

    def header(self, name: str) -> str | None:
        """Return the values of a header, joined by a comma; None where it is absent."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


def observe(response: HttpResponse, *, status: int | None, url: str = "") -> Observation:
    """Lay out a response. Never raises, and takes a bounded time, whatever it holds.

    If the body is still encoded or not text at all, only status and headers are laid out.
    """
    is_long = len(response.body) > LONGEST_DOCUMENT
    is_unreadable = response.is_coded or is_no_text(response.body[:HEAD])
    start = b"" if is_unreadable else response.body[: 4 * READ] if is_long else response.body
    head = HttpResponse(response.status, response.reason, response.headers, start)
    body = head.text[:READ]
    document = None if is_long else read_document(head)
    if document is None:
        document = quoted_json(body)
    shape = "octets" if is_unreadable else shape_of(body, document)
    end = _end_of(response) if shape == "text" else ""
    codes, messages = said_by_body(body, shape, document, end)
    if end and len(body) > WORDS:
        body = f"{body[: WORDS - _TAIL - 10]}\n…\n{end}"
    headers = tuple((name.lower(), value[:WORDS]) for name, value in response.headers[:200])
    for more_codes, more_messages in map(said_by_header, headers):
        codes += more_codes
        messages += more_messages
    return Observation(
        status=status,
        headers=headers,
        media_type=response.media_type,
        shape=shape,
        document=document,
        codes=_distinct(codes),
        messages=_distinct(messages),
        body=body,
        url=url,
    )


def _end_of(response: HttpResponse) -> str:
    """Return the end of a long body as text; empty for one that is read completely."""
    if len(response.body) <= _TAIL:
        return ""
    return replace(response, body=response.body[-4 * _TAIL :]).text[-_TAIL:].strip()


def _spelled(code: str) -> str:
    """Return a code as words; empty for a single word, and for the RFC's codes, which say more as codes."""
    if code.startswith("http"):  # a type of RFC 9457: its last path segment names the problem
        code = code.rstrip("/").rpartition("/")[2]
    if len(code) > LONGEST_CODE or " " in code or _STANDARD.fullmatch(code.lower()):
        return ""
    words = spelled_out(code)
    return "" if " " not in words or _STANDARD.fullmatch(words.replace(" ", "_")) else words


def _cut(text: str, folded: str) -> str:
    if len(text) <= _LONGEST_QUOTE:
        return text
    start = max(0, text.lower().find(folded[:40]) - 60)
    end = min(len(text), start + _LONGEST_QUOTE)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[:60]
