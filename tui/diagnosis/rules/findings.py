"""What the rules say about one response, with every secret that the server echoes masked.

Rules search folded text and cut quotes from it short. Masking could no longer find a secret there. So a
response that echoes one is read a second time, masked before it is folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ...oauth2.http_response import HttpResponse
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import MASK
from ..finding import Finding
from ..quoting import quoter
from .observation import Observation, observe

if TYPE_CHECKING:
    from .rule import Rule

_SEARCHED: Final = 6_500
"""Characters of a response that rules can quote: more than they search."""


def observe_masked(
    response: HttpResponse, redactor: Redactor, *, status: int | None, url: str
) -> Observation:
    """Lay out a response. Its header values are masked, its body is not."""
    headers = tuple(redactor.headers((name, value[:_SEARCHED]) for name, value in response.headers[:200]))
    return observe(replace(response, headers=headers), status=status, url=url)


def rule_finding(
    seen: Observation, rules: Iterable[Rule], redactor: Redactor, *, may_echo: bool = True
) -> Finding | None:
    """Return what the rules say about a response, safe to show; None where no rule holds.

    `may_echo` is whether any secrets are known that it could repeat: if not, nothing is searched for.
    """
    from .engine import diagnose  # a token needs no rules

    rules = tuple(rules)
    found = diagnose(seen, rules, quoter(redactor))
    if found is None or not may_echo:
        return found
    said = "\n".join((*seen.codes, *seen.messages))[:_SEARCHED]
    start = seen.body[:_SEARCHED]
    masked_start = redactor.text(start)
    if masked_start == start and redactor.text(said) == said:
        return found
    masked = diagnose(_masked(seen, masked_start), rules, quoter(redactor))
    if masked and masked.id == found.id:
        return masked
    # The secret is one of the telling words, such as "password": only the rule's own text can be shown.
    return diagnose(seen, rules, lambda words: words if words.startswith("status ") else MASK)


def _masked(seen: Observation, body: str) -> Observation:
    content_type = (("Content-Type", f"{seen.media_type}; charset=utf-8"),) if seen.media_type else ()
    headers = tuple((name, value) for name, value in seen.headers if name != "content-type")
    response = HttpResponse(seen.status or 0, "", content_type + headers, body.encode("utf-8", "replace"))
    return observe(response, status=seen.status, url=seen.url)
