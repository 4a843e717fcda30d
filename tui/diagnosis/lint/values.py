"""The text of a field: invisible characters, placeholders, and what was pasted along with the value.

A secret is never quoted: a finding names the character at fault, or says what the text looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...oauth2.connector import Connector
from ...oauth2.field_checks import find_problems
from ...oauth2.form_fields import short_label_of
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.secret import reveal
from ...oauth2.text_faults import find_text_faults
from ..finding import Finding

_FIELDS: Final = ("client_id", "client_secret", "username", "password", "token_url", "base_url")
_ROWS: Final = ("additional_headers", "additional_request_data")
_LONGEST: Final = 20_000
_TYPOGRAPHIC: Final = {
    "“": "a typographic quote",
    "”": "a typographic quote",
    "„": "a typographic quote",
    "‘": "a typographic quote",
    "’": "a typographic quote",
    "«": "a typographic quote",
    "»": "a typographic quote",
    "–": "a long dash",
    "—": "a long dash",
    "−": "a minus sign in place of a hyphen",
    "‐": "an unusual hyphen",
    "‑": "a non-breaking hyphen",
    "…": "an ellipsis, as cut-off text does",
}
_BULLETS: Final = LazyPattern(r"[•●∙·*]{3,}", needs=("•", "●", "∙", "·", "*"))
_CUT: Final = LazyPattern(r"\S+\.{3}", needs=("...",))
_PLACEHOLDERS: Final = (
    LazyPattern(r".*\{\{[^{}]{0,80}\}\}.*", re.DOTALL, needs=("{{",)),
    LazyPattern(r".*\$\{[^{}]{1,80}\}.*", re.DOTALL, needs=("${",)),
    LazyPattern(
        r"<[^<>]{1,80}>|\[[A-Za-z][A-Za-z _-]{2,60}\]|%[A-Z][A-Z_]{2,40}%|\$[A-Z][A-Z_]{3,40}",
        needs=("<", "[", "%", "$"),
    ),
    LazyPattern(
        r"(?:your|enter|insert|replace|paste)[-_ ](?:[a-z]+[-_ ]){0,4}[a-z]+(?:[-_ ]here)?",
        re.IGNORECASE,
        words=("your", "enter", "insert", "replace", "paste"),
    ),
    LazyPattern(
        r"x{3,}|a{4,}|y{3,}|z{3,}|abc123|changeme|change[-_]me|todo|tbd|tba|null|none|undefined|n/a|dummy|placeholder|redacted|hidden",
        re.IGNORECASE,
        words=tuple(
            "xxx aaaa yyy zzz abc123 change todo tbd tba null none undefined n/a dummy placeholder redacted "
            "hidden".split()
        ),
    ),
    LazyPattern(
        r"client[-_ ]?(?:id|secret)|consumer[-_ ]?(?:key|secret)|user[-_ ]?name|password|secret|api[-_ ]?key",
        re.IGNORECASE,
        words=("client", "key", "secret", "name", "password"),
    ),
    LazyPattern(r".*\bYOUR[-_][A-Z]{2,}.*|.*\bREPLACE[-_]?ME.*", re.DOTALL, needs=("YOUR", "REPLACE")),
)
_IN_A_URL: Final = LazyPattern(
    r".*(?:\{\{|\$\{|%7B|<|/:[a-z]|\byour[-_]|\byour(?:domain|tenant|instance|host|org|company|server)"
    r"|[/.](?:tenant[-_]?id|instance[-_]?name|mydomain|subdomain|realm[-_]name)\b).*",
    re.IGNORECASE,
    words=("{", "%7b", "<", "/:", "your", "tenant", "instance", "mydomain", "subdomain", "realm"),
)
_LABEL: Final = LazyPattern(
    r"""["']?(?:(?:oauth2?|salesforce|app(?:lication)?|api|consumer|client|user|password grant)[ _-]?)?"""
    r"""(?:id|secret|secret value|key|user ?name|name|password|token[ _]?url|url)"""
    r"""["']?\s*(?::(?!//)|=)\s*\S.*""",
    re.IGNORECASE | re.DOTALL,
    needs=(":", "="),
)
_SCHEME: Final = LazyPattern(r"(?:Bearer|Basic)\s+\S+", re.IGNORECASE, words=("bearer", "basic"))
_CURL: Final = LazyPattern(r"(?:-d|-u|-H|--[a-z-]+)\s+\S+.*", re.DOTALL, needs=("-",))
_QUOTED: Final = LazyPattern(r"""(["'`]).*\1[,;]?|.*["'][,;]""", re.DOTALL, needs=('"', "'", "`"))
_JSON: Final = LazyPattern(r"\s*[{\[].*[}\]]\s*", re.DOTALL, needs=("{", "["))


class _Fault(NamedTuple):
    id: str
    words: str
    """To follow the field's label: "ends with a space"."""
    fix: str
    cause: str = "The connector sends this text exactly as written, so every character counts."


def lint_values(connector: Connector) -> Iterator[Finding]:
    """Yield what looks wrong in the text of a field or row. A text that can't be sent has a field problem."""
    problems = {(problem.field, problem.row) for problem in find_problems(connector)}
    for key in _FIELDS:
        value = reveal(getattr(connector, key))
        if value and (key, None) not in problems and (fault := _fault(value, is_url=key.endswith("_url"))):
            yield _finding(key, short_label_of(key), fault)
    for key in _ROWS:
        for index, row in enumerate(getattr(connector, key)):
            value = reveal(row.value)
            if value and (key, index) not in problems and (fault := _fault(value, is_row=True)):
                yield _finding(key, f"Row {index + 1} of {short_label_of(key)}", fault)


def _fault(value: str, *, is_url: bool = False, is_row: bool = False) -> _Fault | None:
    """Return the first fault of a value; the later ones are often its consequence."""
    value = value[:_LONGEST]
    if unseen := find_text_faults(value):
        return _Fault(
            "lint.unseen_characters",
            unseen[0].sentence,
            "Trim the value, or type it again.",
            "The server compares every character, even those that you can't see.",
        )
    if is_url:
        return _PLACEHOLDER if _IN_A_URL.fullmatch(value) else None
    if _BULLETS.fullmatch(value):
        return _Fault(
            "lint.mask",
            "contains the dots that hide a secret, not the secret itself",
            "Copy the value itself. Where a form shows dots, use its copy button or ask for a new secret.",
        )
    if char := next((char for char in value if char in _TYPOGRAPHIC), ""):
        return _Fault(
            "lint.typographic",
            f"contains {_TYPOGRAPHIC[char]} (U+{ord(char):04X})",
            "Copy the value again from where it was issued. A document or chat probably changed it.",
        )
    # A row can rightly contain a word such as “password”, or a value in brackets.
    placeholders = _PLACEHOLDERS[:2] if is_row else _PLACEHOLDERS
    if any(pattern.fullmatch(value) for pattern in placeholders):
        return _PLACEHOLDER
    if is_row:
        return None
    return _pasted_with_more(value)


def _pasted_with_more(value: str) -> _Fault | None:
    if _JSON.fullmatch(value) and (":" in value or '"' in value):
        return _Fault(
            "lint.pasted_more",
            "contains a piece of JSON",
            "Keep only the value, without its name and the braces.",
        )
    if _LABEL.fullmatch(value):
        return _Fault("lint.pasted_more", "begins with a label, not with the value", "Delete the label.")
    if _SCHEME.fullmatch(value):
        scheme = "Basic" if value[:2].lower() == "ba" else "Bearer"
        return _Fault(
            "lint.pasted_more",
            f"begins with the word {scheme}, as an Authorization header does",
            "Enter the value itself, not a header.",
        )
    if _CURL.fullmatch(value):
        return _Fault("lint.pasted_more", "begins with a curl option", "Keep only the value.")
    if _QUOTED.fullmatch(value) and len(value) > 2:
        return _Fault("lint.pasted_more", "is in quotes", "Delete the quotes, and any comma after them.")
    if _CUT.fullmatch(value):
        return _Fault(
            "lint.cut_off", "ends with three dots", "Copy the full value. A list or a log cut it short."
        )
    return None


_PLACEHOLDER: Final = _Fault(
    "lint.placeholder",
    "contains a placeholder, not a value",
    "Replace it with the real value. Ask the system's owner for it.",
)


def _finding(key: str, label: str, fault: _Fault) -> Finding:
    return Finding(
        id=fault.id,
        severity="warning",
        culprits=() if key == "base_url" else (key,),
        title=f"{label} {fault.words}.",
        cause=fault.cause,
        fix=fault.fix,
        evidence=(f"{label}: it {fault.words}",),
        field_keys=(key,) if key == "base_url" else (),
    )
