"""Stores secrets in the operating system's keychain. Loads the optional `keyring` library on first use.

Which entry holds which secret of a profile is decided in `keychain_entries`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from ..errors import ProfileError
from ..oauth2.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "connector-doctor"
"""The name under which the keychain lists our secrets."""
NO_KEYCHAIN: Final = (
    "There is no keychain on this machine. "
    "Install the extra connector-doctor[keyring] and a keychain service, "
    "or choose another source for the secret."
)


def keyring_available() -> bool:
    """Return whether there is a keychain that can store secrets."""
    return _backend() is not None


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
        raise ProfileError(NO_KEYCHAIN)
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
