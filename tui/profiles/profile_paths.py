"""Finds the files of profiles: their folder or another one, and the file name for a profile's name."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..oauth2.lean.lazy_pattern import LazyPattern
from ..plain_text import plain_line

_APPLICATION: Final = "connector-doctor"
HOME_VARIABLE: Final = "CONNECTOR_DOCTOR_HOME"
"""If this environment variable is set, its folder is used instead of the platform's."""
PROFILES_VARIABLE: Final = "CONNECTOR_DOCTOR_PROFILES"
"""If this environment variable is set, it names the folder of the saved profiles alone."""
_NOWHERE: Final = Path(os.devnull, "no home folder")
SUFFIX: Final = ".toml"
_DEVICE: Final = LazyPattern(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")
"""Names that are devices on Windows, with any suffix."""
_MAX_NAME_BYTES: Final = 100
"""File systems allow 255. The rest leaves room for a suffix and a number."""


def profiles_folder() -> Path:
    """Return the folder of the saved profiles. It may not exist yet."""
    chosen = os.environ.get(PROFILES_VARIABLE)
    return _expanded(chosen).absolute() if chosen else config_folder() / "profiles"


def config_folder() -> Path:
    """Return the folder of what a user sets up, which may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home)
    import platformdirs  # here and below, since it takes longer than all else in this module

    return _at_home(platformdirs.user_config_path)


def config_file() -> Path:
    """Return the file of what a user sets up by hand, such as keys. It may not exist."""
    return config_folder() / "config.toml"


@contextmanager
def profiles_in(folder: str) -> Iterator[None]:
    """Look for saved profiles in another folder, in processes begun meanwhile too; blank for the usual one.

    Raises:
        UsageError: there is something else than a folder.
    """
    if not folder:
        yield
        return
    path, before = _expanded(folder).absolute(), os.environ.get(PROFILES_VARIABLE)
    if _is_no_folder(path):
        raise UsageError(f"--profile-dir: {plain_line(str(path))} can't be used: it is no folder.")
    os.environ[PROFILES_VARIABLE] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ[PROFILES_VARIABLE]
        else:
            os.environ[PROFILES_VARIABLE] = before


def state_folder() -> Path:
    """Return the folder for what is kept between runs, which may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "state"
    import platformdirs

    return _at_home(platformdirs.user_state_path)


def _is_no_folder(path: Path) -> bool:
    """Tell whether there is something else at a path. A folder that is yet to be made is all right."""
    try:
        return path.exists() and not path.is_dir()
    except OSError:  # such as a name that is too long
        return True


def _at_home(find: Callable[..., Path]) -> Path:
    """Return our folder of a kind; for a user without a home, one where nothing can be read or written.

    Such are users of containers whom the system has no entry of, and who have no HOME. A relative path
    would be looked for, and made, wherever the program is started.
    """
    try:
        folder = find(_APPLICATION, appauthor=False)
    except RuntimeError:
        return _NOWHERE
    return folder if folder.is_absolute() else _NOWHERE


def profile_path(name_or_path: str) -> Path:
    """Return the file for a name or path: a bare name means a saved profile, anything else is a path."""
    separators = {os.sep, os.altsep or os.sep}
    if not name_or_path.endswith(SUFFIX) and not separators & set(name_or_path):
        return profiles_folder() / f"{name_or_path}{SUFFIX}"
    return _expanded(name_or_path)


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # ~somebody who is not a user of this machine
        return Path(path)


def file_name_for(name: str) -> str:
    """Return a file name without suffix for a connector's name: `Acme: ServiceNow` gives `acme-servicenow`.

    Letters and digits of any script stay. The result is never empty and has at most 100 bytes of UTF-8.
    """
    folded = unicodedata.normalize("NFKC", name).lower()
    kept = "".join(char if _stays_in_names(char) else " " for char in folded)
    bounded = "-".join(kept.split()).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
    name = bounded.rstrip("-") or "connector"
    return f"{name}-connector" if _DEVICE.fullmatch(name) else name


def _stays_in_names(char: str) -> bool:
    """Keep letters, combining marks and numbers. A dot goes, so that a name can't add a suffix."""
    return char == "_" or unicodedata.category(char)[0] in "LMN"
