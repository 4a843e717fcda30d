"""What stands in the exporter's file in place of a secret, and what each of these stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import Secret, reveal

_FOLDER: Final = "/etc/prometheus/secrets"


class References:
    """Gives each secret of one probe a placeholder or a file; or leaves it in clear, if it is asked to."""

    def __init__(self, module: str, redactor: Redactor, *, in_clear: bool) -> None:
        self._module = module
        self._redactor = redactor
        self._meanings: dict[str, str] = {}
        self.in_clear = in_clear

    @property
    def meanings(self) -> Mapping[str, str]:
        """What each reference stands for."""
        return self._meanings

    def is_secret(self, value: str | Secret) -> bool:
        """Tell whether a value is a secret, or holds one."""
        return isinstance(value, Secret) or self._redactor.text(value) != value

    def text(self, value: str | Secret, name: str, meaning: str) -> str:
        """Return a value; if it is secret, its placeholder `${MODULE_NAME}`."""
        if self.in_clear or not self.is_secret(value):
            return reveal(value)
        placeholder = f"${{{_word(self._module)}_{_word(name)}}}"
        self._meanings[placeholder] = meaning
        return placeholder

    def file(self, name: str, meaning: str) -> str:
        """Return the path of a file that holds a secret."""
        path = f"{_FOLDER}/{self._module}.{name}"
        self._meanings[path] = f"a file with {meaning}"
        return path


def _word(text: str) -> str:
    """Return a text as a part of a variable's name."""
    return re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_") or "X"
