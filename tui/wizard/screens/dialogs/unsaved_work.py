"""The question before unsaved work would be lost."""

from __future__ import annotations

from .dialog import Question, Reply


class UnsavedWorkQuestion(Question):
    """Dismissed with `stay`, `leave` or `save`."""

    def __init__(self, name: str | None, unfinished: tuple[str, ...], leave: str) -> None:
        """Ask about a connector with unsaved changes (None: there is none) and about text in open screens.

        `leave` labels the button that leaves.
        """
        sentences = [] if name is None else [f"{name or 'This connector'} has changes that are not saved."]
        replies = [Reply("stay", "Stay"), Reply("leave", leave, "warning")]
        if not unfinished:  # saving would close what is open, and lose what is typed there
            replies.append(Reply("save", "Save…", "primary"))
        super().__init__("Unsaved work", "\n".join([*sentences, *unfinished]), replies)
