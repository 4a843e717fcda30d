"""Tells where each secret of a profile came from: the file's word for it, or what took its place."""

from __future__ import annotations

from ..oauth2.secret_origin import SecretOrigin
from .profile import Profile
from .secret_sources import FromEnv, FromKeyring, FromPlain, SecretSource, secret_keys, secret_label


def secret_origins(profile: Profile) -> tuple[SecretOrigin, ...]:
    """Return the origin of each secret, in the form's order."""
    return tuple(_origin(key, profile.origin_of(key)) for key in secret_keys(profile.connector))


def _origin(key: str, source: SecretSource) -> SecretOrigin:
    label = secret_label(key)
    match source:
        case FromEnv(name):
            return SecretOrigin(key, label, "env", name)
        case FromKeyring():
            return SecretOrigin(key, label, "keyring")
        case FromPlain():
            return SecretOrigin(key, label, "plain")
        case _:
            return SecretOrigin(key, label, "prompt")
