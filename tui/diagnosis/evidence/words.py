"""A sentence as words: compound names taken apart, and ids, addresses and account names taken out.

`UserNotFound`, `user_not_found` and “User 4711 not found.” all read “user not found”. What identifies a
single thing (an id, a host, an account) says nothing about the error, but could be taken for a word of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from .cjk import TERMS, any_term, written
from .folded_letters import fold_letters

_PIECE: Final = LazyPattern(r"[^\W_]+(?:['’][^\W_]+)?|_+|[^\w\s]|\s+")
_HUMPS: Final = LazyPattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CHUNK: Final = LazyPattern(
    r"['`´‘’]?[a-zA-Z][a-zA-Z0-9+.\-]{1,12}://\S+|[^\s,;=:()\[\]{}<>|¦\"“”«»&]+|[,;:=|¦&]"
)
_SIGNS: Final = frozenset(",;:=|¦&")
_OPENING: Final = frozenset("\"'`´‘“«([{<")
_QUOTES: Final = "\"'`´‘’“”«»„[](){}<>"
_CLOSING: Final = frozenset("\"'`’”»)]}>")
_ENDS: Final = ".,;:!?"
_ID: Final = LazyPattern(
    r"(?=[^\s]*\d)[0-9a-f]{8}-[0-9a-f\-]{12,40}|[0-9a-f]{12,64}|\d[\d.:,\-/TZ]{4,40}", re.IGNORECASE
)
_ADDRESS: Final = LazyPattern(
    r"[a-z][a-z0-9+.\-]{1,12}://\S+|[^\s@]{1,64}@[^\s@]{1,255}|/[\w.\-]+/[\w./\-]*", re.IGNORECASE
)
_HOST: Final = LazyPattern(r"(?:[a-z0-9\-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE)
_DOTTED: Final = LazyPattern(r"[a-z_][\w\-]*(?:\.[a-z_][\w\-]*){2,12}", re.IGNORECASE)
_PLEASE: Final = "please"
"""What begins a clause also without a full stop before it."""
_BREAKS: Final = frozenset(".;!?¦|")
ELIDED: Final = LazyPattern(
    r"(?:[cdjlmns]|qu|un|(?:a|da|de|ne|su)ll)['’](?=\w{2})", re.IGNORECASE, needs=("'", "’")
)
"""What French and Italian words lose: “l'utilisateur” is read as “utilisateur”, “n'est” as “est”."""
_HEADER_NAME: Final = LazyPattern(r"x(?:-[a-z0-9]+)+", re.IGNORECASE)
_MANNER: Final = LazyPattern(
    r"[a-z]+-(?:specific|related|wide|level|aware|based|only|enabled|protected)", re.IGNORECASE
)
"""An adjective that a thing is a part of: an “instance-specific error” is not the instance's."""
_CLASS_ENDS: Final = frozenset({"exception", "error", "fault", "err"})
ID: Final = "§"
"""The word that stands for an id, an address or an account's name."""
MOST_WORDS: Final = 220
"""Of a sentence: servers say what is wrong near its start."""


@frozen
class Word:
    """A word of a sentence, in lower case, and where it stands there."""

    text: str
    start: int
    end: int
    clause: int
    """Number of the clause it is in: no claim reaches across."""
    is_quoted: bool = False
    """Whether it stands in quotes or brackets: a value, or a name."""
    name: str = ""
    """The whole name that it is a part of, as written: `client_id` for “client” and for “id”."""


_CODES: Final = LazyPattern(
    r"(?<![a-z_])(?:invalid_(?:client|grant|request|scope|token)|unauthorized_client|unsupported_grant_type|"
    r"access_denied|server_error|temporarily_unavailable|insufficient_scope)(?![a-z_])",
    re.IGNORECASE,
    needs=("_",),
)
_DEFINITIONS: Final = LazyPattern(
    r"^\W{0,3}(?:error|bad request|unauthori[sz]ed|forbidden|unprocessable entity)\s?[:–-]\s|"
    r"^\W{0,3}invalid (?:client|request|grant)\s?[:–-]\s(?=(?:\S{1,40}\s){2})|"
    r"(?:the )?resource owner or authorization server denied the request|"
    r"(?:the )?request requires (?:user|http) authentication|"
    r"(?:the )?request is missing a required parameter, includes an? (?:unsupported|invalid) "
    r"parameter value.{0,120}?malformed",
    re.IGNORECASE,
)
"""What says no more than a code does: the sentences of RFC 6749 and 6750, of 401, and headings."""
_SCOPE_VALUE: Final = LazyPattern(r"(?<![\w:])(?!urn:)[A-Za-z][\w.\-]*(?::[\w.\-*]+){2,}", needs=(":",))
"""A value such as `employee:read:all`, whose parts are no words of the sentence."""
_PLURAL_ENDING: Final = LazyPattern(r"(?<=[a-z])\((?:s|es|n|en|x)\)", needs=("(",))
"""An ending that a server leaves open: “parameter(s)”."""
_ERROR_STATUS: Final = LazyPattern(r"\b[45]\d\d\b[\s:–(\-]", needs=("4", "5"))


def words_of(sentence: str) -> list[Word]:
    """Return the words of a sentence. Takes a time in proportion to its length."""
    words: list[Word] = []
    clause = 0
    outside: int | None = None  # the clause that goes on after a remark in brackets
    highest = 0
    sentence = _without_definitions(sentence)
    for chunk in _CHUNK.finditer(sentence):
        highest = max(highest, clause)
        text = chunk[0]
        if text in _SIGNS:
            clause = highest + 1 if text in _BREAKS else clause
            words += [] if text in _BREAKS else [Word(text, chunk.start(), chunk.end(), clause)]
            continue
        bare = text.strip(_QUOTES + _ENDS)
        if bare:
            start = chunk.start() + text.find(bare)
            before, after = sentence[start - 1 : start], sentence[start + len(bare) : start + len(bare) + 1]
            is_quoted = before in _OPENING or after in _CLOSING
            if sentence[max(0, start - 2) : start] == " (" and after not in _CLOSING:
                is_quoted = False  # a bracket of several words is a remark, not a value
                outside, clause = clause, highest + 1
            elif bare.lower() == _PLEASE:
                clause = highest + 1
            words += [replace(word, is_quoted=is_quoted) for word in _words_of_chunk(bare, start, clause)]
            if len(words) > MOST_WORDS:
                break
            if outside is not None and after == ")":
                highest, clause = max(highest, clause), outside
                outside = None
        if text[-1] in _BREAKS:
            highest = clause = max(highest, clause) + 1
    return words


def _without_definitions(sentence: str) -> str:
    """Return a sentence with blanks in place of what says no more than its definition."""
    sentence = _DEFINITIONS.sub(_blanks, _CODES.sub(_blanks, _PLURAL_ENDING.sub(_blanks, sentence)))
    sentence = _SCOPE_VALUE.sub(_blanks, sentence)
    return _status_line().sub(_blanks, sentence) if _ERROR_STATUS.search(sentence) else sentence


def _blanks(said: re.Match[str]) -> str:
    return " " * len(said[0])


@cache
def _status_line() -> re.Pattern[str]:
    """Return the expression for a status and its reason phrase: `401 Unauthorized`."""
    from http import HTTPStatus  # here, since few sentences hold one

    phrases = sorted((re.escape(status.phrase) for status in HTTPStatus), key=len, reverse=True)
    listed = "|".join(("Authorization Required", *phrases))
    return re.compile(rf"\b[45]\d\d\b[\s:–(\-]{{1,4}}(?:{listed})\b", re.IGNORECASE)


def _translated(bare: str, start: int, clause: int) -> list[Word]:
    """Return the words of a chunk that holds letters of a script without blanks."""
    words: list[Word] = []
    position = 0
    lowered = bare.lower()
    for term in any_term().finditer(lowered):
        words += _rest(bare[position : term.start()], start + position, clause)
        at, end = start + term.start(), start + term.end()
        words += [Word(word, at, end, clause) for word in TERMS[term[0]].split()]
        position = term.end()
    return words + _rest(bare[position:], start + position, clause)


def _rest(text: str, start: int, clause: int) -> list[Word]:
    return [
        word
        for piece in re.finditer(r"[A-Za-z][\w\-]*", text)
        for word in _words_of_chunk(written().split(piece[0])[0] or ".", start + piece.start(), clause)
    ]


def _words_of_chunk(bare: str, start: int, clause: int) -> list[Word]:
    if not bare.isascii() and written().search(bare):
        return _translated(bare, start, clause)
    if _ID.fullmatch(bare) or _ADDRESS.fullmatch(bare) or (_HOST.fullmatch(bare) and not _is_class(bare)):
        return [Word(ID, start, start + len(bare), clause)]
    if _MANNER.fullmatch(bare):
        return [Word(bare.lower(), start, start + len(bare), clause)]
    if _DOTTED.fullmatch(bare):  # of org.example.UserLockedException, the class alone says something
        start, bare = start + bare.rindex(".") + 1, bare[bare.rindex(".") + 1 :]
    words: list[Word] = []
    is_compound = "_" in bare or bool(_HUMPS.search(bare)) or bool(_HEADER_NAME.fullmatch(bare))
    for piece in _PIECE.finditer(bare):
        if not (piece[0][0].isalnum()):
            if piece[0] == "/":
                words.append(Word(piece[0], start + piece.start(), start + piece.end(), clause))
            continue
        elided = ELIDED.match(piece[0])
        for part in _HUMPS.split(piece[0][elided.end() if elided else 0 :].replace("OAuth", "Oauth")):
            at = start + piece.start() + max(0, piece[0].lower().find(part.lower()))
            name = bare if is_compound else ""
            words.append(Word(fold_letters(part.replace("’", "'")), at, at + len(part), clause, name=name))
    if is_compound and len(words) > 1 and words[-1].text in _CLASS_ENDS:
        words.pop()  # an exception's class: UserLockedException
    return words


def _is_class(bare: str) -> bool:
    """Tell a dotted name of a class or a code, such as oauth.v2.InvalidClientIdentifier, from a host."""
    return bool(_HUMPS.search(bare)) or "_" in bare
