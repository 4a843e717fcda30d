"""What can go wrong before or beside a request, in words for the user.

    ConnectorDoctorError
    ├── UsageError               the command line asks for something that can't be
    ├── ProfileError             a profile can't be read, understood or written
    │   └── ProfileNotFoundError     there is none of that name
    └── MissingSecretError       a secret is asked for and nobody is there to type it

What a server does is never one of these: any answer, and any failure to get one, is an `Exchange`.
"""

from __future__ import annotations

import traceback
from pathlib import Path


class ConnectorDoctorError(Exception):
    """An error whose text is written for the user: what was found, where, and the way out."""


class UsageError(ConnectorDoctorError):
    """The command line asks for something that can't be."""


class ProfileError(ConnectorDoctorError):
    """A profile can't be read, understood or written."""


class ProfileNotFoundError(ProfileError):
    """There is no profile of that name or at that path."""


class MissingSecretError(ConnectorDoctorError):
    """A secret has to be typed, and there is no terminal to type it at."""


def describe_fault(error: BaseException | None) -> str:
    """Return a line on a fault of this program: its type and place; its text could hold a secret."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"internal error: {type(error).__name__}{place}: please report this line."
