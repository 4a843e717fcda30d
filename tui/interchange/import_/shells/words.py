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

    def __repr__(self) -> str:
        return "Word()"  # may hold a secret


@dataclass
class CommandLine:
    """The words of one command, and what holds for all of it."""

    words: list[Word] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    here_document: str | None = field(default=None, repr=False)
    """What the shell gives to the command's standard input."""
    files: dict[str, str] = field(default_factory=dict, repr=False)
    """What the commands above wrote into files."""
    program: str = ""
    """The name by which the command was called."""
    end: int = 0
    """Where the command ends in the text."""

    def content_of(self, file: str) -> str | None:
        """Return what a file holds, or the standard input for `-`; None if that was not pasted."""
        return self.here_document if file in ("-", "/dev/stdin") else self.files.get(file)


@dataclass(frozen=True, repr=False)
class Assigned:
    """What a variable holds, as far as the text above the command says."""

    text: str
    notes: tuple[str, ...] = ()
    """What is odd about it, as of a word."""
    words: tuple[Word, ...] = ()
    """The elements of an array."""


Variables = dict[str, Assigned]
"""The variables whose values were pasted too."""
