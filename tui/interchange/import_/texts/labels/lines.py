"""Takes lines apart into labels and values, as people type the fields into tickets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .meanings import is_weak, meaning_of_label, pair_of_label
from .values import plain_value

_BULLET: Final = r"^[ \t>|*•·–\-+]{0,20}(?:\d{1,2}[.)][ \t]+)?"
_LINE: Final = re.compile(
    r"^[ \t>|*•·–\-+]{0,20}?(?:\d{1,2}[.)][ \t]+)?(?P<mark>\*{1,3}|_{1,3}|[\"'`]{1,3}|\[)?"
    r"(?P<label>[^\W\d_][\w '’().\-/&+]{0,100}?)(?P<closed>[\"'`*_\]]{1,3})?[ \t]*"
    r"(?:[.…]{3,60}[ \t]*:?|[ \t]\.{1,2}[ \t]|:=|=>|->|→|[:=：|\t]|[ \t]{2,}|[ \t][–—-][ \t])[ \t]*"
    r"(?(closed)|(?(mark)(?:(?![\"'])(?P=mark)(?![*_•])[ \t]*)?))(?P<value>(?:.{0,8000}?\S)?)[ \t]*$"
)
_METHOD_LINE: Final = re.compile(
    r"(?i)[ \t]*(?P<label>(?:oauth2 )?client authentication)[ \t]+"
    r"(?P<value>(?:send|oauth|basic|request|in)\b.{1,200})"
)
"""The one label of the form whose value begins with a word that no label ends in."""
_WIRE_LINE: Final = re.compile(
    _BULLET
    + r"(?P<label>client_id|client_secret|username|password|grant_type|scope)[ \t]+(?P<value>\S+)[ \t]*$"
)
_BETWEEN: Final = re.compile(
    r"(?<![ \t])[ \t]*[,;/|][ \t]+(?=[^\W\d_][\w '’-]{1,40}[ \t]*[:=])|;(?=[A-Za-z][\w ]{1,40}=)"
)
"""What stands between several labels in one line."""
_SENTENCE_BELOW: Final = re.compile(r"([:=][ \t]*[^\s:=]\S{0,400})\.[ \t]+[^\W\d_][^:=]*$")
"""A value that ends its sentence, and the one behind it."""
_SENTENCE_ON: Final = re.compile(r"^([ \t]*[\w.-]{1,60}=[^\s\"'=]{1,4000})[ \t].*$")
"""A value right behind its equals sign, and the sentence that goes on behind it."""
_ASSIGNED: Final = re.compile(
    r"(?:^|[ \t])(?:--([A-Za-z][\w-]{1,40})(?:=|[ \t]+)|([A-Za-z]\w{1,40})=)"
    r"(\"[^\"]{0,400}\"|'[^']{0,400}'|[^\s\"'&]{1,400})(?=[ \t]|$)"
)
_ASSIGNED_BEHIND: Final = re.compile(r": ([^\W\d_][\w -]{1,40}[ \t]*=[ \t]*\S{1,400})[ \t]*$")
"""The one assignment behind the words that begin a line: `By phone: password = …`."""
_FEWEST_TOLD: Final = 3
"""The labels that make a line a sentence, which ends with a period."""
_FEWEST_BEHIND: Final = 2
_BARE_LABEL: Final = re.compile(
    _BULLET
    + r"[*_]{0,2}([^\W\d_][\w '’().\-/]{2,60}?)[*_]{0,2}[ \t]*(?:(?:[:：][*_]{0,2}|[*_]{1,2})[ \t]*)?$"
)
_QUESTION: Final = re.compile(
    _BULLET + r"(?:(?i:what(?:'s| is| are)|and|which|was ist|wie lautet)[ \t]+)?"
    r"(?i:the |your |die |der |das )?([^\W\d_][\w ]{1,40}?)[ \t]?\?[ \t]*$"
)
"""A question whose answer is the line below."""
_ROW: Final = re.compile(r"^[\"'{ ]*([\w-]{1,80})[\"' ]*[:=][\"' ]*(.{0,8000}?)[\"'} ]*$")
_PAIR: Final = re.compile(r"(\S+)[ \t]+[/|:,][ \t]+(\S+)|([^\s/]+)[/](\S+)|([^\s:]+):(\S+)")
_SPACED_PAIR: Final = re.compile(r"(\S+)[ \t]+[/|][ \t]+(\S+)")


@dataclass(frozen=True, repr=False)
class Labeled:
    """A label with its value."""

    label: str
    meaning: str
    """The field that it means; blank for none."""
    value: str


def labeled_parts(line: str) -> list[Labeled]:
    """Return the labels in a line that mean something, each with its value."""
    parts = _BETWEEN.split(line)
    if len(parts) > 1:
        parts[-1] = _SENTENCE_BELOW.sub(r"\1", parts[-1].rstrip("; "))
        quote = parts[-1][-1:]
        if quote in ("'", '"', "`") and parts[-1].count(quote) == 1 and line.count(quote) % 2 == 0:
            parts[-1] = parts[-1][:-1]  # it closes what was opened before the labels
        if ", " in line and len(parts) >= _FEWEST_TOLD:
            parts[-1] = parts[-1].removesuffix(".")
        if len(parts) >= _FEWEST_TOLD:
            parts[-1] = _SENTENCE_ON.sub(r"\1", parts[-1])
    found = [part for part in map(_labeled, parts) if part]
    if len(parts) > 1 and len(found) == len(parts):
        return [single for part in found for single in _singles(part)]
    if (told := _told_behind(parts)) and len(told) >= _FEWEST_BEHIND:
        return [single for part in told for single in _singles(part)]
    if len(given := _assigned_parts(line)) >= _FEWEST_TOLD:
        return given
    whole = _labeled(line) or (_labeled(behind[1]) if (behind := _ASSIGNED_BEHIND.search(line)) else None)
    return _singles(whole) if whole else []


def _told_behind(parts: list[str]) -> list[Labeled]:
    """Return the labels behind the words that begin a line: `Access, as promised: client id = …, …`."""
    found: list[Labeled] = []
    for part in reversed(parts):
        if (labeled := _labeled(part)) is None:
            first = _labeled(part.rpartition(": ")[2])
            return [first, *found] if first else found
        found.insert(0, labeled)
    return found


def _assigned_parts(line: str) -> list[Labeled]:
    """Return what several `name=value` or `--name value` in one line assign."""
    found = []
    for flag, name, value in _ASSIGNED.findall(line) if line.count("=") + line.count("--") > 1 else ():
        label = (flag or name).replace("-", "_")
        if meaning := meaning_of_label(label):
            found.append(Labeled(label, meaning, value))
    return found


def bare_label(line: str, *, is_listed: bool = False) -> Labeled | None:
    """Return the label that is all of a line, so that its value may be the line below it.

    `is_listed` tells that the line above is such a value: then a word such as `User` is a label, too.
    """
    found = _QUESTION.match(line) or _BARE_LABEL.match(line)
    meaning = meaning_of_label(found[1]) if found else None
    if (
        not found
        or not meaning
        or (is_weak(found[1]) and not is_listed and not line.rstrip(" *_").endswith((":", "：", "?")))
    ):
        return None
    return Labeled(found[1], meaning, "")


def row_in(line: str) -> tuple[str, str] | None:
    """Return the name and the value of a row, as `X-Zone: north`."""
    found = _ROW.match(line)
    return (found[1], found[2]) if found else None


def _labeled(line: str) -> Labeled | None:
    found = _LINE.match(line) or _WIRE_LINE.match(line) or _METHOD_LINE.fullmatch(line)
    if not found or not found["value"]:
        return None
    label = found["label"].strip()
    meaning = meaning_of_label(label)
    if meaning is None and not pair_of_label(label):
        return None
    return Labeled(label, meaning or "", found["value"])


def _singles(part: Labeled) -> list[Labeled]:
    """Return a label of two fields, such as `User / Password: a / b`, as two."""
    pair = pair_of_label(part.label)
    if pair and (found := _PAIR.fullmatch(plain_value(part.value, ""))):
        values = [group for group in found.groups() if group is not None]
        return [Labeled(part.label, meaning, value) for meaning, value in zip(pair, values, strict=True)]
    both = {"username": "password", "client_id": "client_secret"}.get(part.meaning)
    if both and (found := _SPACED_PAIR.fullmatch(part.value)):
        return [Labeled(part.label, part.meaning, found[1]), Labeled(part.label, both, found[2])]
    return [part] if part.meaning else []
