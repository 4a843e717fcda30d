"""Works out texts in source code: strings put together, variables assigned above, Basic credentials."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote_plus

from .brackets import CLOSERS, closed_brackets
from .signs import Language
from .tokens import Token, tokens_of
from .value import Value, joined

_ENCODINGS: Final = re.compile(r"(?i)utf-?8|ascii|iso-8859-1|latin-?1|base64|us-ascii|hex|binary|utf-16")
_ENVIRONMENT: Final = re.compile(
    r"(?i)getenv|environ|env\b|GetEnvironmentVariable|process\.env|config\.get|ENV$"
)
_BASE64: Final = re.compile(r"(?i)base64|b64|btoa|Credentials\.basic")
_TEXT_CALLS: Final = ("toString", "encode", "getBytes", "decode", "strip", "trim", "ToString")
_URL_ENCODERS: Final = re.compile(
    r"(?i)encodeURIComponent$|EscapeDataString$|url_?encode\w*$|URLEncoder\.encode$|quote(?:_plus)?$|QueryEscape$"
)
_DEEPEST: Final = 3
_MOST_NESTING: Final = 25
_MOST_WORK: Final = 50_000
"""Expressions that are read in one snippet."""
_ALTERNATIVE: Final = ("||", "??", "or", "?:")


class Evaluator:
    """Evaluates expressions with the variables found so far."""

    def __init__(self, tokens: list[Token], language: Language, depth: int = 0) -> None:
        self.tokens = tokens
        self._closed = closed_brackets(tokens)
        self._depth = depth
        self._nesting = 0
        self._work = 0
        self._language = language
        self.variables: dict[str, Value] = {}

    def assign(self, name: str, value: Value, *, append: bool = False) -> None:
        """Remember a variable's value."""
        key = self._key(name)
        before = self.variables.get(key)
        if append and before:
            value = Value(before.text + value.text, before.is_open or value.is_open)
        if len(value.text) < 100_000:
            self.variables[key] = value

    def value(self, at: int, limit: int = 400) -> tuple[Value | None, int]:
        """Return the value of the expression at a token, and the token after it; None if it is no text."""
        self._work += 1
        if self._nesting > _MOST_NESTING or self._work > _MOST_WORK:
            return None, at + 1
        self._nesting += 1
        try:
            return self._read(at, limit)
        finally:
            self._nesting -= 1

    def _read(self, at: int, limit: int) -> tuple[Value | None, int]:
        text, is_open, has_base64, found = "", False, False, False
        start, depth_limit = at, at + limit
        while at < min(len(self.tokens), depth_limit):
            token = self.tokens[at]
            if token.kind == "sign" and token.text in (",", ";", ")", "]", "}", ":", "=>", "="):
                break
            if token.kind == "end" and self._ends(at):
                break
            if token.text in _ALTERNATIVE and found:
                if not is_open:
                    at = self._skip(at)
                    break
                text, is_open = "", False
                at += 1
                continue
            if token.text in ("{", "@{", "[") and not found and not self._is_type(at):
                return None, self.after_bracket(at)
            if token.text == "-f" and token.kind == "flag":
                text, is_open, at = self._formatted(text, at + 1, is_open)
                continue
            if token.kind == "flag":
                break
            part, at = self._primary(at)
            if part is not None:
                text, found = text + part.text, True
                is_open, has_base64 = is_open or part.is_open, has_base64 or part.has_base64
        return (Value(text, is_open, has_base64) if found else None), max(at, start)

    def _primary(self, at: int) -> tuple[Value | None, int]:
        """Return the value of one operand with the calls on it."""
        token = self.tokens[at]
        value: Value | None = None
        if token.kind == "string":
            value, at = self._string(token), at + 1
            while (
                at < len(self.tokens)
                and self.tokens[at].kind == "string"
                and self._language is Language.PYTHON
            ):
                value, at = joined(value, self._string(self.tokens[at])), at + 1
        elif token.kind == "number":
            value, at = Value(token.text), at + 1
        elif token.kind == "name":
            value, at = self._name(at)
        elif token.text in ("(", "@("):
            value, at = self._arguments(at)
        elif token.text == "[":
            return None, self.after_bracket(at)
        else:
            return None, at + 1
        return self._with_calls(value, at)

    def _with_calls(self, value: Value | None, at: int) -> tuple[Value | None, int]:
        """Read `.method(…)` after an operand; of a receiver without a value, the arguments are the value."""
        while at + 1 < len(self.tokens) and self.tokens[at].text in (".", "->", "::", "?."):
            name = self.tokens[at + 1]
            if name.kind != "name" or at + 2 >= len(self.tokens) or self.tokens[at + 2].text != "(":
                break
            arguments, end = self._arguments(at + 2, keep_encodings=True)
            if name.text == "format" and value is not None:
                value = self._python_format(value, at + 2)
            elif (value is None or not value.text) and arguments:
                value = arguments
            is_base64 = bool(_BASE64.search(name.text) or (arguments and "base64" in arguments.text.lower()))
            if value is not None and is_base64:
                value = Value(value.text, value.is_open, has_base64=True)
            at = end
        return value, at

    def _name(self, at: int) -> tuple[Value | None, int]:
        name = self.tokens[at].text
        if at + 1 < len(self.tokens) and self.tokens[at + 1].text == "(":
            if _ENVIRONMENT.search(name):
                return self._environment(at)
            value, end = self._arguments(at + 1)
            if value is not None and _BASE64.search(name):
                value = Value(value.text, value.is_open, has_base64=True)
            receiver, _, method = name.rpartition(".")
            if (
                receiver
                and self._key(receiver) in self.variables
                and (value is None or method in _TEXT_CALLS)
            ):
                value = self._variable(receiver)
            elif value is not None and not value.is_open and _URL_ENCODERS.search(name):
                value = Value(quote_plus(value.text, errors="replace"), has_base64=value.has_base64)
            return value, end
        if at + 1 < len(self.tokens) and self.tokens[at + 1].text == "[" and _ENVIRONMENT.search(name):
            end = self.after_bracket(at + 1)
            source = name + "".join(_source(token) for token in self.tokens[at + 1 : end])
            return Value(source, is_open=True), end
        if name in (
            "new",
            "await",
            "return",
            "true",
            "false",
            "null",
            "None",
            "String",
            "string",
            "not",
        ):
            return None, at + 1
        return self._variable(name), at + 1

    def _environment(self, at: int) -> tuple[Value | None, int]:
        """Return what a call reads from the environment: its default, or the call as it stands."""
        end = self.after_bracket(at + 1)
        inner = [token for token in self.tokens[at + 2 : end - 1] if token.kind == "string"]
        if len(inner) == 2:
            return self._string(inner[1]), end
        return Value(
            self.tokens[at].text + "".join(map(_source, self.tokens[at + 1 : end])), is_open=True
        ), end

    def _arguments(self, at: int, *, keep_encodings: bool = False) -> tuple[Value | None, int]:
        """Return the texts in a pair of parentheses, put together, and the token after them."""
        end = self.after_bracket(at)
        result: Value | None = None
        index = at + 1
        while index < end - 1:
            value, after = self.value(index)
            if value is not None and (keep_encodings or not _ENCODINGS.fullmatch(value.text)):
                is_class = value.is_open and re.fullmatch(
                    r"(?:[A-Z]\w*\.)*[A-Z]\w*(?:\.[A-Z_0-9a-z]+)?", value.text
                )
                if not (is_class and result is not None):
                    result = joined(result, value) if result is not None else value
            index = max(after + 1, index + 1)
        return result, end

    def _formatted(self, text: str, at: int, is_open: bool) -> tuple[str, bool, int]:
        """Return what PowerShell's -f makes of a format."""
        values: list[Value] = []
        while at < len(self.tokens):
            value, at = self.value(at)
            if value is not None:
                values.append(value)
            if at >= len(self.tokens) or self.tokens[at].text != ",":
                break
            at += 1
        for index, value in enumerate(values):
            text = text.replace(f"{{{index}}}", value.text)
        return text, is_open or any(value.is_open for value in values), at

    def _python_format(self, value: Value, at: int) -> Value:
        end = self.after_bracket(at)
        index, text, is_open = at + 1, value.text, value.is_open
        number = 0
        while index < end - 1:
            name = None
            if self.tokens[index].kind == "name" and self.tokens[index + 1].text == "=":
                name, index = self.tokens[index].text, index + 2
            part, after = self.value(index)
            if part is not None:
                for key in (f"{{{name}}}",) if name else (f"{{{number}}}", "{}"):
                    if key in text:
                        text, is_open = text.replace(key, part.text, 1), is_open or part.is_open
                        break
                number += 1
            index = max(after + 1, index + 1)
        return Value(text, is_open)

    def _string(self, token: Token) -> Value:
        value = Value("")
        for text, is_expression in token.parts:
            value = joined(value, self._inner(text) if is_expression else Value(text))
        return value

    def _inner(self, source: str) -> Value:
        """Return the value of an expression inside a string: resolved, or else as it stands."""
        known = self.variables.get(self._key(source.split("!")[0].strip()))
        if known:
            return known
        if "(" in source and self._depth < _DEEPEST:
            inner = Evaluator(tokens_of(source, self._language), self._language, self._depth + 1)
            inner.variables = self.variables
            value, _ = inner.value(0)
            if value is not None and not value.is_open:
                return value
            if value is not None and value.has_base64:
                return value
        if self._language is Language.JAVASCRIPT:
            return Value(f"${{{source}}}", is_open=True)
        return Value(source if source.startswith("$") else f"{{{source}}}", is_open=True)

    def _variable(self, name: str) -> Value:
        return self.variables.get(self._key(name)) or Value(name, is_open=True)

    def _key(self, name: str) -> str:
        name = name.strip("{}").removeprefix("${").removesuffix("}")
        name = re.sub(r"^(?:\$?(?:this|self)(?:\.|->)|script:|global:)", "", name)
        name = name.lstrip("$")
        return name.lower() if self._language is Language.POWERSHELL else name

    def _ends(self, at: int) -> bool:
        """Tell whether an expression ends with its line: not after or before an operator."""
        following = next((token for token in self.tokens[at : at + 20] if token.kind != "end"), None)
        if (
            following is not None
            and following.kind == "sign"
            and following.text in ("+", ".", "->", "||", "??", "&&", "?.")
        ):
            return False
        before = self.tokens[at - 1].text if at and self.tokens[at - 1].kind == "sign" else ""
        return before not in ("+", ".", "(", ",", "=", ":", "=>", "||", "??", "&")

    def _is_type(self, at: int) -> bool:
        """Tell whether a bracket holds the name of a type, as `[Convert]` in PowerShell."""
        return (
            self.tokens[at].text == "["
            and at + 2 < len(self.tokens)
            and self.tokens[at + 1].kind == "name"
            and self.tokens[at + 2].text == "]"
        )

    def _skip(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].text not in (",", ";", ")", "]", "}", "\n"):
            at = self.after_bracket(at) if self.tokens[at].text in CLOSERS else at + 1
        return at

    def after_bracket(self, at: int) -> int:
        """Return the token after the bracket that closes the one at a token."""
        return self._closed.get(at, len(self.tokens))


def _source(token: Token) -> str:
    return f'"{token.text}"' if token.kind == "string" else token.text
