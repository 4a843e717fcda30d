"""What was recognized in a pasted request: each field with its place, and the notes."""

from __future__ import annotations

import re

from textual.content import Content

from ...interchange.import_.imported import Import
from ...interchange.import_.shown import import_text


def import_content(found: Import) -> Content:
    """Return the lines on an import: first the notes, then each field."""
    first, *lines = import_text(found)
    notes = [line for line in lines if line.startswith("Note: ")]
    fields = [re.sub(r" {2,}", "  ", line.strip()) for line in lines if line not in notes]
    shown = [Content.styled(first, "bold"), *(Content.styled(note, "$warns") for note in notes)]
    return Content("\n").join([*shown, *map(Content, fields)])
