"""Walks over the tokens of source code: which brackets belong together, and where an expression ends."""

from __future__ import annotations

from typing import Final

from .brackets import OPENERS, brackets_of_grants, classes_in, closed_brackets
from .signs import Language
from .tokens import Token, tokens_of

_GO_ON: Final = ("+", ".", "->", "||", "??", "&&", "?.")
"""The signs that begin a line only if the expression above goes on."""
_NOT_OVER: Final = ("+", ".", "(", ",", "=", ":", "=>", "||", "??", "&")
"""The signs that end a line only if the expression goes on below."""
_TYPES: Final = frozenset(
    "str string String Str int Int number any Any object bool boolean Bool Boolean URL Uri Optional".split()
)
"""The names of types that a signature gives to its parameters."""
_FAR: Final = 20
_LONGEST: Final = 60
"""The tokens of an expression that is shown as it stands."""
_STARTING: Final = ("(", ",", "=", "[", "{", "return", "@(", "new", "await", ":", "=>")
"""What stands before an expression."""


class Source:
    """The tokens of a snippet."""

    def __init__(self, text: str, language: Language, most: int | None = None) -> None:
        self.language = language
        self.tokens: list[Token] = tokens_of(text, language)[:most]
        self._closed = closed_brackets(self.tokens)
        self.brackets_of_grants = brackets_of_grants(self.tokens)
        """The brackets in which the name of the grant type stands as an argument."""
        self.classes = classes_in(self.tokens)

    def at(self, index: int) -> Token | None:
        """Return a token; None outside of the snippet."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def before(self, index: int, steps: int = 1) -> Token | None:
        """Return the token some steps before another one. Line ends don't count."""
        for _ in range(steps):
            index -= 1
            while index >= 0 and self.tokens[index].kind == "end":
                index -= 1
        return self.tokens[index] if index >= 0 else None

    def skip_ends(self, index: int) -> int:
        """Return the position of the first token from a position on that is no line end."""
        while index < len(self.tokens) and self.tokens[index].kind == "end":
            index += 1
        return index

    def is_text(self, index: int, *texts: str) -> bool:
        """Tell whether a token is one of these signs or names, and no string."""
        token = self.at(index)
        return token is not None and token.kind != "string" and token.text in texts

    def made_at(self, index: int) -> str:
        """Return the type of which an expression makes a value, as `new Settings(…)`; blank for any other."""
        index += self.is_text(index, "new", "&")
        token = self.at(index)
        is_made = token is not None and token.kind == "name" and self.is_text(index + 1, "(", "{")
        return token.text if token is not None and is_made else ""

    def after_type_arguments(self, index: int) -> int:
        """Return the position after `<Token>` where a call has it before its bracket; else the same one."""
        if not self.is_text(index, "<"):
            return index
        for at in range(index + 1, min(index + _FAR, len(self.tokens))):
            token = self.tokens[at]
            if token.text == ">" and self.is_text(at + 1, "("):
                return at + 1
            if token.kind != "name" and token.text not in (",", "<", ">", "?", "[", "]", "."):
                break
        return index

    def is_named(self, index: int) -> bool:
        """Tell whether an argument with its name begins at a token: `username = "shop"`."""
        token = self.at(index)
        return token is not None and token.kind == "name" and self.is_text(index + 1, "=", ":")

    def after_bracket(self, index: int) -> int:
        """Return the position after the bracket that closes the one at a position."""
        return self._closed.get(index, len(self.tokens))

    def skip_operand(self, index: int) -> int:
        """Return the position after an operand."""
        while index < len(self.tokens) and self.tokens[index].text not in (",", ";", ")", "]", "}", "\n"):
            index = self.after_bracket(index) if self.tokens[index].text in OPENERS else index + 1
        return index

    def ends_expression(self, index: int) -> bool:
        """Tell whether an expression ends with its line: not after or before an operator."""
        near = self.tokens[index : index + _FAR]
        following = next((token for token in near if token.kind != "end"), None)
        if following is not None and following.kind == "sign" and following.text in _GO_ON:
            return False
        before = self.at(index - 1)
        return before is None or before.kind != "sign" or before.text not in _NOT_OVER

    def text_between(self, start: int, end: int) -> str:
        """Return what stands between two tokens, with blanks only between words."""
        shown, was_word = "", False
        for token in self.tokens[start : min(end, start + _LONGEST)]:
            if token.kind != "end":
                text = f'"{token.text}"' if token.kind == "string" else token.text
                is_word = token.kind in ("string", "name", "number")
                shown += f" {text}" if was_word and is_word else text
                was_word = is_word
        return shown

    def other_value_end(self, index: int) -> int:
        """Return where an expression ends that has one of several values, or a part of one; 0 for any other.

        `paid ? "a" : "b"`, and Python's `"a" if paid else "b"` and `secret[1:]`.
        """
        token = self.tokens[index]
        is_python = self.language is Language.PYTHON
        if is_python and token.kind == "sign" and token.text == "[":
            return self.after_bracket(index)
        is_choice = (token.kind == "sign" and token.text == "?") or (is_python and token.text == "if")
        if not is_choice or token.kind == "string":
            return 0
        end = self.skip_operand(index)
        otherwise = ("else",) if is_python else (":",)
        return end if any(self.is_text(at, *otherwise) for at in range(index, end)) else 0

    def written(self, at: int) -> str:
        """Return the expression that begins with a name at a token, as it stands; blank for anything else."""
        end = self.skip_operand(at)
        if self.tokens[at : at + 1] and self.tokens[at].kind == "name" and end - at < _FAR:
            return "".join(
                f'"{token.text}"' if token.kind == "string" else token.text for token in self.tokens[at:end]
            )
        return ""

    def line_end(self, index: int) -> int:
        """Return the position of the next line's end, or of the snippet's."""
        while index < len(self.tokens) and self.tokens[index].kind != "end":
            index += 1
        return index

    def starts_expression(self, index: int) -> bool:
        """Tell whether a token begins an expression; a URL always does."""
        token, before = self.tokens[index], self.before(index)
        if token.kind == "string" and token.text.startswith("http"):
            return True
        if token.kind == "string" and before is not None and before.text == "<":
            return self.is_text(index - 2, "<")  # written into a stream
        return before is None or before.text in _STARTING

    def begins_statement(self, index: int) -> bool:
        """Tell whether a token is the first one of a statement."""
        before = self.at(index - 1)
        return before is None or before.kind == "end" or before.text in (";", "{", "}")

    def is_shorthand(self, index: int) -> bool:
        """Tell whether a name alone is an entry, as in JavaScript's `{ username, password }`."""
        before, following = self.before(index), self.at(self.skip_ends(index + 1))
        return (
            before is not None
            and before.text in ("{", ",")
            and following is not None
            and following.text in (",", "}")
        )

    def is_assigned_index(self, index: int) -> bool:
        """Tell whether a token is the index at which something is assigned, as in `name["key"] = value`."""
        return self.is_text(index + 1, "]") and self.is_text(index + 2, "=")

    def is_annotation(self, index: int) -> bool:
        """Tell whether a colon behind a name stands before its type, as in `def login(username: str)`."""
        token, kind = self.tokens[index], self.at(index + 2)
        if token.kind != "name" or kind is None or kind.kind != "name":
            return False
        return self.language is Language.PYTHON or kind.text.rstrip("?") in _TYPES

    def after_annotation(self, index: int) -> int:
        """Return where the value of `name: Type = value` begins; 0 if no type stands behind the colon."""
        for at in range(index + 2, min(index + _FAR, len(self.tokens))):
            token = self.tokens[at]
            if token.text == "=" and token.kind == "sign":
                return at + 1 if at > index + 2 else 0
            if token.kind != "name" and token.text not in ("<", ">", "[", "]", "?", "|", ".", "&"):
                break
        return 0

    def is_spread(self, index: int) -> bool:
        """Tell whether a name stands for the entries of its mapping, as `**name` or `...name`."""
        sign = self.at(index - 1)
        return sign is not None and sign.text in ("*", ".") and self.is_text(index - 2, sign.text)

    def assigned_name(self, at: int) -> str:
        """Return the variable that the expression before a bracket is assigned to; blank for none.

        `form = new URLSearchParams(` and `Map<String, String> form = new HashMap<>() {` hand it over.
        """
        for index in range(at - 1, max(at - _FAR, -1), -1):
            token = self.tokens[index]
            if token.kind == "sign" and token.text in ("=", ":="):
                return self.variable_before(index)
            is_maker = token.kind == "name" or token.text in (
                "<",
                ">",
                ",",
                "(",
                ")",
                "[",
                "]",
                "?",
                "&",
                "*",
            )
            if token.kind not in ("end", "name") and not is_maker:
                return ""
        return ""

    def variable_before(self, index: int) -> str:
        """Return the variable before an equals sign, also where its type stands between; blank for none."""
        for at in range(index - 1, max(index - _FAR, -1), -1):
            token, name = self.tokens[at], self.at(at - 1)
            if token.text == ":" and token.kind == "sign" and name is not None and name.kind == "name":
                return name.text
            if token.kind != "name" and token.text not in ("<", ">", "[", "]", "?", "|", ".", ",", "&"):
                break
        before = self.at(index - 1)
        return before.text if before is not None and before.kind == "name" else ""

    def names_type(self, index: int) -> bool:
        """Tell whether a bracket holds the name of a type, as `[Convert]` in PowerShell."""
        inner = self.at(index + 1)
        return (
            self.is_text(index, "[")
            and inner is not None
            and inner.kind == "name"
            and self.is_text(index + 2, "]")
        )
