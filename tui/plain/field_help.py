"""What `?` says about a field: the wizard's help, without the marks that only a page needs."""

from __future__ import annotations

from ..docs.sections import section_of_field
from ..oauth2.form_fields import FORM_FIELDS, SETTING_HELP, label_of
from .reference import read_aloud


def help_on(key: str) -> str:
    """Return a line on a field or setting, and below it what the pages say about it."""
    form_field = FORM_FIELDS.get(key)
    line = form_field.help if form_field else SETTING_HELP.get(key, "")
    section = section_of_field(label_of(key))
    return "\n".join([line, "", *read_aloud(section.text), ""]) if section else line
