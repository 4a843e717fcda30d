"""The ways in which sentences tell a field's value: `the client id is "shop"`, `logging in as ferry7`."""

from __future__ import annotations

import re
from typing import Final

_GAP: Final = r"[ \t]{0,20}(?:[ \t]|\n[ \t]{0,20}(?=\S))"
"""A blank, or the end of a line that a mail program wrapped."""
_QUOTED: Final = (
    r"(?:\"(?P<double>[^\"\n]{1,300})\"|'(?P<single>[^'\n]{1,300})'|`(?P<code>[^`\n]{1,300})`|"
    r"[«“„][ \t\u00a0\u202f]?(?P<angled>[^«»“”„\n]{1,300}?)[ \t\u00a0\u202f]?[»“”]|"
)
_SIGN: Final = r"(?:[^\s,;\"'`«»“”]|[,;](?=[^\s\"'`])|(?<=\w)['\"](?=\w))"
"""A character of a value without quotes: punctuation is one only within a word."""
_LIKE_A_VALUE: Final = rf"(?=[^\s,;\"'`]{{0,200}}[\d_@\\+*#$%!~]){_SIGN}{{2,300}}(?<![.)])"
_CLIENT: Final = (
    rf"client(?=[ \t]+[\"'`«“„])|client(?:{_GAP}|[_-])?id|client(?:{_GAP}|[_-])?secret|"
    rf"client{_GAP}identifier|"
    rf"consumer{_GAP}(?:key|secret)|app(?:lication)?{_GAP}(?:id|secret)|secret|user ?name|"
    rf"user|password|passwd|pwd|pw|login|scopes?|identifiant(?: du)? client|id client|"
    rf"utilisateur|mot{_GAP}de{_GAP}passe|"
    r"benutzername|benutzer|passwort|kennwort|client-geheimnis|geheimnis|id de cliente|secreto|usuario|"
    r"contraseña|clave"
)
TOLD: Final = re.compile(
    rf"(?i)\b(?P<label>{_CLIENT}|account|token{_GAP}(?:url|endpoint))"
    rf"(?:{_GAP}(?:is|was|ist|lautet|est|es|=|should{_GAP}be|must{_GAP}be)"
    rf"(?:{_GAP}(?:called|named|now|set{_GAP}to))?|[ \t]*[=:])(?P<gap>{_GAP})"
    rf"{_QUOTED}(?P<bare>{_SIGN}{{1,300}}))"
)
NAMED: Final = re.compile(
    rf"(?i)\b(?P<label>{_CLIENT})(?P<gap>{_GAP}(?:(?:from{_GAP}\S{{1,300}}{_GAP}to|to|as|of|with|value|auf|à|"
    rf"(?:we{_GAP}use|verwenden|nutzen|benutzen)(?:{_GAP}wir)?){_GAP})?)"
    rf"{_QUOTED}(?P<bare>{_LIKE_A_VALUE}))"
)
"""A name with its value right behind it: in quotes, or with what no word of a sentence has."""
SIGNED_IN: Final = re.compile(
    rf"(?i)\b(?:(?:log(?:s|ged|ging)?|sign(?:s|ed|ing)?)[ -]?(?:in|on)|authenticat(?:e|es|ed|ing)|logins?|"
    rf"anmeld(?:en|ung)|angemeldet|einloggen)(?P<gap>{_GAP})(?:as|with|als|mit)(?:{_GAP}the)?"
    rf"(?:{_GAP}(?P<label>user(?:name)?|account|(?:service|technical)[ -](?:account|user)|benutzer))?{_GAP}"
    rf"{_QUOTED}(?P<bare>{_LIKE_A_VALUE}))"
)
"""Who somebody is to the server: `logging in as "ferry"`."""
GIVEN_AS: Final = re.compile(
    rf"(?i)(?<![^\s(]){_QUOTED}(?P<bare>(?=[^\s,;\"'`]{{0,200}}[\d_@\\+*#$%!~-]){_SIGN}{{2,300}}))"
    rf"(?P<gap>{_GAP})(?:as|for|als|comme){_GAP}(?:(?:the|our|its|your){_GAP})?"
    rf"(?P<label>client(?:{_GAP}|[_-])?id|client(?:{_GAP}|[_-])?secret|secret|user ?name|user|password)\b"
)
"""A value before its name: `0cean_Secret as password`."""
_BASIC: Final = re.compile(r"(?i)\bbasic\b[^\n.]{0,120}\Z")
_NEAR: Final = 140


def value_in(found: re.Match[str]) -> tuple[str, bool]:
    """Return the value that a sentence tells, and whether it has quotes around it."""
    quoted = found["double"] or found["single"] or found["code"] or found["angled"]
    return quoted or found["bare"].lstrip("(").rstrip(".)"), bool(quoted)


def is_below_basic(found: re.Match[str]) -> bool:
    """Tell whether the sentence is about Basic authentication."""
    return bool(_BASIC.search(found.string, max(0, found.start() - _NEAR), found.start()))
