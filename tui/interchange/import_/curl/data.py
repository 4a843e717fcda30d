"""Makes the body of what -d, --data-urlencode, --json and -F say, in the order of the command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ..bodies import form_items, json_items, lost_its_quotes
from ..request import BodyKind, Item

DATA_OPTIONS: Final = ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json")
FORM_OPTIONS: Final = ("form", "form-string")
_FORM_TYPE: Final = re.compile(r";\s*(?:type|filename|headers|encoder)=.*", re.DOTALL)


@dataclass
class Data:
    """What the options have said so far."""

    parts: list[Item] = field(default_factory=list)
    """The fields of a multipart form."""
    pieces: list[tuple[str, Item | str]] = field(default_factory=list)
    """Each option that gave data, with the text as it is, or the one parameter that is to be encoded."""
    notes: list[str] = field(default_factory=list)
    is_multipart: bool = False
    is_from_file: bool = False
    is_unknown: bool = False
    """Whether a part is a variable or a command, so that it may hold any parameter."""
    in_files: list[str] = field(default_factory=list)
    """The parameters whose values are in files."""

    @property
    def is_empty(self) -> bool:
        """Whether no option gave anything."""
        return not (self.parts or self.pieces or self.is_multipart or self.is_unknown)

    @property
    def may_hold_any(self) -> bool:
        """Whether something of it was not pasted."""
        return self.is_from_file or self.is_unknown

    def take(self, option: str, text: str, content_of: Callable[[str], str | None]) -> None:
        """Take one option over. `content_of` returns what a file holds, or None."""
        if option in FORM_OPTIONS:
            self._take_form(option, text)
        elif option == "data-urlencode":
            self._take_urlencoded(text, content_of)
        elif text.startswith("@") and option != "data-raw":
            content = content_of(text[1:])
            if content is None:
                self.notes.append("file-reference")
                self.is_from_file = True
                return
            text = content if option in ("data-binary", "json") else content.replace("\n", "")
            self.pieces.append((option, text.rstrip("\n")))
        else:
            self.pieces.append((option, text))

    def _take_form(self, option: str, text: str) -> None:
        self.is_multipart = True
        name, _, value = text.partition("=")
        name = name.strip().strip('"')
        if option == "form":
            if value.startswith(("@", "<")) and not re.match(r"<[^<>]+>$", value):
                self.notes.append("file-reference")
                self.in_files.append(name)
                return
            if value.startswith('"'):
                closed = re.match(r'"((?:[^"\\]|\\.)*)"', value, re.DOTALL)
                value = re.sub(r'\\(["\\])', r"\1", closed[1]) if closed else value
            else:
                value = _FORM_TYPE.sub("", value)
        self.parts.append(Item(name, value, "-F"))

    def _take_urlencoded(self, text: str, content_of: Callable[[str], str | None]) -> None:
        name, mark, value = text.partition("=")
        at = text.find("@")
        if at >= 0 and (not mark or at < len(name)):
            content = content_of(text[at + 1 :])
            if content is None:
                self.notes.append("file-reference")
                self.in_files.append(text[:at])
                return
            name, mark, value = text[:at], "=", content.rstrip("\n")
        if not (mark and name):
            name, value = value or name, ""
        if name:
            self.pieces.append(("data-urlencode", Item(name, value, "--data-urlencode")))

    def body(self, content_type: str) -> tuple[list[Item], BodyKind]:
        """Return the parameters and the body's kind. curl says form-urlencoded where no header does."""
        texts = [piece for _, piece in self.pieces if isinstance(piece, str)]
        whole = "".join(texts)
        is_json = any(option == "json" for option, _ in self.pieces) or bool(
            texts and re.match(r"\s*\{(?!\{)", texts[0])
        )
        if not is_json:
            if self.is_multipart:
                return self.parts, BodyKind.MULTIPART
            return self._in_order(), BodyKind.FORM if self.pieces else BodyKind.NONE
        if not content_type:
            self.notes.append("content-type-mismatch")
        found = json_items(whole, "the JSON body")
        if found is not None and lost_its_quotes(whole):
            self.notes.append("wrong-shell-quotes")
        return found if found is not None else self.parts, BodyKind.JSON

    def _in_order(self) -> list[Item]:
        items: list[Item] = []
        for _, piece in self.pieces:
            items += self._pairs(piece) if isinstance(piece, str) else [piece]
        return items

    def _pairs(self, text: str) -> list[Item]:
        """Read what -d holds. A piece without an equals sign may be the end of an unencoded value."""
        if "&" in text and any("=" not in piece and piece.strip() for piece in text.split("&")):
            self.notes.append("unencoded-character")
        if "\n" in text or "\r" in text:
            self.notes.append("line-break-in-value")
        return form_items(text, "-d")
