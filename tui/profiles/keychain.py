"""Stores secrets in the operating system's keychain. Loads the optional `keyring` library on first use.

Which entry holds which secret of a profile is decided in `keychain_entries`.
"""

from __future__ import annotations

import contextlib
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ..errors import ProfileError
from ..oauth2.secret import Secret
from ..plain_text import plain_line

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "connector-doctor"
"""The name under which the keychain lists our secrets."""
_OF_PLATFORM: Final = {"win32": ("Windows",), "darwin": ("macOS",)}
_OF_OTHERS: Final = ("SecretService", "kwallet")
"""The modules of `keyring.backends` for each platform's own keychain."""
_LONGEST_REASON: Final = 160


def keyring_available() -> bool:
    """Return whether there is a keychain that can store secrets."""
    return _backend() is not None


def keychain_name() -> str:
    """Return what the keychain in use calls itself; blank if there is none."""
    backend = _backend()
    return plain_line(backend.name) if backend else ""


def keychain_problem(*, in_full: bool = False) -> str:
    """Return why no keychain can be used, as one sentence that names the backend; blank if one can.

    `in_full` adds the backends' own words, which run over many lines.
    """
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        return 'There is no keychain: keyring is not installed. Run pip install "connector-doctor[keyring]".'
    try:
        backend = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001 (a broken keyring configuration raises all kinds of errors)
        return f"There is no keychain: keyring can't be set up ({type(error).__name__})."
    if isinstance(backend, null.Keyring):
        return "There is no keychain: keyring is set to its null backend, which stores nothing."
    if isinstance(backend, fail.Keyring):
        why = _why_none()
        if not why:
            return "There is no keychain: keyring is set to its fail backend, though another could be used."
        if in_full:
            told = "; ".join(f"{name} can't be used ({words})" for name, words in why)
            return f"There is no keychain: {told}."
        names = " and ".join(name for name, _ in why)
        return f"There is no keychain: {names} can't be used here. “connector-doctor checkup” says why."
    return ""


def keychain_warning() -> str:
    """Return what to know about the keychain in use before a secret goes there; blank if nothing."""
    backend = _backend()
    if backend is None or "plaintext" not in type(backend).__name__.lower():
        return ""
    return f"The keychain in use ({plain_line(backend.name)}) keeps secrets in a file without encryption."


def read_keyring(entry: str) -> Secret:
    """Return a secret from the keychain; an empty one if it has none, is locked or is missing."""
    try:
        backend = _backend()
        found = backend.get_password(SERVICE, entry) if backend else None
    except Exception:  # noqa: BLE001 (backends pass on whatever their platform's library raises)
        return Secret()
    return Secret(found or "")


def write_keyring(entry: str, secret: Secret) -> None:
    """Store a secret in the keychain.

    Raises:
        ProfileError: there is no keychain, or it refused.
    """
    backend = _backend()
    if backend is None:
        raise ProfileError(keychain_problem())
    try:
        backend.set_password(SERVICE, entry, secret.reveal())
    except Exception as error:  # noqa: BLE001 (as above)
        # The backend's message could quote the secret, so only the type of the error is shown.
        raise ProfileError(
            f"The keychain refused to store the secret ({type(error).__name__}). "
            "Unlock it and save again, or choose another source for the secret."
        ) from None


def forget_keyring(entry: str) -> None:
    """Remove a secret from the keychain. If it is missing or can't be removed, nothing happens."""
    with contextlib.suppress(Exception):
        if backend := _backend():
            backend.delete_password(SERVICE, entry)


def _backend() -> KeyringBackend | None:
    """Return the keychain in use; None if the library is missing, or has only its placeholder backends."""
    try:
        import keyring
        from keyring.backends import fail, null

        backend = keyring.get_keyring()
    except Exception:  # noqa: BLE001 (a broken keyring configuration raises all kinds of errors)
        return None
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend


def _why_none() -> list[tuple[str, str]]:
    """Return this platform's backends, each with its own words on why it can't be used; none if one can."""
    reasons = []
    for name in _OF_PLATFORM.get(sys.platform, _OF_OTHERS):
        try:
            _ = import_module(f"keyring.backends.{name}").Keyring.priority
        except Exception as error:  # noqa: BLE001 (as above; no secret was given to it)
            reasons.append(
                (name, plain_line(str(error) or type(error).__name__)[:_LONGEST_REASON].rstrip("."))
            )
        else:
            return []
    return reasons
