"""Finds the files of profiles: their folder, and the file name for a profile's name."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Final

_APPLICATION: Final = "connector-doctor"
HOME_VARIABLE: Final = "CONNECTOR_DOCTOR_HOME"
"""If this environment variable is set, its folder is used instead of the platform's."""
SUFFIX: Final = ".toml"
_MAX_NAME_BYTES: Final = 100
"""File systems allow 255. The rest leaves room for a suffix and a number."""


def profiles_folder() -> Path:
    """Return the folder of the saved profiles. It may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "profiles"
    import platformdirs  # here and below, since it takes longer than all else in this module

    return platformdirs.user_config_path(_APPLICATION, appauthor=False) / "profiles"


def state_folder() -> Path:
    """Return the folder for what is kept between runs, which may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "state"
    import platformdirs

    return platformdirs.user_state_path(_APPLICATION, appauthor=False)


def profile_path(name_or_path: str) -> Path:
    """Return the file for a name or path: a bare name means a saved profile, anything else is a path."""
    separators = {os.sep, os.altsep or os.sep}
    if not name_or_path.endswith(SUFFIX) and not separators & set(name_or_path):
        return profiles_folder() / f"{name_or_path}{SUFFIX}"
    try:
        return Path(name_or_path).expanduser()
    except RuntimeError:  # ~somebody who is not a user of this machine
        return Path(name_or_path)


def file_name_for(name: str) -> str:
    """Return a file name without suffix for a connector's name: `Acme: ServiceNow` gives `acme-servicenow`.

    Letters and digits of any script stay. The result is never empty and has at most 100 bytes of UTF-8.
    """
    folded = unicodedata.normalize("NFKC", name).lower()
    kept = "".join(char if _stays_in_names(char) else " " for char in folded)
    bounded = "-".join(kept.split()).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
    return bounded.rstrip("-") or "connector"


def _stays_in_names(char: str) -> bool:
    """Keep letters, combining marks and numbers. A dot goes, so that a name can't add a suffix."""
    return char == "_" or unicodedata.category(char)[0] in "LMN"
