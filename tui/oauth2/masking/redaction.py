"""Masking secrets in foreign text, however a server wrote them.

    text ──undo escapes, pass by pass──> decoded, folded ──search──> spans ──of the original──> masked

Known secrets are looked for in the text as it reads, and what is masked is the span of the original text: so
no mixture of escapes has to be foreseen. Tokens, which nobody knew before, are found by the names they stand
under (`named_values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Final

from ..client_authentication import BasicEncoding, basic_credentials
from ..connector import AdditionalRow, Connector
from ..http_response import HttpResponse
from ..secret import MASK, Secret, reveal
from .decoded_text import DecodedText, fold
from .named_values import is_shown, mask_named_values
from .secret_names import is_secret_name, is_secret_parameter
from .secret_spellings import Spellings, spellings_of

_MASKED_HEADERS: Final = frozenset({"cookie", "authorization", "proxy-authorization"})
_SHORTEST_START: Final = 4
"""Characters of a secret at the end of a cut text that are masked."""

Span = tuple[int, int]


class Redactor:
    """Masks known secrets, and what stands where tokens stand, in any text."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._secrets = frozenset(secret for secret in secrets if secret)
        self._masks_starts = False
        found = Spellings()
        for secret in self._secrets:
            found |= spellings_of(secret.reveal())
        self._spellings = found
        words = "|".join(re.escape(word) for word in sorted(found.words, key=len, reverse=True))
        self._words = re.compile(rf"(?<![0-9A-Za-z])(?:{words})(?![0-9A-Za-z])") if words else None

    @classmethod
    def for_connector(cls, connector: Connector, more: Iterable[Secret] = ()) -> Redactor:
        """Return the redactor that knows a connector's secrets, and `more` (tokens received)."""
        secrets = [connector.client_secret, connector.password, *more]
        rows: tuple[AdditionalRow, ...] = (
            *connector.additional_headers,
            *connector.additional_request_data,
            *connector.api.headers,
            *connector.api.query,
        )
        secrets += [
            Secret(reveal(row.value)) for row in rows if row.is_secret or is_secret_parameter(row.name)
        ]
        for encoding in BasicEncoding:
            for user_id, password in (
                (connector.client_id, connector.client_secret),
                (connector.username, connector.password),
            ):
                if password:
                    credentials = basic_credentials(user_id, password, encoding).reveal()
                    secrets.append(Secret(credentials.removeprefix("Basic ")))
        secrets += connector.request.proxy.secrets
        return cls(secrets)

    def with_secrets(self, more: Iterable[Secret]) -> Redactor:
        """Return a redactor that knows `more` secrets too."""
        return Redactor((*self._secrets, *more))

    def reading(self, response: HttpResponse) -> Redactor:
        """Return the redactor for what a response says.

        Where its body was cut off, a text can end inside a secret: that start of it is masked too.
        """
        if not response.truncated:
            return self
        redactor = copy(self)
        redactor._masks_starts = True
        return redactor

    def text(self, text: str) -> str:
        """Return the text with every secret masked."""
        return mask_named_values(_masked(text, self._found(text)))

    def header(self, name: str, value: str) -> str:
        """Return a header's value as it may be shown."""
        folded = name.lower()
        if folded == "set-cookie":
            # The cookie's name and attributes tell which product answers; its value is a session.
            cookie, equals, rest = value.partition("=")
            _, semicolon, attributes = rest.partition(";")
            return self.text(cookie) + equals + MASK + semicolon + self.text(attributes)
        if folded in _MASKED_HEADERS or (is_secret_name(name) and not is_shown(value)):
            return MASK
        return self.text(value)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return headers as they may be shown."""
        return [(self.text(name), self.header(name, value)) for name, value in headers]

    def _found(self, text: str) -> list[Span]:
        """Return where known secrets stand, in no order."""
        if not self._secrets:
            return []
        views = DecodedText.of(text).readings()
        return [span for view in views for span in self._found_in(view)]

    def _found_in(self, view: DecodedText) -> Iterator[Span]:
        if self._words:
            yield from (view.span(*found.span()) for found in self._words.finditer(view.text))
        for spelling in self._spellings.texts:
            yield from (view.span(*place) for place in _places(view.text, spelling))
        folded = fold(view.text)
        wanted = [spelling for spelling in self._spellings.folded if spelling in folded]
        starts = self._spellings.starts if self._masks_starts else ()
        start = max((_start_at_end(folded, spelling) for spelling in starts), default=0)
        if wanted or start:
            seen = view.folded()
            for spelling in wanted:
                yield from (seen.span(*place) for place in _places(seen.text, spelling))
            if start:
                yield seen.span(len(seen.text) - start, len(seen.text))


def _places(text: str, spelling: str) -> Iterator[Span]:
    at = text.find(spelling)
    while at >= 0:
        yield at, at + len(spelling)
        at = text.find(spelling, at + len(spelling))


def _start_at_end(text: str, spelling: str) -> int:
    """Return how many characters at the end of a text are the start of a spelling.

    By the method of Knuth, Morris and Pratt: a spelling may be a mebibyte, and repeat itself.
    """
    borders = [0]
    for char in spelling[1:]:
        borders.append(_extended(spelling, borders, borders[-1], char))
    size = 0
    for char in text[-len(spelling) + 1 :]:
        size = _extended(spelling, borders, size, char)
    return size if size >= _SHORTEST_START else 0


def _extended(spelling: str, borders: list[int], size: int, char: str) -> int:
    """Return how much of the start of a spelling matches when one more character comes."""
    while size and spelling[size] != char:
        size = borders[size - 1]
    return size + 1 if spelling[size] == char else 0


def _masked(text: str, spans: list[Span]) -> str:
    """Return text with the spans masked, those that touch or overlap as one."""
    pieces: list[str] = []
    at = masked_to = 0
    for start, end in sorted(spans):
        if start > masked_to or not pieces:
            pieces += [text[at:start], MASK]
        masked_to = max(masked_to, end)
        at = masked_to
    return "".join([*pieces, text[at:]])
