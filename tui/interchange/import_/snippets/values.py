"""Works out texts in source code: strings put together, variables assigned above, Basic credentials."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote_plus

from .argument_lists import (
    after_format,
    called_format,
    first_address,
    has_several_texts,
    joined_arguments,
    listed_arguments,
    message_format,
)
from .formats import FORMATTERS, JOINERS, LISTS, URL_ENCODERS, called_formatter
from .joined_urls import is_path_call, is_resolver, resolved, with_segments
from .lookups import command_at, environment_call, is_environment, is_flag, lookup_at
from .memory import Memory
from .quoted.strings import Part
from .signs import WITH_DOLLARS, Language
from .source import Source
from .tokens import Token
from .transforms import CHANGERS, DECODERS, decoded_call
from .value import Value, joined

_BASE64: Final = re.compile(r"(?i)base64|b64|btoa|Credentials\.basic")
_TEXT_CALLS: Final = (
    "toString",
    "encode",
    "getBytes",
    "decode",
    "strip",
    "trim",
    "ToString",
    "data",
    "base64EncodedString",
)
_WORKED_OUT: Final = re.compile(r"[(\[\"']|\|\||\?\?")
"""What an expression in a string has if it is more than a variable: a call, a key, or an alternative."""
_JOINING: Final = ("append", "concat")
"""Methods that put another text behind the one that they are called on."""
_DEEPEST: Final = 3
_MOST_NESTING: Final = 25
_MOST_WORK: Final = 50_000
"""Expressions that are read in one snippet."""
_ALTERNATIVE: Final = ("||", "??", "or", "?:")
"""What stands between a value and its default. In SQL, two bars join texts."""
_NO_JOINTS: Final = frozenset("- * / ^ !".split())
"""Signs that join no texts in any language."""
_NO_VALUES: Final = frozenset("new await return true false null None String string not".split())


class Evaluator:
    """Evaluates expressions with the variables found so far."""

    def __init__(self, source: Source, memory: Memory | None = None, depth: int = 0) -> None:
        self._source = source
        self.tokens = source.tokens
        self._depth = depth
        self._nesting = 0
        self._work = 0
        self._language = source.language
        self.memory = memory or Memory(source.language, source.classes)

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
        is_after_text = False
        start, depth_limit = at, at + limit
        while at < min(len(self.tokens), depth_limit):
            token = self.tokens[at]
            if token.kind == "sign" and token.text in (",", ";", ")", "]", "}", ":", "=>", "="):
                break
            if token.kind == "end" and self._source.ends_expression(at):
                break
            if token.kind == "sign" and (token.text in _NO_JOINTS or token.text == "{") and found:
                break
            if token.text in _ALTERNATIVE and found and self._language is not Language.PLSQL:
                if not is_open:
                    at = self._source.skip_operand(at)
                    break
                text, is_open, is_after_text = "", False, False
                at += 1
                continue
            if found and (end := self._source.other_value_end(at)):
                return Value(self._source.text_between(start, end), is_open=True), end
            if sent := message_format(self._source, at, self.value):
                text, is_open, found, at = text + sent[0].text, is_open or sent[0].is_open, True, sent[1]
                continue
            if token.text in ("{", "@{", "[") and not found and not self._source.names_type(at):
                return None, self._source.after_bracket(at)
            whole = Value(text, is_open, has_base64)
            if formatted := after_format(self._source, whole, at, self.value):
                whole, at = formatted
                text, is_open, has_base64 = whole.text, whole.is_open, whole.has_base64
                continue
            if token.kind == "flag" or (is_after_text and token.kind in ("string", "name", "number")):
                break  # nothing joins them: a quote was cut off, or a word such as `if` follows
            part, at = self._primary(at)
            is_after_text = part is not None
            if part is not None:
                text, found = text + part.text, True
                is_open, has_base64 = is_open or part.is_open, has_base64 or part.has_base64
        return (Value(text, is_open, has_base64) if found else None), max(at, start)

    def _primary(self, at: int) -> tuple[Value | None, int]:
        """Return the value of one operand with the calls on it."""
        token, start = self.tokens[at], at
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
            value, at = joined_arguments(self._source, at, self.value)
        elif token.text == "[":
            return None, self._source.after_bracket(at)
        else:
            return None, at + 1
        return self._with_calls(value, at, start)

    def _with_calls(self, value: Value | None, at: int, start: int) -> tuple[Value | None, int]:
        """Read `.method(…)` after an operand; of a receiver without a value, the arguments are the value."""
        signs = ("->", "::") if self._language in WITH_DOLLARS else (".", "->", "::", "?.")  # a dot joins
        while self._source.is_text(dot := self._source.skip_ends(at), *signs):
            name = self._source.at(dot + 1)
            bracket = self._source.after_type_arguments(dot + 2)
            is_call = self._source.is_text(bracket, "(")
            if name is not None and name.kind == "name" and not is_call and self._is_whole(at - 1):
                at = dot + 2  # a property of a text, or of what a call returned
                continue
            if name is None or name.kind != "name" or not is_call:
                break
            arguments, end = joined_arguments(self._source, bracket, self.value, keep_encodings=True)
            if value is not None and is_path_call(name.text) and "://" in value.text:
                segments = listed_arguments(self._source, bracket, self.value)
                value, at = with_segments(value, segments, name.text), end
                continue
            if name.text == "decode" and "Decoder" in self.tokens[start].text and arguments:
                value = decoded_call(self._source, arguments, start, end)
            elif value is not None and CHANGERS.search(name.text):
                value = Value(self._source.text_between(start, end), is_open=True)
            elif value is not None and value.text and arguments and name.text in _JOINING:
                value = joined(value, arguments)
            elif name.text == "format" and value is not None:
                value = called_format(self._source, value, bracket, self.value)
            elif (value is None or not value.text) and arguments:
                value = arguments
            is_base64 = bool(_BASE64.search(name.text) or (arguments and "base64" in arguments.text.lower()))
            if value is not None and is_base64:
                value = Value(value.text, value.is_open, has_base64=True)
            at = end
        return value, at

    def _is_whole(self, at: int) -> bool:
        """Tell whether an operand ends at a token whose properties are no other text."""
        token = self._source.at(at)
        return token is not None and (token.kind == "string" or token.text == ")")

    def _name(self, at: int) -> tuple[Value | None, int]:
        name = self.tokens[at].text
        if at + 1 < len(self.tokens) and self.tokens[at + 1].text == "(":
            return self._call(at, name)
        if looked_up := lookup_at(self._source, at):
            known = self.memory.known(f"{name}.{looked_up.key}")
            return known or Value(looked_up.source, is_open=True), looked_up.end
        if self._language is Language.POWERSHELL and (command := command_at(self._source, at)):
            return command
        if name.lower() == "convertto-securestring":
            return self.value(at + 1 + self._source.is_text(at + 1, "-string"))
        if name in _NO_VALUES:
            return None, at + 1
        return self._variable(name), at + 1

    def _call(self, at: int, name: str) -> tuple[Value | None, int]:
        """Return what a call of a function yields, and the place behind it."""
        if is_resolver(name):
            parts = listed_arguments(self._source, at + 1, self.value)
            if (address := resolved(parts, name)) is not None:
                return address, self._source.after_bracket(at + 1)
        if stored := self._stored(at, name):
            return stored, self._source.after_bracket(at + 1)
        if is_environment(name):
            default, end = environment_call(self._source, at)
            return default if isinstance(default, Value) else self._string(default), end
        if is_flag(name) and len(given := listed_arguments(self._source, at + 1, self.value)) > 1:
            return given[1], self._source.after_bracket(at + 1)
        if CHANGERS.search(name):
            end = self._source.after_bracket(at + 1)
            return Value(self._source.text_between(at, end), is_open=True), end
        if DECODERS.search(name):
            encoded, end = joined_arguments(self._source, at + 1, self.value)
            return decoded_call(self._source, encoded or Value("", is_open=True), at, end), end
        if FORMATTERS.search(name):
            values = listed_arguments(self._source, at + 1, self.value)
            if formatted := called_formatter(values, self.memory.known):
                return formatted, self._source.after_bracket(at + 1)
        if LISTS.search(name):
            parts = listed_arguments(self._source, at + 1, self.value)
            whole = Value(" ".join(part.text for part in parts), any(part.is_open for part in parts))
            return whole, self._source.after_bracket(at + 1)
        value, end = joined_arguments(self._source, at + 1, self.value)
        is_unknown = value is not None and not JOINERS.search(name)
        if is_unknown and has_several_texts(self._source, at + 1, self.value):
            return Value(self._source.written(at) or name, is_open=True), end
        if is_unknown and (address := first_address(self._source, at + 1, self.value)):
            return address, end
        if value is not None and _BASE64.search(name):
            value = Value(value.text, value.is_open, has_base64=True)
        receiver, _, method = name.rpartition(".")
        if receiver and receiver in self.memory and (value is None or method in _TEXT_CALLS):
            value = self._variable(receiver)
        elif value is not None and not value.is_open and URL_ENCODERS.search(name):
            value = Value(quote_plus(value.text, errors="replace"), has_base64=value.has_base64)
        return value, end

    def _stored(self, at: int, name: str) -> Value | None:
        """Return what a call such as `settings.get("key")` reads that the snippet has put there."""
        holder, _, method = name.rpartition(".")
        key = self._source.at(at + 2)
        is_one = key is not None and key.kind == "string" and self._source.is_text(at + 3, ")", ",")
        if not holder or not method.lower().startswith("get") or not is_one or key is None:
            return None
        return self.memory.known(f"{holder}.{key.text}") if f"{holder}.{key.text}" in self.memory else None

    def _string(self, token: Token) -> Value:
        value = Value("")
        for part in token.parts:
            value = joined(value, self._inner(part) if part.written else Value(part.text))
        return value

    def _inner(self, part: Part) -> Value:
        """Return the value of an expression inside a string: resolved, or else as it stands."""
        known = self.memory.known(part.text.split("!")[0].strip())
        if known:
            return known
        if _WORKED_OUT.search(part.text) and self._depth < _DEEPEST:
            inner = Evaluator(Source(part.text, self._language), self.memory, self._depth + 1)
            value, _ = inner.value(0)
            if value is not None and not value.is_open:
                return value
            if value is not None and value.has_base64:
                return value
        is_php = self._language in WITH_DOLLARS
        return Value(part.text if is_php else part.written, is_open=True)

    def _variable(self, name: str) -> Value:
        return self.memory.known(name) or Value(name, is_open=True)
