"""What help says first: about the focused field, about the screen, and its keys as they are now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from textual.screen import Screen

from ...docs.sections import section_of_field
from ...oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, label_of
from .bindings_here import KeyedAction
from .key_names import in_markdown, written_key
from .own_keys import page_with_own_keys

_DESCRIBED: Final = r"(?:^|(?<=\n))(?:- )?\*\*{name}\*\*.*?(?=\n\n|\n- \*\*|\Z)"
"""What the page of the wizard says about a screen: a paragraph, or an entry of a list."""
_ASKED_FOR: Final = "secret."
"""How the keys begin of the fields that ask for a secret which the profile doesn't hold."""
_START: Final = "Start"
_ABOUT_START: Final = r"(?<=\n## The start screen\n\n).*?(?=\n\n## )"
"""What the page says about the one screen with a section of its own."""


def help_here(
    title: str, intro: str, field: str, actions: Iterable[KeyedAction], own: Mapping[str, str]
) -> str:
    """Return the Markdown for a screen, for a field of it if one has the focus, and for the keys of both.

    `field` is a field's label, or empty; `intro` says what the screen is for, where no page does. `own`
    lists the user's own keys by the ids of their actions.
    """
    parts = [f"# {title}", about_screen(title, own) or intro, *about_field(field), *_keys(actions)]
    return "\n\n".join(part for part in parts if part) + "\n"


def about_field(label: str) -> Iterator[str]:
    """Yield the heading and the text about a field or setting, by its label; nothing about another one."""
    if label and (section := section_of_field(label)):
        yield f"## {label}"
        yield section.text


def about_screen(title: str, own: Mapping[str, str]) -> str:
    """Return what the page of the wizard says about a screen; empty where it says nothing."""
    where = _ABOUT_START if title == _START else _DESCRIBED.format(name=re.escape(title))
    found = re.search(where, page_with_own_keys("wizard", own), re.DOTALL)
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
    return ", ".join(in_markdown(written_key(key)) for key in keys)


def _does(action: KeyedAction) -> str:
    binding = action.binding
    return f"{binding.description}: {binding.tooltip}" if binding.tooltip else binding.description
