"""What can go wrong before or beside a request, in words for the user.

    ConnectorDoctorError
    ├── UsageError               the command line asks for something that can't be
    ├── ProfileError             a profile can't be read, understood or written
    │   └── ProfileNotFoundError     there is none of that name
    └── MissingSecretError       a secret is asked for and nobody is there to type it

What a server does is never one of these: any answer, and any failure to get one, is an `Exchange`.
"""

from __future__ import annotations


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
