"""Finds names with their values in source code: entries, named arguments, calls with a name and a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .signs import Language
from .tokens import Token, tokens_of
from .value import Value
from .values import Evaluator

_OPENERS: Final = ("(", "[", "{", "@{", "@(")
_KEY_SIGNS: Final = (":", "=>", "=")
_MOST_CHARACTERS: Final = 200_000
_MOST_TOKENS: Final = 20_000


@dataclass(frozen=True, repr=False)
class Pair:
    """A name with its value, and the place where it stands."""

    name: str
    value: Value
    group: str
    """What its neighbors share: their bracket, the variable, or the method that adds them."""
    tag: str
    """The names around it, outermost first, in lower case: the method, the variable, the key."""
    position: int


@dataclass(repr=False)
class Found:
    """All that a snippet says, in its order."""

    pairs: list[Pair] = field(default_factory=list)
    texts: list[tuple[Value, str, int]] = field(default_factory=list)
    """Each text with the names around it, and its position."""
    calls: list[tuple[str, list[Value], int]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    """Variables that are handed over under a name: `headers=extra`."""


@dataclass
class _Group:
    key: str
    tag: str
    opener: str
    is_fresh: bool = True


class Collector:
    """Goes through a snippet once, from top to bottom."""

    def __init__(self, text: str, language: Language) -> None:
        self._language = language
        self._tokens: list[Token] = tokens_of(text[:_MOST_CHARACTERS], language)[:_MOST_TOKENS]
        self._evaluator = Evaluator(self._tokens, language)
        self._groups: list[_Group] = [_Group("", "", "")]
        self.found = Found()

    def collect(self) -> Found:
        """Return what was found."""
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.kind == "sign" and token.text in _OPENERS:
                self._open(at)
            elif token.kind == "sign" and token.text in ")]}" and len(self._groups) > 1:
                self._groups.pop()
            elif token.kind in ("string", "name", "flag"):
                self._take(at, token)
            at += 1
        return self.found

    def _open(self, at: int) -> None:
        token = self._tokens[at]
        before = self._before(at)
        parent = self._groups[-1]
        name = before.text if before and before.kind in ("name", "flag") else ""
        if before and before.text in ("=", ":", "=>", ":=", ","):
            key = self._before(at, 2)
            name = key.text if key and key.kind in ("name", "string") and before.text != "," else ""
        option = next((word for steps in (1, 2, 3) if (word := self._option_before(at, steps))), "")
        is_call = token.text == "(" and before is not None and before.kind == "name"
        tag = f"{parent.tag} {option} {name}".lower().strip()[-300:]
        self._groups.append(_Group(f"{parent.key} {name}"[-300:] if is_call else f"{at}", tag, token.text))
        if is_call or re.fullmatch(r"['\"]?-?(?:auth|basic_auth)['\"]?", name):
            self.found.calls.append((name, self._arguments(at), at))
        self._tuple(at, parent, name)

    def _option_before(self, at: int, steps: int) -> str:
        """Return PHP's option of curl that stands a few tokens before a bracket."""
        token = self._before(at, steps)
        return token.text if token is not None and token.text.startswith("CURLOPT_") else ""

    def _tuple(self, at: int, parent: _Group, name: str) -> None:
        """Take `("name", value)` and `{"name", value}` as a pair."""
        first = self._at(at + 1)
        if first is None or first.kind != "string" or first.text != "".join(text for text, _ in first.parts):
            return
        comma = self._skip_ends(at + 2)
        if (sign := self._at(comma)) is None or sign.text != ",":
            return
        value, end = self._evaluator.value(self._skip_ends(comma + 1))
        closing = self._at(self._skip_ends(end))
        if value is None or closing is None or closing.text not in (")", "]", "}", ",", ";"):
            return
        is_own = name and not re.search(r"^new$|Pair$|^Header$|^Parameter$", name)
        group = f"{parent.key} {name}" if is_own else parent.key
        self.found.pairs.append(Pair(first.text, value, group, f"{parent.tag} {name.lower()}".strip(), at))

    def _take(self, at: int, token: Token) -> None:
        following = self._at(at + 1)
        group = self._groups[-1]
        if token.kind == "flag":
            self._flag(at, token)
        elif (
            following is not None and following.text == "]" and token.kind == "string" and group.opener == "["
        ):
            self._indexed(at, token)
        elif following is not None and following.text in _KEY_SIGNS:
            self._keyed(at, token, following.text, group)
        elif following is not None and following.text in ("+=", ".=", ":=") and token.kind == "name":
            value, _ = self._evaluator.value(at + 2)
            if value is not None:
                self._evaluator.assign(token.text, value, append=following.text != ":=")
                if following.text == ":=":
                    self.found.texts.append((value, token.text.lower(), at))
        elif token.kind == "name" and group.opener == "{" and self._is_shorthand(at):
            value, _ = self._evaluator.value(at)
            if value is not None:
                self.found.pairs.append(Pair(token.text, value, group.key, group.tag, at))
        elif self._starts_expression(at):
            value, _ = self._evaluator.value(at)
            if value is not None:
                self.found.texts.append((value, group.tag, at))
                self._alias(token, group.tag)

    def _keyed(self, at: int, token: Token, sign: str, group: _Group) -> None:
        """Take `name: value`, `"name" => value` or `name = value`."""
        start = self._skip_ends(at + 2) if sign != "=" or group.opener == "(" else at + 2
        value, _ = self._evaluator.value(start)
        is_assignment = sign == "=" and group.opener in ("", "{", "(") and token.kind == "name"
        if sign == "=" and group.opener not in ("@{", "(") and token.kind == "name":
            holder, _, member = token.text.rpartition(".")
            if holder and value is not None and not re.search(r"(?i)this|self", holder):
                self.found.pairs.append(Pair(member, value, holder, holder.lower(), at))
            if value is not None:
                self._evaluator.assign(token.text, value)
                self.found.texts.append((value, token.text.lower(), at))
            return
        if sign == ":" and not group.opener:
            return  # a line of a ticket, not code
        if value is None or (sign == "=" and not is_assignment and group.opener != "@{"):
            return
        self.found.pairs.append(Pair(token.text, value, group.key, group.tag, at))
        following = self._at(start)
        if following is not None:
            self._alias(following, f"{group.tag} {token.text.lower()}")

    def _alias(self, token: Token, tag: str) -> None:
        """Remember as what a variable is handed over."""
        if token.kind == "name" and tag:
            self.found.aliases.setdefault(token.text.lower(), tag)

    def _indexed(self, at: int, token: Token) -> None:
        """Take `name["key"] = value`."""
        sign = self._at(at + 2)
        holder = self._at(at - 2)
        if sign is None or sign.text != "=":
            return
        value, _ = self._evaluator.value(at + 3)
        if value is None:
            return
        if holder is not None and holder.kind == "name":
            self.found.pairs.append(Pair(token.text, value, holder.text, holder.text.lower(), at))
        elif len(self._groups) > 1:
            outer = self._groups[-2]
            self.found.pairs.append(Pair(token.text, value, outer.key, outer.tag, at))

    def _flag(self, at: int, token: Token) -> None:
        value, _ = self._evaluator.value(at + 1)
        if value is not None:
            self.found.pairs.append(Pair(token.text, value, "flags", token.text, at))
            following = self._at(at + 1)
            if following is not None:
                self._alias(following, token.text)
        else:
            self.found.pairs.append(Pair(token.text, Value("", is_open=True), "flags", token.text, at))

    def _arguments(self, at: int) -> list[Value]:
        end = self._evaluator.after_bracket(at)
        values: list[Value] = []
        index = at + 1
        while index < end - 1 and len(values) < 8:
            index = self._skip_ends(index)
            named = self._at(index + 1)
            if named is not None and named.text in ("=", ":") and self._tokens[index].kind == "name":
                index = self._skip_ends(index + 2)
            value, after = self._evaluator.value(index)
            values.append(value or Value("", is_open=True))
            index = max(after, index) + 1
        return values

    def _starts_expression(self, at: int) -> bool:
        before = self._before(at)
        if self._tokens[at].kind == "string" and self._tokens[at].text.startswith("http"):
            return True
        return before is None or before.text in (
            "(",
            ",",
            "=",
            "[",
            "{",
            "return",
            "@(",
            "new",
            "await",
            ":",
            "=>",
        )

    def _is_shorthand(self, at: int) -> bool:
        before, following = self._before(at), self._at(self._skip_ends(at + 1))
        return (
            before is not None
            and before.text in ("{", ",")
            and following is not None
            and following.text in (",", "}")
        )

    def _before(self, at: int, steps: int = 1) -> Token | None:
        index = at
        for _ in range(steps):
            index -= 1
            while index >= 0 and self._tokens[index].kind == "end":
                index -= 1
        return self._tokens[index] if index >= 0 else None

    def _skip_ends(self, at: int) -> int:
        while at < len(self._tokens) and self._tokens[at].kind == "end":
            at += 1
        return at

    def _at(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None
