"""Finds what a customer's script printed, in a mail or a ticket, and undoes what those did to its lines.

    > === connector-doctor ask 1: begin ===     quoted, indented, with CRLF, no-break spaces, odd hyphens
    > == certificates ==
    > subject=CN=idp.example.com, O=Example     a line that is no heading and begins with no key of ours
    > Organization Ltd.                         goes on with the one before

Nothing here raises. A script that was pasted itself is no output: its marks stand in quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ...line_breaks import with_line_feeds

MOST_READ: Final = 400_000
"""Characters of a text that are read."""
MOST_OUTPUTS: Final = 20
_MOST_LINES: Final = 2_000
"""Lines of one output. The longest that a script prints has some 200."""
_LONGEST_ENTRY: Final = 6_000
_MARK: Final = re.compile(
    r"[=\-_*#`\s]{0,20}connector-doctor ask (?P<version>\d{1,3}): ?(?P<which>begin|end)[=\-_*#`\s]{0,20}",
    re.IGNORECASE,
)
HEADINGS: Final = (
    "asked",
    "name",
    "proxy settings",
    "connection without a proxy",
    "certificates",
    "token request without credentials",
)
"""The headings of version 1, in their order."""
_HEADING: Final = re.compile(
    rf"[=\-_*#`\s]{{1,20}}(?P<name>{'|'.join(HEADINGS)})[=\-_*#`:\s]{{1,20}}", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"(?:\s{0,40}[>|]){1,20}\s?")
_KEYS: Final = {
    heading: re.compile(keys, re.IGNORECASE)
    for heading, keys in zip(
        HEADINGS,
        (
            r"(?:url|time|local time|with|curl):",
            r"(?:address|error):",
            r"(?:https?_proxy|all_proxy|no_proxy|system):|Proxy(?:Enable|Server)\s",
            r"facts: |curl: ",
            r"(?:subject|issuer|notBefore|notAfter|start date|expire date|fingerprint)\s?[:=]|"
            r"(?:tls|error|curl):|SSL connection ",
            r"facts: ",
        ),
        strict=True,
    )
}
"""What an entry of each section begins with, where it is no numbered line."""
_NUMBERED: Final = re.compile(r"([1-9]\d{0,3}):(?!\d\d:\d\d)")
"""A line of a response. The rest of a time of day, such as 12:30:01, is none."""
_HYPHENS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


@dataclass
class Output:
    """What one run of a script printed."""

    version: int
    is_complete: bool = False
    """Whether its end is there."""
    sections: dict[str, list[str]] = field(default_factory=dict)
    """The entries of each heading, one line each."""
    _last_number: int = 0
    _name: str = ""

    def of(self, heading: str) -> list[str]:
        """Return the entries of a section; empty where it is missing."""
        return self.sections.get(heading, [])

    def begin_section(self, name: str) -> None:
        """Go on with the next section."""
        self._name, self._last_number = name, 0
        self.sections.setdefault(name, [])

    def add(self, line: str) -> None:
        """Add a line: as an entry, or to the one before that it goes on with."""
        entries = self.sections.get(self._name)
        if entries is None or not line:
            return
        if self._begins_entry(line) or not entries:
            entries.append(line)
        elif len(entries[-1]) < _LONGEST_ENTRY:
            entries[-1] += f" {line}"

    def _begins_entry(self, line: str) -> bool:
        numbered = _NUMBERED.match(line)
        # A cookie that was left out leaves a gap. What goes back is no number of ours.
        if numbered and self._last_number < int(numbered[1]) <= self._last_number + 50:
            self._last_number = int(numbered[1])
            return True
        return _KEYS[self._name].match(line) is not None


def outputs_in(text: str) -> list[Output]:
    """Return what scripts printed, in the order of the text; empty where it holds none."""
    found: list[Output] = []
    output: Output | None = None
    read = 0
    for line in _lines(text):
        if mark := _MARK.fullmatch(line):
            if mark["which"].lower() == "begin":
                output, read = Output(int(mark["version"])), 0
                found.append(output)
            elif output:
                output.is_complete, output = True, None
            if len(found) > MOST_OUTPUTS:
                return found[:MOST_OUTPUTS]
        elif output and read < _MOST_LINES:
            read += 1
            if heading := _HEADING.fullmatch(line):
                output.begin_section(heading["name"].lower())
            else:
                output.add(line)
    return found


def holds_output(text: str) -> bool:
    """Tell whether a text holds what a script printed."""
    if "connector" not in text[:MOST_READ].lower():
        return False
    return any(_MARK.fullmatch(line) for line in _lines(text))


def without_outputs(text: str) -> str:
    """Return the rest of a text that holds what scripts printed."""
    kept: list[str] = []
    is_inside = False
    for line, read in zip(with_line_feeds(text).split("\n"), _lines(text), strict=False):
        if mark := _MARK.fullmatch(read):
            is_inside = mark["which"].lower() == "begin"
        elif not is_inside:
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _lines(text: str) -> Iterator[str]:
    for line in with_line_feeds(text[:MOST_READ]).split("\n"):
        cleaned = _cleaned(line) if not line.isascii() else line
        quoted = _QUOTED.match(cleaned)
        yield (cleaned[quoted.end() :] if quoted else cleaned).strip()


def _cleaned(line: str) -> str:
    """Return a line with every blank as a space, every hyphen as one, and without invisible characters."""
    kept = (
        " " if (kind := unicodedata.category(char)) == "Zs" else "" if kind == "Cf" else char for char in line
    )
    return "".join(kept).translate(_HYPHENS)
