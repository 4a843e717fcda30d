"""Text that is masked wherever it might be shown by accident."""

from __future__ import annotations

from typing import Final, NoReturn

MASK: Final = "••••••••"
"""Shown in place of every secret. Its length is fixed, so it does not reveal the secret's length."""


class Secret:
    """Text whose repr, str and format are masked.

    A log line, a traceback, an f-string or a failed assertion shows `MASK`. Only `reveal()` returns the
    clear text, so a search for that word finds every place that handles it.
    """

    __slots__ = ("_clear",)
    _clear: str

    def __init__(self, clear: str = "") -> None:
        object.__setattr__(self, "_clear", clear)

    def reveal(self) -> str:
        """Return the clear text."""
        return self._clear

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Secret can't be changed")

    def __reduce__(self) -> NoReturn:
        # A pickle would contain the clear text.
        raise TypeError("a Secret can't be pickled")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Secret:
        return self

    def __repr__(self) -> str:
        return f"Secret({MASK!r})" if self._clear else "Secret('')"

    def __str__(self) -> str:
        return MASK if self._clear else ""

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __bool__(self) -> bool:
        return bool(self._clear)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        import hmac  # with OpenSSL, which few commands need

        return hmac.compare_digest(_to_bytes(self._clear), _to_bytes(other._clear))

    def __hash__(self) -> int:
        return hash((Secret, self._clear))


def reveal(value: str | Secret) -> str:
    """Return the clear text of a value that may be a secret."""
    return value.reveal() if isinstance(value, Secret) else value


def _to_bytes(text: str) -> bytes:
    # Foreign text can hold lone surrogates, which strict UTF-8 refuses.
    return text.encode("utf-8", "surrogatepass")
