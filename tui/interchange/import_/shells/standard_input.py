"""Finds the text that a command reads: here-documents, what `echo` pipes, and files written above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .sh_expansion import expansion_at
from .words import CommandLine, Variables

_HERE: Final = re.compile(r"<<(?P<tabs>-?)[ \t]*(?P<quote>['\"\\]?)(?P<end>[A-Za-z_]\w*)")
_PIPED: Final = re.compile(
    r"(?:^|[;&(]|\$\()[ \t]*(?P<program>echo|printf|cat)\b(?P<rest>[^\n]{0,8000})\|[ \t]*$"
)
_WRITTEN: Final = re.compile(
    r"(?m)^[ \t]*(?:[$#%>][ \t]+)?(?:(?:echo|printf)[ \t]+(?P<arguments>[^\n]{1,8000}?)[ \t]*>[ \t]*"
    r"(?P<file>[^\s>&|;]+)[ \t]*$|cat[ \t]*>[ \t]*(?P<other>[^\s<>&|;]+)[ \t]*(?=<<))"
)
_FORMATS: Final = ("%s", "%s\\n", "%b")


@dataclass(frozen=True)
class HereDocument:
    """The beginning of a here-document on a command line."""

    end: str
    """The line that ends it."""
    is_literal: bool
    """Whether its delimiter is quoted, so that the shell leaves the text as it is."""
    length: int
    """Of what stands on the command line."""


def here_document_at(text: str, at: int) -> HereDocument | None:
    """Return the here-document whose `<<` stands at a position; None if none does."""
    if text.startswith("<<<", at) or not (found := _HERE.match(text, at)):
        return None
    closed = found["quote"] if found["quote"] in ("'", '"') else ""
    return HereDocument(found["end"], bool(found["quote"]), len(found[0] + closed))


def read_here_document(
    text: str, at: int, here: HereDocument, line: CommandLine, variables: Variables
) -> int:
    """Give a command the here-document below the line at a position. Return the position after it."""
    newline = text.find("\n", at)
    if newline < 0:
        return at
    found = re.compile(rf"^[ \t>]*{re.escape(here.end)}[ \t]*$", re.MULTILINE).search(text, newline)
    end = found.start() if found else len(text)
    document = text[newline + 1 : end]
    line.here_document = document if here.is_literal else _expanded(document, line, variables)
    return found.end() if found else end


def _expanded(document: str, line: CommandLine, variables: Variables) -> str:
    kept: list[str] = []
    at = 0
    while at < len(document):
        if document[at] == "\\" and document[at + 1 : at + 2] in ("$", "`", "\\"):
            kept.append(document[at + 1])
            at += 2
        elif document[at] == "$":
            found = expansion_at(document, at, variables, len(document))
            line.notes += found.notes
            kept.append(found.text)
            at = found.end
        else:
            kept.append(document[at])
            at += 1
    return "".join(kept)


@dataclass(frozen=True)
class Piped:
    """What stands before a command's pipe."""

    arguments: str = field(default="", repr=False)
    """The arguments of `echo` or `printf`, as they are written."""
    here: HereDocument | None = None
    """The here-document that `cat` hands on."""


def piped_before(text: str, start: int) -> Piped | None:
    """Return what is piped into the command at a position; None if nothing is."""
    line_start = text.rfind("\n", 0, start) + 1
    found = _PIPED.search(text[max(line_start, start - 8000) : start].removesuffix("sudo "))
    if not found:
        return None
    if found["program"] == "cat":
        where = found["rest"].find("<<")
        return Piped(here=here_document_at(found["rest"], where)) if where >= 0 else None
    return Piped(found["rest"])


@dataclass(frozen=True)
class WrittenFile:
    """A command that writes a file whose content is pasted too."""

    name: str
    arguments: str = field(repr=False)
    """The arguments of `echo` or `printf`, as they are written; blank for a here-document."""
    end: int
    """Where a here-document begins."""


def files_written_in(text: str) -> Iterator[WrittenFile]:
    """Yield the files that commands in a text write."""
    for found in _WRITTEN.finditer(text):
        yield WrittenFile(found["file"] or found["other"], found["arguments"] or "", found.end())


def printed(line: CommandLine) -> str:
    """Return the text that `echo` or `printf` prints for the words of a line."""
    words = [word.text for word in line.words]
    while words and re.fullmatch(r"-[neE]+", words[0]):
        words = words[1:]
    if len(words) > 1 and words[0] in _FORMATS:
        words = words[1:]
    return " ".join(words)
