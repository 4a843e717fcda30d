"""Where profiles are kept: their folder, and the file that a name means."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Final

import platformdirs

_APPLICATION: Final = "connector-doctor"
HOME_VARIABLE: Final = "CONNECTOR_DOCTOR_HOME"
"""This environment variable, when set, names the folder to use instead of the platform's."""
SUFFIX: Final = ".toml"
_MAX_NAME_BYTES: Final = 100
"""Of the 255 that file systems allow, so that a suffix and a number always fit."""


def profiles_folder() -> Path:
    """Return the folder of profiles, which may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    config = Path(home) if home else platformdirs.user_config_path(_APPLICATION, appauthor=False)
    return config / "profiles"


def profile_path(name_or_path: str) -> Path:
    """Return the file that is meant: a bare name's in the folder of profiles, else that path."""
    separators = {os.sep, os.altsep or os.sep}
    if not name_or_path.endswith(SUFFIX) and not separators & set(name_or_path):
        return profiles_folder() / f"{name_or_path}{SUFFIX}"
    try:
        return Path(name_or_path).expanduser()
    except RuntimeError:  # ~somebody whom this machine does not know
        return Path(name_or_path)


def file_name_for(name: str) -> str:
    """Return a file name, without suffix, for a connector's name: `Acme: ServiceNow` is `acme-servicenow`.

    Letters and digits of any script stay; never empty, at most 100 bytes of UTF-8.
    """
    folded = unicodedata.normalize("NFKC", name).lower()
    kept = "".join(char if _stays_in_names(char) else " " for char in folded)
    bounded = "-".join(kept.split()).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
    return bounded.rstrip("-") or "connector"


def _stays_in_names(char: str) -> bool:
    """Letters with their combining marks, and numbers; no dot, so that no suffix can come from a name."""
    return char == "_" or unicodedata.category(char)[0] in "LMN"
