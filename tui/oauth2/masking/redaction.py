"""Masking secrets in foreign text, however a server wrote them.

    text ──undo escapes, pass by pass──> decoded, folded ──search──> spans ──of the original──> masked

Known secrets are looked for in the text as it reads, and what is masked is the span of the original text: so
no mixture of escapes has to be foreseen. Tokens, which nobody knew before, are found by the names they stand
under (`named_values`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from copy import copy
from operator import itemgetter
from typing import ClassVar, Final
from weakref import ref

from ..client_authentication import BasicEncoding, basic_credentials
from ..connector import AdditionalRow, Connector
from ..http_response import HttpResponse
from ..secret import MASK, Secret, reveal
from .decoded_text import fold
from .masked_before import MaskedBefore
from .named_values import named_places
from .readings import Reading, readings_of, views_of
from .said_values import is_shown
from .secret_names import is_secret_name, is_secret_parameter
from .secret_spellings import parts_of
from .spelling_search import SpellingIndex, SpellingIndexes, SpellingSearch, search_of

_MASKED_HEADERS: Final = frozenset({"cookie", "authorization", "proxy-authorization"})
_SHORTEST_START: Final = 4
"""Characters of a secret at the end of a cut text that are masked."""

Span = tuple[int, int]


class Redactor:
    """Masks known secrets, and what stands where tokens stand, in any text."""

    def __init__(self, secrets: Iterable[Secret], known: Iterable[str] = ()) -> None:
        """Return the redactor for secrets. A part of one that is also in a `known` text is not masked."""
        self._secrets: frozenset[Secret] = frozenset()
        self._known = tuple(map(fold, dict.fromkeys(known)))
        self._masks_starts = False
        self._searches: tuple[SpellingSearch, ...] = ()
        self._parts_of: set[tuple[str, str]] = set()
        self._learn(secrets)

    _latest: ClassVar[tuple[ref[Connector], Redactor] | None] = None

    def _learn(self, secrets: Iterable[Secret]) -> None:
        new = frozenset(secret for secret in secrets if secret) - self._secrets
        self._secrets |= new
        self._searches = searches = (*self._searches, *(search_of(secret.reveal()) for secret in new))
        self._parts_of = {
            *self._parts_of,
            *(part for one in new for part in parts_of(one.reveal(), self._known)),
        }
        self._texts = SpellingIndexes([search.texts for search in searches])
        self._folded = SpellingIndexes([search.folded for search in searches])
        self._parts = SpellingIndexes([SpellingIndex(self._parts_of, itemgetter(0))])
        self._with_backslash = frozenset[str]().union(*(search.once for search in searches))
        self._cuts = {cut for search in searches for cut in search.spellings.cuts}
        lengths = (*(search.shortest for search in searches), *(len(part) for part, _ in self._parts_of))
        self._shortest = min(lengths, default=sys.maxsize)
        words = frozenset[str]().union(*(search.spellings.words for search in searches))
        either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._words = re.compile(rf"(?<![0-9A-Za-z])(?:{either})(?![0-9A-Za-z])") if words else None
        self._seen = MaskedBefore()
        self._with_more: tuple[frozenset[Secret], Redactor] | None = None
        """The redactor that `with_secrets` made last, and of what."""

    @classmethod
    def for_connector(cls, connector: Connector, more: Iterable[Secret] = ()) -> Redactor:
        """Return the redactor that knows a connector's secrets, and `more` (tokens received).

        Whoever judges a run asks for it several times: that of the latest connector is kept as long as it is.
        """
        latest = cls._latest
        if latest is None or latest[0]() is not connector:
            latest = cls._latest = ref(connector), cls._knowing(connector)
        return latest[1].with_secrets(more)

    @classmethod
    def _knowing(cls, connector: Connector) -> Redactor:
        secrets = [connector.client_secret, connector.password]
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
        known = [connector.name, connector.client_id, connector.username, connector.token_url]
        known += [connector.base_url, *(row.name for row in rows)]
        known += [
            row.value for row in rows if isinstance(row.value, str) and not is_secret_parameter(row.name)
        ]
        return cls(secrets, known)

    def with_secrets(self, more: Iterable[Secret]) -> Redactor:
        """Return a redactor that knows `more` secrets too."""
        new = frozenset(more) - self._secrets
        if not new:
            return self
        if self._with_more is None or self._with_more[0] != new:
            redactor = copy(self)
            redactor._learn(new)
            self._with_more = new, redactor
        return self._with_more[1]

    def reading(self, response: HttpResponse) -> Redactor:
        """Return the redactor for what a response says.

        Where its body was cut off, a text can end inside a secret: that start of it is masked too.
        """
        if not response.truncated:
            return self
        redactor = copy(self)
        redactor._masks_starts = True
        redactor._seen = MaskedBefore()
        return redactor

    def text(self, text: str) -> str:
        """Return the text with every secret masked."""
        masked = self._seen.get(text)
        if masked is None:
            masked = self._masked(text)
            self._seen.note(text, masked)
        return masked

    def places(self, text: str) -> list[Span]:
        """Return where in a text stands what `text` masks: for whoever shows a text that is being edited."""
        named = (view.span(*place) for view in views_of(text) for place in named_places(view.text))
        return sorted([*self._found(text), *named])

    def _masked(self, text: str) -> str:
        found = self._found(text)
        masked = _masked(text, found) if found else text
        if masked in _SEEN_HARMLESS:
            return masked
        views = views_of(masked)
        spans = [view.span(*place) for view in views for place in named_places(view.text)]
        if not spans:
            _note_harmless(masked)
            return masked
        return _masked(masked, spans)

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
        if len(text) < self._shortest:
            return []
        spans: list[Span] = []
        for reading in readings_of(text):
            spans += self._found_in(reading)
            del reading  # of a long text, the next would be made beside it
        return spans

    def _found_in(self, reading: Reading) -> Iterator[Span]:
        view, runs, folded, folded_runs = reading
        if self._words:
            yield from (view.span(*found.span()) for found in self._words.finditer(view.text))
        for spelling in self._texts.found_in(view.text, runs):
            yield from (view.span(*place) for place in _places(view.text, spelling))
        if self._with_backslash and "\\\\" in view.text:
            once = view.with_single_backslashes()
            for spelling in self._with_backslash:
                yield from (once.span(*place) for place in _places(once.text, spelling))
        for part, whole in self._cuts:
            yield from (view.span(*place) for place in _grown(view.text, part, whole))
        wanted = self._folded.found_in(folded, folded_runs)
        parts = self._parts.found_in(folded, folded_runs)
        start = self._start_at_end(folded) if self._masks_starts else 0
        if wanted or start or parts:
            seen = view.folded()
            for part, whole in parts:
                yield from (seen.span(*place) for place in _grown(seen.text, part, whole))
            for spelling in wanted:
                yield from (seen.span(*place) for place in _places(seen.text, spelling))
            if start:
                yield seen.span(len(seen.text) - start, len(seen.text))

    def _start_at_end(self, folded: str) -> int:
        """Return how many characters at the end of a text that was cut are the start of a secret."""
        starts = (start for search in self._searches for start in search.spellings.starts)
        return max((_start_at_end(folded, start) for start in starts), default=0)


_SEEN_HARMLESS: Final[dict[str, None]] = {}
"""Short texts in which no name means a secret: headers' names, findings' sentences, the same in each run."""
_MOST_HARMLESS: Final = 2_000
_LONGEST_HARMLESS: Final = 400


def _note_harmless(text: str) -> None:
    if len(text) <= _LONGEST_HARMLESS:
        if len(_SEEN_HARMLESS) >= _MOST_HARMLESS:
            _SEEN_HARMLESS.clear()
        _SEEN_HARMLESS[text] = None


def _places(text: str, spelling: str) -> Iterator[Span]:
    at = text.find(spelling)
    while at >= 0:
        yield at, at + len(spelling)
        at = text.find(spelling, at + len(spelling))


def _grown(text: str, part: str, whole: str) -> Iterator[Span]:
    """Yield where a start or an end of a whole stands, with as much of the rest as stands there too."""
    is_start = whole.startswith(part)
    for start, end in _places(text, part):
        size = len(part)
        while is_start and size < len(whole) and text[start + size : start + size + 1] == whole[size]:
            size += 1
        while (
            not is_start
            and size < len(whole)
            and start
            and text[end - size - 1 : end - size] == whole[-size - 1]
        ):
            size += 1
        yield (start, start + size) if is_start else (end - size, end)


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
