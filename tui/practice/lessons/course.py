"""The course: the twelve lessons in their order, from easy to hard."""

from __future__ import annotations

from typing import Final

from .form_lessons import (
    API_PATTERN,
    COPIED_ID,
    MOVED,
    NEW_SECRET,
    QUOTED_PASSWORD,
    SIGN_IN_PAGE,
    TOKEN_NAME,
)
from .lesson import Lesson
from .server_lessons import ACCOUNT_LOCKED, GATEWAY, GRANT, METHOD, SCOPE_MISSING

LESSONS: Final = (
    NEW_SECRET,
    COPIED_ID,
    SIGN_IN_PAGE,
    QUOTED_PASSWORD,
    MOVED,
    SCOPE_MISSING,
    ACCOUNT_LOCKED,
    METHOD,
    GRANT,
    GATEWAY,
    TOKEN_NAME,
    API_PATTERN,
)
"""All lessons, in their order."""


def number_of(lesson: Lesson) -> int:
    """Return a lesson's place in the course, from 1."""
    return LESSONS.index(lesson) + 1


def lesson_after(lesson: Lesson) -> Lesson | None:
    """Return the next lesson of the course; None after the last."""
    return next(iter(LESSONS[number_of(lesson) :]), None)
