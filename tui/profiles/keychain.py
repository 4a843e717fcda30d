"""The operating system's keychain, by the optional `keyring` library, which is loaded when first needed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from ..errors import ProfileError
from ..oauth2.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "connector-doctor"
"""Under this name the keychain lists our secrets."""


def keyring_available() -> bool:
    """Tell whether there is a keychain that can hold secrets."""
    return _backend() is not None


def read_keyring(profile_name: str, key: str) -> Secret:
    """Return a secret from the keychain, empty when it has none or can't answer (locked, no service)."""
    try:
        backend = _backend()
        found = backend.get_password(SERVICE, _user(profile_name, key)) if backend else None
    except Exception:  # noqa: BLE001 (backends let through whatever their platform's library raises)
        return Secret()
    return Secret(found or "")


def write_keyring(profile_name: str, key: str, secret: Secret) -> None:
    """Put a secret into the keychain.

    Raises:
        ProfileError: there is no keychain, or it refused.
    """
    backend = _backend()
    if backend is None:
        raise ProfileError(
            "There is no keychain here to hold secrets (it needs the extra connector-doctor[keyring] and a "
            "keychain service): choose to be asked each time, or an environment variable."
        )
    try:
        backend.set_password(SERVICE, _user(profile_name, key), secret.reveal())
    except Exception as error:  # noqa: BLE001 (as above)
        # Its text is the backend's own and could quote what was to be stored, so only its kind is told.
        raise ProfileError(
            f"The keychain did not take the secret ({type(error).__name__}): unlock it and save again, "
            "or choose another source for the secret."
        ) from None


def forget_keyring(profile_name: str, key: str) -> None:
    """Remove a secret from the keychain; one that is not there, or can't be removed, is no error."""
    with contextlib.suppress(Exception):
        if backend := _backend():
            backend.delete_password(SERVICE, _user(profile_name, key))


def _user(profile_name: str, key: str) -> str:
    return f"{profile_name}/{key}"


def _backend() -> KeyringBackend | None:
    """Return the keychain in use; None without the library, or when all it has are its stand-ins."""
    try:
        import keyring
        from keyring.backends import fail, null

        backend = keyring.get_keyring()
    except Exception:  # noqa: BLE001 (a broken configuration of keyring raises all kinds)
        return None
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend
