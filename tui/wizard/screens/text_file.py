"""Writes text that a screen shows to a new file, where the terminal may not have a clipboard."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_text_file(what: str, text: str, suffix: str = ".txt") -> Path:
    """Write a text to a new file that only its owner can read. `what` is a part of its name.

    Raises:
        OSError: the file can't be written; none is left behind.
    """
    handle, name = tempfile.mkstemp(prefix=f"connector-doctor-{what}-", suffix=suffix)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
