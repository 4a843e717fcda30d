"""Makes foreign text harmless: characters that a terminal would obey or a reader would miss become visible.

All text from a server, a file or the clipboard passes through here before it is shown on a screen, on
stdout, on stderr or in a report. Other text is returned unchanged.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SUSPECT: Final = (
    # C0, DEL and C1; soft hyphen; Arabic letter mark; Mongolian separator; zero-width, bidi, line and
    # paragraph separators; invisible operators; byte order mark; annotations; surrogates; shorthand and
    # music formats; tags.
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
_CONTROL_PICTURES: Final = 0x2400


def plain_text(text: str) -> str:
    """Return the text with control, bidi and invisible characters made visible. Line breaks and tabs stay.

    C0 controls become control pictures (ESC is `␛`), other characters their code (`<U+202E>`).
    """
    if text.isascii() and text.isprintable():
        return text
    return _suspects().sub(lambda match: _visible(match.group()), text.replace("\r\n", "\n"))


def plain_line(text: str) -> str:
    """Return the text as one harmless line, with line breaks and tabs made visible too."""
    return plain_text(text).replace("\n", "␊").replace("\t", "␉")


def xml_text(text: str) -> str:
    """Return the text with `�` for each character that XML 1.0 §2.2 has no way to write."""
    return _not_in_xml().sub("\ufffd", text)


@cache
def _not_in_xml() -> re.Pattern[str]:
    return re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def _suspects() -> re.Pattern[str]:
    return re.compile(_SUSPECT)


@cache
def _visible(character: str) -> str:
    # Cached: otherwise 1 MiB of NULs would create a million strings at the same time.
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    return f"<U+{code:04X}>"
