"""Errors that are not about a request, with text written for the user.

    ConnectorDoctorError
    ├── UsageError               the command line asks for something impossible
    ├── ProfileError             a profile can't be read, understood or written
    │   └── ProfileNotFoundError     there is no profile with that name
    └── MissingSecretError       a secret must be typed, and there is no terminal

What a server does is never one of these: every response, and every failure to get one, is an `Exchange`.
"""

from __future__ import annotations

import traceback
from pathlib import Path


class ConnectorDoctorError(Exception):
    """An error whose text tells the user what was found, where, and what to do."""


class UsageError(ConnectorDoctorError):
    """The command line asks for something impossible."""


class ProfileError(ConnectorDoctorError):
    """A profile can't be read, understood or written."""


class ProfileNotFoundError(ProfileError):
    """There is no profile with that name or at that path."""


class MissingSecretError(ConnectorDoctorError):
    """A secret must be typed, and there is no terminal to type it in."""


def describe_fault(error: BaseException | None) -> str:
    """Return one line on a bug in this program: type and place, not the text, which may hold a secret."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"internal error: {type(error).__name__}{place}. Please report this line."
