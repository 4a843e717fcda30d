"""The token endpoint's response in rows: the members of RFC 6749 §5.1 and §5.2."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ...interchange.shown_text import shown_line
from ...oauth2.attempt import Attempt
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.token_response import AccessTokenResponse, ErrorResponse, UnusableResponse
from ...oauth2.secret import MASK
from .table import Row

_SHOWN_WORDS: Final = 2_000
"""The most characters of one value to show; the body shows more."""


def answer_rows(attempt: Attempt, redactor: Redactor | None) -> list[Row]:
    """Return how a response was read. Without a redactor, secrets are revealed."""
    mask = redactor.text if redactor else None

    def foreign(text: object, style: str = "") -> Content:
        return Content.styled(shown_line(str(text), mask, most=_SHOWN_WORDS), style)

    answer = attempt.answer
    if isinstance(answer, AccessTokenResponse):
        token = MASK if redactor else shown_line(answer.access_token.reveal(), None, most=_SHOWN_WORDS)
        kind = "JWT" if answer.is_jwt else "opaque"
        refresh = "yes, but the connector uses the user's credentials" if answer.refresh_token else "no"
        return [
            ("Token", Content.assemble((token, "bold"), f"  ({kind})")),
            ("Type", foreign(answer.token_type or "missing (RFC 6749 §5.1 requires one)")),
            ("Expires in", foreign(_lifetime(answer.expires_in))),
            ("Scope", foreign(answer.scope or "as requested")),
            ("Refresh token", Content(refresh)),
        ]
    if isinstance(answer, ErrorResponse):
        rows = [("Error", foreign(answer.error or "no OAuth error code", "bold $fails"))]
        if answer.error_description:
            rows.append(("Description", foreign(answer.error_description)))
        if answer.error_uri:
            rows.append(("More at", foreign(answer.error_uri)))
        return rows
    if isinstance(answer, UnusableResponse):
        return [("Unusable", foreign(answer.reason, "bold $fails"))]
    return []


def _lifetime(expires_in: str | float | None) -> str:
    if expires_in is None:
        return "not stated"
    if isinstance(expires_in, str):
        return f"“{expires_in}” (as text)"
    minutes = f" ({expires_in / 60:.0f} minutes)" if expires_in >= 120 else ""
    return f"{expires_in} seconds{minutes}"
