"""What help says first: about the focused field, about the screen, and its keys as they are now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from textual.screen import Screen

from ...docs.pages import read_page
from ...docs.sections import section_of_field, sections_of
from ...oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, label_of
from .bindings_here import KeyedAction
from .key_names import written_key

_DESCRIBED: Final = r"(?:^|(?<=\n))(?:- )?\*\*{name}\*\*.*?(?=\n\n|\n- \*\*|\Z)"
"""What the page of the wizard says about a screen: a paragraph, or an entry of a list."""
_ASKED_FOR: Final = "secret."
"""How the keys begin of the fields that ask for a secret which the profile doesn't hold."""
_START: Final = "Start"
_ABOUT_START: Final = "The start screen"
"""The one screen with a section of its own on that page."""


def help_here(title: str, intro: str, field: str, actions: Iterable[KeyedAction]) -> str:
    """Return the Markdown for a screen, for a field of it if one has the focus, and for the keys of both.

    `field` is a field's label, or empty; `intro` says what the screen is for, where no page does.
    """
    parts = [f"# {title}", about_screen(title) or intro, *about_field(field), *_keys(actions)]
    return "\n\n".join(part for part in parts if part) + "\n"


def about_field(label: str) -> Iterator[str]:
    """Yield the heading and the text about a field or setting, by its label; nothing about another one."""
    if label and (section := section_of_field(label)):
        yield f"## {label}"
        yield section.text


def about_screen(title: str) -> str:
    """Return what the page of the wizard says about a screen; empty where it says nothing."""
    if title == _START:
        return next(part.text for part in sections_of("wizard") if part.heading == _ABOUT_START)
    found = re.search(_DESCRIBED.format(name=re.escape(title)), read_page("wizard").text, re.DOTALL)
    return re.sub(r"\n {2,}", "\n", found.group().removeprefix("- ")) if found else ""


def focused_field(screen: Screen[Any]) -> str:
    """Return the label of the field that has the focus, or that the focused widget is named after."""
    for node in screen.focused.ancestors_with_self if screen.focused else ():
        name, key = (node.id or "").replace("-", "_"), getattr(node, "key", "")
        if isinstance(key, str) and key.startswith(_ASKED_FOR):
            return str(getattr(node, "label", ""))
        for known in (key, node.name, name, f"request.{name}"):
            if isinstance(known, str) and (known in FORM_FIELDS or known in SETTING_LABELS):
                return label_of(known)
    return ""


def _keys(actions: Iterable[KeyedAction]) -> Iterator[str]:
    offered = [action for action in actions if action.binding.description and action.is_offered]
    if offered:
        yield "## Keys here"
        rows = [f"| {_written(action.keys)} | {_does(action)} |" for action in offered]
        yield "\n".join(["| Key | What it does |", "| --- | --- |", *dict.fromkeys(rows)])


def _written(keys: tuple[str, ...]) -> str:
    return ", ".join(written_key(key).replace("|", "\\|") for key in keys)


def _does(action: KeyedAction) -> str:
    binding = action.binding
    return f"{binding.description}: {binding.tooltip}" if binding.tooltip else binding.description
