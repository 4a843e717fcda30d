"""Writes the table of ids in the reference from the bindings: `python -m tests.wizard.key_ids`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.wizard.keys.key_names import written_key

from .test_keys import bindings_of, classes_with_bindings

PAGE: Final = Path(__file__).parent.parent.parent / "tui/docs/key-ids.md"
_HEAD: Final = "| ID | Keys | What it does |"
_ABOVE: Final = "| --- | --- | --- |"


def table() -> str:
    """Return the table: a row for each id, with its own keys and its name."""
    found: dict[str, tuple[list[str], str]] = {}
    for kind in sorted(classes_with_bindings(), key=lambda kind: (kind.__module__, kind.__name__)):
        for binding in bindings_of(kind):
            keys, _ = found.setdefault(binding.id or "", ([], binding.description))
            if (written := written_key(binding.key)) not in keys:
                keys.append(written)
    rows = (
        f"| {one} | {', '.join(keys)} | {name} |" for one, (keys, name) in sorted(found.items(), key=_order)
    )
    return "\n".join([_HEAD, _ABOVE, *rows]) + "\n"


def _order(row: tuple[str, object]) -> tuple[str, int, str]:
    """Sort by the first word, and step.2 before step.10."""
    group, _, name = row[0].partition(".")
    return group, int(name) if name.isdigit() else 0, name


def page_with(new: str) -> str:
    """Return the page with another table at its end."""
    return PAGE.read_text("utf-8").partition(_HEAD)[0] + new


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), "utf-8")
