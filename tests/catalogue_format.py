"""The formatter of the catalogue: one layout for all its files, whoever writes them.

    .venv/bin/python -m tests.catalogue_format            formats every file
    .venv/bin/python -m tests.catalogue_format --check    names those that are not formatted

It changes the layout, never the content: the keys of a rule stand in one order, lists are wrapped. Comments
above a rule stay there. A comment inside a rule is an error, since it would be lost.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import tui.diagnosis
from tui.diagnosis.rules.rule import When

CATALOGUE: Final = Path(tui.diagnosis.__file__).parent / "catalogue"
WIDTH: Final = 110
_OF_FILE: Final = ("subject", "vendor", "source", "phase")
_OF_RULE: Final = (
    *("id", "vendor", "phase", "tier", "severity", "culprits", "lockout_risk"),
    *("title", "cause", "fix", "reference", "source"),
)
_OF_CASE: Final = ("culprit", "status", "headers", "body", "url")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_BODY: Final = re.compile(r"[^\n\x00-\x08\x0b-\x1f\x7f][^\x00-\x08\x0b-\x1f\x7f]*(?<!')")
_COMMENT: Final = re.compile(r"(?m)^[ \t]*#")
_RULE: Final = re.compile(r"(?m)^\[\[rule\]\]\n")
_ABOVE: Final = re.compile(r"(?:^#[^\n]*\n)+\Z", re.MULTILINE)


def formatted(text: str) -> str:
    """Return a file of the catalogue in its one layout.

    Raises:
        ValueError: a comment stands inside a rule, or the text is no TOML.
    """
    head, *rules = _RULE.split(text)
    comments = [match[0] if (match := _ABOVE.search(part)) else "" for part in (head, *rules[:-1])]
    kept = sum(comment.count("\n") for comment in comments)
    if len(_COMMENT.findall(text)) != kept:
        raise ValueError("a comment inside a rule: put it above [[rule]]")
    document = tomllib.loads(text)
    parts = ["\n".join(_pairs(document, _OF_FILE)) + "\n"]
    parts += [
        comment + "\n".join(_rule(rule)) + "\n"
        for comment, rule in zip(comments, document["rule"], strict=True)
    ]
    return "\n".join(parts)


def _rule(rule: Mapping[str, Any]) -> Iterator[str]:
    yield "[[rule]]"
    yield from _pairs(rule, _OF_RULE)
    yield "[rule.when]"
    yield from _pairs(rule["when"], tuple(When.__dataclass_fields__))
    for group, choices in rule.get("by", {}).items():
        yield f"[rule.by.{_key(group)}]"
        yield from _pairs(choices, tuple(choices))
    if lockout_by := rule.get("lockout_by"):
        yield "[rule.lockout_by]"
        yield from _pairs(lockout_by, tuple(lockout_by))
    for kind in ("wins", "near_miss"):
        for case in rule.get(kind, ()):
            yield f"\n[[rule.{kind}]]"
            yield from _pairs(case, _OF_CASE)


def _pairs(table: Mapping[str, Any], order: tuple[str, ...]) -> Iterator[str]:
    for key in order:
        if key in table:
            yield _assigned(_key(key), table[key])


def _assigned(key: str, value: object) -> str:
    line = f"{key} = {_value(value, is_body=key == 'body' and isinstance(value, str))}"
    if not isinstance(value, list) or len(line) <= WIDTH:
        return line
    return "\n".join([f"{key} = [", *_wrapped(value), "]"])


def _wrapped(values: list[object]) -> Iterator[str]:
    line = ""
    for value in map(_value, values):
        if line and len(line) + len(value) + 4 > WIDTH:
            yield f"  {line}"
            line = ""
        line = f"{line} {value},".lstrip()
    yield f"  {line}"


def _value(value: object, *, is_body: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value, is_body=is_body)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    return str(value)


def _text(text: str, *, is_body: bool) -> str:
    is_literal = "'" not in text and text.isprintable() and ("\\" in text or '"' in text)
    if is_body and _BODY.fullmatch(text) and "'''" not in text:
        return f"'''{text}'''"
    if is_literal:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def main(*, is_check: bool) -> int:
    """Format every file of the catalogue, or name those that are not formatted."""
    status = 0
    for path in sorted(CATALOGUE.rglob("*.toml")):
        text = path.read_text("utf-8")
        if (better := formatted(text)) != text:
            print(path.relative_to(CATALOGUE))
            status = 1
            if not is_check:
                path.write_text(better, "utf-8")
    return status if is_check else 0


if __name__ == "__main__":
    sys.exit(main(is_check="--check" in sys.argv[1:]))
