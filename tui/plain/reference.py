"""The pages of the reference, read aloud: `? secrets` at a question reads one, `? pages` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..docs.pages import TOPICS, read_page
from ..docs.tables import cells, is_rule

PAGES: Final = "pages"
"""What stands for the list of them."""
_FENCE: Final = "```"
_HEADING: Final = re.compile(r"^#+ ")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def page_named(words: str) -> str:
    """Return a page, or the list of them, as it is read aloud; empty where there is none of that name."""
    name = words.strip().lower()
    if name == PAGES:
        return "\n".join(f"  {topic}: {read_page(topic).summary}" for topic in TOPICS)
    return "\n".join(read_aloud(read_page(name).text)) if name in TOPICS else ""


def read_aloud(page: str) -> Iterator[str]:
    """Yield the lines of a page without the marks that only a page needs: a table's row has no bars."""
    is_code = False
    for line in page.splitlines():
        if line.startswith(_FENCE):
            is_code = not is_code
        elif is_code:
            yield line
        elif not line.startswith("|"):
            yield _LINK.sub(r"\1", _HEADING.sub("", line)).replace("`", "").replace("*", "")
        elif not is_rule(line):
            first, *others = (cell.replace("`", "") for cell in cells(line))
            yield f"  {first}: {', '.join(others)}"
