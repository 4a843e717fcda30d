"""How an attempt ended, in a word or a few."""

from __future__ import annotations

from typing import Final

from ..oauth2.attempt import Attempt
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import ErrorResponse
from ..plain_text import plain_line
from .shown_text import shown_text

_SHOWN_ERROR: Final = 40


def ending_words(attempt: Attempt, redactor: Redactor) -> str:
    """Return how an attempt ended, masked: `401 invalid_client`, `200 token`, `dns`, `skipped`."""
    if attempt.exchange is None or attempt.exchange.failure:
        return attempt_status(attempt)
    error = attempt.answer.error if isinstance(attempt.answer, ErrorResponse) else None
    word = shown_text(error or attempt.outcome, redactor.text, most=_SHOWN_ERROR).text
    return f"{attempt_status(attempt)} {'token' if attempt.token else plain_line(word)}"


def attempt_status(attempt: Attempt) -> str:
    """Return how an attempt ended in a word: its status, or what kept it from one."""
    exchange = attempt.exchange
    if exchange is None:
        return "skipped"
    if exchange.failure:
        return str(exchange.failure.kind)
    return str(exchange.response.status if exchange.response else 0)


def attempt_sign(attempt: Attempt) -> str:
    """Return one character for how an attempt ended."""
    return "✓" if attempt.token else "·" if attempt.outcome == "skipped" else "✗"
