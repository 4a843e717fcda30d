"""Finds names with their values in source code: entries, named arguments, calls with a name and a value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from .argument_lists import listed_arguments, single_in_list, texts_in_list, unpacked, unpacked_bracket
from .bracketed_pairs import bracketed_pairs, name_at
from .brackets import OPENERS
from .definitions import bound_values, parameters_of
from .found import Found, Group, Pair
from .lookups import is_command, lookup_at, makes_credential
from .openings import holder_of, opened
from .signs import BASIC_CALLS, Language
from .source import Source
from .tokens import Token
from .value import Value
from .values import Evaluator

_SCOPES: Final = re.compile(r"(?i)scopes?")
_SENDS: Final = re.compile(r"(?i)\.(?:set_?RequestHeader|send)$")
_ONE_LINE: Final = re.compile(r"(?i)client[_-]?(?:id|secret)|user_?name|password|grant_?type|scopes?")
"""Parameters whose values are typed into one line of the form."""
_STORES: Final = re.compile(r"(?i)(?:set|put|add|store)(?:_?property|_?item)?")
"""A method that keeps a value below a name."""
_COPIES: Final = re.compile(r"(?:^| )(?:dict|object\.assign)$")
"""Calls that take over the entries of the mappings that are handed over."""
_KEY_SIGNS: Final = (":", "=>", "=")
_MOST_CHARACTERS: Final = 200_000
_MOST_TOKENS: Final = 20_000


class Collector:
    """Goes through a snippet once, from top to bottom."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text[:_MOST_CHARACTERS]
        self._source = Source(self._text, language, _MOST_TOKENS)
        self._tokens = self._source.tokens
        self._evaluator = Evaluator(self._source)
        self._memory = self._evaluator.memory
        self._groups: list[Group] = [Group("", "", "")]
        self.found = Found()

    def collect(self) -> Found:
        """Return what was found. The parameters of functions get the values that calls give them.

        A variable that is read above its only assignment has that value, too.
        """
        parameters = parameters_of(self._source)
        self._walk()
        given = self._memory.given_later()
        if parameters:
            given |= bound_values(self.found, parameters, self._memory.entries)
        if given:
            again = Collector(self._text, self._source.language)
            for name, value in given.items():
                again._memory.assign(name, value)
            again._walk()
            self.found = again.found
        self.found.add_named_values()
        return self.found

    def _walk(self) -> None:
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.kind == "sign" and token.text in OPENERS:
                self._open(at)
            elif token.kind == "sign" and token.text in ")]}" and len(self._groups) > 1:
                self._merge(at, self._groups.pop())
            elif token.kind in ("string", "name", "flag"):
                self._take(at, token)
            elif token.kind == "sign" and token.text == "=":
                for name, value in unpacked_bracket(self._source, at, self._evaluator.value):
                    self._memory.assign(name, value)
            at += 1

    def _append(self, holder: str, at: int) -> None:
        """Take what a statement such as `builder.append("a").append("b")` puts behind a text."""
        value, _ = self._evaluator.value(at)
        if value is not None and holder and self._source.language in (Language.OTHER, Language.KOTLIN):
            self._memory.assign(holder, value, append=True)
            if (whole := self._memory.known(holder)) is not None:
                self.found.texts.append((whole, holder.lower(), at))

    def _merge(self, at: int, group: Group) -> None:
        """Take what Python's `{…} | more` adds to the mapping whose bracket closes at a token."""
        if self._source.language is Language.PYTHON and self._source.is_text(at + 1, "|"):
            more = self._memory.entries(self._mapping_at(at + 2))
            self.found.pairs += [Pair(name, each, group.key, group.tag, at) for name, each in more.items()]

    def _open(self, at: int) -> None:
        parent = self._groups[-1]
        group, name, is_call = opened(self._source, at, parent)
        self._groups.append(group)
        if holder := holder_of(self._source, at, parent, name if is_call else ""):
            self.found.holders[group.key] = holder
        if is_call or re.fullmatch(
            r"['\"]?-?(?:\w+\.)?(?:[\w:]+:)?(?:auth|AUTH|basic_auth|auth_basic|[Aa]uthentication)['\"]?", name
        ):
            arguments = listed_arguments(self._source, at, self._evaluator.value)
            self.found.calls.append((name, arguments, at))
            holder, _, method = name.rpartition(".")
            if holder and _STORES.fullmatch(method) and len(arguments) == 2 and not arguments[0].is_open:
                self._memory.assign(f"{holder}.{arguments[0].text}", arguments[1])
            if method == "append" and len(arguments) == 1 and self._source.begins_statement(at - 1):
                self._append(holder, at - 1)
            if name == "define" and len(arguments) == 2 and not arguments[1].is_open:  # PHP's constants
                self._memory.assign(arguments[0].text, arguments[1])
        for pair in bracketed_pairs(self._source, self._evaluator, at, parent, name):
            before_it = self.found.pairs[-1:] if name == "with" else ()  # Spring's fromFormData(…).with(…)
            self.found.pairs += [replace(pair, group=one.group) for one in before_it] or [pair]

    def _take(self, at: int, token: Token) -> None:
        following = self._source.at(at + 1)
        group = self._groups[-1]
        if token.kind == "flag":
            self._flag(at, token)
        elif group.opener == "[" and self._source.is_assigned_index(at) and (name := name_at(token)):
            self._indexed(at, name)
        elif following is not None and following.text in _KEY_SIGNS:
            is_record = group.opener == "[" and self._source.language is Language.POWER_QUERY
            self._keyed(at, token, ":" if is_record else following.text, group)
        elif group.opener and token.kind == "string" and self._source.is_text(at + 1, "to"):
            self._keyed(at, token, "=>", group)  # Kotlin's
        elif following is not None and following.text in ("+=", ".=", ":=") and token.kind == "name":
            self._changed(at, token, is_new=following.text == ":=")
        elif self._source.is_spread(at) or (token.kind == "name" and self._is_base(group, at)):
            values = self._memory.entries(self._mapping_at(at))
            self.found.pairs += [Pair(name, each, group.key, group.tag, at) for name, each in values.items()]
        elif token.kind == "name" and group.opener == "{" and self._source.is_shorthand(at):
            value, _ = self._evaluator.value(at)
            if value is not None:
                self.found.pairs.append(Pair(token.text, value, group.key, group.tag, at))
        elif (
            token.text in ("basic", "basic_auth")
            and self._source.is_text(at - 1, ":")
            and following is not None
        ):
            arguments = listed_arguments(self._source, at + 1, self._evaluator.value)  # Faraday's symbol
            self.found.calls.append(("basic_auth", arguments, at))
        elif (
            BASIC_CALLS.search(token.text)
            and self._source.is_text(at + 1, ",")
            and self._source.is_named(at + 2)
        ):
            arguments = listed_arguments(self._source, at + 1, self._evaluator.value)  # Elixir's plug
            self.found.calls.append((token.text, arguments, at))
        elif following is not None and following.kind == "string" and BASIC_CALLS.search(token.text):
            arguments = listed_arguments(self._source, at, self._evaluator.value)  # Ruby needs no parentheses
            self.found.calls.append((token.text, arguments, at))
        elif following is not None and following.kind == "string" and _SENDS.search(token.text):
            arguments = listed_arguments(self._source, at, self._evaluator.value)  # nor does Basic
            if len(arguments) == 1:
                self.found.texts.append((arguments[0], group.tag, at))
            elif len(arguments) == 2:
                name, value = arguments[0].text, arguments[1]
                self.found.pairs.append(Pair(name, value, token.text, token.text.lower(), at))
        elif self._source.starts_expression(at) and not self._is_assigned(at, token):
            value, _ = self._evaluator.value(at)
            if value is not None:
                self.found.texts.append((value, group.tag, at))
                self._alias(token, group.tag)

    def _is_base(self, group: Group, at: int) -> bool:
        """Tell whether a name is a mapping whose entries go into another one: `dict(base, scope="x")`."""
        following = self._source.at(at + 1)
        is_alone = following is not None and following.text in (",", ")")
        return (
            is_alone and bool(_COPIES.search(group.tag)) and bool(self._memory.entries(self._mapping_at(at)))
        )

    def _is_assigned(self, at: int, token: Token) -> bool:
        """Tell whether an expression was read with its assignment: its variable may have changed since."""
        before = self._source.before(at)
        return token.kind == "name" and before is not None and before.text == "="

    def _changed(self, at: int, token: Token, *, is_new: bool) -> None:
        """Take `name := value`, or what `name += value` adds."""
        value, _ = self._evaluator.value(at + 2)
        if value is None:
            return
        self._memory.assign(token.text, value, append=not is_new)
        for name, each in unpacked(self._source, at, self._evaluator.value):
            self._memory.assign(name, each)
        holder, _, member = token.text.rpartition(".")
        if is_new and holder:
            self.found.pairs.append(Pair(member, value, holder, holder.lower(), at))
        if is_new:
            self.found.texts.append((value, token.text.lower(), at))

    def _keyed(self, at: int, token: Token, sign: str, group: Group) -> None:
        """Take `name: value`, `"name" => value` or `name = value`."""
        if sign == ":" and self._source.is_text(at - 1, "?"):
            return  # the first of two values: `paid ? "a" : "b"`
        typed = self._source.after_annotation(at) if sign == ":" and token.kind == "name" else 0
        has_type = group.opener == "(" or self._source.is_text(at - 1, "let", "var", "val")
        if sign == ":" and has_type and not typed and self._source.is_annotation(at):
            return
        start = self._source.skip_ends(at + 2) if sign != "=" or group.opener == "(" else at + 2
        if typed:
            sign, start = "=", typed
        value, end = self._evaluator.value(start)
        self._keep_pair(token, start, group)
        if value is None:
            value = texts_in_list(self._source, start, most=9 if _SCOPES.fullmatch(token.text) else 1)
        if value is None and _ONE_LINE.fullmatch(token.text):
            value = single_in_list(self._source, start, self._evaluator.value)
        if value is None and _ONE_LINE.fullmatch(token.text) and (written := self._source.written(start)):
            value = Value(written, is_open=True)  # a call whose result nobody knows
        is_quoted = token.kind == "string" and group.opener == "("  # R's argument with an unusual name
        is_assignment = sign == "=" and group.opener in ("", "{", "(") and (token.kind == "name" or is_quoted)
        is_field = bool(typed) and self._source.is_text(at - 1, "val", "var")  # of a class of Kotlin's
        is_declared = group.opener != "(" or token.text.startswith("$") or is_field
        if sign == "=" and group.opener != "@{" and is_declared and token.kind == "name":
            self._assigned(at, token, group, value, start, end)
            return
        if sign == ":" and not group.opener:
            return  # a line of a ticket, not code
        if value is None or (sign == "=" and not is_assignment and group.opener != "@{"):
            return
        if "\n" in value.text and _ONE_LINE.fullmatch(token.text):
            return  # a quote that was cut off: what follows it is no part of the value
        self.found.pairs.append(Pair(token.text, value, group.key, group.tag, at))
        self._assign_entry(group, token.text, value)
        following = self._source.at(start)
        if following is not None:
            self._alias(following, f"{group.tag} {token.text.lower()}")

    def _assigned(
        self, at: int, token: Token, group: Group, value: Value | None, start: int, end: int
    ) -> None:
        """Take `name = value`, whose value stands from `start` to `end`; None for one that nobody knows."""
        holder, _, member = token.text.rpartition(".")
        if holder and value is not None and not re.search(r"(?i)this|self", holder):
            self.found.pairs.append(Pair(member, value, holder, holder.lower(), at))
        is_initializer = self._source.is_text(self._source.skip_ends(end), ",", "}")
        if value is not None and not holder and group.opener == "{" and is_initializer:
            self.found.pairs.append(Pair(token.text, value, group.key, group.tag, at))
            self._assign_entry(group, token.text, value)
        self._memory.hold_instance(token.text, self._source.made_at(start))
        if value is not None:
            self.found.texts.append((value, token.text.lower(), at))
            given = unpacked(self._source, at, self._evaluator.value) or [(token.text, value)]
            for name, each in given:
                # The variable says more than the command or the credential that fills it.
                if not is_command(each) and not makes_credential(self._source, start, end):
                    self._memory.assign(name, each)
            for key, each in self._memory.entries(self._mapping_at(start)).items():
                self._memory.assign(f"{token.text}.{key}", each)

    def _assign_entry(self, group: Group, name: str, value: Value) -> None:
        """Remember an entry of the mapping or the object that a variable holds."""
        if group.path:
            self._memory.assign(f"{group.path}.{name}", value)

    def _keep_pair(self, token: Token, start: int, group: Group) -> None:
        """Remember a name and a secret in parentheses, and take them where they are handed over as `auth`."""
        if self._source.is_text(start, "("):
            given = listed_arguments(self._source, start, self._evaluator.value)
            for number, each in enumerate(given if len(given) == 2 else ()):
                self._memory.assign(f"{group.path}.{token.text}.{number}".strip("."), each)
        elif token.text == "auth" and (held := self._memory.entries(self._mapping_at(start))).keys() == {
            "0",
            "1",
        }:
            self.found.calls.append(("auth", [held["0"], held["1"]], start))

    def _alias(self, token: Token, tag: str) -> None:
        """Remember as what a variable is handed over."""
        if token.kind == "name" and tag:
            self.found.aliases.setdefault(token.text.lower(), tag)

    def _indexed(self, at: int, name: str) -> None:
        """Take `name["key"] = value`."""
        holder = self._source.at(at - 2)
        value, _ = self._evaluator.value(at + 3)
        if value is None:
            return
        if holder is not None and holder.kind == "name":
            self.found.holders.setdefault(holder.text, holder.text.lower())
            self.found.pairs.append(Pair(name, value, holder.text, holder.text.lower(), at))
        elif len(self._groups) > 1:
            outer = self._groups[-2]
            self.found.pairs.append(Pair(name, value, outer.key, outer.tag, at))

    def _mapping_at(self, at: int) -> str:
        """Return the name of the variable or of the inner mapping at a token, as `settings["login"]`."""
        token = self._source.at(at)
        if token is None or token.kind != "name":
            return ""
        found = lookup_at(self._source, at)
        return f"{token.text}.{found.key}" if found else token.text

    def _flag(self, at: int, token: Token) -> None:
        value, _ = self._evaluator.value(at + 1)
        if value is not None:
            self.found.pairs.append(Pair(token.text, value, "flags", token.text, at))
            following = self._source.at(at + 1)
            if following is not None:
                self._alias(following, token.text)
        else:
            self.found.pairs.append(Pair(token.text, Value("", is_open=True), "flags", token.text, at))
