"""What `?` says about a field: the wizard's help, without the marks that only a page needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..docs.sections import section_of_field
from ..docs.tables import cells, is_rule
from ..oauth2.form_fields import FORM_FIELDS, SETTING_HELP, label_of

_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def help_on(key: str) -> str:
    """Return a line on a field or setting, and below it what the pages say about it."""
    form_field = FORM_FIELDS.get(key)
    line = form_field.help if form_field else SETTING_HELP.get(key, "")
    section = section_of_field(label_of(key))
    return "\n".join([line, "", *_lines(section.text), ""]) if section else line


def _lines(page: str) -> Iterator[str]:
    """Yield the lines of a page as they are read aloud: a row of a table is a line without bars."""
    for line in page.splitlines():
        if not line.startswith("|"):
            yield _LINK.sub(r"\1", line).replace("`", "").replace("*", "")
            continue
        if not is_rule(line):
            first, *others = (cell.replace("`", "") for cell in cells(line))
            yield f"  {first}: {', '.join(others)}"
