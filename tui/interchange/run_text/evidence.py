"""What each attempt of a run was answered, in a line or two: status, error, and the server's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...diagnosis.finding import Finding
from ...oauth2.attempt import Attempt
from ...oauth2.http_response import BodyFault, HttpResponse
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.token_response import ErrorResponse, read_document
from ...plain_text import plain_line

_MOST_READ: Final = 4_000
"""Characters of a body that are read for its words."""
_MOST_SHOWN: Final = 300
_CUT: Final = HttpResponse(0, "", (), b"", BodyFault.TOO_LONG)
"""Stands for a response whose text was cut."""
_TOLD: Final = frozenset({"error", "error_description"})
"""Members of an error response that are told beside its status."""


def evidence_of(attempts: Sequence[Attempt], finding: Finding, redactor: Redactor) -> tuple[str, ...]:
    """Return what was seen in a run, masked: how each attempt was answered, then a finding's own evidence.

    Attempts with the same answer share a line, and nothing is said twice.
    """
    answers: dict[str, list[str]] = {}
    bodies: dict[str, None] = {}
    for attempt in attempts:
        response = attempt.exchange.response if attempt.exchange else None
        if response is None or attempt.token:
            continue
        answers.setdefault(_answer(attempt, response, redactor), []).append(_method(attempt))
        if words := _body(attempt, response, redactor):
            bodies[words] = None
    lines = [f"{' and '.join(methods)}: {answer}" for answer, methods in answers.items()]
    own = [words for words in finding.evidence if not _is_told(words, [*lines, finding.cause])]
    shown = [words for words in bodies if not any(words.strip("“”") in line for line in (*lines, *own))]
    return (*lines, *own, *shown)


def failure_evidence(attempts: Sequence[Attempt], finding: Finding, redactor: Redactor) -> tuple[str, ...]:
    """Return what was seen where no response came: the failure's own words that a finding has not yet."""
    told = [finding.title, finding.cause]
    texts = [words for words in finding.evidence if not _is_told(words, told)]
    for attempt in attempts:
        failure = attempt.exchange.failure if attempt.exchange else None
        for words in (failure.message, *failure.evidence) if failure else ():
            shown = plain_line(redactor.text(words))
            if not _is_told(shown, [*told, *texts]):
                texts.append(shown)
    return tuple(texts)


def _is_told(words: str, lines: Sequence[str]) -> bool:
    value = (words.partition(": ")[2] or words).removeprefix("status ").rstrip(".…")
    return any(value in line for line in lines)


def _method(attempt: Attempt) -> str:
    return attempt.client_authentication.short_name


def _answer(attempt: Attempt, response: HttpResponse, redactor: Redactor) -> str:
    """Return a response in a line: `400 Bad Request, invalid_grant: “The account is locked.”`."""
    facts = [f"{response.status} {response.reason}".strip()]
    answer = attempt.answer
    if isinstance(answer, ErrorResponse):
        described = f"“{_start(answer.error_description, redactor)}”" if answer.error_description else ""
        facts.append(": ".join(filter(None, (_start(answer.error or "", redactor), described))))
    if 300 <= response.status < 400 and (target := response.header("Location")):
        facts.append(f"to {_start(target, redactor)}")
    return plain_line(redactor.text(", ".join(filter(None, facts))))


def _body(attempt: Attempt, response: HttpResponse, redactor: Redactor) -> str:
    """Return the start of a body's words; empty where the line on its answer tells all of it."""
    if isinstance(attempt.answer, ErrorResponse) and attempt.answer.error:
        document = read_document(response)
        if isinstance(document, Mapping) and _TOLD.issuperset(document):
            return ""
    if not response.body:
        return "the body is empty"
    text = _masked_start(response.text, redactor)
    words = " ".join((_page_words(text) if "<" in text[:200] else text).split())
    more = len(words) > _MOST_SHOWN or len(response.text) > _MOST_READ
    return plain_line(f"“{words[:_MOST_SHOWN]}{'…' if more else ''}”")


def _start(text: str, redactor: Redactor) -> str:
    """Return as much of a text as is shown, masked."""
    masked = _masked_start(text, redactor)
    return masked if len(masked) <= _MOST_SHOWN else f"{masked[:_MOST_SHOWN]}…"


def _masked_start(text: str, redactor: Redactor) -> str:
    """Return as much of a text as is read, masked: a secret that the cut goes through, too."""
    if len(text) <= _MOST_READ:
        return redactor.text(text)
    return redactor.reading(_CUT).text(text[:_MOST_READ])


def _page_words(page: str) -> str:
    """Return what a reader sees of a web page. Its title is left out where its text begins with the same."""
    from ...diagnosis.rules.page_reading import page_text  # for web pages alone

    texts = page_text(page)
    if not texts:
        return page
    title, words = texts[0], texts[-1]
    return words.removeprefix(f"{title} | ") if words.startswith(f"{title} | {title}") else words
