"""What is written for people, and its parts: code blocks, commands, tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tui.docs.pages import TOPICS, read_page

ROOT: Final = Path(__file__).parent.parent.parent
PAGES: Final = {f"tui/docs/{topic}.md": read_page(topic).text for topic in TOPICS}
OTHERS: Final = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / ".github").rglob("*.md")))
}
ALL: Final = {**OTHERS, **PAGES}
_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`([^`\n]+)`")
_PROGRAM: Final = "connector-doctor"


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return [code for name, code in _FENCE.findall(text) if name == language]


def codes(text: str) -> list[str]:
    """Return what stands in backticks within the sentences."""
    return _CODE.findall(_FENCE.sub("", text))


def commands(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of the program: in shell blocks, and in backticks."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    lines += [code for code in codes(text) if code.startswith(f"{_PROGRAM} ")]
    for line in lines:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>{}")
        lexer.whitespace_split = True
        call: list[str] | None = None
        for word in [*lexer, ";"]:
            if call is not None and set(word) <= set("|&;<>{}"):
                yield call
                call = None
            elif call is not None:
                call.append(word)
            elif word.rpartition("/")[2] == _PROGRAM:
                call = []


def tables(text: str) -> Iterator[list[list[str]]]:
    """Yield the rows of each table, without its head; the first cell of a row that goes on is blank."""
    for part in re.split(r"\n(?!\|)", text):
        rows = [
            [cell.strip() for cell in line.strip("|").split(" |")]
            for line in part.splitlines()
            if line[:1] == "|"
        ]
        if rows:
            yield rows[2:]


def first_cells(text: str) -> set[str]:
    """Return the first cells of all tables, without their backticks."""
    return {row[0].strip("`") for table in tables(text) for row in table}
