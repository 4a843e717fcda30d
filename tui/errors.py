"""Errors that are not about a request, with text written for the user.

    ConnectorDoctorError
    ├── UsageError               the command line asks for something impossible
    ├── ProfileError             a profile can't be read, understood or written
    │   ├── ProfileNotFoundError     there is no profile with that name
    │   ├── ProfileExistsError       a profile was to be new, and there is a file of its name
    │   └── ProfileChangedError      the file was changed by somebody else since it was read
    └── MissingSecretError       a secret must be typed, and there is no terminal

What a server does is never one of these: every response, and every failure to get one, is an `Exchange`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .oauth2.own_fault import fault_of

if TYPE_CHECKING:
    from pathlib import Path


class ConnectorDoctorError(Exception):
    """An error whose text tells the user what was found, where, and what to do."""


class UsageError(ConnectorDoctorError):
    """The command line asks for something impossible."""


class ProfileError(ConnectorDoctorError):
    """A profile can't be read, understood or written."""


class ProfileNotFoundError(ProfileError):
    """There is no profile with that name or at that path."""


class ProfileExistsError(ProfileError):
    """A profile was to be new, and there is a file of its name. Nothing was saved."""


class ProfileChangedError(ProfileError):
    """The file of a profile was changed by somebody else since it was read. Nothing was saved."""

    def __init__(self, message: str, changed: tuple[str, ...]) -> None:
        super().__init__(message)
        self.changed = changed
        """The file's keys that differ, dotted; empty where the file can't be understood any more."""


class MissingSecretError(ConnectorDoctorError):
    """A secret must be typed, and there is no terminal to type it in."""


def describe_fault(error: BaseException | None, report: Path | None = None) -> str:
    """Return one line on a bug in this program: type and place, not the text, which may hold a secret.

    `report` is the file that tells more of it, where one was written.
    """
    what = fault_of(error) if error else "unknown"
    wanted = f"it, with this file, which holds no secret: {report}" if report else "this line."
    return f"internal error: {what}. Please report {wanted}"
