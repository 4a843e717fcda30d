"""What a judge is asked, and what it tells: the values that pass between the processes of a fleet.

Secrets pass in clear, over a pair of sockets that no other program can open, and to no file.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ....exit_status import ExitStatus
from ....oauth2.connector import Connector, ResponseSettings
from ....oauth2.http_response import HttpResponse
from ....oauth2.own_fault import OwnFault
from ....oauth2.proxy_url import ProxyUrl
from ....oauth2.secret import Secret
from ..result import Outcome

LENGTH: Final = struct.Struct("!Q")
"""How many bytes a value takes: goes before each."""


@dataclass(frozen=True)
class Cause:
    """Why a profile does not work: of its first finding, what a table or a report in XML says of it."""

    id: str
    title: str
    text: str
    """Cause, fix and evidence, a paragraph each."""
    change: str = ""
    """The label of the field to change first; empty where it is none."""


@dataclass(frozen=True)
class Told:
    """What came of one profile. Its texts are masked and harmless."""

    name: str
    status: ExitStatus
    result: str
    """What goes to stdout."""
    messages: tuple[str, ...] = ()
    """What goes to stderr."""
    cause: Cause | None = None
    """Why it does not work; None where it works."""
    seconds: float = 0.0
    """How long its attempts took."""
    is_canceled: bool = False
    was_sent: bool = True
    """Whether anything was sent."""
    report: str = ""
    """The file with a report of it; empty where there is none."""
    case: bytes = b""
    """What a report of all profiles is to tell of it, if there is to be one: see `dumps`."""


@dataclass(frozen=True)
class Ready:
    """A profile that can be run."""

    name: str
    """Masked and harmless; empty where no report is named after it."""
    connector: Connector
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """Asks to read a profile. The reply is `Ready`, or `Told` where it can't be run."""

    number: int
    name: str
    """A name or a path, as it was typed."""
    typed: Mapping[str, Secret] = field(default_factory=dict)
    """The secrets that the user typed, by their keys."""
    may_leave: bool = False
    """Whether the user lets the token go to another host than the Base Url's."""


@dataclass(frozen=True)
class Judge:
    """Asks what came of a profile that was read. The reply is `Told`."""

    number: int
    outcome: Outcome | OwnFault
    is_canceled: bool = False
    report: str = ""
    """The file to write a report of it to; empty for none."""
    with_case: bool = False


@dataclass(frozen=True)
class ReadResponse:
    """Asks to read a response as the connector would. The reply is an `Answer`."""

    response: HttpResponse
    settings: ResponseSettings


@dataclass(frozen=True)
class Raised:
    """A reply to whoever works on the program, and wants to see faults: the exception, as text."""

    text: str


Asked = Read | Judge | ReadResponse


class _Pickler(pickle.Pickler):
    """Pickles secrets too, which otherwise refuse it."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 (pickle's interface)
        """Return how to make a secret again."""
        if type(value) is Secret:
            return Secret, (value.reveal(),)
        if type(value) is ProxyUrl:
            return _proxy_url, (value.reveal(), value.is_secret)
        return NotImplemented


def _proxy_url(clear: str, is_secret: bool) -> ProxyUrl:
    return ProxyUrl(clear, is_secret=is_secret)


class _Pieces(list[bytes]):
    """Takes what is pickled as it comes. A body of a mebibyte is a piece of its own, and not copied."""

    write = list[bytes].append


def pieces_of(value: object) -> list[bytes]:
    """Return a value as bytes, in pieces, for another process of the same command."""
    pieces = _Pieces()
    _Pickler(pieces, pickle.HIGHEST_PROTOCOL).dump(value)
    return pieces


def dumps(value: object) -> bytes:
    """Return a value as bytes, for another process of the same command."""
    return b"".join(pieces_of(value))


loads: Final[Callable[[bytes | memoryview], Any]] = pickle.loads
"""Returns the value that `dumps` made bytes of."""
