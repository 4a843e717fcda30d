"""What a shell makes of a command line: its words, and what is odd about each."""

from __future__ import annotations

from dataclasses import dataclass, field

VARIABLE = "shell-variable"
SUBSTITUTION = "command-substitution"


@dataclass
class Word:
    """One argument, with the notes that matter if it is used."""

    text: str = ""
    notes: list[str] = field(default_factory=list, repr=False)
    is_quoted: bool = False

    def __repr__(self) -> str:
        return "Word()"  # may hold a secret


@dataclass
class CommandLine:
    """The words of one command, and what holds for all of it."""

    words: list[Word] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    here_document: str | None = field(default=None, repr=False)
    """What the shell gives to the command's standard input."""
    end: int = 0
    """Where the command ends in the text."""


Variables = dict[str, str]
"""The variables whose values were pasted too."""
