"""A report on a fault of connector-doctor itself, as a file that can be sent to whoever fixes it.

It says where the program was and how it came there: version, system, screen, and the lines of code that led
to the fault. No value is in it, neither a local variable nor what the exception says, which may be a secret.
"""

from __future__ import annotations

import linecache
import os
import platform
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from . import __version__
from .errors import describe_fault
from .oauth2.masking.redaction import Redactor
from .oauth2.own_fault import fault_of
from .oauth2.secret import Secret
from .profiles.atomic_file import replace_file
from .profiles.profile_paths import state_folder

MOST_REPORTS: Final = 10
"""How many are kept: the newest."""
_FIRST, _LAST = 20, 60
"""The frames of a long way that are told of: those at its beginning, and those at its end."""
_SUFFIX: Final = ".txt"


def crash_reports_folder() -> Path:
    """Return the folder of the reports, which may not exist yet."""
    return state_folder() / "crashes"


def apology(error: BaseException | None, where: str, secrets: Iterable[Secret] = ()) -> str:
    """Write a report on a fault, and return the sentence for the user: what it was, and where the report is.

    `where` is the command or the screen. Never raises: what can't be written is not spoken of.
    """
    return describe_fault(error, write_crash_report(error, where, secrets) if error else None)


def write_crash_report(error: BaseException, where: str, secrets: Iterable[Secret] = ()) -> Path | None:
    """Write a report that only its owner can read (0600), and return its path; None if that is impossible."""
    folder = crash_reports_folder()
    with suppress(OSError, ValueError, RuntimeError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.getpid()}{_SUFFIX}"
        text = Redactor(secrets).text("\n".join(_lines(error, where)))
        replace_file(path, f"{text}\n".encode("utf-8", "backslashreplace"))
        _forget_the_oldest(folder)
        return path
    return None


def _forget_the_oldest(folder: Path) -> None:
    for path in sorted(folder.glob(f"*{_SUFFIX}"))[:-MOST_REPORTS]:
        path.unlink(missing_ok=True)


def _lines(error: BaseException, where: str) -> Iterator[str]:
    yield f"connector-doctor {__version__}: {fault_of(error)}"
    yield f"Time: {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}"
    yield f"System: Python {platform.python_version()} on {platform.platform()}"
    textual = sys.modules.get("textual")
    if textual is not None:
        yield f"Terminal: TERM={os.environ.get('TERM', '')!r}, Textual {getattr(textual, '__version__', '?')}"
    yield f"Where: {where}"
    for each in _chain(error):
        yield ""
        yield f"{type(each).__module__}.{type(each).__qualname__}, after:"
        yield from _way_to(each)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, what it was raised from, and so on. Of a group, its first counts."""
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen:
        seen.append(each)
        yield each
        if isinstance(each, BaseExceptionGroup):
            each = each.exceptions[0]
        else:
            each = each.__cause__ or each.__context__


def _way_to(error: BaseException) -> Iterator[str]:
    # A module's name and not its file's: the path tells who uses the machine.
    way = [
        (frame.f_globals.get("__name__", "?"), line, frame.f_code)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    left_out = len(way) - _FIRST - _LAST
    for index, (module, line, code) in enumerate(way):
        if left_out > 0 and _FIRST <= index < _FIRST + left_out:
            if index == _FIRST:
                yield f"  … {left_out} more"
            continue
        yield f"  {module}:{line} in {code.co_name}"
        if source := linecache.getline(code.co_filename, line).strip():
            yield f"    {source}"
