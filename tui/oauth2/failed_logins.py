"""Whether an attempt may have counted as a failed login. The proof is reversed: it does unless it can't have.

A password that was sent is a failed login, unless a token came, or the response proves that the client was
refused before the server looked at the user. Servers refuse a wrong password in every way there is: with
another code of RFC 6749 §5.2, with 401, 403 or 500, with a page, with nothing.
"""

from __future__ import annotations

import re
from typing import Final

from .attempt import Attempt
from .connection import Layer
from .exchange import HttpResponse
from .lean.lazy_pattern import LazyPattern
from .responses.token_response import ErrorResponse

_BEFORE_SENDING: Final = frozenset({None, Layer.DNS, Layer.CONNECT, Layer.PROXY, Layer.TLS})
_NOT_ABOUT_THE_USER: Final = frozenset({"unauthorized_client", "unsupported_grant_type"})
"""Codes of RFC 6749 §5.2 that a server gives before it looks at the user."""
_SPEAKS_OF_THE_CLIENT: Final = LazyPattern(
    r"\bclients?\b|client[ _-]?(?:id|secret|authentication|credentials)|\bapp(?:lication)?s?\b|\bconsumer\b",
    re.IGNORECASE,
)
_SPEAKS_OF_THE_USER: Final = LazyPattern(
    r"user|password|passwort|account|login|log-in|logon|sign[ -]?in|resource owner|locked|bad credentials",
    re.IGNORECASE,
)
_NO_ENDPOINT: Final = frozenset({404, 405, 410, 501})
_READ: Final = 4_000
"""Characters of a body that are looked at."""


def may_be_a_failed_login(attempt: Attempt) -> bool:
    """Tell whether the server may have counted an attempt as a failed login."""
    exchange = attempt.exchange
    if exchange is None or attempt.token:
        return False
    if exchange.response is None:
        return exchange.connection.stopped_at not in _BEFORE_SENDING
    return not _refuses_before_the_user(exchange.response, attempt)


def _refuses_before_the_user(response: HttpResponse, attempt: Attempt) -> bool:
    """Tell whether a response proves that the server did not get as far as the user."""
    error = attempt.answer.error if isinstance(attempt.answer, ErrorResponse) else None
    if error in _NOT_ABOUT_THE_USER:
        return True
    said = response.text[:_READ]
    if _SPEAKS_OF_THE_USER.search(said):
        return False
    if error == "invalid_scope":
        return True  # whichever the server looks at first: a wrong user would be an invalid_grant
    if error == "invalid_client":
        # By RFC 6749 §5.2 that is enough; some servers say it of everything.
        description = attempt.answer.error_description if isinstance(attempt.answer, ErrorResponse) else None
        is_challenged = response.status == 401 and response.header("WWW-Authenticate") is not None
        return is_challenged or bool(description and _SPEAKS_OF_THE_CLIENT.search(description))
    return response.status in _NO_ENDPOINT and not response.media_type.endswith("json")
