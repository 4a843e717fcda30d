"""The questions before a file is replaced: one that is not the profile's, or that somebody else changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ....form.file_changes import CHANGED, NO_FIELD_DIFFERS, NOT_UNDERSTOOD
from ....plain_text import plain_line
from .dialog import Question, Reply


def replace_question(path: Path, by: str = "this profile") -> Question:
    """Return the question about another file in the way; dismissed with `replace` to replace it."""
    return Question(
        "Replace the file?",
        f"{plain_line(str(path))} already exists. Replace it with {by}?",
        [Reply("keep", "Keep it"), Reply("replace", "Replace it", "warning")],
    )


def changed_file_question(path: Path, changes: Sequence[str] | None) -> Question:
    """Return the question about the profile's own file, changed since it was opened.

    `changes` has a line for each change; None says that the file can't be understood any more. Dismissed
    with `ours` to replace the file, `theirs` to open it instead, or `other` to save under another name.
    """
    replies = [
        Reply("stay", "Cancel"),
        Reply("other", "Other name", "primary"),
        Reply("ours", "Keep mine", "warning"),
    ]
    if changes is None:
        text = NOT_UNDERSTOOD
    else:
        replies.append(Reply("theirs", "Take theirs", "warning"))
        text = "\n".join(changes) or NO_FIELD_DIFFERS
    return Question(
        "The file was changed",
        f"{CHANGED.format(plain_line(str(path)))}\n\n{text}\n\n"
        "Keep mine replaces the file. Take theirs opens it, and drops your changes.",
        replies,
    )
